package vn.loa.reporting;

import java.util.Locale;
import vn.loa.reporting.document.Language;

/**
 * Draws one picture as an {@code svg} element: with title and description first, on white, without
 * script, style sheet or anything from outside. What differs in colour differs in pattern too.
 */
final class Svg {

  /** Fills of which each differs from each in pattern; contrast to white is 3 at least. */
  enum Fill {
    SOLID("#1b6e53", ""),
    STRIPES("#a65200", "<path d=\"M-1,1l2,-2M0,6l6,-6M5,7l2,-2\" stroke=\"#fff\"/>"),
    CROSSES("#b3261e", "<path d=\"M1,1l4,4M5,1l-4,4\" stroke=\"#fff\"/>"),
    DOTS("#5b6472", "<circle cx=\"3\" cy=\"3\" r=\"1.2\" fill=\"#fff\"/>"),
    LINES("#2f5bb7", "<path d=\"M0,2h6M0,5h6\" stroke=\"#fff\"/>"),
    OUTLINE("#fff", "");

    private final String colour;
    private final String marks;

    Fill(String colour, String marks) {
      this.colour = colour;
      this.marks = marks;
    }

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static final String INK = "#1a2027";
  static final String GREY = "#5b6472";

  private final String key;
  private final StringBuilder xml = new StringBuilder(4_096);

  /**
   * @param key prefix of its ids, unique on a page
   * @param description what it shows, for who cannot see it
   */
  Svg(String key, Language language, String title, String description, int width, int height) {
    this.key = key;
    xml.append("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ")
        .append(width)
        .append(' ')
        .append(height)
        .append("\" width=\"")
        .append(width)
        .append("\" height=\"")
        .append(height)
        .append("\" role=\"img\" aria-labelledby=\"")
        .append(key)
        .append("-t ")
        .append(key)
        .append("-d\" lang=\"")
        .append(language.tag())
        .append("\" xml:lang=\"")
        .append(language.tag())
        .append(
            "\" font-family=\"system-ui,Segoe UI,Roboto,Noto Sans,sans-serif\" font-size=\"13\">");
    element("title", "-t", title);
    element("desc", "-d", description);
    patterns();
    xml.append("<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>");
  }

  private void element(String name, String suffix, String text) {
    xml.append('<').append(name).append(" id=\"").append(key).append(suffix).append("\">");
    xml.append(escaped(text)).append("</").append(name).append('>');
  }

  private void patterns() {
    xml.append("<defs>");
    for (Fill fill : Fill.values()) {
      xml.append("<pattern id=\"")
          .append(key)
          .append('-')
          .append(fill.word())
          .append("\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\">")
          .append("<rect width=\"6\" height=\"6\" fill=\"")
          .append(fill.colour)
          .append("\"/>")
          .append(fill.marks)
          .append("</pattern>");
    }
    xml.append("</defs>");
  }

  private String url(Fill fill) {
    return "url(#" + key + "-" + fill.word() + ")";
  }

  /** Everything in these boxes, each {@code Mx,yhwvhh-wz}, in one element. */
  void boxes(Fill fill, CharSequence path) {
    if (path.length() > 0) {
      xml.append("<path fill=\"").append(url(fill)).append("\" d=\"").append(path);
      xml.append(fill == Fill.OUTLINE ? "\" stroke=\"" + GREY + "\"/>" : "\"/>");
    }
  }

  static String box(int x, int y, int width, int height) {
    return "M" + x + "," + y + "h" + width + "v" + height + "h-" + width + "z";
  }

  void rect(String fill, int x, int y, int width, int height) {
    xml.append("<rect x=\"")
        .append(x)
        .append("\" y=\"")
        .append(y)
        .append("\" width=\"")
        .append(width)
        .append("\" height=\"")
        .append(height)
        .append("\" fill=\"")
        .append(fill)
        .append("\"/>");
  }

  void line(int x1, int y1, int x2, int y2, String colour) {
    xml.append("<path d=\"M")
        .append(x1)
        .append(',')
        .append(y1)
        .append('L')
        .append(x2)
        .append(',')
        .append(y2)
        .append("\" stroke=\"")
        .append(colour)
        .append("\"/>");
  }

  void text(int x, int y, String anchor, String colour, String words) {
    xml.append("<text x=\"").append(x).append("\" y=\"").append(y).append("\" text-anchor=\"");
    xml.append(anchor).append("\" fill=\"").append(colour).append("\">");
    xml.append(escaped(words)).append("</text>");
  }

  /** Begins where it stands and rises to the right. */
  void slanted(int x, int y, String words) {
    xml.append("<text transform=\"translate(").append(x).append(',').append(y);
    xml.append(") rotate(-60)\" fill=\"").append(INK).append("\">");
    xml.append(escaped(words)).append("</text>");
  }

  /** A sample with its word; returns where the next one may begin. */
  int legend(Fill fill, int x, int y, String words) {
    boxes(fill, box(x, y, 14, 14));
    text(x + 20, y + 12, "start", INK, words);
    return x + 40 + 7 * words.length();
  }

  String finish() {
    return xml.append("</svg>").toString();
  }

  /** At most so many characters; names that begin alike differ at their ends. */
  static String shortened(String words, int longest) {
    int length = words.codePointCount(0, words.length());
    if (length <= longest) {
      return words;
    }
    int begin = words.offsetByCodePoints(0, longest / 3);
    int end = words.offsetByCodePoints(0, length - (longest - longest / 3 - 1));
    return words.substring(0, begin) + "…" + words.substring(end);
  }

  /** XML 1.0 text; controls and halves of pairs become U+FFFD, overrides of direction too. */
  private static String escaped(String words) {
    StringBuilder escaped = new StringBuilder(words.length() + 16);
    words
        .codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                default -> escaped.appendCodePoint(isDrawn(c) ? c : 0xfffd);
              }
            });
    return escaped.toString();
  }

  private static boolean isDrawn(int c) {
    boolean overrides = (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
    boolean legal =
        (c >= 0x20 && c < 0x7f)
            || (c >= 0xa0 && c <= 0xd7ff)
            || (c >= 0xe000 && c <= 0xfffd)
            || c >= 0x10000;
    return legal && !overrides;
  }
}
