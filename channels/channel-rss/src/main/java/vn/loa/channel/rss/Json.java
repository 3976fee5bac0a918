package vn.loa.channel.rss;

import static vn.loa.channel.rss.Octets.fixed;

import java.net.URI;
import java.util.List;

/** JSON Feed 1.1. */
final class Json {

  static final byte[] SEPARATOR = fixed(",\n");

  private static final byte[] HEAD =
      fixed("{\"version\":\"https://jsonfeed.org/version/1.1\",\n\"title\":");
  private static final byte[] HOME = fixed(",\n\"home_page_url\":");
  private static final byte[] FEED_URL = fixed(",\n\"feed_url\":");
  private static final byte[] DESCRIPTION = fixed(",\n\"description\":");
  private static final byte[] NEXT = fixed(",\n\"next_url\":");
  private static final byte[] ICON = fixed(",\n\"icon\":");
  private static final byte[] HUBS = fixed(",\n\"hubs\":[");
  private static final byte[] HUB = fixed("{\"type\":\"WebSub\",\"url\":");
  private static final byte[] AUTHORS = fixed(",\n\"authors\":[{\"name\":");
  private static final byte[] LANGUAGE_OF_ALL = fixed("}],\n\"language\":");
  private static final byte[] ITEMS = fixed(",\n\"items\":[\n");
  private static final byte[] TAIL = fixed("\n]}\n");

  private static final byte[] ID = fixed("{\"id\":");
  private static final byte[] URL = fixed(",\n\"url\":");
  private static final byte[] TITLE = fixed(",\n\"title\":");
  private static final byte[] SUMMARY = fixed(",\n\"summary\":");
  private static final byte[] CONTENT = fixed(",\n\"content_html\":");
  private static final byte[] PUBLISHED = fixed(",\n\"date_published\":\"");
  private static final byte[] MODIFIED = fixed("\",\n\"date_modified\":\"");
  private static final byte[] LANGUAGE = fixed("\",\n\"language\":");
  private static final byte[] IMAGE = fixed(",\n\"image\":");
  private static final byte[] TAGS = fixed(",\n\"tags\":[");
  private static final byte[] ATTACHMENTS = fixed(",\n\"attachments\":[");
  private static final byte[] FILE = fixed("{\"url\":");
  private static final byte[] TYPE = fixed(",\"mime_type\":");
  private static final byte[] FILE_TITLE = fixed(",\"title\":");
  private static final byte[] SIZE = fixed(",\"size_in_bytes\":");
  private static final byte[] DURATION = fixed(",\"duration_in_seconds\":");
  private static final byte[] END_OF_AUTHORS = fixed("}]");

  static void head(Octets out, Edition edition) {
    Feed feed = edition.feed();
    out.put(HEAD).json(feed.title());
    out.put(HOME).json(feed.site());
    out.put(FEED_URL).json(edition.self(Format.JSON));
    out.put(DESCRIPTION).json(feed.description());
    if (edition.older() > 0) {
      out.put(NEXT).json(feed.url(Format.JSON, edition.older()));
    }
    if (feed.logo() != null) {
      out.put(ICON).json(feed.logo().toASCIIString());
    }
    if (!feed.hubs().isEmpty()) {
      hubs(out, feed.hubs());
    }
    out.put(AUTHORS).json(feed.publisher());
    out.put(LANGUAGE_OF_ALL).json(feed.language()).put(ITEMS);
  }

  static void item(Octets out, Item item) {
    out.put(ID).json(item.id());
    if (item.link() != null) {
      out.put(URL).json(item.link());
    }
    out.put(TITLE).json(item.title());
    out.put(SUMMARY).json(item.summary());
    out.put(CONTENT).json(item.html());
    out.put(PUBLISHED).ascii(Dates.rfc3339(item.published()));
    out.put(MODIFIED).ascii(Dates.rfc3339(item.updated()));
    out.put(LANGUAGE).json(item.language());
    out.put(AUTHORS).json(item.author()).put(END_OF_AUTHORS);
    picture(out, item.enclosures());
    if (!item.categories().isEmpty()) {
      tags(out, item.categories());
    }
    if (!item.enclosures().isEmpty() || !item.related().isEmpty()) {
      attachments(out, item);
    }
    out.put('}');
  }

  static void tail(Octets out) {
    out.put(TAIL);
  }

  private static void hubs(Octets out, List<URI> hubs) {
    out.put(HUBS);
    for (int i = 0; i < hubs.size(); i++) {
      comma(out, i).put(HUB).json(hubs.get(i).toASCIIString()).put('}');
    }
    out.put(']');
  }

  private static void picture(Octets out, List<Item.Enclosure> enclosures) {
    for (Item.Enclosure enclosure : enclosures) {
      if (enclosure.type().startsWith("image/")) {
        out.put(IMAGE).json(enclosure.url());
        return;
      }
    }
  }

  private static void tags(Octets out, List<Item.Category> categories) {
    out.put(TAGS);
    for (int i = 0; i < categories.size(); i++) {
      comma(out, i).json(categories.get(i).term());
    }
    out.put(']');
  }

  private static void attachments(Octets out, Item item) {
    out.put(ATTACHMENTS);
    int count = 0;
    for (Item.Enclosure enclosure : item.enclosures()) {
      file(comma(out, count++), enclosure.url(), enclosure.type(), enclosure.title());
      if (enclosure.octets() > 0) {
        out.put(SIZE).ascii(Long.toString(enclosure.octets()));
      }
      if (enclosure.seconds() > 0) {
        out.put(DURATION).ascii(Long.toString(enclosure.seconds()));
      }
      out.put('}');
    }
    for (Item.Related related : item.related()) {
      file(comma(out, count++), related.url(), Item.Related.TYPE, related.title());
      out.put('}');
    }
    out.put(']');
  }

  private static void file(Octets out, String url, String type, String title) {
    out.put(FILE).json(url).put(TYPE).json(type).put(FILE_TITLE).json(title);
  }

  private static Octets comma(Octets out, int index) {
    return index == 0 ? out : out.put(',');
  }

  private Json() {}
}
