package vn.loa.channel.rss;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Address;
import vn.loa.channel.Batch;
import vn.loa.channel.BlockingSender;
import vn.loa.channel.Channel;
import vn.loa.channel.ChannelException;
import vn.loa.channel.Idempotency;
import vn.loa.channel.KeptReceipts;
import vn.loa.channel.Limits;
import vn.loa.channel.Message;
import vn.loa.channel.Outcome;
import vn.loa.channel.Outcomes;
import vn.loa.channel.Reason;
import vn.loa.channel.Receipt;
import vn.loa.channel.Receipts;
import vn.loa.channel.Time;

/**
 * Publishes messages as entries of feeds, one for each {@link Address.Feed}. The peer is a
 * directory: {@link Outcome.Sent} says that the entry and the documents showing it are durable
 * there, {@link Receipt.Published} that the documents were read back and hold the entry.
 *
 * <p>A message that comes again under its id is an edit: the entry keeps its id and date of
 * publication, and is updated.
 *
 * <p>Safe for use by several threads.
 */
public final class FeedChannel implements Channel {

  private static final Logger LOG = System.getLogger("vn.loa.channel.rss");
  private static final Limits LIMITS = new Limits(1000, 100);

  private final String name;
  private final Path store;
  private final Time time;
  private final StoreLock lock;
  private final Map<String, Shelf> shelves;
  private final List<String> damaged;
  private final Responder responder;
  private final KeptReceipts receipts = new KeptReceipts(LOG);
  private final BlockingSender sender;

  /** Deliveries since the disk last took one; only the sender's thread asks. */
  private int failing;

  private FeedChannel(
      FeedSettings settings,
      Time time,
      StoreLock lock,
      Map<String, Shelf> shelves,
      List<String> damaged) {
    this.name = settings.name();
    this.store = settings.store();
    this.time = time;
    this.lock = lock;
    this.shelves = shelves;
    this.damaged = List.copyOf(damaged);
    this.responder = new Responder(places(shelves), time);
    this.sender = new BlockingSender(name, 1, LIMITS, this::send);
  }

  /** {@link #open(FeedSettings, Time)} with the machine's clock. */
  public static FeedChannel open(FeedSettings settings) {
    return open(settings, Time.system());
  }

  /**
   * Opens the store, reads every entry, and brings the documents up to date with them. Drafts of a
   * run that was killed are swept away.
   *
   * @param time dates the entries
   * @throws ChannelException if the directory cannot be used, or another channel has it open
   */
  public static FeedChannel open(FeedSettings settings, Time time) {
    try {
      Files.createDirectories(settings.store());
      StoreLock lock = StoreLock.take(settings.store());
      try {
        return open(settings, time, lock);
      } catch (IOException | RuntimeException cause) {
        lock.close();
        throw cause;
      }
    } catch (IOException cause) {
      throw new ChannelException(
          "%s: feed store %s cannot be opened: %s; give it a directory that this process may write"
              .formatted(settings.name(), settings.store(), said(cause)),
          cause);
    }
  }

  private static FeedChannel open(FeedSettings settings, Time time, StoreLock lock)
      throws IOException {
    Map<String, Shelf> shelves = new LinkedHashMap<>();
    List<String> damaged = new ArrayList<>();
    Instant now = time.instant();
    for (Feed feed : settings.feeds()) {
      shelves.put(
          feed.name(), Shelf.open(settings.store(), feed, settings.newest(), now, damaged::add));
    }
    Draft.force(settings.store());
    for (String file : damaged) {
      LOG.log(Level.WARNING, settings.name() + ": entry left out: " + file);
    }
    return new FeedChannel(settings, time, lock, shelves, damaged);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Limits limits() {
    return LIMITS;
  }

  /** Native: a message published again is the same entry. */
  @Override
  public Idempotency idempotency() {
    return Idempotency.NATIVE;
  }

  /** Entry files that could not be read on opening: path and reason. Empty when all is well. */
  public List<String> damaged() {
    return damaged;
  }

  /**
   * {@inheritDoc} Here: the last 16,384 are kept until the first call, and handed over on the
   * caller's thread before it returns.
   */
  @Override
  public void listen(Receipts receipts) {
    this.receipts.listen(receipts);
    this.receipts.handOver();
  }

  @Override
  public void submit(Batch batch, Outcomes outcomes) {
    sender.submit(
        batch,
        (token, outcome) -> {
          outcomes.answer(token, outcome);
          if (outcome instanceof Outcome.Sent sent) {
            // Still on the sender's thread, before it takes the next delivery.
            prove(sent, batch.recipient((int) (token - batch.token(0))));
          }
        });
  }

  /**
   * Answers a reader. Holds no lock and touches no disk: readers see what was last read back,
   * whole, also while an entry is being published and after the channel was closed.
   */
  public FeedResponse respond(FeedRequest request) {
    return responder.respond(request);
  }

  @Override
  public void close(Duration patience) {
    sender.close(patience);
    try {
      lock.close();
    } catch (IOException cause) {
      LOG.log(Level.WARNING, "%s: the lock of %s stays: %s".formatted(name, store, said(cause)));
    }
  }

  private Outcome send(Message message, Address recipient) {
    Shelf shelf = shelf(recipient);
    if (shelf == null) {
      return refused("NO_FEED", recipient + " is no feed here; there are " + shelves.keySet());
    }
    if (message.isExpired(time.instant())) {
      return new Outcome.Expired();
    }
    Optional<String> unknown = unspeakable(message);
    if (unknown.isPresent()) {
      return refused("LANGUAGE", "\"" + unknown.get() + "\" is no language tag; say vi, en or km");
    }
    return publish(shelf, shelf.entry(message, time.instant()));
  }

  private Outcome publish(Shelf shelf, Entry entry) {
    Shelf.Edition edition;
    try {
      edition = shelf.prepare(entry);
    } catch (IOException cause) {
      return new Outcome.Retry(trouble("cannot be written", cause, "nothing was published"));
    }
    try {
      shelf.commit(edition);
    } catch (IOException cause) {
      return new Outcome.InDoubt(
          trouble("failed while publishing", cause, "readers may see the entry, now or later"));
    }
    recovered();
    return new Outcome.Sent(entry.uri());
  }

  private void prove(Outcome.Sent sent, Address recipient) {
    Shelf shelf = shelf(recipient);
    if (shelf == null) {
      return;
    }
    try {
      String sha256 = shelf.readBack(sent.reference()).sha256();
      receipts.receive(new Receipt.Published(sent.reference(), time.instant(), sha256));
    } catch (IOException cause) {
      trouble("cannot be read back", cause, "readers see the documents from before");
    }
  }

  private @Nullable Shelf shelf(Address recipient) {
    return recipient instanceof Address.Feed feed ? shelves.get(feed.name()) : null;
  }

  private Reason trouble(String what, IOException cause, String next) {
    String text = "feed store %s %s: %s; %s".formatted(store, what, said(cause), next);
    if (failing++ == 0) {
      LOG.log(Level.WARNING, name + ": " + text);
    }
    return new Reason("DISK", text);
  }

  private void recovered() {
    if (failing > 0) {
      LOG.log(
          Level.INFO, "%s: feed store %s works after %d faults".formatted(name, store, failing));
      failing = 0;
    }
  }

  private static Outcome refused(String code, String text) {
    return new Outcome.Refused(new Reason(code, text));
  }

  /** A language that {@code xml:lang} may not carry (RFC 4287, 2) would spoil the whole feed. */
  private static Optional<String> unspeakable(Message message) {
    return message.texts().keySet().stream()
        .filter(language -> !FeedSettings.LANGUAGE.matcher(language).matches())
        .findFirst();
  }

  private static Map<String, Responder.Place> places(Map<String, Shelf> shelves) {
    Map<String, Responder.Place> places = new HashMap<>();
    shelves.forEach(
        (feed, shelf) -> {
          for (Format format : Format.values()) {
            places.put(
                "/" + feed + "/" + format.fileName(),
                new Responder.Place(
                    format.mediaType() + "; charset=utf-8", () -> shelf.document(format)));
          }
        });
    return places;
  }

  /** A file system's exceptions often say only the path; their type says what happened. */
  private static String said(IOException cause) {
    boolean plain = cause.getClass() == IOException.class;
    return (plain ? "" : cause.getClass().getSimpleName() + " ") + cause.getMessage();
  }
}
