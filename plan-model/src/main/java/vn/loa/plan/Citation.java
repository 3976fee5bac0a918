package vn.loa.plan;

import java.text.Normalizer;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.loa.plan.internal.Unicode;

/**
 * Number and symbol by which an official document is cited.
 *
 * <pre>
 *   1270/KH-UBND     number, type, issuer
 *   09/2017/NĐ-CP    number, year, type, issuer: documents that make law
 *   131/2020/QH14    number, year, issuer: the National Assembly and its term
 *   07-CT/TU         number, type, issuer: documents of the Party
 *   612/STTTT-BCXB   number, issuer: official letters have no type
 * </pre>
 *
 * Two are equal when they cite the same; leading zeros and blanks mean nothing. It prints a number
 * below ten with a zero, as Decree 30/2020/NĐ-CP, Appendix I, has it.
 *
 * @param number at least 1
 * @param year in which it was issued, 1945 to 9999; null where the citation has none
 * @param type {@code KH}, {@code NĐ}; null where the citation has none, and where it is unknown
 * @param issuer {@code UBND}, {@code QH14}; of a letter also who drafted it
 */
public record Citation(
    int number, @Nullable Integer year, @Nullable String type, String issuer, Style style) {

  /** Which of the two offices numbers it. */
  public enum Style {
    STATE,
    /** A dash after the number, a stroke before the issuer. */
    PARTY
  }

  private static final String CODE = "\\p{Lu}[\\p{L}\\p{N}.&]*";
  private static final Pattern STATE =
      Pattern.compile(
          "(?<number>\\d{1,9})/(?:(?<year>\\d{4})/)?(?<symbol>" + CODE + "(?:-" + CODE + ")*+)");
  private static final Pattern PARTY =
      Pattern.compile(
          "(?<number>\\d{1,9})-(?<type>" + CODE + ")/(?<issuer>" + CODE + "(?:-" + CODE + ")*+)");
  private static final Pattern BLANKS = Pattern.compile("(?<=[/-])\\s+|\\s+(?=[/-])");
  private static final Pattern TYPE = Pattern.compile(CODE);
  private static final Pattern ISSUER = Pattern.compile(CODE + "(?:-" + CODE + ")*+");

  /**
   * Types of documents that carry a symbol: Decree 30/2020/NĐ-CP, Appendix III, and those that make
   * law. Whatever else stands first is the issuer of a letter.
   */
  private static final Set<String> TYPES =
      Set.of(
          "NQ", "QĐ", "CT", "QC", "QyĐ", "TC", "TB", "HD", "CTr", "KH", "PA", "ĐA", "DA", "BC",
          "BB", "TTr", "HĐ", "CĐ", "BGN", "BTT", "GUQ", "GM", "GGT", "GNP", "PG", "PC", "PB", "NĐ",
          "TT", "TTLT", "NQLT", "L", "PL");

  private static final int FIRST_YEAR = 1945;
  private static final int LONGEST = 100;

  public Citation {
    if (number < 1 || number > 999_999_999) {
      throw new IllegalArgumentException("a document's number is 1 to 999999999, not " + number);
    }
    if (year != null && (year < FIRST_YEAR || year > 9999)) {
      throw new IllegalArgumentException("no document of " + year + " is cited by number and year");
    }
    check(ISSUER, issuer, "issuer", "UBND or QH14");
    if (type != null) {
      check(TYPE, type, "type", "KH");
    }
    boolean fits =
        style == Style.PARTY
            ? type != null && year == null
            : type == null ? !TYPES.contains(issuer.split("-", 2)[0]) : TYPES.contains(type);
    if (!fits) {
      throw new IllegalArgumentException(
          style == Style.PARTY
              ? "a citation of the Party has a type and no year"
              : "type %s and issuer %s: a known type stands apart, another does not"
                  .formatted(type, issuer));
    }
  }

  private static void check(Pattern shape, String code, String what, String example) {
    if (!shape.matcher(code).matches() || !tidy(code).equals(code)) {
      throw new IllegalArgumentException(
          "\"%s\" is no %s; one looks like %s"
              .formatted(Unicode.clip(code, LONGEST), what, example));
    }
  }

  /**
   * Reads a citation with blanks round the strokes, or with the letter Ð for Đ, as documents often
   * have it.
   *
   * @throws IllegalArgumentException when it is none; says why
   */
  public static Citation parse(String text) {
    String tidy = text.length() > LONGEST ? "" : tidy(text);
    Matcher party = PARTY.matcher(tidy);
    if (party.matches()) {
      return new Citation(
          number(party), null, party.group("type"), party.group("issuer"), Style.PARTY);
    }
    Matcher state = STATE.matcher(tidy);
    if (!state.matches()) {
      throw new IllegalArgumentException(
          "\"%s\" is no citation: %s".formatted(Unicode.clip(text, LONGEST), reason(text, tidy)));
    }
    return state(state);
  }

  private static Citation state(Matcher state) {
    String year = state.group("year");
    String symbol = state.group("symbol");
    int dash = symbol.indexOf('-');
    boolean typed = dash > 0 && TYPES.contains(symbol.substring(0, dash));
    return new Citation(
        number(state),
        year == null ? null : Integer.valueOf(year),
        typed ? symbol.substring(0, dash) : null,
        typed ? symbol.substring(dash + 1) : symbol,
        Style.STATE);
  }

  private static int number(Matcher matcher) {
    return Integer.parseInt(matcher.group("number"));
  }

  private static String tidy(String text) {
    String composed = Normalizer.normalize(text.strip(), Normalizer.Form.NFC);
    return BLANKS.matcher(composed).replaceAll("").replace('Ð', 'Đ');
  }

  private static String reason(String text, String tidy) {
    if (text.length() > LONGEST) {
      return "it is longer than " + LONGEST + " characters";
    }
    if (tidy.isEmpty() || !Character.isDigit(tidy.charAt(0))) {
      return "it begins with a number, like 1270/KH-UBND";
    }
    if (tidy.chars().noneMatch(unit -> unit == '/')) {
      return "a stroke parts number and symbol, like 1270/KH-UBND or 07-CT/TU";
    }
    return "after the number comes a symbol, whose parts begin with capitals, like KH-UBND";
  }

  /** As {@link #parse}; empty where the text cites by name, not by number. */
  public static Optional<Citation> find(String text) {
    try {
      return Optional.of(parse(text));
    } catch (IllegalArgumentException none) {
      return Optional.empty();
    }
  }

  /** Type and issuer: {@code KH-UBND}; {@code CT/TU} of the Party. */
  public String symbol() {
    String between = style == Style.PARTY ? "/" : "-";
    return type == null ? issuer : type + between + issuer;
  }

  /** As it is cited; {@link #parse} reads it back. */
  @Override
  public String toString() {
    String start = number < 10 ? "0" + number : Integer.toString(number);
    if (style == Style.PARTY) {
      return start + "-" + symbol();
    }
    return start + "/" + (year == null ? "" : year + "/") + symbol();
  }
}
