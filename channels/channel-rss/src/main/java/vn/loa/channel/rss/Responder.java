package vn.loa.channel.rss;

import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** HTTP for documents: methods, and conditional requests (RFC 9110, 13). Thread-safe. */
final class Responder {

  private static final Pattern ENTITY_TAG = Pattern.compile("(?:W/)?(\"[^\"]*\")");

  private final Map<String, Place> places;
  private final InstantSource clock;

  /** What stands at a path. */
  record Place(String contentType, Supplier<Document> document) {}

  /**
   * @param places by path, {@code /tin-tuc/rss.xml}
   */
  Responder(Map<String, Place> places, InstantSource clock) {
    this.places = Map.copyOf(places);
    this.clock = clock;
  }

  FeedResponse respond(FeedRequest request) {
    FeedResponse response = get(request);
    return request.method().equals("HEAD") ? response.withoutBody() : response;
  }

  private FeedResponse get(FeedRequest request) {
    Place place = places.get(request.path());
    if (place == null) {
      return FeedResponse.sentence(404, Map.of(), "No feed at " + request.path() + ".");
    }
    if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
      return FeedResponse.sentence(
          405, Map.of("Allow", "GET, HEAD"), "A feed can only be read: GET or HEAD.");
    }
    Document document = place.document().get();
    Instant now = clock.instant();
    Map<String, String> headers = validators(document, now);
    if (isKnown(request, document, now)) {
      return FeedResponse.empty(304, headers);
    }
    headers.put("Content-Type", place.contentType());
    headers.put("Content-Length", Integer.toString(document.length()));
    return FeedResponse.of(200, headers, document);
  }

  /** What a 304 carries too (RFC 9110, 15.4.5). */
  private static Map<String, String> validators(Document document, Instant now) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("ETag", document.etag());
    if (isSettled(document, now)) {
      headers.put("Last-Modified", Dates.format(document.lastModified()));
    }
    headers.put("Cache-Control", "public, max-age=60");
    return headers;
  }

  /** If-None-Match first; If-Modified-Since only without it (RFC 9110, 13.2.2). */
  private static boolean isKnown(FeedRequest request, Document document, Instant now) {
    Optional<String> tags = request.header("If-None-Match");
    if (tags.isPresent()) {
      return names(tags.get(), document.etag());
    }
    return request
        .header("If-Modified-Since")
        .flatMap(Dates::parse)
        .filter(since -> isSettled(document, now) && !since.isBefore(document.lastModified()))
        .isPresent();
  }

  /** Weak comparison (RFC 9110, 8.8.3.2): W/"a" and "a" are equal. */
  private static boolean names(String tags, String etag) {
    if (tags.strip().equals("*")) {
      return true;
    }
    Matcher each = ENTITY_TAG.matcher(tags);
    while (each.find()) {
      if (each.group(1).equals(etag)) {
        return true;
      }
    }
    return false;
  }

  /** Whether the second of the change is over: until then a date may not stand for the content. */
  private static boolean isSettled(Document document, Instant now) {
    return !now.isBefore(document.lastModified());
  }
}
