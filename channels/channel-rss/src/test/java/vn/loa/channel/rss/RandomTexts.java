package vn.loa.channel.rss;

import java.util.List;
import java.util.Random;

/** Texts as authorities, computers and enemies write them. Equal seeds, equal texts. */
final class RandomTexts {

  private static final List<String> WORDS =
      List.of(
          "Phun thuốc",
          "diệt muỗi",
          "phường Bến Nghé",
          "cúp nước",
          "Ở nhà",
          "bão số 9",
          "đường",
          "quận 1",
          "từ 7 giờ",
          "sáng thứ bảy",
          "100.000 đồng",
          "Sở Y tế",
          "ngày 23/11",
          "kính báo");
  private static final List<String> SCRIPTS =
      List.of(
          "សូមនៅផ្ទះ",
          "請勿外出",
          "ابق في المنزل",
          "โปรดอยู่บ้าน",
          "Останьтесь дома",
          "घर पर रहें",
          "집에 계세요",
          "ꨌꩌ",
          "𠊛喃",
          "İstanbul ıI",
          "ﬁ",
          "ø");
  private static final List<String> SIGNS =
      List.of(
          "😀",
          "👩‍👩‍👧",
          "🇻🇳",
          "⚠️",
          "“",
          "”",
          "…",
          "–",
          "\u00A0",
          "\u200B",
          "\u202E",
          "\u2066",
          "\uFEFF",
          "\u2028",
          "\u0085",
          "\u00AD",
          "e\u0323\u0302",
          "\u0301");
  private static final List<String> MARKUP =
      List.of(
          "<b>đậm</b>",
          "<script>alert(1)</script>",
          "a < b",
          "b > a",
          "a & b",
          "&amp;",
          "&lt;i&gt;",
          "&#x3C;",
          "&#0;",
          "&nbsp;",
          "]]>",
          "<![CDATA[",
          "<!--",
          "-->",
          "<?x?>",
          "\"",
          "'",
          "<br/>",
          "<a href='x'>",
          "</title>",
          "\\",
          "{\"a\":1}",
          "\\u0000",
          "%3C",
          "&unknown;",
          "<5",
          "|",
          "<!DOCTYPE x>",
          "${x}",
          "/*");
  private static final List<String> HOSTILE =
      List.of(
          "\0",
          "\b",
          "\u000B",
          "\f",
          "\u001F",
          "\u007F",
          "\u009F",
          "\uD83D",
          "\uDE00",
          "\uFFFE",
          "\uFFFF",
          "\uFDD0",
          "\uDBFF\uDFFF",
          "\uFFFD",
          "\r",
          "\r\n",
          "\n",
          "\t",
          "\n\n");

  private final Random random;

  RandomTexts(Random random) {
    this.random = random;
  }

  /** Not blank, which no message takes. */
  String next(int longest) {
    StringBuilder text = new StringBuilder(one(WORDS));
    for (int pieces = random.nextInt(longest); pieces > 0; pieces--) {
      String space = random.nextInt(4) == 0 ? "" : " ";
      String piece = piece();
      if (random.nextBoolean()) {
        text.append(space).append(piece);
      } else {
        text.insert(0, piece + space);
      }
    }
    return text.toString();
  }

  private String piece() {
    return switch (random.nextInt(8)) {
      case 0 -> one(SCRIPTS);
      case 1 -> one(SIGNS);
      case 2, 3 -> one(MARKUP);
      case 4 -> one(HOSTILE);
      case 5 -> Character.toString(random.nextInt(Character.MAX_CODE_POINT + 1));
      default -> one(WORDS);
    };
  }

  String one(List<String> some) {
    return some.get(random.nextInt(some.size()));
  }
}
