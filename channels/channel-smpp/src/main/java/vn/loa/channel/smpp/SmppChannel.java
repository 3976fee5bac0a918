package vn.loa.channel.smpp;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Address;
import vn.loa.channel.Batch;
import vn.loa.channel.Channel;
import vn.loa.channel.ChannelException;
import vn.loa.channel.Limits;
import vn.loa.channel.Message;
import vn.loa.channel.Outcome;
import vn.loa.channel.Outcomes;
import vn.loa.channel.Reason;
import vn.loa.channel.Receipts;
import vn.loa.channel.Time;
import vn.loa.sms.PartReferences;

/**
 * SMS to phone numbers through an operator's SMSC, by SMPP 3.4 or 5.0. It carries the message's
 * text in its first language, in as many parts as it takes.
 *
 * <p>A delivery is {@link Outcome.Sent} when every part was accepted, and its one receipt is
 * Delivered when every part is. A receipt may come before its outcome, as the SMSC brings it; each
 * is acknowledged to the SMSC when whoever listens has kept it, not before, and never refused
 * because many come. When the connection is cut, deliveries that wait for an answer are {@link
 * Outcome.InDoubt} at once, and those whose last octet had not left are {@link Outcome.Retry}; so
 * are later ones, until it is bound again. An answer that comes after {@link
 * SmppSettings.Builder#answerWithin} is told once more.
 *
 * <p>It binds by itself, and again after each cut, with pauses that grow. Only a refusal of who we
 * are ends that: {@link #health()} and the reasons of deliveries say so.
 *
 * <p>Of a delivery of several parts the receipts of parts are gathered in memory: it gets none when
 * this program was restarted before all had come, or when 65,536 later parts were accepted
 * meanwhile, because one part that arrived is no proof of the whole.
 *
 * <p>Two threads for each connection: one binds and watches, one reads. {@link #submit} never
 * waits. Safe for use by several threads.
 */
public final class SmppChannel implements Channel {

  private static final System.Logger LOG = System.getLogger("vn.loa.channel.smpp");

  private static final int NONE_BOUND = -1;
  private static final Reason FULL = new Reason("FULL", "more was submitted than the window holds");
  private static final Reason CLOSED =
      new Reason("CLOSED", "the channel was closed before sending");
  private static final Reason NOT_BOUND = new Reason("NOT_BOUND", "not bound yet");

  private final SmppSettings settings;
  private final Time time;
  private final Desk desk;
  private final List<Bind> binds;
  private final List<Bind> submitting;
  private final PartReferences references;
  private final Object monitor = new Object();
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile boolean closing;
  private volatile @Nullable Prepared prepared;

  /** What was encoded last: a campaign submits the same message many times. */
  private record Prepared(Message message, MessagePdus pdus) {}

  private SmppChannel(SmppSettings settings) {
    this.settings = settings;
    this.time = settings.time();
    this.desk = new Desk(settings.name(), settings.profile(), time);
    this.binds = roles(settings);
    this.submitting = binds.stream().filter(Bind::submits).toList();
    this.references =
        PartReferences.of(
            settings.profile().format().concatenation(), (int) time.instant().getEpochSecond());
  }

  private List<Bind> roles(SmppSettings from) {
    List<BindRole> each =
        from.transceiver()
            ? List.of(BindRole.TRANSCEIVER)
            : List.of(BindRole.TRANSMITTER, BindRole.RECEIVER);
    List<BindRole> all =
        Stream.generate(() -> each).limit(from.binds()).flatMap(List::stream).toList();
    List<Bind> made = new ArrayList<>();
    for (BindRole role : all) {
      made.add(new Bind(made.size() + 1, from, role, desk, this::changed));
    }
    return List.copyOf(made);
  }

  /** Begins to bind, and returns at once. What is submitted before that is done may be retried. */
  public static SmppChannel open(SmppSettings settings) {
    SmppChannel channel = new SmppChannel(settings);
    channel.binds.forEach(Bind::start);
    return channel;
  }

  /**
   * As {@link #open}, for a program that cannot go on without it: waits until a bind that submits
   * is bound.
   *
   * @throws ChannelException if the first attempt fails on all of them; the channel is closed then
   */
  public static SmppChannel connect(SmppSettings settings) {
    SmppChannel channel = open(settings);
    try {
      channel.awaitFirst();
      return channel;
    } catch (ChannelException unable) {
      channel.close(Duration.ZERO);
      throw unable;
    } catch (InterruptedException interrupted) {
      channel.close(Duration.ZERO);
      Thread.currentThread().interrupt();
      throw new ChannelException(settings.name() + ": interrupted while connecting", interrupted);
    }
  }

  private void awaitFirst() throws InterruptedException {
    synchronized (monitor) {
      while (!isBound()) {
        if (submitting.stream().allMatch(Bind::wasTried)) {
          throw unable();
        }
        monitor.wait();
      }
    }
  }

  /**
   * Waits until a bind that submits is bound.
   *
   * @return whether one is
   * @throws ChannelException if all of them were refused for good
   */
  public boolean awaitBound(Duration patience) throws InterruptedException {
    long deadline = time.nanos() + patience.toNanos();
    synchronized (monitor) {
      while (!isBound()) {
        if (submitting.stream().allMatch(it -> it.state() == BindState.REFUSED)) {
          throw unable();
        }
        if (closing || deadline - time.nanos() <= 0) {
          return false;
        }
        time.await(monitor, deadline);
      }
      return true;
    }
  }

  private boolean isBound() {
    return submitting.stream().anyMatch(it -> it.state() == BindState.BOUND);
  }

  private @Nullable BindTrouble trouble() {
    return submitting.stream().map(Bind::why).filter(Objects::nonNull).findFirst().orElse(null);
  }

  private ChannelException unable() {
    BindTrouble trouble = trouble();
    return trouble == null
        ? new ChannelException(settings.name() + ": closed while connecting", null)
        : trouble.exception();
  }

  private void changed() {
    synchronized (monitor) {
      monitor.notifyAll();
    }
  }

  @Override
  public String name() {
    return settings.name();
  }

  @Override
  public Limits limits() {
    int window = settings.window() * settings.binds();
    return new Limits(window, window);
  }

  /**
   * {@inheritDoc} Until the first call receipts are answered with a temporary error, and the SMSC
   * brings them again; so is one that the listener does not keep.
   */
  @Override
  public void listen(Receipts receipts) {
    desk.listen(receipts);
  }

  /** Says who hears what citizens send, and replaces whoever heard it before. */
  public void inbound(InboundListener messages) {
    desk.inbound(messages);
  }

  /** How it stands now. */
  public SmppHealth health() {
    return new SmppHealth(
        settings.name(),
        binds.stream().map(Bind::health).toList(),
        desk.receipts(),
        desk.inbound(),
        desk.notKept(),
        desk.waiting(),
        desk.withoutEnd(),
        desk.unreadable());
  }

  // ---- submitting ----

  @Override
  public void submit(Batch batch, Outcomes outcomes) {
    if (closing) {
      answer(batch, outcomes, new Outcome.Retry(CLOSED));
      return;
    }
    Message message = batch.message();
    MessagePdus pdus;
    try {
      Instant now = time.instant();
      if (message.isExpired(now)) {
        answer(batch, outcomes, new Outcome.Expired());
        return;
      }
      pdus = pdus(message, now);
    } catch (IllegalArgumentException unfit) {
      answer(batch, outcomes, refused("TEXT", String.valueOf(unfit.getMessage())));
      return;
    } catch (RuntimeException fault) {
      answer(batch, outcomes, refused("FAULT", "not sent: " + fault));
      return;
    }
    submit(pdus, batch, outcomes);
  }

  private MessagePdus pdus(Message message, Instant now) {
    Prepared last = prepared;
    if (last != null && last.message() == message && last.pdus().isCurrent(now)) {
      return last.pdus();
    }
    MessagePdus pdus = MessagePdus.of(message, settings, now);
    prepared = new Prepared(message, pdus);
    return pdus;
  }

  private void submit(MessagePdus pdus, Batch batch, Outcomes outcomes) {
    int from = 0;
    while (from < batch.size()) {
      int end = phonesFrom(batch, from);
      while (from < end) {
        int taken = some(pdus, batch, from, end, outcomes);
        if (taken > 0) {
          from += taken;
          continue;
        }
        Outcome no = notNow(taken);
        for (; from < end; from++) {
          outcomes.answer(batch.token(from), no);
        }
      }
      if (from < batch.size()) {
        Outcome no =
            refused("ADDRESS", "SMS goes to phone numbers, not to " + batch.recipient(from));
        outcomes.answer(batch.token(from++), no);
      }
    }
  }

  /** Where those that are phones end. */
  private static int phonesFrom(Batch batch, int from) {
    if (batch.arePhones()) {
      return batch.size();
    }
    int end = from;
    while (end < batch.size() && batch.recipient(end) instanceof Address.Phone) {
      end++;
    }
    return end;
  }

  /**
   * Submits a share to the bind with most room; how many it took, {@link #NONE_BOUND} if none is.
   */
  private int some(MessagePdus pdus, Batch batch, int from, int end, Outcomes outcomes) {
    Bind widest = submitting.get(0);
    int room = -1;
    int bound = 0;
    for (Bind bind : submitting) {
      int its = bind.room();
      bound += its >= 0 ? 1 : 0;
      if (its > room) {
        room = its;
        widest = bind;
      }
    }
    if (room <= 0) {
      return bound == 0 ? NONE_BOUND : 0;
    }
    int share = (end - from + bound - 1) / bound;
    int taken = widest.submit(pdus, batch, from, share, references, outcomes);
    return taken == 0 ? some(pdus, batch, from, end, outcomes) : taken;
  }

  private Outcome notNow(int taken) {
    if (closing) {
      return new Outcome.Retry(CLOSED);
    }
    if (taken != NONE_BOUND) {
      return new Outcome.Retry(FULL);
    }
    BindTrouble trouble = trouble();
    return new Outcome.Retry(trouble == null ? NOT_BOUND : trouble.reason());
  }

  private static void answer(Batch batch, Outcomes outcomes, Outcome outcome) {
    for (int i = 0; i < batch.size(); i++) {
      outcomes.answer(batch.token(i), outcome);
    }
  }

  private static Outcome refused(String code, String text) {
    return new Outcome.Refused(new Reason(code, text));
  }

  /**
   * {@inheritDoc} May take some seconds longer than {@code patience}, when the SMSC does not answer
   * the unbind, or does not even read.
   */
  @Override
  public void close(Duration patience) {
    closing = true;
    long end = time.nanos() + patience.toNanos();
    binds.forEach(it -> it.closeAt(end));
    changed();
    binds.forEach(it -> it.awaitEnd(patience));
    if (closed.compareAndSet(false, true)) {
      LOG.log(Level.INFO, "{0}: closed", settings.name());
    }
  }

  /** The settings, without system id and password. */
  @Override
  public String toString() {
    return settings.toString();
  }
}
