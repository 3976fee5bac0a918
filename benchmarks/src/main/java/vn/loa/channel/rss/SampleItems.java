package vn.loa.channel.rss;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Announcements of a city, about 870 octets each as an item of RSS. */
final class SampleItems {

  static final Instant NEWEST = Instant.parse("2026-11-23T01:02:03Z");

  private static final URI BASE = URI.create("https://tin.example.vn/feeds/");

  private SampleItems() {}

  static Feed feed() {
    return new Feed(
        "tin-tuc",
        "Tin tức",
        "Tin của thành phố",
        "vi",
        "UBND Thành phố",
        BASE,
        null,
        List.of(),
        message -> false);
  }

  /** The newest first. */
  static List<Item> of(int count) {
    return IntStream.range(0, count).mapToObj(SampleItems::item).toList();
  }

  private static Item item(int index) {
    String number = String.format(Locale.ROOT, "%05d", index);
    Instant published = NEWEST.minusSeconds(index * 600L);
    String text =
        "Sáng thứ bảy, từ 7 giờ 30, các trạm y tế phường tiêm miễn phí cho trẻ dưới "
            + "5 tuổi; mang theo sổ tiêm số "
            + number;
    return new Item(
        "tag:tin.example.vn,2026-11-23:feed/1270/II.2.b/tin-" + number,
        "Tiêm vắc-xin sởi tại khu phố " + number,
        "vi",
        "Ủy ban nhân dân Thành phố",
        published,
        published,
        "https://tin.example.vn/2026/11/tin-" + number + ".html",
        null,
        text,
        "<div lang=\"vi\">" + text + "</div>\n",
        List.of(category("theme", "II.2.b"), category("area", "26734")),
        List.of(),
        List.of());
  }

  private static Item.Category category(String scheme, String term) {
    return new Item.Category(BASE.resolve("#" + scheme).toASCIIString(), term);
  }
}
