package vn.loa.plan;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vn.loa.plan.internal.Unicode;

/**
 * A place in a plan that can be cited: {@code II.1.2}, {@code II.2.a}, {@code IV.3-4}.
 *
 * <p>A part begins with a Roman numeral; sections are numbers or letters after a dot; {@code -4} is
 * the fourth dash of a list, which the document itself does not number; a letter after it, {@code
 * II.1.1-1.a}, is one limb of that dash. What stands outside the parts begins with {@code
 * preamble}, {@code recipients} or {@code signature}.
 *
 * <p>Clauses sort as they stand in the document: {@code IV.3-2} before {@code IV.3-10}.
 */
public final class Clause implements Comparable<Clause> {

  private static final Pattern SHAPE =
      Pattern.compile(
          "(?<head>[IVX]{1,8}|preamble|recipients|signature)"
              + "(?<rest>(?:\\.(?:[1-9]\\d{0,2}|[a-zđ])|-[1-9]\\d{0,2})*)");
  private static final Pattern PART = Pattern.compile("\\.(\\d+)|\\.(\\D)|-(\\d+)");

  /** Longer than any that a document has; the pattern recurses with every part. */
  private static final int LONGEST = 200;

  private static final List<String> AFTER_THE_PARTS = List.of("recipients", "signature");
  private static final int AFTER_EVERY_NUMERAL = 1000;

  /** Vietnamese lists count a, b, c, d, đ, e. */
  private static final String LETTERS = "abcdđefghijklmnopqrstuvwxyz";

  /* At one place a dash (0…) comes before a numbered section (1000…) and that before a letter. */
  private static final int SECTION = 1000;
  private static final int LETTER = 2000;

  private final String text;
  private final int[] key;

  private Clause(String text, int[] key) {
    this.text = text;
    this.key = key;
  }

  /**
   * @throws IllegalArgumentException when it is none; says what one looks like
   */
  public static Clause parse(String text) {
    String clause = text.strip();
    Matcher matcher = SHAPE.matcher(clause);
    if (clause.length() > LONGEST || !matcher.matches()) {
      throw none(text);
    }
    int[] key = new int[1 + clause.length()];
    key[0] = head(matcher.group("head"), text);
    int length = 1;
    Matcher part = PART.matcher(matcher.group("rest"));
    while (part.find()) {
      key[length++] = part(part);
    }
    return new Clause(clause, Arrays.copyOf(key, length));
  }

  private static int part(Matcher part) {
    if (part.group(1) != null) {
      return SECTION + Integer.parseInt(part.group(1));
    }
    if (part.group(2) != null) {
      return LETTER + LETTERS.indexOf(part.group(2));
    }
    return Integer.parseInt(part.group(3));
  }

  private static int head(String head, String text) {
    if (head.equals("preamble")) {
      return 0;
    }
    int after = AFTER_THE_PARTS.indexOf(head);
    if (after >= 0) {
      return AFTER_EVERY_NUMERAL + after;
    }
    for (int number = 1; number < 40; number++) {
      if (roman(number).equals(head)) {
        return number;
      }
    }
    throw none(text);
  }

  private static String roman(int number) {
    List<String> ones = List.of("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX");
    return "X".repeat(number / 10) + ones.get(number % 10);
  }

  private static IllegalArgumentException none(String text) {
    return new IllegalArgumentException(
        String.format(
            Locale.ROOT,
            "\"%s\" is no clause; one looks like II.1.2, II.2.a, IV.3-4 or preamble-1",
            Unicode.clip(text, LONGEST)));
  }

  /** Whether this clause is {@code other} or stands inside it: {@code IV.3-4} within {@code IV}. */
  public boolean isWithin(Clause other) {
    return key.length >= other.key.length
        && Arrays.equals(key, 0, other.key.length, other.key, 0, other.key.length);
  }

  @Override
  public int compareTo(Clause other) {
    return Arrays.compare(key, other.key);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Clause clause && Arrays.equals(key, clause.key);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(key);
  }

  /** As it is cited; {@link #parse} reads it back. */
  @Override
  public String toString() {
    return text;
  }
}
