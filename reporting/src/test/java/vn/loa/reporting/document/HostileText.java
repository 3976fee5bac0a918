package vn.loa.reporting.document;

import java.util.LinkedHashMap;
import java.util.Map;

/** What people and machines have put into fields of reports, or might. */
public final class HostileText {

  /** By what they are. */
  public static final Map<String, String> ALL = new LinkedHashMap<>();

  static {
    ALL.put("formula", "=HYPERLINK(\"http://evil.example\",\"x\")");
    ALL.put("formula after a blank", " \t=1+1");
    ALL.put("formula in full width", "＝cmd|' /C calc'!A0");
    ALL.put("plus", "+84903123456");
    ALL.put("minus", "-2+3");
    ALL.put("at", "@SUM(1)");
    ALL.put("markup", "<script>alert('x')</script><img src=x onerror=alert(1)>");
    ALL.put("end of a section", "]]></w:t></w:r><![CDATA[");
    ALL.put("entities", "&lt;&#0;&nbsp;&amp;");
    ALL.put("quotes", "\"';,\\|");
    ALL.put("right to left override", "quận \u202eGNP.exe");
    ALL.put("isolates", "\u2066\u2067\u2068x");
    ALL.put("arabic", "مرحبا");
    ALL.put("controls", "a\u0000b\u0007c\u001b[31md\u007fe\u0085f");
    ALL.put("lone high surrogate", "a\uD83Db");
    ALL.put("lone low surrogate", "a\uDE00b");
    ALL.put("no character", "a\uFFFE\uFFFFb");
    ALL.put("emoji", "😀👨‍👩‍👧");
    ALL.put("combining marks", "Tiê\u0301ng Viê\u0323t");
    ALL.put("lines", "một\nhai\r\nba\tbốn\u2028năm");
    ALL.put("byte order mark", "\ufeffx");
    ALL.put("long", "ấ".repeat(10_000));
    ALL.put("long without a blank", "x".repeat(10_000));
    ALL.put("escape of a workbook", "_x0041_x0042_ _x000d_");
    ALL.put("quotes at both ends", "'' '");
    ALL.put("blanks at both ends", "  a  ");
    ALL.put("percent", "100 % %s %d %n {0}");
  }

  /** As forms that keep what XML can hold give it back. */
  public static String kept(String text) {
    StringBuilder kept = new StringBuilder();
    text.codePoints()
        .map(c -> c == '\n' || c == '\t' || isLegal(c) ? c : 0xfffd)
        .forEach(kept::appendCodePoint);
    return kept.toString();
  }

  private static boolean isLegal(int c) {
    return (c >= 0x20 && c < 0x7f)
        || (c >= 0xa0 && c <= 0xd7ff)
        || (c >= 0xe000 && c <= 0xfffd)
        || c >= 0x10000;
  }

  private HostileText() {}
}
