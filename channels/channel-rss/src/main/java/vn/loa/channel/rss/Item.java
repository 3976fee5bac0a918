package vn.loa.channel.rss;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An entry as every format shows it: the one model behind RSS, Atom and JSON Feed. All addresses
 * are absolute.
 *
 * @param id the same for ever, in every format and feed
 * @param title plain text
 * @param language BCP 47 tag of title and summary
 * @param published when it first came
 * @param updated when it last changed
 * @param link where to read more, or null
 * @param linkType media type of what is there, or null where it is a page
 * @param summary plain text
 * @param html in every language it has
 */
record Item(
    String id,
    String title,
    String language,
    String author,
    Instant published,
    Instant updated,
    @Nullable String link,
    @Nullable String linkType,
    String summary,
    String html,
    List<Category> categories,
    List<Enclosure> enclosures,
    List<Related> related) {

  /**
   * @param scheme what kind of category it is, as an address
   */
  record Category(String scheme, String term) {}

  /**
   * @param octets 0 when not known
   * @param seconds how long it sounds; 0 for what makes no sound
   * @param language what is spoken in it, or null
   */
  record Enclosure(
      String url,
      String type,
      long octets,
      long seconds,
      String title,
      @Nullable String language) {}

  /** A text of the press kit. */
  record Related(String url, String language, String title) {

    static final String TYPE = "text/plain";
  }
}
