package vn.loa.channel.rss;

import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import vn.loa.channel.Message;

/** What a feed says about itself. Immutable. */
record Feed(
    String name, String title, String description, String language, String publisher, URI base) {

  /** Where readers fetch a document of it. */
  String self(Format format) {
    return base.resolve(name + "/" + format.fileName()).toASCIIString();
  }

  /** The home page of the site. */
  String site() {
    return base.resolve("/").toASCIIString();
  }

  /** The tag URI (RFC 4151) of a message that first comes to this feed. */
  String tag(Message message, Instant published) {
    String host = base.getHost().toLowerCase(Locale.ROOT);
    LocalDate day = LocalDate.ofInstant(published, ZoneOffset.UTC);
    return "tag:" + host + "," + day + ":" + name + "/" + message.id();
  }
}
