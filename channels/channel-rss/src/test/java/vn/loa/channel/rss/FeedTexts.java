package vn.loa.channel.rss;

import java.time.Instant;

/** Small documents with one entry, in every format. */
final class FeedTexts {

  static final String ID = "tag:tin.example.vn,2026:plan/1";
  static final String TITLE = "Thông báo số 1 & 2";
  static final String HTML = "<p>Từ ngày 1/12 &amp; sau đó.</p>\n<p>Hết</p>";
  static final Instant DAY = Instant.parse("2026-11-24T01:00:00Z");
  static final FeedEntry ENTRY =
      new FeedEntry(ID, TITLE, DAY, DAY, EntryDigest.of(ID, TITLE, HTML));

  static String rss(String items) {
    return """
        <?xml version="1.0" encoding="UTF-8"?>
        <rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" \
        xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:media="urn:media">
        <channel><title>Tin</title><link>https://tin.example.vn</link>
        %s
        </channel></rss>
        """
        .formatted(items);
  }

  static String rssItem(String id, String title, String html, String updated) {
    return """
        <item><title>%s</title><media:title>another</media:title>
        <guid isPermaLink="false">%s</guid><atom:updated>%s</atom:updated>
        <description>short</description><content:encoded>%s</content:encoded></item>
        """
        .formatted(escaped(title), escaped(id), updated, escaped(html));
  }

  static String rss() {
    return rss(rssItem("another", "Khác", "", "") + rssItem(ID, TITLE, HTML, ""));
  }

  static String atom(String entries) {
    return """
        <?xml version="1.0"?>
        <feed xmlns="http://www.w3.org/2005/Atom" xmlns:at="http://purl.org/atompub/tombstones/1.0">
        <id>urn:feed</id><title>Tin</title><updated>2026-11-24T01:00:00Z</updated>
        %s
        </feed>
        """
        .formatted(entries);
  }

  static String atomEntry(String id, String title, String html, String updated) {
    return """
        <entry><id>%s</id><title>%s</title><updated>%s</updated>
        <summary>short</summary><content type="html"><![CDATA[%s]]></content></entry>
        """
        .formatted(escaped(id), escaped(title), updated, html);
  }

  static String atom() {
    return atom(atomEntry("another", "Khác", "", "") + atomEntry(ID, TITLE, HTML, DAY.toString()));
  }

  static String json(String items) {
    return """
        {"version":"https://jsonfeed.org/version/1.1","title":"Tin","n":[1,-2.5e3,true,null,{}],
        "items":[%s]}
        """
        .formatted(items);
  }

  static String jsonItem(String id, String title, String html, String updated) {
    return """
        {"content_html":"%s","id":"%s","tags":["a"],"title":"%s","date_modified":"%s"}"""
        .formatted(html.replace("\n", "\\n"), id, title.replace("ô", "\\u00f4"), updated);
  }

  static String json() {
    return json(jsonItem("another", "Khác", "", "") + "," + jsonItem(ID, TITLE, HTML, ""));
  }

  static String escaped(String text) {
    return text.replace("&", "&#x26;").replace("<", "&lt;");
  }

  private FeedTexts() {}
}
