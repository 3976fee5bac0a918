package vn.loa.sms;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Which digits are a subscriber of Vietnam, and whose.
 *
 * <p>A number arrives as its digits: how many were written, and their value. What comes before the
 * nine digits of a subscriber is taken off first (0, 84, 0084, and the 0 that some leave after 84),
 * then one table, {@link #MOBILE}, tells by the first three of the nine whether a mobile operator
 * has them and which. Everything else here only finds the reason why a number is none.
 *
 * <p>Sources: mobile prefixes and their length from the metadata of libphonenumber 9.0.43 (2026)
 * and its carrier names; the change from eleven to ten digits by Decision 798/QĐ-BTTTT of the
 * Ministry of Information and Communications of 25 May 2018, in force from 15 September 2018; area
 * codes by the Ministry's Decision 2036/QĐ-BTTTT of 21 November 2016, changed in three steps until
 * 17 June 2017. The Ministry gives prefixes of three digits (0 included) to an operator;
 * libphonenumber counts the blocks of them that were seen in use. Here a prefix counts as a whole:
 * to write to a block nobody has costs a refusal, to refuse a citizen costs the citizen.
 */
final class NumberingPlan {

  /** Set beside a number that was written in the eleven digits of before. */
  static final long UPGRADED = 1L << 62;

  static final long COUNTRY = 84_000_000_000L;

  /** ITU-T E.164 allows 15; people put 00 before, and (0) between. */
  private static final int MOST_DIGITS = 18;

  private static final int COUNTRY_CODE = 84;
  private static final int SUBSCRIBER = 9;
  private static final long SUBSCRIBERS = 1_000_000_000L;
  private static final int PER_PREFIX = 1_000_000;
  private static final int PER_OLD_PREFIX = 10_000_000;

  private static final long[] POWERS = powers();

  /** By the first three of nine digits: {@code 903} is MobiFone. Null where nobody has a mobile. */
  private static final @Nullable Operator[] MOBILE = mobile();

  /** The first three of ten digits, less 100, to the first two of nine. 0: none. */
  private static final int[] UPGRADES =
      upgrades(
          "120>70 121>79 122>77 126>76 128>78 " // MobiFone
              + "123>83 124>84 125>85 127>81 129>82 " // VinaPhone
              + "162>32 163>33 164>34 165>35 166>36 167>37 168>38 169>39 " // Viettel
              + "186>56 188>58 " // Vietnamobile
              + "199>59"); // Gmobile

  private NumberingPlan() {}

  private static @Nullable Operator[] mobile() {
    @Nullable Operator[] mobile = new Operator[1000];
    give(mobile, Operator.VIETTEL, "031 032 033 034 035 036 037 038 039 086 096 097 098");
    give(mobile, Operator.VINAPHONE, "081 082 083 084 085 088 091 094");
    give(mobile, Operator.MOBIFONE, "030 051 070 076 077 078 079 089 090 093");
    give(mobile, Operator.VIETNAMOBILE, "052 056 058 092");
    give(mobile, Operator.GMOBILE, "059 0993 0994 0995 0996 0997");
    give(mobile, Operator.WINTEL, "055");
    give(mobile, Operator.ITEL, "087 0998 0999");
    // In the plan, but whose is not said: 095 was S-Fone's until 2012, 0992 is satellite.
    give(mobile, Operator.UNKNOWN, "095 0990 0991 0992");
    return mobile;
  }

  private static void give(@Nullable Operator[] mobile, Operator operator, String prefixes) {
    for (String prefix : prefixes.split(" ", -1)) {
      int width = prefix.length() == 3 ? 10 : 1;
      int first = Integer.parseInt(prefix) * width;
      Arrays.fill(mobile, first, first + width, operator);
    }
  }

  private static int[] upgrades(String pairs) {
    int[] upgrades = new int[100];
    for (String pair : pairs.split(" ", -1)) {
      upgrades[Integer.parseInt(pair.substring(0, 3)) - 100] = Integer.parseInt(pair.substring(4));
    }
    return upgrades;
  }

  private static long[] powers() {
    long[] powers = new long[MOST_DIGITS + 1];
    powers[0] = 1;
    for (int i = 1; i < powers.length; i++) {
      powers[i] = powers[i - 1] * 10;
    }
    return powers;
  }

  /** Whether a number with country code, of any length, is of Vietnam. */
  static boolean isVietnamese(long e164) {
    int count = count(e164);
    return count >= 2 && e164 / POWERS[count - 2] == COUNTRY_CODE;
  }

  /** Whose mobile it is; null if it is none of Vietnam. */
  static @Nullable Operator operator(long e164) {
    return e164 / SUBSCRIBERS == COUNTRY_CODE ? ofSubscriber(e164 % SUBSCRIBERS) : null;
  }

  /**
   * The number, with flags, or a problem.
   *
   * @param plus whether a + came first
   * @param count how many digits were written
   * @param digits their value; of no meaning beyond {@link #MOST_DIGITS}
   */
  static long read(boolean plus, int count, long digits) {
    // The two forms that fill lists. Fewer than nine digits after the zeros find no operator.
    if (count == 10 && !plus && digits < SUBSCRIBERS && ofSubscriber(digits) != null) {
      return COUNTRY + digits;
    }
    if (count == 11 && operator(digits) != null) {
      return digits;
    }
    return count > MOST_DIGITS ? PhoneProblem.TOO_LONG.packed() : unusual(plus, count, digits);
  }

  private static long unusual(boolean plus, int count, long digits) {
    int zeros = count - count(digits);
    if (zeros >= 2) {
      return international(count - 2, digits);
    }
    if (plus) {
      return international(count, digits);
    }
    return zeros == 1 ? national(count - 1, digits) : bare(count, digits);
  }

  private static long international(int count, long digits) {
    if (count == 0) {
      return PhoneProblem.TOO_SHORT.packed();
    }
    return startsWith(COUNTRY_CODE, count, digits)
        ? afterCountry(count - 2, digits % POWERS[count - 2])
        : OtherCountries.read(count, digits);
  }

  /** {@code +84 (0)903…}: one 0 too many is as good as none. */
  private static long afterCountry(int count, long digits) {
    return national(count(digits) < count ? count - 1 : count, digits);
  }

  /** Neither 0 nor + before it. */
  private static long bare(int count, long digits) {
    if (count >= 3 && count <= 5) {
      return PhoneProblem.SHORT_CODE.packed();
    }
    if (startsWith(COUNTRY_CODE, count, digits)) {
      return international(count, digits);
    }
    if (isService(count, digits)) {
      return PhoneProblem.SHORT_CODE.packed();
    }
    return (count <= SUBSCRIBER ? PhoneProblem.TOO_SHORT : PhoneProblem.FOREIGN).packed();
  }

  /** What stands after 0 or 84. */
  private static long national(int count, long digits) {
    if (count == SUBSCRIBER && ofSubscriber(digits) != null) {
      return COUNTRY + digits;
    }
    if (count == SUBSCRIBER + 1 && isUpgradable(digits)) {
      return COUNTRY + upgraded(digits) | UPGRADED;
    }
    if (isService(count, digits)) {
      return PhoneProblem.SHORT_CODE.packed();
    }
    return isLandline(count, digits) ? PhoneProblem.LANDLINE.packed() : wrong(count);
  }

  private static long wrong(int count) {
    if (count == SUBSCRIBER) {
      return PhoneProblem.NOT_MOBILE.packed();
    }
    return (count < SUBSCRIBER ? PhoneProblem.TOO_SHORT : PhoneProblem.TOO_LONG).packed();
  }

  private static @Nullable Operator ofSubscriber(long subscriber) {
    return MOBILE[(int) (subscriber / PER_PREFIX)];
  }

  private static boolean isUpgradable(long digits) {
    long prefix = digits / PER_OLD_PREFIX;
    return prefix >= 100 && prefix < 200 && UPGRADES[(int) prefix - 100] != 0;
  }

  private static long upgraded(long digits) {
    int prefix = (int) (digits / PER_OLD_PREFIX);
    return (long) UPGRADES[prefix - 100] * PER_OLD_PREFIX + digits % PER_OLD_PREFIX;
  }

  /** 1800 and 1900, free of charge and paid: eight to ten digits. */
  private static boolean isService(int count, long digits) {
    return count >= 8
        && count <= 10
        && (startsWith(1800, count, digits) || startsWith(1900, count, digits));
  }

  /**
   * Area codes of today begin with 2. Of those of before 2017 the ones that no mobile operator has
   * taken over since; and 69 of the Ministries of Defence and of Public Security.
   */
  private static boolean isLandline(int count, long digits) {
    return switch (count) {
      case 7, 8 -> startsWith(69, count, digits);
      case 9 -> isOldCodeOfTwo((int) (digits / POWERS[7]));
      case 10 -> isCodeOfThree((int) (digits / POWERS[7]));
      default -> false;
    };
  }

  /** Two digits before seven; of Hà Nội, 4, one before eight. */
  private static boolean isOldCodeOfTwo(int code) {
    return switch (code) {
      case 53, 54, 57, 60, 61, 62, 63, 64, 66, 67, 68, 72, 73, 74, 75 -> true;
      default -> code / 10 == 2 || code / 10 == 4;
    };
  }

  private static boolean isCodeOfThree(int code) {
    return switch (code) {
      case 320, 321, 350, 351, 500, 501, 510, 511, 650, 651, 710, 711, 780, 781 -> true;
      default -> code / 100 == 2;
    };
  }

  private static boolean startsWith(int first, int count, long digits) {
    int rest = count - count(first);
    return rest >= 0 && digits / POWERS[rest] == first;
  }

  /** Digits of a value without leading zeros; none of 0. */
  private static int count(long digits) {
    int count = 0;
    while (count < POWERS.length && digits >= POWERS[count]) {
      count++;
    }
    return count;
  }
}
