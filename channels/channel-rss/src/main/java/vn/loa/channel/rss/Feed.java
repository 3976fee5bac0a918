package vn.loa.channel.rss;

import java.net.URI;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Message;

/**
 * What a feed says about itself, and which messages it shows beside those sent to it. Immutable.
 */
record Feed(
    String name,
    String title,
    String description,
    String language,
    String publisher,
    URI base,
    @Nullable URI logo,
    List<URI> hubs,
    Predicate<Message> chooses) {

  /** The page that is no archive. */
  static final int CURRENT = 0;

  /**
   * Where readers fetch a document of it.
   *
   * @param page {@link #CURRENT}, or the number of an archive page, from 1
   */
  String url(Format format, int page) {
    return base.toASCIIString() + path(format, page);
  }

  /** {@link #url} below the base, without a slash before it. */
  String path(Format format, int page) {
    return name + "/" + (page == CURRENT ? "" : page + "/") + format.fileName();
  }

  /** The home page of the site. */
  String site() {
    String whole = base.toASCIIString();
    return whole.substring(0, whole.indexOf('/', whole.indexOf("//") + 2) + 1);
  }
}
