package vn.loa.channel.rss;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Writes XML 1.0 that is well-formed whatever the text. A code unit that XML cannot carry (a
 * control, half of a surrogate pair, U+FFFE, U+FFFF) becomes U+FFFD; every line end becomes LF.
 *
 * <p>{@code &} and {@code <} are written as hexadecimal references: the form the RSS Profile asks
 * for in titles, and legal everywhere.
 *
 * <p>Not safe for use by several threads.
 */
final class Xml {

  private static final int INSTEAD = 0xFFFD;

  private final StringBuilder out =
      new StringBuilder(4096).append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");

  /**
   * Starts an element.
   *
   * @param attributes name, value, name, value
   */
  Xml open(String name, String... attributes) {
    tag(name, attributes);
    out.append(">\n");
    return this;
  }

  Xml close(String name) {
    out.append("</").append(name).append(">\n");
    return this;
  }

  Xml empty(String name, String... attributes) {
    tag(name, attributes);
    out.append("/>\n");
    return this;
  }

  Xml element(String name, String text, String... attributes) {
    tag(name, attributes);
    out.append('>');
    text(text, false);
    out.append("</").append(name).append(">\n");
    return this;
  }

  byte[] bytes() {
    return out.toString().getBytes(UTF_8);
  }

  private void tag(String name, String... attributes) {
    out.append('<').append(name);
    for (int i = 0; i < attributes.length; i += 2) {
      out.append(' ').append(attributes[i]).append("=\"");
      text(attributes[i + 1], true);
      out.append('"');
    }
  }

  private void text(String text, boolean inAttribute) {
    int length = text.length();
    for (int i = 0; i < length; ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if (c == '\r') {
        c = '\n';
        i += i < length && text.charAt(i) == '\n' ? 1 : 0;
      }
      character(isLegal(c) ? c : INSTEAD, inAttribute);
    }
  }

  private void character(int c, boolean inAttribute) {
    switch (c) {
      case '&' -> out.append("&#x26;");
      case '<' -> out.append("&#x3C;");
      // "]]>" may not stand in text (XML 1.0, 2.4).
      case '>' -> out.append("&#x3E;");
      case '"' -> out.append(inAttribute ? "&#x22;" : "\"");
      // A parser turns these into spaces in an attribute (XML 1.0, 3.3.3).
      case '\t' -> out.append(inAttribute ? "&#x9;" : "\t");
      case '\n' -> out.append(inAttribute ? "&#xA;" : "\n");
      default -> out.appendCodePoint(c);
    }
  }

  /** XML 1.0, production 2. */
  private static boolean isLegal(int c) {
    return (c >= 0x20 && c <= 0xD7FF)
        || c == '\n'
        || c == '\t'
        || (c >= 0xE000 && c <= 0xFFFD)
        || c >= 0x1_0000;
  }
}
