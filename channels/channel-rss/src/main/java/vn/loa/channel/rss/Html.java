package vn.loa.channel.rss;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Document.OutputSettings;
import org.jsoup.nodes.Entities.EscapeMode;
import org.jsoup.safety.Safelist;

/**
 * What readers take for HTML: plain text of which nothing becomes a tag, and HTML of which only
 * what is safe is left.
 *
 * <p>The safe list: {@code p br hr div span h2 to h6}, {@code b strong i em u s sub sup small},
 * {@code q cite blockquote code pre abbr}, {@code ul ol li dl dt dd}, {@code table caption thead
 * tbody tfoot tr th td} with {@code colspan}, {@code rowspan} and {@code scope}, {@code figure
 * figcaption}, {@code img} with {@code src alt title width height}, {@code a} with {@code href
 * title}; {@code lang}, {@code dir} and {@code title} anywhere. Links lead to {@code http}, {@code
 * https}, {@code mailto} or {@code tel}, pictures come from {@code http} or {@code https}, and
 * relative ones are made absolute. Of other elements the text stays, but for that of {@code script}
 * and {@code style}.
 */
final class Html {

  private static final OutputSettings WELL_FORMED =
      new OutputSettings()
          .syntax(OutputSettings.Syntax.xml)
          .escapeMode(EscapeMode.xhtml)
          .prettyPrint(false);

  /** Appends plain text; a line end becomes {@code <br/>}. */
  static void appendText(StringBuilder html, String text) {
    int length = text.length();
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> html.append("&amp;");
        case '<' -> html.append("&lt;");
        case '>' -> html.append("&gt;");
        case '"' -> html.append("&quot;");
        case '\n' -> html.append("<br/>\n");
        case '\r' -> {
          if (i + 1 == length || text.charAt(i + 1) != '\n') {
            html.append("<br/>\n");
          }
        }
        default -> html.append(c);
      }
    }
  }

  static String of(String text) {
    if (isHtml(text)) {
      return text;
    }
    StringBuilder html = new StringBuilder(text.length() + 32);
    appendText(html, text);
    return html.toString();
  }

  /**
   * Whether {@link #appendText} would write it as it stands, as it does most titles and notices.
   */
  private static boolean isHtml(String text) {
    for (int i = 0; i < text.length(); i++) {
      switch (text.charAt(i)) {
        case '&', '<', '>', '"', '\n', '\r' -> {
          return false;
        }
        default -> {}
      }
    }
    return true;
  }

  /**
   * Only what is safe of it.
   *
   * @param base what relative links are relative to; absolute
   */
  static String cleaned(String html, String base) {
    return Jsoup.clean(html, base, safelist(), WELL_FORMED.clone());
  }

  private static Safelist safelist() {
    return new Safelist()
        .addTags("p", "br", "hr", "div", "span", "h2", "h3", "h4", "h5", "h6")
        .addTags("b", "strong", "i", "em", "u", "s", "sub", "sup", "small")
        .addTags("q", "cite", "blockquote", "code", "pre", "abbr")
        .addTags("ul", "ol", "li", "dl", "dt", "dd")
        .addTags("table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td")
        .addTags("figure", "figcaption", "img", "a")
        .addAttributes("th", "colspan", "rowspan", "scope")
        .addAttributes("td", "colspan", "rowspan")
        .addAttributes("img", "src", "alt", "width", "height")
        .addAttributes("a", "href")
        .addAttributes(":all", "lang", "dir", "title")
        .addProtocols("a", "href", "http", "https", "mailto", "tel")
        .addProtocols("img", "src", "http", "https");
  }

  private Html() {}
}
