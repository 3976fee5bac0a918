package vn.loa.sms;

import java.util.Map;
import java.util.regex.Pattern;
import vn.loa.channel.Address;

/**
 * A Vietnamese mobile number of the ten-digit plan.
 *
 * @param e164 with country code, without plus: {@code 84903123456L}
 */
public record PhoneNumber(long e164) implements PhoneReading {

  private static final long COUNTRY = 84_000_000_000L;
  private static final int NATIONAL_DIGITS = 9;

  /** ITU-T E.164 allows 15; people put 00 before and (0) between. */
  private static final int MOST_DIGITS = 20;

  private static final Pattern ROUNDED = Pattern.compile("\\d([.,]\\d+)?[eE]\\+?\\d+");

  /** First two digits after the 0 that are given to mobiles. */
  private static final Pattern MOBILE =
      Pattern.compile("(3\\d|5[125689]|7[06-9]|8[1-9]|9\\d)\\d{7}");

  /** The change from eleven to ten digits of September 2018: 0120… became 070…. */
  private static final Map<String, String> UPGRADES =
      Map.ofEntries(
          Map.entry("120", "70"),
          Map.entry("121", "79"),
          Map.entry("122", "77"),
          Map.entry("126", "76"),
          Map.entry("128", "78"),
          Map.entry("123", "83"),
          Map.entry("124", "84"),
          Map.entry("125", "85"),
          Map.entry("127", "81"),
          Map.entry("129", "82"),
          Map.entry("162", "32"),
          Map.entry("163", "33"),
          Map.entry("164", "34"),
          Map.entry("165", "35"),
          Map.entry("166", "36"),
          Map.entry("167", "37"),
          Map.entry("168", "38"),
          Map.entry("169", "39"),
          Map.entry("186", "56"),
          Map.entry("188", "58"),
          Map.entry("199", "59"));

  public PhoneNumber {
    if (!MOBILE.matcher(Long.toString(e164 - COUNTRY)).matches()) {
      throw new IllegalArgumentException("not a Vietnamese mobile number: " + masked(e164 + ""));
    }
  }

  /**
   * Reads what people write: {@code 0903 123 456}, {@code +84 (0)903.123.456}, {@code
   * 0084903123456}, and numbers from before September 2018 ({@code 0168 3123 456}). Never throws.
   */
  public static PhoneReading read(String text) {
    String trimmed = withoutSpaces(text);
    if (trimmed.isEmpty()) {
      return PhoneProblem.EMPTY;
    }
    if (ROUNDED.matcher(trimmed).matches()) {
      return PhoneProblem.SPREADSHEET_NUMBER;
    }
    boolean international = trimmed.startsWith("+");
    String digits = trimmed.substring(international ? 1 : 0).replaceAll("[-.()]", "");
    if (digits.chars().anyMatch(Character::isLetter)) {
      return PhoneProblem.LETTERS;
    }
    if (!digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return PhoneProblem.ODD_CHARACTERS;
    }
    return digits.length() > MOST_DIGITS ? PhoneProblem.TOO_LONG : ofDigits(digits, international);
  }

  private static PhoneReading ofDigits(String digits, boolean international) {
    if (digits.isEmpty()) {
      return PhoneProblem.TOO_SHORT;
    }
    if (digits.startsWith("00")) {
      return ofDigits(digits.substring(2), true);
    }
    if (international || digits.startsWith("84")) {
      return digits.startsWith("84")
          ? ofNational(digits.substring(digits.startsWith("840") ? 3 : 2))
          : PhoneProblem.FOREIGN;
    }
    if (digits.startsWith("0")) {
      return ofNational(digits.substring(1));
    }
    return digits.length() <= NATIONAL_DIGITS ? PhoneProblem.TOO_SHORT : PhoneProblem.FOREIGN;
  }

  private static PhoneReading ofNational(String digits) {
    String national = upgraded(digits);
    if (national.length() < NATIONAL_DIGITS) {
      return PhoneProblem.TOO_SHORT;
    }
    // Landlines begin with 2 and have a digit more: that they are landlines says more than "long".
    if (national.startsWith("2") && national.length() <= NATIONAL_DIGITS + 1) {
      return PhoneProblem.NOT_MOBILE;
    }
    if (national.length() > NATIONAL_DIGITS) {
      return PhoneProblem.TOO_LONG;
    }
    return MOBILE.matcher(national).matches()
        ? new PhoneNumber(COUNTRY + Long.parseLong(national))
        : PhoneProblem.NOT_MOBILE;
  }

  private static String upgraded(String national) {
    if (national.length() != NATIONAL_DIGITS + 1) {
      return national;
    }
    String now = UPGRADES.get(national.substring(0, 3));
    return now == null ? national : now + national.substring(3);
  }

  /** Spaces of every kind, and the marks that copying from web pages leaves behind. */
  private static String withoutSpaces(String text) {
    StringBuilder kept = new StringBuilder(text.length());
    text.chars()
        .filter(c -> !Character.isWhitespace(c) && !Character.isSpaceChar(c))
        .filter(c -> Character.getType(c) != Character.FORMAT)
        .forEach(c -> kept.append((char) c));
    return kept.toString();
  }

  public Address.Phone address() {
    return new Address.Phone(e164);
  }

  /** The last three digits, the rest as stars. */
  @Override
  public String toString() {
    return address().toString();
  }

  /** The text with every digit but the last three as a star, at most 24 characters. */
  static String masked(String text) {
    StringBuilder masked = new StringBuilder(text);
    int shown = 3;
    for (int i = text.length() - 1; i >= 0; i--) {
      if (Character.isDigit(text.charAt(i)) && shown-- <= 0) {
        masked.setCharAt(i, '*');
      }
    }
    return masked.length() <= 24 ? masked.toString() : "…" + masked.substring(masked.length() - 23);
  }
}
