package vn.loa.plan.calendar;

import java.time.LocalDate;
import java.util.Arrays;

/**
 * The months of a lunisolar calendar, worked out once for all its years. Immutable.
 *
 * <p>Months are numbered without a gap; a key tells year, number and leap of each.
 */
final class LunarMonths {

  /** Holds the table that {@link LunarDate} reads. */
  static final LunarMonths VIETNAM = new LunarMonths(7);

  private static final int FIRST_YEAR = 1900;
  private static final int LAST_YEAR = 2100;
  private static final int KEYS_PER_YEAR = 26;
  private static final int MONTHS_IN_LEAP_YEAR = 13;

  /** Where each month begins, as an epoch day; the last entry ends the last month. */
  private final int[] starts;

  private final int[] keys;

  LunarMonths(int hoursEastOfGreenwich) {
    Sky sky = new Sky(hoursEastOfGreenwich);
    int first = sky.lunationBefore(LocalDate.of(FIRST_YEAR - 1, 11, 1).toEpochDay());
    int last = sky.lunationBefore(LocalDate.of(LAST_YEAR + 2, 4, 1).toEpochDay());
    int[] allStarts = new int[last - first];
    int[] signs = new int[allStarts.length];
    for (int i = 0; i < allStarts.length; i++) {
      allStarts[i] = (int) sky.newMoonDay(first + i);
      signs[i] = sky.sunSign(allStarts[i]);
    }
    int[] allKeys = keys(signs);
    int from = indexOf(allKeys, key(FIRST_YEAR, 1, false));
    int to = indexOf(allKeys, key(LAST_YEAR + 1, 1, false));
    starts = Arrays.copyOfRange(allStarts, from, to + 1);
    keys = Arrays.copyOfRange(allKeys, from, to);
  }

  private static int indexOf(int[] keys, int key) {
    for (int i = 0; i < keys.length; i++) {
      if (keys[i] == key) {
        return i;
      }
    }
    throw new AssertionError("month " + key + " was not worked out");
  }

  private static int key(int year, int month, boolean leap) {
    return year * KEYS_PER_YEAR + (month - 1) * 2 + (leap ? 1 : 0);
  }

  /** Numbers the months from one solstice to the next; those before the first have the key 0. */
  private static int[] keys(int[] signs) {
    int[] keys = new int[signs.length];
    int year = FIRST_YEAR - 1;
    int solstice = nextSolstice(signs, 0);
    int next = nextSolstice(signs, solstice + 1);
    while (next > 0) {
      number(keys, signs, solstice, next, year++);
      solstice = next;
      next = nextSolstice(signs, solstice + 1);
    }
    return keys;
  }

  private static int nextSolstice(int[] signs, int from) {
    for (int i = from; i < signs.length - 1; i++) {
      if (signs[i] < Sky.SOLSTICE_SIGN && signs[i + 1] >= Sky.SOLSTICE_SIGN) {
        return i;
      }
    }
    return -1;
  }

  /** From month 11 of the year, at the solstice, to month 10 of the next. */
  private static void number(int[] keys, int[] signs, int solstice, int next, int year) {
    boolean leapAwaited = next - solstice == MONTHS_IN_LEAP_YEAR;
    int month = 11;
    int of = year;
    keys[solstice] = key(of, month, false);
    for (int i = solstice + 1; i < next; i++) {
      boolean leap = leapAwaited && signs[i] == signs[i + 1];
      if (leap) {
        leapAwaited = false;
      } else {
        of += month / 12;
        month = month % 12 + 1;
      }
      keys[i] = key(of, month, leap);
    }
  }

  LunarDate date(LocalDate date) {
    long day = date.toEpochDay();
    if (day < starts[0] || day >= starts[keys.length]) {
      throw new IllegalArgumentException(
          "the lunar calendar is worked out for %s to %s, not for %s"
              .formatted(
                  LocalDate.ofEpochDay(starts[0]),
                  LocalDate.ofEpochDay(starts[keys.length] - 1),
                  date));
    }
    int found = Arrays.binarySearch(starts, (int) day);
    int index = found >= 0 ? found : -found - 2;
    int key = keys[index];
    return new LunarDate(
        key / KEYS_PER_YEAR,
        key % KEYS_PER_YEAR / 2 + 1,
        key % 2 == 1,
        (int) day - starts[index] + 1);
  }

  int epochDay(int year, int month, boolean leap, int day) {
    if (year < FIRST_YEAR || year > LAST_YEAR) {
      throw new IllegalArgumentException(
          "the lunar calendar is worked out for the years %d to %d, not for %d"
              .formatted(FIRST_YEAR, LAST_YEAR, year));
    }
    int index = Arrays.binarySearch(keys, key(year, month, leap));
    if (month < 1 || month > 12 || index < 0) {
      throw new IllegalArgumentException(
          "lunar year %d has no %smonth %d".formatted(year, leap ? "leap " : "", month));
    }
    int length = starts[index + 1] - starts[index];
    if (day < 1 || day > length) {
      throw new IllegalArgumentException(
          "month %d of lunar year %d has days 1 to %d, not %d".formatted(month, year, length, day));
    }
    return starts[index] + day - 1;
  }
}
