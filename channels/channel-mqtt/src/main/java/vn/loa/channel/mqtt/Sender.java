package vn.loa.channel.mqtt;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.ChannelException;
import vn.loa.channel.Outcome;
import vn.loa.channel.Reason;
import vn.loa.channel.Time;

/**
 * The channel's one thread. It opens the link and mends it, publishes, and watches the time; Paho's
 * threads only bring answers back.
 *
 * <pre>
 *  offer ──► waiting ──► in flight ──► PUBACK, or any report of the device: SENT
 *               │            ├───────► answerWithin is over, or the link is lost: IN_DOUBT
 *               │            └───────► Paho would not take it: RETRY
 *               └────────────────────► too late: EXPIRED; no link, or closed: RETRY
 * </pre>
 *
 * {@link Deliveries} keeps the books: each delivery is answered once, whatever races, and before
 * its receipt.
 *
 * <p>A failed attempt answers what waits with RETRY and is not repeated before {@link Backoff}
 * allows: a storm of commands does not become a storm of connections. In between the thread tries
 * by itself, because reports of devices come only while there is a link.
 */
final class Sender {

  private static final Logger LOG = System.getLogger("vn.loa.channel.mqtt");
  private static final long IDLE = Duration.ofHours(1).toNanos();
  private static final int LOOKS = 100;
  private static final long LOOK_MS = 50;
  private static final Reason CUT_OFF =
      new Reason("CLOSED", "the channel was closed while the broker's answer was awaited");

  private final SpeakerSettings settings;
  private final Time time;
  private final Intake intake;
  private final ReceiptBox box;
  private final CompletableFuture<Optional<Trouble>> opened = new CompletableFuture<>();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread thread;
  private final Backoff backoff;

  private final Object monitor = new Object();
  private final Deliveries deliveries;
  private @Nullable Link link;
  private boolean linkLost;
  private boolean receiptsWait;
  private boolean cut;
  private long lastPubAck;

  /** Of this thread alone. */
  private long failures;

  private Reason away = new Reason("NO_BROKER", "not connected");

  Sender(SpeakerSettings settings, ReceiptBox box, Time time) {
    this.settings = settings;
    this.time = time;
    this.box = box;
    this.intake = new Intake(settings, this::confirmed, box, time);
    this.deliveries = new Deliveries(settings, box, time, monitor);
    this.backoff = new Backoff(time.nanos());
    this.thread = new Thread(this::run, "loa-" + settings.name());
    thread.setDaemon(true); // and so are the threads that Paho starts from it
  }

  /**
   * Starts the thread and waits for the first attempt to connect.
   *
   * @throws ChannelException if it failed; every thread is gone
   */
  void start() {
    thread.start();
    Optional<Trouble> trouble = opened();
    if (trouble.isPresent()) {
      close(Duration.ZERO);
      throw new ChannelException(trouble.get().sentence(), trouble.get().cause());
    }
  }

  private Optional<Trouble> opened() {
    try {
      return opened.get();
    } catch (ExecutionException never) {
      throw new AssertionError("trouble is a value here", never);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return Optional.of(Trouble.interrupted(settings, interrupted));
    }
  }

  /** Takes a delivery, or answers it at once. */
  void offer(Pending delivery) {
    deliveries.offer(delivery);
  }

  int inFlight() {
    return deliveries.inFlight();
  }

  /** Receipts were kept and somebody listens now. */
  void handOverReceipts() {
    synchronized (monitor) {
      receiptsWait = true;
      monitor.notifyAll();
    }
  }

  /**
   * As {@link vn.loa.channel.Channel#close(Duration)}. Called on a thread of the channel, by an
   * answer or a receipt, it waits for nothing: it would wait for itself.
   */
  void close(Duration patience) {
    deliveries.close();
    if (isOurs(Thread.currentThread())) {
      cutOff();
      return;
    }
    boolean interrupted = !drained(patience);
    if (ended.getCount() > 0) {
      cutOff();
    }
    interrupted |= !gone();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isOurs(Thread running) {
    return running == thread || Link.isOurs(running, settings);
  }

  private boolean drained(Duration patience) {
    try {
      ended.await(patience.toNanos(), TimeUnit.NANOSECONDS);
      return true;
    } catch (InterruptedException interrupted) {
      return false;
    }
  }

  /** Answers for the wire, and breaks the link off, so that the thread ends whatever it is at. */
  private void cutOff() {
    List<Pending> unsent;
    List<Pending> unanswered;
    synchronized (monitor) {
      deliveries.close();
      cut = true;
      unsent = deliveries.takeWaiting();
      unanswered = deliveries.takeInFlight();
      if (link != null) {
        link.breakOff();
      }
      monitor.notifyAll();
    }
    unsent.forEach(delivery -> delivery.answer(new Outcome.Retry(Deliveries.CLOSED)));
    unanswered.forEach(delivery -> deliveries.finish(delivery, new Outcome.InDoubt(CUT_OFF)));
  }

  /** Waits for the thread and for those that Paho started. False if interrupted meanwhile. */
  private boolean gone() {
    try {
      thread.join(LOOKS * LOOK_MS);
      // One that connects still may start another: look until there is none.
      List<Thread> left = Link.threads(settings);
      for (int look = 0; look < LOOKS && !left.isEmpty(); look++) {
        left.get(0).join(LOOK_MS);
        left = Link.threads(settings);
      }
      return true;
    } catch (InterruptedException interrupted) {
      return false;
    }
  }

  private void run() {
    try {
      while (!through()) {
        mend();
        box.handOver();
        publishWaiting();
        timeOut();
        rest();
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException fault) {
      LOG.log(Level.ERROR, settings + ": stopped by a fault; closing the channel", fault);
    } finally {
      end();
    }
  }

  private boolean through() {
    synchronized (monitor) {
      return cut || deliveries.through();
    }
  }

  private void end() {
    cutOff();
    opened.complete(Optional.of(Trouble.closed(settings)));
    Link last = unlink();
    if (last != null) {
      last.close();
    }
    try {
      box.handOver();
    } finally {
      ended.countDown();
    }
  }

  private void mend() {
    boolean lost;
    synchronized (monitor) {
      lost = linkLost;
    }
    if (lost) {
      drop(new Reason("CONNECTION_LOST", "the connection to the broker was lost"), 0);
    }
    if (!deliveries.closed() && link() == null && backoff.allows(time.nanos())) {
      reach();
    }
  }

  private void reach() {
    backoff.tried(time.nanos());
    try {
      openTwice();
      LOG.log(
          Level.INFO, "{0}: connected, after {1} failed attempts", settings.toString(), failures);
      failures = 0;
      opened.complete(Optional.empty());
    } catch (MqttException failed) {
      unreachable(failed);
    }
  }

  /**
   * Opens a link. One that was welcomed and then hung up on is tried a second time: Moquette 0.17
   * does so now and then, when the SUBSCRIBE follows its CONNACK closely.
   */
  private void openTwice() throws MqttException {
    if (!open(true)) {
      open(false);
    }
  }

  private boolean open(boolean forgive) throws MqttException {
    Link next = new Link(settings, intake, this::lost, time);
    synchronized (monitor) {
      if (cut) {
        throw new MqttException(MqttException.REASON_CODE_CLIENT_CLOSED);
      }
      link = next;
      linkLost = false;
    }
    try {
      next.open();
      return true;
    } catch (MqttException failed) {
      unlink();
      next.close();
      if (forgive && next.welcomed() && hungUp(failed)) {
        return false;
      }
      throw failed;
    }
  }

  private static boolean hungUp(MqttException failed) {
    return failed.getReasonCode() == MqttException.REASON_CODE_CONNECTION_LOST
        || failed.getReasonCode() == MqttException.REASON_CODE_CLIENT_NOT_CONNECTED;
  }

  private void unreachable(MqttException failed) {
    failures++;
    Trouble trouble = Trouble.of(settings, failed);
    away = trouble.reason();
    if (failures == 1 && opened.isDone()) {
      LOG.log(Level.WARNING, "{0}; trying again, at most every 60 s", trouble.sentence());
    }
    opened.complete(Optional.of(trouble));
  }

  private void publishWaiting() {
    Link wire = link();
    Deliveries.Check check = next -> hindrance(next, wire);
    for (Pending next = deliveries.next(check); next != null; next = deliveries.next(check)) {
      try {
        String reference = next.reference();
        if (wire != null) {
          wire.publish(next.device(), next.command(), () -> acknowledged(reference));
        }
      } catch (MqttException refused) {
        answer(next.reference(), new Outcome.Retry(Trouble.of(settings, refused).reason()));
        lost(wire);
        return;
      }
    }
  }

  /** Here, just before the wire, it is asked for the last time whether it is too late. */
  private @Nullable Outcome hindrance(Pending next, @Nullable Link wire) {
    if (next.message().isExpired(time.instant())) {
      return new Outcome.Expired();
    }
    return wire == null ? new Outcome.Retry(away) : null;
  }

  private void timeOut() {
    boolean silent = false;
    List<Pending> overdue = deliveries.takeOverdue();
    for (Pending late : overdue) {
      silent |= lastPubAck() - late.published() < 0;
      deliveries.finish(late, new Outcome.InDoubt(noPubAck()));
    }
    box.handOver();
    if (silent) {
      drop(
          new Reason(
              "CONNECTION_LOST",
              "the broker answered nothing for %d ms and was hung up on"
                  .formatted(settings.answerWithin().toMillis())),
          overdue.size());
    }
    Link wire = link();
    if (wire != null) {
      wire.beat();
    }
  }

  private Reason noPubAck() {
    long millis = settings.answerWithin().toMillis();
    return new Reason("NO_PUBACK", "the broker did not answer within " + millis + " ms");
  }

  private void rest() throws InterruptedException {
    synchronized (monitor) {
      if (!cut && !linkLost && !receiptsWait && !deliveries.anyWaiting() && !deliveries.through()) {
        time.await(monitor, wake());
      }
      receiptsWait = false;
    }
  }

  private long wake() {
    long wake = deliveries.due(time.nanos() + IDLE);
    if (link != null) {
      return link.beatDue(wake);
    }
    return !deliveries.closed() && backoff.next() - wake < 0 ? backoff.next() : wake;
  }

  /**
   * Gives the link up; what was in flight on it may have arrived.
   *
   * @param doubted how many were answered in doubt already
   */
  private void drop(Reason reason, int doubted) {
    away = reason;
    List<Pending> unanswered = deliveries.takeInFlight();
    unanswered.forEach(delivery -> deliveries.finish(delivery, new Outcome.InDoubt(reason)));
    box.handOver();
    Link dropped = unlink();
    if (dropped == null) {
      return;
    }
    LOG.log(
        Level.WARNING,
        "{0}: {1}; {2} commands in doubt",
        settings.toString(),
        reason.text(),
        doubted + unanswered.size());
    dropped.breakOff();
    dropped.close();
  }

  private @Nullable Link link() {
    synchronized (monitor) {
      return link;
    }
  }

  private @Nullable Link unlink() {
    synchronized (monitor) {
      Link last = link;
      link = null;
      linkLost = false;
      return last;
    }
  }

  private long lastPubAck() {
    synchronized (monitor) {
      return lastPubAck;
    }
  }

  /** On a thread of Paho: the connection has ended. */
  private void lost(@Nullable Link which) {
    synchronized (monitor) {
      if (which == link && which != null) {
        linkLost = true;
        monitor.notifyAll();
      }
    }
  }

  /** On a thread of Paho: the broker took it. */
  private void acknowledged(String reference) {
    synchronized (monitor) {
      lastPubAck = time.nanos();
      backoff.proven();
    }
    answer(reference, new Outcome.Sent(reference));
  }

  /** On a thread of Paho: the device has it, which proves more than a PUBACK still to come. */
  private void confirmed(String reference) {
    answer(reference, new Outcome.Sent(reference));
  }

  private void answer(String reference, Outcome outcome) {
    deliveries.answer(reference, outcome);
    box.handOver();
  }
}
