package vn.loa.sms.rules;

import java.util.Locale;
import vn.loa.sms.PhoneNumber;

/**
 * A brand name in the place of a sending number (<i>tên định danh</i>, Decree 91/2020/NĐ-CP, Art.
 * 23): at most 11 characters, each a Latin letter without marks, a digit, {@code -}, {@code _},
 * {@code .} or a space. Stricter than the decree, which forbids names of digits only, there must be
 * a letter: {@code 09.03} looks like a number too. No space stands first or last. Names that differ
 * in case only are equal.
 *
 * @param name as it is to be shown: {@code "UBND TP.HCM"}
 */
public record SenderName(String name) {

  private static final int LONGEST = 11;

  public SenderName {
    if (name.isEmpty()) {
      throw wrong(name, "is empty; give it 1 to " + LONGEST + " characters");
    }
    int odd = firstOdd(name);
    if (odd >= 0) {
      throw wrong(
          name,
          "has "
              + named(name.codePointAt(odd))
              + " at position "
              + (odd + 1)
              + "; write Latin letters without marks, digits, - _ . or spaces");
    }
    if (name.length() > LONGEST) {
      throw wrong(
          name, "has " + name.length() + " characters and may have " + LONGEST + "; shorten it");
    }
    if (name.charAt(0) == ' ' || name.charAt(name.length() - 1) == ' ') {
      throw wrong(name, "begins or ends with a space; take it away");
    }
    if (name.chars().noneMatch(SenderName::isLetter)) {
      throw wrong(name, "has no letter and would be taken for a number; add one");
    }
  }

  private static int firstOdd(String name) {
    for (int i = 0; i < name.length(); i++) {
      if (!isAllowed(name.charAt(i))) {
        return i;
      }
    }
    return -1;
  }

  private static String named(int codePoint) {
    String named = Character.getName(codePoint);
    return named == null ? String.format(Locale.ROOT, "U+%04X", codePoint) : named;
  }

  private static boolean isLetter(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static boolean isAllowed(int c) {
    return isLetter(c) || (c >= '0' && c <= '9') || "-_. ".indexOf(c) >= 0;
  }

  private static IllegalArgumentException wrong(String name, String what) {
    return new IllegalArgumentException("sender name \"" + PhoneNumber.masked(name) + "\" " + what);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SenderName that && name.equalsIgnoreCase(that.name);
  }

  @Override
  public int hashCode() {
    return name.toLowerCase(Locale.ROOT).hashCode();
  }

  @Override
  public String toString() {
    return name;
  }
}
