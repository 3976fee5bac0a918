package vn.loa.channel.rss;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;

/**
 * Reads JSON Feed 1 and 1.1, in UTF-8 (RFC 8259, 8.1).
 *
 * <p>Not safe for use by several threads.
 */
final class JsonFeed {

  private static final String VERSION = "https://jsonfeed.org/version/1";
  private static final int LONGEST_LINK = 4097;

  private final JsonInput in;
  private final Search search;
  private final StringBuilder version = new StringBuilder();

  private JsonFeed(JsonInput in, Search search) {
    this.in = in;
    this.search = search;
  }

  /**
   * @throws Unproven if the document is no feed, is broken, or goes beyond a limit
   */
  static void read(Body body, Search search) throws IOException {
    try {
      new JsonFeed(new JsonInput(body.text(UTF_8)), search).read();
    } catch (CharacterCodingException broken) {
      throw Unproven.unreadable("is not UTF-8; the publisher has to mend it");
    }
  }

  private void read() throws IOException {
    in.object(this::ofFeed);
    in.end();
    if (!version.toString().startsWith(VERSION)) {
      throw Unproven.unreadable("is JSON, but no JSON Feed; give a feed's address");
    }
  }

  private void ofFeed(String name) throws IOException {
    switch (name) {
      case "version" -> in.string(upTo(LONGEST_LINK, version));
      case "next_url" -> {
        StringBuilder link = new StringBuilder();
        in.string(upTo(LONGEST_LINK, link));
        search.older(link.toString());
      }
      case "items" -> in.array(this::item);
      default -> in.skip();
    }
  }

  private static TextSink upTo(int most, StringBuilder text) {
    return (chars, from, length) ->
        text.append(chars, from, Math.min(length, most - text.length()));
  }

  private void item() throws IOException {
    Candidate entry = search.candidate();
    in.object(name -> ofItem(entry, name));
    search.compare();
  }

  private void ofItem(Candidate entry, String name) throws IOException {
    switch (name) {
      case "id" -> in.string(entry.id());
      case "title" -> in.string(entry.title());
      case "content_html" -> in.string(entry.content());
      case "date_published" -> in.string(entry.published());
      case "date_modified" -> in.string(entry.updated());
      default -> in.skip();
    }
  }
}
