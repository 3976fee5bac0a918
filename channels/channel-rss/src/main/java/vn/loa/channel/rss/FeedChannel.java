package vn.loa.channel.rss;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import vn.loa.channel.Address;
import vn.loa.channel.Batch;
import vn.loa.channel.ChannelException;
import vn.loa.channel.HoldingChannel;
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
 * Publishes messages as entries of feeds, one for each {@link Address.Feed}, as RSS 2.0, Atom and
 * JSON Feed. The peer is a directory: {@link Outcome.Sent} says that the entry is durable there and
 * shown, {@link Receipt.Published} that a document was read back and holds it; the digest is that
 * of the feed's RSS document.
 *
 * <p>A message that comes again under its id, and otherwise, is an edit: the entry keeps its id and
 * date of publication, and is updated. One that comes again as it was changes nothing. {@link
 * #withdraw(Message) Withdrawn}, it goes from every feed, and Atom tells that it went (RFC 6721).
 *
 * <p>Safe for use by several threads.
 */
public final class FeedChannel implements HoldingChannel {

  private static final Logger LOG = System.getLogger("vn.loa.channel.rss");
  private static final Limits LIMITS = new Limits(1000, 100);

  private final String name;
  private final Path place;
  private final StoreLock lock;
  private final FeedStore store;
  private final List<String> damaged;
  private final Responder responder;
  private final KeptReceipts receipts = new KeptReceipts(LOG);
  private final HubPing hubs;
  private final Publisher publisher;

  private FeedChannel(FeedSettings settings, Time time, StoreLock lock) throws IOException {
    List<String> left = new ArrayList<>();
    this.name = settings.name();
    this.place = settings.store();
    this.lock = lock;
    this.store = FeedStore.open(settings, time, left::add);
    this.damaged = List.copyOf(left);
    this.responder = new Responder(store, time);
    FeedFolder folder = null;
    if (settings.folder() != null) {
      folder = new FeedFolder(settings.folder(), store);
      folder.bringUpToDate(time.instant());
    }
    this.hubs = HubPing.start(name, settings.hubs());
    this.publisher = new Publisher(name, place, time, store, folder, hubs, receipts, LIMITS);
  }

  /** {@link #open(FeedSettings, Time)} with the machine's clock. */
  public static FeedChannel open(FeedSettings settings) {
    return open(settings, Time.system());
  }

  /**
   * Opens the store, reads every entry, and brings the folder, if there is one, up to date with
   * them.
   *
   * @param time dates the entries
   * @throws ChannelException if a directory cannot be used, or another channel has the store open
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
              .formatted(settings.name(), settings.store(), Words.of(cause)),
          cause);
    }
  }

  private static FeedChannel open(FeedSettings settings, Time time, StoreLock lock)
      throws IOException {
    FeedChannel channel = new FeedChannel(settings, time, lock);
    for (String what : channel.damaged) {
      LOG.log(Level.WARNING, settings.name() + ": left out: " + what);
    }
    channel.publisher.start();
    return channel;
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

  /** What could not be read on opening: file, place and reason. Empty when all is well. */
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
    for (int i = 0; i < batch.size(); i++) {
      Message message = batch.message();
      Optional<Reason> no = refusal(message, batch.recipient(i));
      if (no.isPresent()) {
        outcomes.answer(batch.token(i), new Outcome.Refused(no.get()));
      } else {
        publisher.submit(
            new Publisher.Task(message, batch.recipient(i).toString(), batch.token(i), outcomes));
      }
    }
  }

  /** {@inheritDoc} Here: what is not in its feed is published there, what is is proved again. */
  @Override
  public void adopt(Message message, List<? extends Address> recipients) {
    for (Address recipient : recipients) {
      if (refusal(message, recipient).isEmpty()) {
        publisher.submit(new Publisher.Task(message, recipient.toString(), 0, null));
      }
    }
  }

  /** {@inheritDoc} Here: what was read already cannot be taken back, so no receipt follows. */
  @Override
  public void withdraw(Message message) {
    publisher.withdraw(message.id());
  }

  /**
   * Answers a reader. Touches the disk for archive pages, alerts and press texts only: readers of
   * the current documents see what was last published, whole, also while an entry is being
   * published and after the channel was closed.
   */
  public FeedResponse respond(FeedRequest request) {
    return responder.respond(request);
  }

  /**
   * The entry of a message as its readers have to find it, if it is published now.
   *
   * @throws ChannelException if the store cannot be read
   */
  public Optional<FeedEntry> entry(String message) {
    try {
      return store
          .item(message)
          .map(
              it ->
                  new FeedEntry(
                      it.id(),
                      it.title(),
                      it.published(),
                      it.updated(),
                      EntryDigest.of(it.id(), it.title(), it.html())));
    } catch (IOException cause) {
      throw new ChannelException(
          "%s: feed store %s cannot be read: %s".formatted(name, place, Words.of(cause)), cause);
    }
  }

  @Override
  public void close(Duration patience) {
    publisher.close(patience);
    hubs.close(patience.toMillis());
    try {
      lock.close();
    } catch (IOException cause) {
      LOG.log(
          Level.WARNING, "%s: the lock of %s stays: %s".formatted(name, place, Words.of(cause)));
    }
  }

  private Optional<Reason> refusal(Message message, Address recipient) {
    if (!(recipient instanceof Address.Feed feed) || store.shelf(feed.name()) == null) {
      return Optional.of(
          new Reason("NO_FEED", recipient + " is no feed here; there are " + store.feeds()));
    }
    // A language that xml:lang may not carry (RFC 4287, 2) would spoil the whole feed.
    return message.texts().keySet().stream()
        .filter(language -> !FeedSettings.LANGUAGE.matcher(language).matches())
        .findFirst()
        .map(
            language ->
                new Reason(
                    "LANGUAGE", "\"" + language + "\" is no language tag; say vi, en or km"));
  }
}
