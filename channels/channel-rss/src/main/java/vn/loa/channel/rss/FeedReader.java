package vn.loa.channel.rss;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Time;
import vn.loa.channel.Tls;

/**
 * Proves that an entry is public: fetches a feed as any reader does, finds the entry by its id,
 * compares what it says, and keeps the evidence. Reads RSS 2.0, Atom (RFC 4287) and JSON Feed 1.1.
 *
 * <p>A feed may say what it likes: nothing in it is followed but, where that is asked for, links to
 * older pages; no DTD, no entity; and no text of an entry is held, so the memory that a reading
 * takes depends on the {@link Builder#longestEntry limits} and not on the feed. A reading ends
 * {@link Builder#within in time}, but for the look-up of the host's name, which is the system's.
 *
 * <p>Where several entries of a document have the id, the one that changed last counts; one without
 * a date counts less than one with, and of equal ones the first. Of an entry, {@code
 * content:encoded} is compared in RSS (or {@code description} where there is none), {@code content}
 * in Atom, {@code content_html} in JSON Feed, each as it stands there.
 *
 * <p>Evidence of a reading is a directory named by its time and the digest of the id: {@code
 * facts.json}, and each document that came whole, without gzip, so that its SHA-256 is that of the
 * proof. It gets its name when all of it is on disk.
 *
 * <p>Immutable; safe for use by several threads, each of which may read.
 */
public final class FeedReader {

  /** An object, after white space and a byte order mark of UTF-8. */
  private static final Pattern JSON = Pattern.compile("^(\u00EF\u00BB\u00BF)?[ \t\r\n]*\\{");

  private final Time time;
  private final Duration within;
  private final long maximum;
  private final long longestEntry;
  private final int pages;
  private final @Nullable Path evidence;
  private final HttpFetch http;

  private FeedReader(Builder from) {
    this.time = from.time;
    this.within = from.within;
    this.maximum = from.maximum;
    this.longestEntry = from.longestEntry;
    this.pages = from.pages;
    this.evidence = from.evidence;
    this.http = new HttpFetch(from.connectTimeout, from.redirects, from.userAgent, from.tls);
  }

  /**
   * @param time measures how long a reading takes, and dates it
   */
  public static Builder builder(Time time) {
    return new Builder(time);
  }

  /**
   * Looks for an entry in a feed. Blocks, until interrupted at most; then the proof is {@link
   * FeedProof.Verdict#UNREACHABLE} and the thread stays interrupted. Whatever the feed is, there is
   * a proof.
   *
   * @param feed http or https, without user and password
   * @throws IllegalArgumentException if it is another address
   */
  public FeedProof read(URI feed, FeedEntry expected) {
    if (!HttpFetch.isHttp(feed)) {
      throw new IllegalArgumentException(
          "a feed is read from http(s)://host/..., without user and password, but not from "
              + feed.getScheme()
              + ": "
              + feed.getHost());
    }
    Budget budget = new Budget(time, within, maximum);
    return new Reading(feed, expected, time.instant(), evidence).proof(this, budget);
  }

  /** Page by page, newest first, until the entry is there or there is no page more. */
  void read(Reading reading, Budget budget, URI feed) throws IOException {
    URI page = feed;
    for (int older = 0; ; older++) {
      Search search = new Search(reading.expected().id(), longestEntry);
      try (HttpAnswer answer = http.get(page, budget, reading)) {
        document(reading, budget, answer, search);
      }
      String link = search.older();
      if (reading.isDecided(search) || link == null || older == pages) {
        reading.decide(search, older + 1);
        return;
      }
      page = HttpFetch.redirected(reading.uri(), link);
    }
  }

  private void document(Reading reading, Budget budget, HttpAnswer answer, Search search)
      throws IOException {
    Body body = new Body(answer, budget, reading.evidence().document());
    try {
      parse(answer, body, search);
    } catch (IOException unproven) {
      // Broken for us, but it may have come whole, and then it is evidence.
      drain(body);
      throw unproven;
    } finally {
      reading.came(body.sha256());
    }
  }

  private static void drain(Body body) {
    try {
      body.drain();
    } catch (IOException cut) {
      // Then it is not kept.
    }
  }

  private void parse(HttpAnswer answer, Body body, Search search) throws IOException {
    if (isJson(answer.header("content-type"), body)) {
      JsonFeed.read(body, search);
    } else {
      XmlFeed.read(body, search, longestEntry);
    }
    body.drain();
  }

  /** The media type decides, else the first octet. */
  private static boolean isJson(String contentType, Body body) throws IOException {
    String type = contentType.toLowerCase(Locale.ROOT).split(";", 2)[0].strip();
    if (type.endsWith("/json") || type.endsWith("+json")) {
      return true;
    }
    return !type.endsWith("/xml") && !type.endsWith("+xml") && JSON.matcher(body.first()).find();
  }

  /** Not safe for use by several threads. */
  public static final class Builder {

    private static final Pattern USER_AGENT = Pattern.compile("[\\x20-\\x7E]{1,256}");
    private static final Duration LONGEST = Duration.ofDays(1);

    private final Time time;
    private Duration connectTimeout = Duration.ofSeconds(10);
    private Duration within = Duration.ofSeconds(60);
    private long maximum = 32L << 20;
    private int longestEntry = 1 << 20;
    private int redirects = 3;
    private int pages;
    private String userAgent = "Loa feed reader";
    private Tls tls = Tls.standard();
    private @Nullable Path evidence;

    private Builder(Time time) {
      this.time = time;
    }

    /** How long a connection may take to come about; default 10 seconds. */
    public Builder connectTimeout(Duration timeout) {
      this.connectTimeout = positive(timeout);
      return this;
    }

    /** How long a reading may take with all its redirects and pages; default 60 seconds. */
    public Builder within(Duration whole) {
      this.within = positive(whole);
      return this;
    }

    /** How long the documents of a reading may be together, without gzip; default 32 MB. */
    public Builder maximum(long octets) {
      this.maximum = atLeast(1, octets, "octets");
      return this;
    }

    /**
     * How many characters the texts of an entry may have together, and how many octets a piece of
     * text may have in the document; default 1,048,576. A reading takes some times that of memory.
     */
    public Builder longestEntry(int characters) {
      this.longestEntry = (int) atLeast(1, characters, "characters");
      return this;
    }

    /** How many redirects are followed from a document; default 3. From https to http: none. */
    public Builder redirects(int most) {
      this.redirects = (int) atLeast(0, most, "redirects");
      return this;
    }

    /**
     * How many older pages are read where an entry is missing: by {@code prev-archive} (RFC 5005,
     * 4) in RSS and Atom, by {@code next_url} in JSON Feed; default 0.
     */
    public Builder olderPages(int most) {
      this.pages = (int) atLeast(0, most, "pages");
      return this;
    }

    /** What it calls itself; ASCII. */
    public Builder userAgent(String name) {
      if (!USER_AGENT.matcher(name).matches()) {
        throw new IllegalArgumentException(
            "a user agent is 1 to 256 printable characters of ASCII; say \"Portal watch/1.0\"");
      }
      this.userAgent = name;
      return this;
    }

    /** Whom it trusts over https; default as the JDK. */
    public Builder tls(Tls tls) {
      this.tls = tls;
      return this;
    }

    /**
     * Where the evidence of each reading is kept; default nowhere.
     *
     * @param directory made when missing
     */
    public Builder evidence(Path directory) {
      this.evidence = directory;
      return this;
    }

    public FeedReader build() {
      return new FeedReader(this);
    }

    private static Duration positive(Duration duration) {
      if (duration.toMillis() < 1 || duration.compareTo(LONGEST) > 0) {
        throw new IllegalArgumentException("must be 1 ms to a day but was " + duration);
      }
      return duration;
    }

    private static long atLeast(long least, long number, String what) {
      if (number < least) {
        throw new IllegalArgumentException(
            "must be at least " + least + " " + what + " but was " + number);
      }
      return number;
    }
  }
}
