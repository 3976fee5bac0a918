package vn.loa.channel.rss;

import java.util.Map;
import java.util.regex.Pattern;

/** Plain text as the HTML that readers take a description for: nothing in it becomes a tag. */
final class Html {

  private static final Pattern LINE_END = Pattern.compile("\r\n?|\n");

  static String of(String text) {
    return LINE_END.matcher(escaped(text)).replaceAll("<br/>\n");
  }

  /** One block for each language, in the order given. */
  static String of(Map<String, String> texts) {
    StringBuilder html = new StringBuilder();
    texts.forEach(
        (language, text) ->
            html.append("<div lang=\"")
                .append(escaped(language))
                .append("\">")
                .append(of(text))
                .append("</div>\n"));
    return html.toString();
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  private Html() {}
}
