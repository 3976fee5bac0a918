package vn.loa.reporting.document;

/** Text as XML 1.0 can hold it. What it cannot hold becomes U+FFFD. */
final class Xml {

  private static final int REPLACEMENT = 0xfffd;

  /** For the content of an element, or an attribute in double quotes. */
  static String text(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    text.codePoints().forEach(c -> append(escaped, c));
    return escaped.toString();
  }

  private static void append(StringBuilder escaped, int codePoint) {
    switch (codePoint) {
      case '&' -> escaped.append("&amp;");
      case '<' -> escaped.append("&lt;");
      case '>' -> escaped.append("&gt;");
      case '"' -> escaped.append("&quot;");
      case '\t' -> escaped.append("&#9;");
      case '\n' -> escaped.append("&#10;");
      default -> escaped.appendCodePoint(isLegal(codePoint) ? codePoint : REPLACEMENT);
    }
  }

  /** The text, with U+FFFD for what no document may hold; other than here nothing is escaped. */
  static String legal(String text) {
    if (text.codePoints().allMatch(c -> c == '\t' || c == '\n' || isLegal(c))) {
      return text;
    }
    StringBuilder legal = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> c == '\t' || c == '\n' || isLegal(c) ? c : REPLACEMENT)
        .forEach(legal::appendCodePoint);
    return legal.toString();
  }

  /** XML 1.0, 2.2, without carriage return (which no reader keeps) and the C1 controls. */
  private static boolean isLegal(int codePoint) {
    return (codePoint >= 0x20 && codePoint < 0x7f)
        || (codePoint >= 0xa0 && codePoint <= 0xd7ff)
        || (codePoint >= 0xe000 && codePoint <= 0xfffd)
        || codePoint >= 0x10000;
  }

  private Xml() {}
}
