package vn.loa.sms;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Address;

/**
 * A number that takes SMS: a Vietnamese mobile of the ten-digit plan, or a number of another
 * country. Equal to another by its digits alone. Immutable.
 *
 * <p>{@link #read} gives an object; {@link #parse(CharSequence)} gives the same in a {@code long},
 * for lists of millions.
 */
public final class PhoneNumber implements PhoneReading {

  private static final long E164_BITS = (1L << 50) - 1;

  private static final int SHOWN = 3;
  private static final int LONGEST_MASKED = 24;

  private final long e164;
  private final boolean upgraded;

  private PhoneNumber(long e164, boolean upgraded) {
    this.e164 = e164;
    this.upgraded = upgraded;
  }

  /**
   * A number that was read before. One of another country is believed.
   *
   * @param e164 with country code, without plus: {@code 84903123456L}
   * @throws IllegalArgumentException if it begins with 84 and is no Vietnamese mobile, or has not 1
   *     to 15 digits
   */
  public static PhoneNumber of(long e164) {
    NumberSet.check(e164);
    if (NumberingPlan.isVietnamese(e164) && NumberingPlan.operator(e164) == null) {
      throw new IllegalArgumentException(
          "not a Vietnamese mobile number: " + masked(Long.toString(e164)));
    }
    return new PhoneNumber(e164, false);
  }

  /**
   * Reads what people write: {@code 0903 123 456}, {@code +84 (0)903.123.456}, {@code
   * 0084903123456}, and numbers from before September 2018 ({@code 0168 3123 456}), which become
   * those of today. A number of another country has + or 00 first, and is read where libphonenumber
   * is on the class path. Never throws.
   */
  public static PhoneReading read(String text) {
    long parsed = parse(text);
    return isNumber(parsed) ? new PhoneNumber(e164(parsed), isUpgraded(parsed)) : problem(parsed);
  }

  /**
   * As {@link #read}, without an object: the number with flags, or a negative value for why there
   * is none. To be taken apart by {@link #isNumber}, {@link #e164(long)}, {@link
   * #isUpgraded(long)}, {@link #problem(long)}; its bits are not for keeping.
   */
  public static long parse(CharSequence text) {
    return PhoneText.parse(text);
  }

  /**
   * As {@link #parse(CharSequence)}, of ASCII or UTF-8 octets.
   *
   * @param from the first octet
   * @param to the octet after the last
   * @throws IndexOutOfBoundsException if these are not within the array
   */
  public static long parse(byte[] octets, int from, int to) {
    Objects.checkFromToIndex(from, to, octets.length);
    return PhoneText.parse(octets, from, to);
  }

  /** Whether what {@link #parse(CharSequence)} gave is a number. */
  public static boolean isNumber(long parsed) {
    return parsed > 0;
  }

  /**
   * The number within what {@link #parse(CharSequence)} gave.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static long e164(long parsed) {
    if (!isNumber(parsed)) {
      throw new IllegalArgumentException("no number was parsed; ask isNumber first");
    }
    return parsed & E164_BITS;
  }

  /** Whether it was written in the eleven digits of before September 2018. */
  public static boolean isUpgraded(long parsed) {
    return parsed > 0 && (parsed & NumberingPlan.UPGRADED) != 0;
  }

  /**
   * Why what {@link #parse(CharSequence)} gave is no number.
   *
   * @throws IllegalArgumentException if it is one
   */
  public static PhoneProblem problem(long parsed) {
    PhoneProblem problem = PhoneProblem.packed(parsed);
    if (problem == null) {
      throw new IllegalArgumentException("no problem was parsed; ask isNumber first");
    }
    return problem;
  }

  /** With country code, without plus. */
  public long e164() {
    return e164;
  }

  /** Whether it was written in the eleven digits of before September 2018. */
  public boolean isUpgraded() {
    return upgraded;
  }

  public Address.Phone address() {
    return new Address.Phone(e164);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof PhoneNumber number && number.e164 == e164;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(e164);
  }

  /** The last three digits, the rest as stars. */
  @Override
  public String toString() {
    return address().toString();
  }

  /**
   * The text with every digit, of any script, but the last three as a star, and what is no visible
   * sign (line ends, control and format characters) as a space; of a long text the last 24
   * characters.
   */
  public static String masked(String text) {
    int[] characters = text.codePoints().map(PhoneNumber::visible).toArray();
    int shown = SHOWN;
    for (int i = characters.length - 1; i >= 0; i--) {
      if (Character.isDigit(characters[i]) && shown-- <= 0) {
        characters[i] = '*';
      }
    }
    return characters.length <= LONGEST_MASKED
        ? new String(characters, 0, characters.length)
        : "…" + new String(characters, characters.length - LONGEST_MASKED + 1, LONGEST_MASKED - 1);
  }

  /** What stands in a list shall not end a line of a log, nor turn it around. */
  private static int visible(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          ' ';
      default -> character;
    };
  }
}
