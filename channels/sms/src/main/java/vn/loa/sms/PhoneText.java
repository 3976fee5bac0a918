package vn.loa.sms;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * From what people write to digits. One loop takes digits, a leading + and the separators that
 * nearly all numbers are written with; only a text with anything else in it is looked at again,
 * with care.
 */
final class PhoneText {

  private static final Pattern ROUNDED = Pattern.compile("\\d([.,]\\d+)?[eE]\\+?\\d+");

  private static final int MINUS = '\u2212';

  private static final long ODD = PhoneProblem.ODD_CHARACTERS.packed();
  private static final long NOTHING = PhoneProblem.EMPTY.packed();

  /** A bit for every separator; all of them are below 64. */
  private static final long SEPARATORS = bits(" \t\r\n.-()");

  private PhoneText() {}

  private static long bits(String separators) {
    return separators.chars().mapToLong(c -> 1L << c).reduce(0, (a, b) -> a | b);
  }

  static long parse(CharSequence text) {
    long parsed = scan(text);
    return parsed == ODD || parsed == NOTHING ? careful(text.toString()) : parsed;
  }

  static long parse(byte[] octets, int from, int to) {
    long parsed = scan(octets, from, to);
    return parsed == ODD || parsed == NOTHING
        ? careful(new String(octets, from, to - from, StandardCharsets.UTF_8))
        : parsed;
  }

  private static long scan(CharSequence text) {
    long digits = 0;
    int count = 0;
    boolean plus = false;
    for (int i = 0; i < text.length(); i++) {
      int c = text.charAt(i);
      if (isDigit(c)) {
        digits = digits * 10 + (c - '0');
        count++;
      } else if (c == '+' && count == 0 && !plus) {
        plus = true;
      } else if (!isSeparator(c)) {
        return ODD;
      }
    }
    return count == 0 ? NOTHING : NumberingPlan.read(plus, count, digits);
  }

  /** The same of octets: a text would have to be made first, and would cost as much again. */
  private static long scan(byte[] octets, int from, int to) {
    long digits = 0;
    int count = 0;
    boolean plus = false;
    for (int i = from; i < to; i++) {
      int c = octets[i] & 0xFF;
      if (isDigit(c)) {
        digits = digits * 10 + (c - '0');
        count++;
      } else if (c == '+' && count == 0 && !plus) {
        plus = true;
      } else if (!isSeparator(c)) {
        return ODD;
      }
    }
    return count == 0 ? NOTHING : NumberingPlan.read(plus, count, digits);
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isSeparator(int c) {
    return c < Long.SIZE && (SEPARATORS >>> c & 1) != 0;
  }

  private static long careful(String text) {
    String visible = visible(text);
    if (visible.isEmpty()) {
      return NOTHING;
    }
    if (ROUNDED.matcher(visible).matches()) {
      return PhoneProblem.SPREADSHEET_NUMBER.packed();
    }
    if (visible.codePoints().anyMatch(Character::isLetter)) {
      return PhoneProblem.LETTERS.packed();
    }
    long parsed = scan(visible);
    return parsed == NOTHING ? PhoneProblem.TOO_SHORT.packed() : parsed;
  }

  /**
   * Without spaces of any kind and the marks that copying from web pages leaves behind; with every
   * dash that a word processor makes, and the minus sign, as the plain one.
   */
  private static String visible(String text) {
    StringBuilder visible = new StringBuilder(text.length());
    text.codePoints()
        .filter(PhoneText::isVisible)
        .map(PhoneText::plain)
        .forEach(visible::appendCodePoint);
    return visible.toString();
  }

  private static boolean isVisible(int c) {
    return !Character.isWhitespace(c)
        && !Character.isSpaceChar(c)
        && Character.getType(c) != Character.FORMAT;
  }

  private static int plain(int c) {
    return Character.getType(c) == Character.DASH_PUNCTUATION || c == MINUS ? '-' : c;
  }
}
