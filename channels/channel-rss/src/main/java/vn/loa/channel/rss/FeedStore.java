package vn.loa.channel.rss;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Message;
import vn.loa.channel.MessageCodec;
import vn.loa.channel.Urgency;

/**
 * What was published, in the order it came, and the feeds that show it.
 *
 * <p>The {@link EntryLog} is the truth: every revision of every message, every withdrawal, every
 * alert. All else is made from it on opening, and kept up with it: what is known of each message
 * (where its newest record stands), and a {@link Shelf} for each feed. What came together is a
 * {@link Bundle}: planned without a trace, written in one piece, and only then seen by anybody.
 *
 * <p>Changed by one thread. What readers ask for may be asked by any.
 */
final class FeedStore {

  private static final Logger LOG = System.getLogger("vn.loa.channel.rss");

  /** How many seconds the clock of HTTP has. */
  private static final int SECOND = 1;

  private final FeedSettings settings;
  private final InstantSource clock;
  private final Items items;
  private final Map<String, Known> known = new ConcurrentHashMap<>();
  private final Map<String, Shelf> shelves = new LinkedHashMap<>();
  private final Map<String, Long> alertAt = new ConcurrentHashMap<>();
  private final Set<Shelf> touched = new LinkedHashSet<>();
  private final Set<String> touchedTexts = new LinkedHashSet<>();
  private final @Nullable Shelf alerts;
  private final EntryLog log;
  private Instant latest = Instant.EPOCH;
  private long modified;

  private FeedStore(FeedSettings settings, InstantSource clock, Consumer<String> damaged)
      throws IOException {
    Instant now = micros(clock.instant());
    this.settings = settings;
    this.clock = clock;
    this.items = new Items(settings.name(), settings.base(), settings.publisher());
    for (Feed feed : settings.feeds()) {
      shelves.put(feed.name(), shelf(feed, now));
    }
    CapSettings cap = settings.cap();
    this.alerts = cap == null ? null : shelf(settings.feedOfAlerts(cap), now);
    this.log = EntryLog.open(settings.store().resolve("entries"), this::replay, damaged);
    show(all());
    touched.clear();
    touchedTexts.clear();
  }

  /**
   * Reads all there is.
   *
   * @param clock for HTTP; all documents are taken for new, as their settings may be
   * @param damaged hears what was left out: file, place and reason
   */
  static FeedStore open(FeedSettings settings, InstantSource clock, Consumer<String> damaged)
      throws IOException {
    return new FeedStore(settings, clock, damaged);
  }

  private Shelf shelf(Feed feed, Instant now) {
    return new Shelf(feed, settings.newest(), this::load, now);
  }

  // ---- what is written ----

  /** What comes together. Nothing of it has happened until it is committed. */
  final class Bundle {

    private final List<StoreRecord> records = new ArrayList<>();
    private final Map<String, Known> planned = new HashMap<>();

    /**
     * A message for one feed. One that is there, and the same, is left as it is.
     *
     * @return id of its entry
     */
    String publish(Message message, String feed, Instant now) {
      Known before = stand(message.id());
      String digest = digest(message);
      if (before != null && before.is(digest)) {
        return before.feeds().contains(feed)
            ? before.uri()
            : planned(message, before.alsoIn(feed)).uri();
      }
      Known after = changed(before, message, feed, digest, now);
      StoreRecord.Alerted alert = alert(message, after); // first: what describes it may throw
      planned(message, after);
      add(alert, after);
      return after.uri();
    }

    private Known planned(Message message, Known after) {
      records.add(new StoreRecord.Published(after.entry(message)));
      planned.put(message.id(), after);
      return after;
    }

    private void add(StoreRecord.@Nullable Alerted alert, Known after) {
      if (alert != null) {
        records.add(alert);
        planned.put(
            alert.notice().message().id(), after.withAlerts(standing(after.alerts(), alert)));
      }
    }

    /** Takes a message from all feeds, if it is there. */
    void withdraw(String message, Instant now) throws IOException {
      Known before = stand(message);
      if (before == null || before.isWithdrawn()) {
        return;
      }
      Known after = before.withdrawn(next(before, now));
      StoreRecord.Alerted cancel =
          before.alerts().isEmpty() ? null : cancel(entry(before.position()).message(), after);
      records.add(new StoreRecord.Withdrawn(message, before.uri(), after.updated()));
      planned.put(message, after);
      add(cancel, after);
    }

    boolean isEmpty() {
      return records.isEmpty();
    }

    private @Nullable Known stand(String message) {
      return planned.getOrDefault(message, known.get(message));
    }

    private Known changed(
        @Nullable Known before, Message message, String feed, String digest, Instant now) {
      Instant at = before == null ? next(now) : next(before, now);
      return before == null
          ? Known.first(items.tag(message, at), at, feed, digest)
          : before.revised(at, feed, digest);
    }

    private StoreRecord.@Nullable Alerted alert(Message message, Known after) {
      if (message.urgency() == Urgency.EMERGENCY) {
        return notice(
            after.alerts().isEmpty() ? CapNotice.Kind.ALERT : CapNotice.Kind.UPDATE,
            message,
            after);
      }
      return after.alerts().isEmpty() ? null : notice(CapNotice.Kind.CANCEL, message, after);
    }

    /** What cannot be described any more is withdrawn all the same. */
    private StoreRecord.@Nullable Alerted cancel(Message message, Known after) {
      try {
        return notice(CapNotice.Kind.CANCEL, message, after);
      } catch (RuntimeException fault) {
        LOG.log(Level.ERROR, "the alert of " + message.id() + " was not cancelled", fault);
        return null;
      }
    }

    private StoreRecord.@Nullable Alerted notice(
        CapNotice.Kind kind, Message message, Known after) {
      CapSettings cap = settings.cap();
      if (cap == null) {
        return null;
      }
      CapNotice notice =
          new CapNotice(
              CapNotice.identifier(
                  items.host(), message.plan().orElse(null), message.id(), after.revision()),
              after.updated(),
              kind,
              after.alerts(),
              message);
      return new StoreRecord.Alerted(
          notice, notice.reference(cap), new String(CapDocument.render(cap, notice), UTF_8));
    }
  }

  Bundle bundle() {
    return new Bundle();
  }

  /**
   * Writes a bundle, and shows it.
   *
   * @throws EntryLog.UncertainException if it may be there after the next opening
   * @throws IOException if it is certainly not there; nothing has changed for anybody
   */
  void commit(Bundle bundle) throws IOException {
    long[] positions = log.append(bundle.records.stream().map(StoreRecord::encode).toList());
    for (int i = 0; i < positions.length; i++) {
      apply(bundle.records.get(i), positions[i], true);
    }
    show(touched);
  }

  /** The feeds that changed since this was asked last. */
  List<Shelf> takeTouched() {
    List<Shelf> some = List.copyOf(touched);
    touched.clear();
    return some;
  }

  /** Paths of alerts and press texts that came, changed or went since this was asked last. */
  Set<String> takeTouchedTexts() {
    Set<String> some = new LinkedHashSet<>(touchedTexts);
    touchedTexts.clear();
    return some;
  }

  private void replay(long position, byte[] octets) throws IOException {
    apply(StoreRecord.decode(octets), position, false);
  }

  private void apply(StoreRecord record, long position, boolean fresh) {
    switch (record.kind()) {
      case PUBLISHED -> published(((StoreRecord.Published) record).entry(), position, fresh);
      case WITHDRAWN -> withdrawn((StoreRecord.Withdrawn) record, fresh);
      case ALERTED -> alerted((StoreRecord.Alerted) record, position, fresh);
    }
  }

  private void published(Entry entry, long position, boolean fresh) {
    Message message = entry.message();
    Known before = known.get(message.id());
    if (fresh) {
      touchKit(before);
      touchedTexts.addAll(Items.kit(message).keySet());
    }
    known.put(message.id(), Known.of(entry, digest(message), position, before));
    latest = later(latest, entry.updated());
    boolean same =
        before != null && !before.isWithdrawn() && before.updated().equals(entry.updated());
    Fragment fragment = fresh ? new Fragment(items.of(entry)) : null;
    for (Shelf shelf : shelves.values()) {
      place(shelf, entry, position, same, fragment);
    }
  }

  /** One that cannot be read now is looked for on the next opening. */
  private void touchKit(@Nullable Known before) {
    if (before == null || !before.hasKit()) {
      return;
    }
    try {
      touchedTexts.addAll(Items.kit(entry(before.position()).message()).keySet());
    } catch (IOException cause) {
      LOG.log(Level.WARNING, "a press kit may stay where it was: " + cause.getMessage());
    }
  }

  private void place(
      Shelf shelf, Entry entry, long position, boolean same, @Nullable Fragment fragment) {
    String message = entry.message().id();
    boolean shows =
        entry.feeds().contains(shelf.feed().name()) || isChosen(shelf.feed(), entry.message());
    if (shows && same && shelf.holds(message)) {
      shelf.move(message, position);
      return;
    }
    if (shows) {
      shelf.put(message, position, fragment, entry.updated());
      shelf.revive(entry.uri());
      touched.add(shelf);
    } else if (shelf.holds(message)) {
      shelf.remove(message, entry.updated());
      touched.add(shelf);
    }
  }

  /** The choice is the embedder's code: what it throws spoils nobody else's feed. */
  private static boolean isChosen(Feed feed, Message message) {
    try {
      return feed.chooses().test(message);
    } catch (RuntimeException fault) {
      LOG.log(Level.ERROR, "feed %s cannot choose %s".formatted(feed.name(), message.id()), fault);
      return false;
    }
  }

  private void withdrawn(StoreRecord.Withdrawn withdrawn, boolean fresh) {
    if (fresh) {
      touchKit(known.get(withdrawn.message()));
    }
    known.computeIfPresent(withdrawn.message(), (id, before) -> before.withdrawn(withdrawn.at()));
    latest = later(latest, withdrawn.at());
    for (Shelf shelf : shelves.values()) {
      if (shelf.holds(withdrawn.message())) {
        shelf.remove(withdrawn.message(), withdrawn.at());
        shelf.bury(withdrawn.uri(), withdrawn.at());
        touched.add(shelf);
      }
    }
  }

  /** Alerts of a time when there was a feed of them stay in the store, and are not shown. */
  private void alerted(StoreRecord.Alerted alerted, long position, boolean fresh) {
    CapNotice notice = alerted.notice();
    known.computeIfPresent(
        notice.message().id(),
        (id, before) -> before.withAlerts(standing(before.alerts(), alerted)));
    CapSettings cap = settings.cap();
    if (alerts == null || cap == null) {
      return;
    }
    alertAt.put(pathOfAlert(cap, notice), position);
    touchedTexts.add(pathOfAlert(cap, notice));
    alerts.put(notice.identifier(), position, fresh ? fragment(cap, notice) : null, notice.sent());
    touched.add(alerts);
  }

  /** What an update or a cancel has to refer to. */
  private static List<String> standing(List<String> before, StoreRecord.Alerted alerted) {
    if (alerted.notice().kind() == CapNotice.Kind.CANCEL) {
      return List.of();
    }
    List<String> after = new ArrayList<>(before);
    after.add(alerted.reference());
    return List.copyOf(after);
  }

  /**
   * The time of the next change: it never repeats and never goes back, whatever the clock does, and
   * is what every file and format can keep.
   */
  private Instant next(Instant now) {
    Instant tick = micros(now);
    latest = tick.isAfter(latest) ? tick : latest.plus(1, ChronoUnit.MICROS);
    return latest;
  }

  /** Readers tell the changes of an entry by their dates, and documents carry milliseconds. */
  private Instant next(Known before, Instant now) {
    return next(later(now, before.updated().plusMillis(1)));
  }

  /**
   * Shows feeds as they stand now, and then lets HTTP tell when they changed: the first second that
   * is over. Within one, documents may change again and again, and nobody is told yet. The clock is
   * read when nobody sees the documents from before any more: whoever was told a second of theirs,
   * by a clock read before them, was told one that is over, and this one is later. When the clock
   * went back, a second that somebody was told may come again, and the next one stands in for it.
   */
  private void show(Collection<Shelf> changed) {
    changed.forEach(Shelf::publish);
    long second = clock.instant().getEpochSecond() + SECOND;
    modified = second >= modified ? second : modified + SECOND;
    changed.forEach(shelf -> shelf.current().settle(modified));
  }

  // ---- what readers ask for ----

  /** Every feed, and that of alerts. */
  List<Shelf> all() {
    List<Shelf> all = new ArrayList<>(shelves.values());
    if (alerts != null) {
      all.add(alerts);
    }
    return all;
  }

  @Nullable Shelf shelf(String feed) {
    return shelves.get(feed);
  }

  Set<String> feeds() {
    return shelves.keySet();
  }

  /** The entry of a message, if it is there now. */
  Optional<Item> item(String message) throws IOException {
    Entry entry = live(message);
    return entry == null ? Optional.empty() : Optional.of(items.of(entry));
  }

  /**
   * An alert or a press text.
   *
   * @param path below the base
   * @return null if there is none
   */
  @Nullable Document text(String path) throws IOException {
    if (path.startsWith(Items.PRESS)) {
      return kitText(path);
    }
    Long alert = alertAt.get(path);
    return alert != null
            && StoreRecord.decode(log.read(alert)) instanceof StoreRecord.Alerted alerted
        ? Document.fixed(alerted.document().getBytes(UTF_8), CapDocument.MEDIA_TYPE)
        : null;
  }

  private @Nullable Document kitText(String path) throws IOException {
    Entry entry = live(Items.messageOfKit(path));
    Items.KitText text = entry == null ? null : Items.kit(entry.message()).get(path);
    return text == null ? null : Document.fixed(text.text().getBytes(UTF_8), "text/plain");
  }

  /** Paths below the base of the alerts and press texts that are there. */
  Set<String> texts() throws IOException {
    Set<String> paths = new LinkedHashSet<>(alertAt.keySet());
    for (Known each : known.values()) {
      if (each.hasKit() && !each.isWithdrawn()) {
        paths.addAll(Items.kit(entry(each.position()).message()).keySet());
      }
    }
    return paths;
  }

  private @Nullable Entry live(String message) throws IOException {
    Known it = known.get(message);
    return it == null || it.isWithdrawn() ? null : entry(it.position());
  }

  private Fragment load(long position) throws IOException {
    StoreRecord record = StoreRecord.decode(log.read(position));
    CapSettings cap = settings.cap();
    if (record instanceof StoreRecord.Alerted alerted && cap != null) {
      return fragment(cap, alerted.notice());
    }
    if (record instanceof StoreRecord.Published published) {
      return new Fragment(items.of(published.entry()));
    }
    throw new IOException("no entry stands at " + position);
  }

  private Entry entry(long position) throws IOException {
    if (StoreRecord.decode(log.read(position)) instanceof StoreRecord.Published published) {
      return published.entry();
    }
    throw new IOException("no entry stands at " + position);
  }

  private Fragment fragment(CapSettings cap, CapNotice notice) {
    String url = settings.base().resolve(pathOfAlert(cap, notice)).toASCIIString();
    return new Fragment(CapDocument.item(cap, notice, items.tagOfAlert(cap.feed(), notice), url));
  }

  private static String pathOfAlert(CapSettings cap, CapNotice notice) {
    return cap.feed() + "/" + Items.fileName(notice.identifier()) + ".xml";
  }

  private static String digest(Message message) {
    return Sha256.hex(MessageCodec.encode(message));
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }

  private static Instant micros(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MICROS);
  }
}
