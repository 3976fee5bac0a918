package vn.loa.channel.rss;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** HTTP for documents: methods, compression, and conditional requests (RFC 9110). Thread-safe. */
final class Responder {

  private static final Pattern ENTITY_TAG = Pattern.compile("(?:W/)?(\"[^\"]*\")");
  private static final Pattern ARCHIVE = Pattern.compile("/([^/]+)/([1-9][0-9]{0,8})/([^/]+)");
  private static final Pattern CODING = Pattern.compile("([^\\s,;]+)(?:\\s*;\\s*q=([0-9.]+))?");
  private static final Pattern NOTHING_OF_IT = Pattern.compile("0(\\.0*)?");

  private final FeedStore store;
  private final InstantSource clock;
  private final Map<String, Current> current = new HashMap<>();
  private final Map<String, Shelf> shelves = new HashMap<>();

  /** The documents that everybody asks for. */
  private record Current(Shelf shelf, Format format) {}

  Responder(FeedStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
    for (Shelf shelf : store.all()) {
      shelves.put(shelf.feed().name(), shelf);
      for (Format format : Format.values()) {
        current.put("/" + shelf.feed().path(format, Feed.CURRENT), new Current(shelf, format));
      }
    }
  }

  FeedResponse respond(FeedRequest request) {
    FeedResponse response = get(request);
    return request.method().equals("HEAD") ? response.withoutBody() : response;
  }

  private FeedResponse get(FeedRequest request) {
    Instant now = clock.instant(); // before the document is looked up: see FeedStore
    Document document;
    try {
      document = document(request.path());
    } catch (IOException cause) {
      return FeedResponse.sentence(
          503, Map.of("Retry-After", "60"), "It cannot be read at the moment.");
    }
    if (document == null) {
      return FeedResponse.sentence(404, Map.of(), "No feed at " + request.path() + ".");
    }
    if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
      return FeedResponse.sentence(
          405, Map.of("Allow", "GET, HEAD"), "A feed can only be read: GET or HEAD.");
    }
    boolean compressed = document.isCompressible() && takesGzip(request);
    return isKnown(request, document, now)
        ? FeedResponse.empty(304, document.headers(compressed, false, now))
        : FeedResponse.of(document, compressed, document.headers(compressed, true, now));
  }

  private @Nullable Document document(String path) throws IOException {
    Current place = current.get(path);
    if (place != null) {
      return place.shelf().current().document(place.format());
    }
    Matcher archive = ARCHIVE.matcher(path);
    if (archive.matches()) {
      Document page = page(archive.group(1), archive.group(2), archive.group(3));
      if (page != null) {
        return page;
      }
    }
    return path.startsWith("/") ? store.text(path.substring(1)) : null;
  }

  private @Nullable Document page(String feed, String page, String file) throws IOException {
    Shelf shelf = shelves.get(feed);
    Format format = Format.of(file);
    if (shelf == null || format == null) {
      return null;
    }
    Edition edition = shelf.archive(Integer.parseInt(page));
    return edition == null ? null : edition.document(format);
  }

  /** Accept-Encoding (RFC 9110, 12.5.3), as far as it is about gzip. */
  private static boolean takesGzip(FeedRequest request) {
    Optional<String> takes = request.header("Accept-Encoding");
    if (takes.isEmpty()) {
      return false;
    }
    boolean all = false;
    Matcher each = CODING.matcher(takes.get().toLowerCase(Locale.ROOT));
    while (each.find()) {
      String weight = each.group(2);
      boolean wanted = weight == null || !NOTHING_OF_IT.matcher(weight).matches();
      if (each.group(1).equals("gzip") || each.group(1).equals("x-gzip")) {
        return wanted;
      }
      all |= each.group(1).equals("*") && wanted;
    }
    return all;
  }

  /** If-None-Match first; If-Modified-Since only without it (RFC 9110, 13.2.2). */
  private static boolean isKnown(FeedRequest request, Document document, Instant now) {
    Optional<String> tags = request.header("If-None-Match");
    if (tags.isPresent()) {
      return names(tags.get(), document);
    }
    return request
        .header("If-Modified-Since")
        .flatMap(Dates::parse)
        .filter(since -> document.isSince(since, now))
        .isPresent();
  }

  /**
   * Weak comparison (RFC 9110, 8.8.3.2): W/"a" and "a" are equal. The plain and the compressed form
   * say the same: who has one does not need the other.
   */
  private static boolean names(String tags, Document document) {
    String plain = document.etag(false);
    String compressed = document.etag(true);
    if (tags.equals(plain) || tags.equals(compressed) || tags.strip().equals("*")) {
      return true;
    }
    Matcher each = ENTITY_TAG.matcher(tags);
    while (each.find()) {
      if (each.group(1).equals(plain) || each.group(1).equals(compressed)) {
        return true;
      }
    }
    return false;
  }
}
