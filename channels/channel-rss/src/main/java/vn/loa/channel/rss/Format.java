package vn.loa.channel.rss;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The documents of every feed. */
enum Format {
  RSS(0, "rss.xml", "application/rss+xml") {
    @Override
    void head(Octets out, Edition edition) {
      Rss.head(out, edition);
    }

    @Override
    void item(Octets out, Item item) {
      Rss.item(out, item);
    }

    @Override
    void tail(Octets out, Edition edition) {
      Rss.tail(out);
    }
  },

  ATOM(1, "atom.xml", "application/atom+xml") {
    @Override
    void head(Octets out, Edition edition) {
      Atom.head(out, edition);
    }

    @Override
    void item(Octets out, Item item) {
      Atom.item(out, item);
    }

    @Override
    void tail(Octets out, Edition edition) {
      Atom.tail(out, edition);
    }
  },

  JSON(2, "feed.json", "application/feed+json") {
    @Override
    void head(Octets out, Edition edition) {
      Json.head(out, edition);
    }

    @Override
    void item(Octets out, Item item) {
      Json.item(out, item);
    }

    @Override
    void tail(Octets out, Edition edition) {
      Json.tail(out);
    }

    @Override
    byte[] separator() {
      return Json.SEPARATOR;
    }
  };

  private static final byte[] NOTHING = {};
  private static final int EXPECTED_AROUND = 4096;

  private final int place;
  private final String fileName;
  private final String mediaType;

  Format(int place, String fileName, String mediaType) {
    this.place = place;
    this.fileName = fileName;
    this.mediaType = mediaType;
  }

  /** The one whose documents have this name, or null. */
  static @Nullable Format of(String fileName) {
    for (Format format : values()) {
      if (format.fileName.equals(fileName)) {
        return format;
      }
    }
    return null;
  }

  abstract void head(Octets out, Edition edition);

  abstract void item(Octets out, Item item);

  abstract void tail(Octets out, Edition edition);

  /** What stands between two items. */
  byte[] separator() {
    return NOTHING;
  }

  /** The whole document. */
  final byte[] render(Edition edition) {
    Octets desk = new Octets(EXPECTED_AROUND);
    List<byte[]> parts = new ArrayList<>(2 * edition.fragments().size() + 2);
    head(desk, edition);
    parts.add(desk.take());
    byte[] between = NOTHING;
    for (Fragment fragment : edition.fragments()) {
      parts.add(between);
      parts.add(fragment.octets(this, desk));
      between = separator();
    }
    tail(desk, edition);
    parts.add(desk.take());
    return Octets.joined(parts);
  }

  /** Where something stands of which there is one for each format. */
  int place() {
    return place;
  }

  String fileName() {
    return fileName;
  }

  String mediaType() {
    return mediaType;
  }
}
