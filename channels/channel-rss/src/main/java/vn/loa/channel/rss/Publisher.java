package vn.loa.channel.rss;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.KeptReceipts;
import vn.loa.channel.Limits;
import vn.loa.channel.Message;
import vn.loa.channel.Outcome;
import vn.loa.channel.Outcomes;
import vn.loa.channel.Reason;
import vn.loa.channel.Receipt;
import vn.loa.channel.Time;

/**
 * The one thread that changes the store. What waits is taken together, so that one force of the
 * disk serves many: written, shown, answered, and then proved by reading what readers now read.
 *
 * <p>What nobody is answered for is tried again every second until it is done: a withdrawal that
 * the disk did not take, a proof that could not be read back.
 *
 * <p>Safe for use by several threads.
 */
final class Publisher {

  private static final Logger LOG = System.getLogger("vn.loa.channel.rss");
  private static final long AGAIN = Duration.ofSeconds(1).toNanos();
  private static final Duration AFTER_INTERRUPT = Duration.ofSeconds(2);
  private static final Reason CLOSED =
      new Reason("CLOSED", "the channel was closed before publishing");
  private static final Reason FULL = new Reason("FULL", "more was submitted than the window holds");
  private static final Reason WITHDRAWN =
      new Reason("CANCELLED", "the message was taken back before it was published");
  private static final Reason CUT_OFF =
      new Reason("CLOSED", "the channel was closed while the disk was awaited");

  private final String name;
  private final Path place;
  private final Time time;
  private final FeedStore store;
  private final @Nullable FeedFolder folder;
  private final HubPing hubs;
  private final KeptReceipts receipts;
  private final int window;
  private final Thread thread;
  private final Object monitor = new Object();

  private final Deque<Task> waiting = new ArrayDeque<>();
  private final Set<String> withdrawals = new LinkedHashSet<>();
  private List<Task> working = List.of();
  private int open;
  private boolean closed;

  /** Only the thread asks for these. */
  private final List<Task> unproved = new ArrayList<>();

  private final Set<Shelf> unwritten = new LinkedHashSet<>();
  private int failing;
  private boolean again;

  /** One delivery. */
  static final class Task {

    private final Message message;
    private final String feed;
    private final long token;
    private final @Nullable Outcomes outcomes;
    private String reference = "";
    private boolean answered;

    /**
     * @param outcomes null where only a receipt is wanted
     */
    Task(Message message, String feed, long token, @Nullable Outcomes outcomes) {
      this.message = message;
      this.feed = feed;
      this.token = token;
      this.outcomes = outcomes;
    }
  }

  Publisher(
      String name,
      Path place,
      Time time,
      FeedStore store,
      @Nullable FeedFolder folder,
      HubPing hubs,
      KeptReceipts receipts,
      Limits limits) {
    this.name = name;
    this.place = place;
    this.time = time;
    this.store = store;
    this.folder = folder;
    this.hubs = hubs;
    this.receipts = receipts;
    this.window = limits.window();
    this.thread = new Thread(this::run, "loa-" + name);
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  // ---- from outside ----

  void submit(Task task) {
    Reason no;
    synchronized (monitor) {
      no = closed ? CLOSED : open >= window && task.outcomes != null ? FULL : null;
      if (no == null) {
        open++;
        waiting.add(task);
        monitor.notifyAll();
      }
    }
    if (no != null && task.outcomes != null) {
      task.outcomes.answer(task.token, new Outcome.Retry(no));
    }
  }

  void withdraw(String message) {
    List<Task> taken = new ArrayList<>();
    synchronized (monitor) {
      waiting.removeIf(task -> task.message.id().equals(message) && taken.add(task));
      if (!closed) {
        withdrawals.add(message);
        monitor.notifyAll();
      }
    }
    taken.forEach(task -> answer(task, new Outcome.Retry(WITHDRAWN)));
  }

  /** As {@link vn.loa.channel.Channel#close(Duration)}. */
  void close(Duration patience) {
    synchronized (monitor) {
      closed = true;
      monitor.notifyAll();
    }
    if (Thread.currentThread() == thread) {
      return;
    }
    boolean interrupted = !joined(patience);
    List<Task> left = new ArrayList<>();
    synchronized (monitor) {
      left.addAll(waiting);
      waiting.clear();
    }
    left.forEach(task -> answer(task, new Outcome.Retry(CLOSED)));
    if (thread.isAlive()) {
      thread.interrupt();
      interrupted |= !joined(AFTER_INTERRUPT);
    }
    List<Task> cut;
    synchronized (monitor) {
      cut = working;
    }
    cut.forEach(task -> answer(task, new Outcome.InDoubt(CUT_OFF)));
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean joined(Duration patience) {
    try {
      thread.join(Math.max(1, patience.toMillis()));
      return true;
    } catch (InterruptedException told) {
      return false;
    }
  }

  // ---- the thread ----

  private void run() {
    try {
      while (next()) {
        work();
      }
    } catch (InterruptedException cutOff) {
      // Only close interrupts this thread.
    }
  }

  /** Waits for something to do; whether there is. */
  private boolean next() throws InterruptedException {
    synchronized (monitor) {
      working = List.of();
      long retryAt = time.nanos() + AGAIN;
      while (waiting.isEmpty() && !closed && !isDue(retryAt)) {
        if (again) {
          time.await(monitor, retryAt);
        } else if (withdrawals.isEmpty()) {
          monitor.wait();
        }
      }
      working = upToTheFirstEdit();
      return !working.isEmpty() || !closed || (!withdrawals.isEmpty() && !again);
    }
  }

  private boolean isDue(long retryAt) {
    return again ? retryAt - time.nanos() <= 0 : !withdrawals.isEmpty();
  }

  /** A message that comes twice, and otherwise, is two revisions, one after the other. */
  private List<Task> upToTheFirstEdit() {
    Map<String, Message> messages = new HashMap<>();
    List<Task> some = new ArrayList<>();
    while (!waiting.isEmpty()) {
      Task task = waiting.peek();
      Message other = messages.putIfAbsent(task.message.id(), task.message);
      if (other != null && other != task.message) {
        break;
      }
      some.add(waiting.remove());
    }
    return some;
  }

  private void work() {
    Instant now = time.instant();
    try {
      publish(now);
      boolean withdrawn = withdrawn(now);
      boolean shown = shown(now);
      boolean proved = shown && proved();
      again = !withdrawn || !proved;
    } catch (RuntimeException | Error fault) {
      LOG.log(Level.ERROR, name + ": a fault of the channel itself", fault);
      again = true;
      working.forEach(
          task -> answer(task, new Outcome.InDoubt(new Reason("FAULT", fault.toString()))));
    }
  }

  private void publish(Instant now) {
    FeedStore.Bundle bundle = store.bundle();
    List<Task> planned = new ArrayList<>();
    for (Task task : working) {
      Outcome no = plan(bundle, task, now);
      if (no == null) {
        planned.add(task);
      } else {
        answer(task, no);
      }
    }
    Outcome failed = committed(bundle);
    for (Task task : planned) {
      answer(task, failed == null ? new Outcome.Sent(task.reference) : failed);
      if (failed == null) {
        unproved.add(task);
      }
    }
  }

  /** Why a delivery does not go; null when it does. */
  private @Nullable Outcome plan(FeedStore.Bundle bundle, Task task, Instant now) {
    if (task.message.isExpired(now)) {
      return new Outcome.Expired();
    }
    try {
      task.reference = bundle.publish(task.message, task.feed, now) + "#" + task.feed;
      return null;
    } catch (RuntimeException refused) {
      return new Outcome.Refused(new Reason("MESSAGE", String.valueOf(refused.getMessage())));
    }
  }

  private @Nullable Outcome committed(FeedStore.Bundle bundle) {
    if (bundle.isEmpty()) {
      return null;
    }
    try {
      store.commit(bundle);
      recovered();
      return null;
    } catch (EntryLog.UncertainException cause) {
      return new Outcome.InDoubt(
          trouble("failed while publishing", cause, "it may be there when it is opened again"));
    } catch (IOException cause) {
      return new Outcome.Retry(trouble("cannot be written", cause, "nothing was published"));
    }
  }

  /** Whether nothing is left to take back. */
  private boolean withdrawn(Instant now) {
    List<String> messages;
    synchronized (monitor) {
      messages = List.copyOf(withdrawals);
    }
    if (messages.isEmpty()) {
      return true;
    }
    FeedStore.Bundle bundle = store.bundle();
    try {
      for (String message : messages) {
        bundle.withdraw(message, now);
      }
    } catch (IOException cause) {
      trouble("cannot be read", cause, "a message could not be withdrawn yet");
      return false;
    }
    if (committed(bundle) != null) {
      return false;
    }
    synchronized (monitor) {
      messages.forEach(withdrawals::remove);
    }
    return true;
  }

  /** Whether all who read can read what is new. */
  private boolean shown(Instant now) {
    List<Shelf> touched = store.takeTouched();
    unwritten.addAll(touched);
    if (unwritten.isEmpty()) {
      return true;
    }
    try {
      if (folder != null) {
        folder.update(unwritten, now);
      }
      hubs.changed(unwritten);
      unwritten.clear();
      return true;
    } catch (IOException cause) {
      trouble("is ahead of its folder", cause, "readers there see the documents from before");
      return false;
    }
  }

  /** Whether all is proved that was published. */
  private boolean proved() {
    Map<String, Evidence> read = new HashMap<>();
    unproved.removeIf(task -> isProved(task, read));
    return unproved.isEmpty();
  }

  /** What a document was when it was read back, and which entries it holds. */
  private record Evidence(String sha256, Set<String> ids) {}

  /** What was withdrawn meanwhile is not there to be proved. */
  private boolean isProved(Task task, Map<String, Evidence> read) {
    Shelf shelf = store.shelf(task.feed);
    if (shelf == null || !shelf.holds(task.message.id())) {
      return true;
    }
    String path = shelf.feed().path(Format.RSS, shelf.pageOf(task.message.id()));
    try {
      Evidence evidence = read.get(path);
      if (evidence == null) {
        evidence = readBack(shelf, task.message.id(), path);
        read.put(path, evidence);
      }
      String uri = task.reference.substring(0, task.reference.lastIndexOf('#'));
      if (!evidence.ids().contains(uri)) {
        throw new IOException("%s was read back without %s".formatted(path, uri));
      }
      receipts.receive(new Receipt.Published(task.reference, time.instant(), evidence.sha256()));
      return true;
    } catch (IOException cause) {
      trouble("cannot be read back", cause, "what was published is not proved yet");
      return false;
    }
  }

  private Evidence readBack(Shelf shelf, String message, String path) throws IOException {
    byte[] octets = folder == null ? fromMemory(shelf, message) : folder.read(path);
    try {
      return new Evidence(Sha256.hex(octets), Stax.texts(new ByteArrayInputStream(octets), "guid"));
    } catch (XMLStreamException broken) {
      throw new IOException(path + " was read back broken", broken);
    }
  }

  private static byte[] fromMemory(Shelf shelf, String message) throws IOException {
    int page = shelf.pageOf(message);
    Edition edition = page == Feed.CURRENT ? shelf.current() : shelf.archive(page);
    if (edition == null) {
      throw new IOException("page %s of %s is gone".formatted(page, shelf.feed().name()));
    }
    return edition.document(Format.RSS).bytes();
  }

  private void answer(Task task, Outcome outcome) {
    synchronized (monitor) {
      if (task.answered) {
        return;
      }
      task.answered = true;
      open--;
    }
    if (task.outcomes != null) {
      task.outcomes.answer(task.token, outcome);
    }
  }

  private Reason trouble(String what, IOException cause, String next) {
    String text = "feed store %s %s: %s; %s".formatted(place, what, Words.of(cause), next);
    if (failing++ == 0) {
      LOG.log(Level.WARNING, name + ": " + text);
    }
    return new Reason("DISK", text);
  }

  private void recovered() {
    if (failing > 0) {
      LOG.log(
          Level.INFO, "%s: feed store %s works after %s faults".formatted(name, place, failing));
      failing = 0;
    }
  }
}
