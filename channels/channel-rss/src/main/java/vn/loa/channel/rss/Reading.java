package vn.loa.channel.rss;

import static vn.loa.channel.rss.FeedProof.Verdict.CHANGED;
import static vn.loa.channel.rss.FeedProof.Verdict.FOUND;
import static vn.loa.channel.rss.FeedProof.Verdict.MISSING;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One reading of a feed, as it comes to its proof.
 *
 * <p>Not safe for use by several threads.
 */
final class Reading implements HttpFetch.Listener {

  private final FeedEntry expected;
  private final Instant at;
  private final Evidence evidence;
  private final URI feed;
  private final List<Came> documents = new ArrayList<>();
  private URI uri;
  private @Nullable HttpAnswer answer;
  private FeedProof.Verdict verdict = MISSING;
  private String reason = "";
  private String digest = "";
  private String sha256 = "";

  /** A document that came, and the file that has it; none when it was cut. */
  private record Came(URI uri, String sha256, String file) {}

  Reading(URI feed, FeedEntry expected, Instant at, @Nullable Path evidence) {
    this.feed = feed;
    this.uri = feed;
    this.expected = expected;
    this.at = at;
    this.evidence = new Evidence(evidence, at, expected.id());
  }

  FeedEntry expected() {
    return expected;
  }

  Evidence evidence() {
    return evidence;
  }

  /** Of the document that was asked for last. */
  URI uri() {
    return uri;
  }

  @Override
  public void asked(URI uri) {
    this.uri = uri;
    this.answer = null;
    this.sha256 = "";
  }

  @Override
  public void answered(HttpAnswer answer) {
    this.answer = answer;
  }

  /**
   * A document has ended.
   *
   * @param sha256 empty when it is not whole
   */
  void came(String sha256) {
    this.sha256 = sha256;
    evidence.end(!sha256.isEmpty());
    documents.add(new Came(uri, sha256, sha256.isEmpty() ? "" : evidence.file()));
  }

  /** Whether older pages have nothing to add. */
  boolean isDecided(Search search) {
    return !search.digest().isEmpty() || search.isWithdrawn();
  }

  void decide(Search search, int pages) {
    digest = search.digest();
    if (digest.equals(expected.digest())) {
      verdict = FOUND;
      reason = "shows the entry as it was published";
    } else if (!digest.isEmpty()) {
      verdict = CHANGED;
      reason =
          "shows the entry, but it says something else; publish it again, or ask who changed it";
    } else {
      reason = missing(search, pages);
    }
  }

  private static String missing(Search search, int pages) {
    if (search.isWithdrawn()) {
      return "tells that the entry was withdrawn";
    }
    String read = pages == 1 ? "the newest page" : pages + " pages";
    return search.older() == null
        ? "ends without the entry, after " + read + "; publish it"
        : "does not have the entry in " + read + ", and has older ones; allow more, or publish it";
  }

  FeedProof proof(FeedReader reader, Budget budget) {
    try {
      reader.read(this, budget, feed);
    } catch (IOException failure) {
      Unproven unproven = Unproven.in(failure);
      verdict = unproven == null ? FeedProof.Verdict.UNREACHABLE : unproven.verdict();
      reason = unproven == null ? "took no connection, or lost it; is it up?" : unproven.reason();
    }
    Optional<Path> kept = evidence.keep(facts());
    IOException lost = evidence.failure();
    String where = HttpFetch.place(uri) + " " + reason;
    return new FeedProof(
        uri,
        at,
        status(),
        verdict,
        lost == null ? where : where + "; its evidence could not be kept: " + lost,
        sha256,
        digest,
        told("etag"),
        told("last-modified"),
        kept);
  }

  private int status() {
    return answer == null ? 0 : answer.status();
  }

  private String told(String header) {
    return answer == null ? "" : answer.header(header);
  }

  private byte[] facts() {
    Octets out = new Octets(1024);
    member(out.put('{'), "feed", feed.toString());
    member(out.put(','), "id", expected.id());
    member(out.put(','), "digest_expected", expected.digest());
    member(out.put(','), "at", at.toString());
    member(out.put(','), "uri", uri.toString());
    member(out.put(','), "status", Integer.toString(status()));
    member(out.put(','), "verdict", verdict.name());
    member(out.put(','), "reason", HttpFetch.place(uri) + " " + reason);
    member(out.put(','), "sha256", sha256);
    member(out.put(','), "digest", digest);
    member(out.put(','), "etag", told("etag"));
    member(out.put(','), "last_modified", told("last-modified"));
    out.put(',').put('\n').json("documents").put(':').put('[');
    for (int i = 0; i < documents.size(); i++) {
      Came came = documents.get(i);
      member((i == 0 ? out : out.put(',')).put('{'), "uri", came.uri.toString());
      member(out.put(','), "sha256", came.sha256);
      member(out.put(','), "file", came.file);
      out.put('}');
    }
    return out.put(']').put('}').put('\n').toArray();
  }

  private static void member(Octets out, String name, String value) {
    out.put('\n').json(name).put(':').put(' ').json(value);
  }
}
