package vn.loa.plan;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Number and symbol of an official document: {@code 1270/KH-UBND}. Unique only together with its
 * issuer and year, since numbers begin again each year.
 *
 * @param number at least 1
 * @param symbol type and issuer, {@code KH-UBND}; no blanks
 */
public record DocumentRef(int number, String symbol) {

  private static final Pattern SHAPE =
      Pattern.compile("\\s*(?<number>\\d{1,9})\\s*/\\s*(?<symbol>\\S+)\\s*");
  private static final Pattern SYMBOL = Pattern.compile("\\p{Lu}[\\p{L}\\p{N}.&/-]*");

  public DocumentRef {
    if (number < 1) {
      throw new IllegalArgumentException("a document's number is at least 1, not " + number);
    }
    if (!SYMBOL.matcher(symbol).matches()) {
      throw new IllegalArgumentException(
          "\"" + symbol + "\" is no symbol; one looks like KH-UBND, without blanks");
    }
  }

  /**
   * Reads {@code 1270/KH-UBND}, also {@code 1270 / KH-UBND} as documents often print it.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static DocumentRef parse(String text) {
    Matcher matcher = SHAPE.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is no document number; one looks like 1270/KH-UBND");
    }
    return new DocumentRef(Integer.parseInt(matcher.group("number")), matcher.group("symbol"));
  }

  @Override
  public String toString() {
    return number + "/" + symbol;
  }
}
