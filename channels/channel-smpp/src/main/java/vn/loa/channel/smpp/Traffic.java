package vn.loa.channel.smpp;

import java.io.EOFException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ssl.SSLException;
import org.jsmpp.SMPPConstant;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Address;
import vn.loa.channel.Batch;
import vn.loa.channel.Outcome;
import vn.loa.channel.Outcomes;
import vn.loa.channel.Reason;
import vn.loa.channel.Time;
import vn.loa.sms.PartReferences;

/**
 * What goes over one connection: deliveries, their answers, and the little PDUs beside them.
 *
 * <p>The way of a message: {@link #submit} encodes it into the outbox, takes a place in the window
 * and writes. Nothing there blocks: what the socket does not take waits in the outbox, and the
 * reading thread writes it when there is room. That thread reads many PDUs at once; each answer
 * frees its place and is told, and what whoever hears it submits from there goes out with one write
 * when all that was read is handled.
 *
 * <p>A delivery holds one place for all of its parts, which go one after the other: if the first is
 * not taken, nothing went out. A later one that the SMSC cannot take just now is brought again, for
 * as long as an answer may take: else the citizen would have half a text.
 *
 * <p>When the connection ends, everybody who waits is answered at once: in doubt, if the last octet
 * of the message was handed to the system; to be tried again, if it was not, because an SMSC cannot
 * take what never came whole.
 *
 * <p>One lock guards all of it. Outcomes and whatever else is not ours is called without it.
 * Acknowledgements of receipts come from any thread through a queue of their own, so that nobody
 * who says that a receipt is kept waits for that lock.
 */
final class Traffic {

  private static final System.Logger LOG = System.getLogger("vn.loa.channel.smpp");
  private static final int HEADER = 16;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);

  private static final Reason CUT =
      new Reason("CUT", "the connection was cut before the answer came");
  private static final Reason CLOSED =
      new Reason("CLOSED", "the channel was closed while the answer was awaited");
  private static final Reason CLOSED_UNSENT =
      new Reason("CLOSED", "the channel was closed before the message had left");
  private static final Reason UNSENT =
      new Reason("NOT_BOUND", "the connection was lost before the message had left");

  private final SmppSettings settings;
  private final Desk desk;
  private final BindCounts counts;
  private final Runnable news;
  private final Time time;
  private final long answerWithin;
  private final long enquireAfter;
  private final Object lock = new Object();
  private final Outbox outbox = new Outbox();
  private final Window window;
  private final Deque<Flight> putOff = new ArrayDeque<>();
  private final Deque<Expected> expected = new ArrayDeque<>();
  private final Queue<Acknowledgement> acknowledgements = new ConcurrentLinkedQueue<>();

  private volatile @Nullable Wire wire;
  private volatile @Nullable Thread reader;
  private boolean submits;
  private boolean ended;
  private volatile boolean closing;

  /** Why it ended, where that is known. */
  private @Nullable String fault;

  /** What the peer said of it in TLS. */
  private @Nullable SSLException refusal;

  private volatile long lastRead;
  private long lastWrite;
  private long unnamed;

  /** So many were since the last flush. */
  private int accepted;

  /** When the SMSC was asked whether it is there; counts only while {@link #enquiring}. */
  private long enquiredAt;

  private boolean enquiring;

  /** How many octets the wire had taken at the last look; and when it was seen to take some. */
  private long goneThen;

  private long tookAt;

  private record Acknowledgement(int command, int sequence, int status) {}

  /** A delivery in doubt whose last part may still be accepted, and until when receipts wait. */
  private record Expected(long ticket, long e164, long until) {}

  /**
   * An outcome, and whom to tell it when the lock is free.
   *
   * @param ticket of a delivery of several parts at the desk; 0 if it has none
   * @param ids of the parts that were accepted
   * @param isNews false where all that came late is that the doubt stays
   */
  private record Told(
      Outcomes outcomes,
      long token,
      Outcome outcome,
      long ticket,
      long e164,
      List<String> ids,
      boolean isNews) {}

  /**
   * @param news to be run, on any thread and without the lock, when a deadline came nearer, the
   *     window became empty or the connection has ended
   */
  Traffic(SmppSettings settings, Desk desk, BindCounts counts, Runnable news) {
    this.settings = settings;
    this.desk = desk;
    this.counts = counts;
    this.news = news;
    this.time = settings.time();
    this.answerWithin = settings.answerWithin().toNanos();
    this.enquireAfter = settings.enquireAfter().toNanos();
    this.window = new Window(settings.window());
  }

  // ---- the connection ----

  /** There is a connection; nothing is submitted yet. */
  void open(Wire to) {
    synchronized (lock) {
      wire = to;
      lastRead = time.nanos();
      lastWrite = lastRead;
      tookAt = lastRead;
      if (ended) {
        to.close();
      }
    }
  }

  /** The wire, for the thread that asks: it reads from here on. */
  Wire reading() throws IOException {
    synchronized (lock) {
      if (wire == null || ended) {
        throw new IOException("the connection has ended");
      }
      reader = Thread.currentThread();
      return wire;
    }
  }

  void bound(BindRole role) {
    synchronized (lock) {
      submits = role.submits() && !ended;
    }
  }

  boolean isEnded() {
    synchronized (lock) {
      return ended;
    }
  }

  /** Why it ended; null if nobody knows, or it goes on. */
  @Nullable String fault() {
    synchronized (lock) {
      return fault;
    }
  }

  /** What the peer, or we, had against TLS with the other; null if nothing, or it goes on. */
  @Nullable SSLException refusal() {
    synchronized (lock) {
      return refusal;
    }
  }

  /** The reading thread can read no more, and ends the connection; the first reason counts. */
  void broke(IOException reason) {
    synchronized (lock) {
      if (fault == null && !(reason instanceof ClosedChannelException)) {
        fault = reason.getMessage();
      }
      if (refusal == null && reason instanceof SSLException tls) {
        refusal = tls;
      }
    }
  }

  /** How many deliveries wait for an answer. */
  int waiting() {
    synchronized (lock) {
      return window.waiting();
    }
  }

  /** How many more may be submitted; -1 when none may, because it is not bound. */
  int room() {
    synchronized (lock) {
      return submits ? window.room() : -1;
    }
  }

  /** Takes no more; those who wait are answered as closed when the connection ends. */
  void drain() {
    synchronized (lock) {
      submits = false;
      closing = true;
    }
  }

  /** The connection has ended, or shall: answers everybody who waits. Harmless twice. */
  void end() {
    List<Told> told = new ArrayList<>();
    List<Expected> unanswered;
    synchronized (lock) {
      if (ended) {
        return;
      }
      ended = true;
      unanswered = List.copyOf(expected);
      expected.clear();
      submits = false;
      for (Flight flight : window.all()) {
        told.add(end(flight, outcomeOfEnd(flight)));
      }
      for (Flight flight : putOff) {
        told.add(end(flight, partly(flight, closing ? CLOSED : CUT)));
      }
      putOff.clear();
      if (wire != null) {
        wire.close();
      }
    }
    told.forEach(this::tell);
    unanswered.forEach(it -> desk.leftInDoubt(it.ticket(), it.e164()));
    news.run();
  }

  private Outcome outcomeOfEnd(Flight flight) {
    boolean whole = flight.lastOctet() - outbox.gone() <= 0;
    if (whole) {
      return new Outcome.InDoubt(closing ? CLOSED : CUT);
    }
    Reason why = closing ? CLOSED_UNSENT : UNSENT;
    return flight.part() == 0 ? new Outcome.Retry(why) : partly(flight, why);
  }

  // ---- submitting ----

  /**
   * Submits a message to some of a batch's recipients, as many as the window has room for.
   *
   * @param from index in the batch of the first of them
   * @param most how many at most
   * @return how many were taken: each of them is answered once
   */
  int submit(
      MessagePdus pdus,
      Batch batch,
      int from,
      int most,
      PartReferences references,
      Outcomes outcomes) {
    synchronized (lock) {
      if (!submits) {
        return 0;
      }
      int count = Math.min(most, window.room());
      long nanos = time.nanos();
      for (int i = from; i < from + count; i++) {
        Flight flight = window.begin();
        long e164 = e164(batch, i);
        int reference = pdus.parts() > 1 ? references.next(e164) : 0;
        flight.begin(pdus, e164, reference, batch.token(i), outcomes);
        if (pdus.parts() > 1) {
          flight.ticket(desk.begin());
        }
        send(flight, nanos);
      }
      counts.submitted(count, nanos);
      flushUnlessReading();
      return count;
    }
  }

  private static long e164(Batch batch, int index) {
    return batch.arePhones() ? batch.e164(index) : ((Address.Phone) batch.recipient(index)).e164();
  }

  private void send(Flight flight, long nanos) {
    window.number(flight);
    byte[] array = outbox.array(flight.pdus().mostOctets());
    outbox.add(flight.write(array, outbox.end()));
    flight.sent(nanos + answerWithin, outbox.added());
    lastWrite = nanos;
  }

  private void sendAgain(Flight flight, long nanos) {
    send(flight, nanos);
    counts.submitted(1, nanos);
  }

  /** What the reading thread submits goes out when it has handled all that it has read. */
  private void flushUnlessReading() {
    if (Thread.currentThread() != reader) {
      write();
    }
  }

  /** Under the lock. A failure is told by the reading thread, which finds the wire closed. */
  private void write() {
    Wire to = wire;
    if (to == null || outbox.isEmpty()) {
      return;
    }
    try {
      outbox.flush(to);
    } catch (IOException broken) {
      to.close();
    }
    if (!outbox.isEmpty() && Thread.currentThread() != reader) {
      to.wakeup();
    }
  }

  // ---- other PDUs ----

  /** What jsmpp composed. */
  void write(byte[] octets, int from, int length) throws IOException {
    synchronized (lock) {
      if (ended) {
        throw new EOFException("the connection has ended");
      }
      outbox.add(octets, from, length);
      write();
    }
  }

  int nextSequence() {
    synchronized (lock) {
      return window.nextSequence();
    }
  }

  /** Answers a PDU that was just read; it goes with the next {@link #flush}. */
  void reply(int command, int sequence, int status) {
    synchronized (lock) {
      add(command, sequence, status);
    }
  }

  /** Answers a PDU that was read some time ago; from any thread. */
  void acknowledge(int command, int sequence, int status) {
    acknowledgements.add(new Acknowledgement(command, sequence, status));
    Wire to = wire;
    if (to != null && Thread.currentThread() != reader) {
      to.wakeup();
    }
  }

  private void add(int command, int sequence, int status) {
    // deliver_sm_resp and data_sm_resp have a message_id, which is empty (SMPP 3.4 §4.6.2).
    boolean hasId =
        command == SMPPConstant.CID_DELIVER_SM_RESP || command == SMPPConstant.CID_DATA_SM_RESP;
    int length = hasId ? HEADER + 1 : HEADER;
    byte[] array = outbox.array(length);
    int at = outbox.end();
    int32(array, at, length);
    int32(array, at + 4, command);
    int32(array, at + 8, status);
    int32(array, at + 12, sequence);
    if (hasId) {
      array[at + HEADER] = 0;
    }
    outbox.add(length);
    lastWrite = lastRead;
  }

  private static void int32(byte[] into, int at, int value) {
    into[at] = (byte) (value >> 24);
    into[at + 1] = (byte) (value >> 16);
    into[at + 2] = (byte) (value >> 8);
    into[at + 3] = (byte) value;
  }

  // ---- the reading thread ----

  /** Octets have come. */
  void heard() {
    lastRead = time.nanos();
  }

  /** Writes what has gathered; whether some of it waits until the wire takes more. */
  boolean flush() {
    synchronized (lock) {
      Acknowledgement next = acknowledgements.poll();
      while (next != null) {
        add(next.command(), next.sequence(), next.status());
        next = acknowledgements.poll();
      }
      if (accepted > 0) {
        counts.accepted(accepted, lastRead);
        accepted = 0;
      }
      write();
      return !outbox.isEmpty();
    }
  }

  /** The SMSC has answered some submit_sm. Each frees its place before any of them is told. */
  void answered(Answered some) {
    List<Told> told = new ArrayList<>(some.size());
    boolean waitsToGoAgain;
    synchronized (lock) {
      for (int i = 0; i < some.size(); i++) {
        Told one = answered(some.sequence(i), some.status(i), some.messageId(i));
        if (one != null) {
          told.add(one);
        }
      }
      waitsToGoAgain = !putOff.isEmpty();
    }
    told.forEach(this::tell);
    if (closing || waitsToGoAgain) {
      news.run();
    }
  }

  /** Under the lock; null when there is nothing to tell. */
  private @Nullable Told answered(int sequence, int status, String messageId) {
    Flight flight = window.find(sequence);
    if (flight == null || (ended && !flight.isLate())) {
      counts.unexpected();
      return null;
    }
    if (flight.isBeingTold()) {
      flight.answeredMeanwhile(status, messageId);
      return null;
    }
    return answered(flight, status, messageId);
  }

  /** Under the lock; null when the delivery goes on. */
  private @Nullable Told answered(Flight flight, int status, String messageId) {
    window.unnumber(flight);
    count(status, flight.isLate());
    Outcome outcome =
        status == SMPPConstant.STAT_ESME_ROK
            ? taken(flight, messageId.strip())
            : notTaken(flight, status);
    return outcome == null ? null : end(flight, outcome);
  }

  /** What goes well is counted once for all that was read together. */
  private void count(int status, boolean late) {
    if (status == SMPPConstant.STAT_ESME_ROK && !late) {
      accepted++;
    } else {
      counts.answered(status, late, lastRead);
    }
  }

  /** Null when the delivery goes on. */
  private @Nullable Outcome taken(Flight flight, String messageId) {
    String id = messageId.isEmpty() ? unnamed() : messageId;
    if (!flight.isJoined()) {
      return new Outcome.Sent(desk.reference(id));
    }
    if (flight.isLastPart()) {
      flight.addId(id);
      return new Outcome.Sent(id);
    }
    if (flight.isLate()) {
      return partly(flight, new Reason("NO_ANSWER", "the answer came too late"));
    }
    flight.nextPart(id);
    sendAgain(flight, time.nanos());
    return null;
  }

  /** An SMSC that gives no id took it all the same; no receipt will ever name it. */
  private String unnamed() {
    return "unnamed-"
        + counts.bind()
        + "-"
        + Long.toString(time.instant().toEpochMilli(), 36)
        + "-"
        + ++unnamed;
  }

  /** Null when this part will be brought again. */
  private @Nullable Outcome notTaken(Flight flight, int status) {
    Outcome outcome = settings.profile().outcome(status);
    if (flight.part() == 0) {
      return outcome;
    }
    if (outcome.kind() == Outcome.Kind.RETRY && !flight.isLate() && !closing) {
      long nanos = time.nanos();
      long pause = FIRST_PAUSE.toNanos() << Math.min(flight.timesPutOff(), 5);
      if (flight.timesPutOff() == 0 || flight.patience() - nanos > 0) {
        flight.putOff(nanos + pause, nanos + answerWithin);
        putOff.add(flight);
        return null;
      }
    }
    return partly(flight, reason(outcome));
  }

  private static Outcome partly(Flight flight, Reason why) {
    return new Outcome.InDoubt(
        new Reason(
            "PARTLY_SENT",
            "%d of %d parts were accepted, the next was not (%s)"
                .formatted(flight.part(), flight.pdus().parts(), why)));
  }

  private static Reason reason(Outcome outcome) {
    return outcome instanceof Outcome.Refused refused
        ? refused.reason()
        : ((Outcome.Retry) outcome).reason();
  }

  /** Under the lock: it waits no more. */
  private Told end(Flight flight, Outcome outcome) {
    Told told =
        new Told(
            flight.outcomes(),
            flight.token(),
            outcome,
            flight.takeTicket(),
            flight.e164(),
            flight.ids(),
            !flight.isLate() || outcome.kind() != Outcome.Kind.IN_DOUBT);
    window.end(flight);
    window.recycle(flight);
    return told;
  }

  /** Without the lock. Whoever throws harms no other delivery. */
  private void tell(Told told) {
    try {
      Outcome outcome = named(told);
      if (told.isNews()) {
        told.outcomes().answer(told.token(), outcome);
      }
    } catch (RuntimeException | Error fault) {
      LOG.log(Level.ERROR, settings.name() + ": an outcome was not taken", fault);
    }
  }

  /** The desk hears how deliveries of several parts end, and names them. */
  private Outcome named(Told told) {
    if (told.ticket() == 0) {
      return told.outcome();
    }
    if (told.outcome().kind() == Outcome.Kind.SENT) {
      return new Outcome.Sent(desk.accepted(told.ticket(), told.ids()));
    }
    gaveUp(told);
    return told.outcome();
  }

  private void gaveUp(Told told) {
    if (told.ticket() != 0 && told.outcome().kind() == Outcome.Kind.IN_DOUBT) {
      desk.leftInDoubt(told.ticket(), told.e164());
    } else {
      desk.gaveUp(told.ticket());
    }
  }

  // ---- the bind's thread ----

  /** Does what is due, and says when to look again, by the ticker. */
  long look() {
    long nanos = time.nanos();
    List<Flight> overdue;
    List<Expected> unanswered;
    long next;
    boolean isDead;
    synchronized (lock) {
      if (ended) {
        return nanos;
      }
      bringAgain(nanos);
      overdue = window.overdue(nanos);
      for (Flight flight : overdue) {
        window.late(flight);
        counts.overdue();
        if (flight.isJoined() && flight.isLastPart()) {
          expected.add(new Expected(flight.ticket(), flight.e164(), nanos + answerWithin));
        }
      }
      unanswered = noLongerExpected(nanos);
      boolean silent = !overdue.isEmpty() && nanos - lastRead >= answerWithin;
      next = enquire(nanos, silent);
      write();
      isDead = isDead(nanos);
    }
    overdue.forEach(this::tellOverdue);
    unanswered.forEach(it -> desk.leftInDoubt(it.ticket(), it.e164()));
    if (isDead) {
      end(); // here, and not where it is read: whoever listens may hold that thread
    }
    return next;
  }

  /** An answer that comes even later still counts, but receipts have waited for it long enough. */
  private List<Expected> noLongerExpected(long nanos) {
    List<Expected> over = new ArrayList<>();
    while (!expected.isEmpty() && expected.element().until() - nanos <= 0) {
      over.add(expected.remove());
    }
    return over;
  }

  /** In doubt first; what is answered from there on, or while it is told, is told after it. */
  private void tellOverdue(Flight flight) {
    Reason late =
        new Reason("NO_ANSWER", "no answer from the SMSC within " + settings.answerWithin());
    Outcome doubt = flight.part() == 0 ? new Outcome.InDoubt(late) : partly(flight, late);
    // The last part may still be accepted, and with it all: so the desk expects it for a while.
    long ticket = flight.isLastPart() ? 0 : flight.takeTicket();
    tell(
        new Told(flight.outcomes(), flight.token(), doubt, ticket, flight.e164(), List.of(), true));
    Told meanwhile;
    synchronized (lock) {
      flight.told();
      String id = flight.idMeanwhile();
      meanwhile = id == null ? null : answered(flight, flight.statusMeanwhile(), id);
    }
    if (meanwhile != null) {
      tell(meanwhile);
    }
    if (closing) {
      news.run();
    }
  }

  private void bringAgain(long nanos) {
    for (int i = putOff.size(); i > 0; i--) {
      Flight flight = putOff.remove();
      if (flight.deadline() - nanos <= 0) {
        sendAgain(flight, nanos);
      } else {
        putOff.add(flight);
      }
    }
  }

  /** Whether the SMSC does not answer what it was asked, or takes nothing though it may talk. */
  private boolean isDead(long nanos) {
    if (outbox.isEmpty() || outbox.gone() != goneThen) {
      goneThen = outbox.gone();
      tookAt = nanos;
    }
    if (enquiring && nanos - enquiredAt >= answerWithin) {
      fault = "the SMSC has said nothing for " + Duration.ofNanos(nanos - lastRead);
    } else if (nanos - tookAt >= enquireAfter + answerWithin) {
      fault = "the SMSC has taken no octet for " + Duration.ofNanos(nanos - tookAt);
    }
    return fault != null;
  }

  /** Asks after silence whether the SMSC is there. */
  private long enquire(long nanos, boolean now) {
    if (enquiring && lastRead - enquiredAt >= 0) {
      enquiring = false;
    }
    long silentSince = lastRead - lastWrite < 0 ? lastRead : lastWrite;
    if (!enquiring && (now || nanos - silentSince >= enquireAfter)) {
      add(SMPPConstant.CID_ENQUIRE_LINK, window.nextSequence(), 0);
      enquiring = true;
      enquiredAt = nanos;
      lastWrite = nanos;
      counts.enquired();
    }
    return Math.min(
        enquiring ? enquiredAt + answerWithin : silentSince + enquireAfter, deadline(nanos));
  }

  private long deadline(long nanos) {
    long next = window.nextDeadline(nanos + answerWithin);
    for (Flight flight : putOff) {
      next = Math.min(next, flight.deadline());
    }
    return next;
  }
}
