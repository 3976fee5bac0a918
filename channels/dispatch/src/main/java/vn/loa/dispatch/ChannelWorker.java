package vn.loa.dispatch;

import static vn.loa.channel.DeliveryState.ATTEMPTED;
import static vn.loa.channel.DeliveryState.CANCELLED;
import static vn.loa.channel.DeliveryState.DEAD;
import static vn.loa.channel.DeliveryState.DELIVERED;
import static vn.loa.channel.DeliveryState.EXPIRED;
import static vn.loa.channel.DeliveryState.IN_DOUBT;
import static vn.loa.channel.DeliveryState.REFUSED;
import static vn.loa.channel.DeliveryState.SENT;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Audience;
import vn.loa.channel.Batch;
import vn.loa.channel.Channel;
import vn.loa.channel.Message;
import vn.loa.channel.Outcome;
import vn.loa.channel.Reason;
import vn.loa.channel.Receipt;
import vn.loa.channel.Time;

/**
 * The queue in front of one channel, and the thread that empties it.
 *
 * <p>One monitor guards everything: the campaigns, what is in flight, and which reference belongs
 * to which delivery. The thread takes a batch under the monitor and submits it outside, so an
 * answer may come while {@code submit} still runs, also on the same thread. A delivery is moved
 * from ATTEMPTED by one answer only; a second one, or a receipt for something that is not SENT,
 * changes nothing. A receipt may be faster than the answer that names its reference: it is kept,
 * within a bound, while what was in flight with it is unanswered, and dropped after.
 *
 * <p>Tokens are the campaign's number in the upper half, the recipient's index in the lower.
 */
final class ChannelWorker {

  private static final System.Logger LOG = System.getLogger(ChannelWorker.class.getName());
  private static final int EARLY_RECEIPTS = 100_000;
  private static final Duration LOOK_AGAIN = Duration.ofDays(1);
  private static final Reason CLOSED =
      new Reason("CLOSED", "the dispatcher was closed before it went out");

  private final Channel channel;
  private final Dispatcher.Settings settings;
  private final Time time;
  private final Thread thread;

  private final Object monitor = new Object();
  private final Map<Integer, Campaign> campaigns = new HashMap<>();
  private final List<Campaign> queued = new ArrayList<>();

  /** In the order of submission; the value counts submissions. */
  private final Map<Long, Long> inFlight = new LinkedHashMap<>();

  /* One reference may stand for several deliveries: the same message, sent to a device twice. */
  private final Map<String, List<Long>> awaitingReceipt = new HashMap<>();
  private final Map<String, Early> early = new LinkedHashMap<>();
  private long submissions;
  private long doubled;
  private Phase phase = Phase.OPEN;

  private enum Phase {
    /** Takes campaigns. */
    OPEN,
    /** Takes none, and sends what is queued. */
    DRAINING,
    /** Sends nothing more: what comes back unsent is cancelled. */
    CLOSING,
    /** The thread may go. */
    ENDED
  }

  /** What the thread does next, outside the monitor. */
  private record Turn(List<Campaign> expired, @Nullable Batch batch, boolean last) {}

  /** A receipt without a delivery yet, and how many submissions there were when it came. */
  private record Early(Receipt receipt, long submissions) {}

  ChannelWorker(Channel channel, Dispatcher.Settings settings) {
    this.channel = channel;
    this.settings = settings;
    this.time = settings.time();
    this.thread = new Thread(this::run, "loa-dispatch-" + channel.name());
    this.thread.setDaemon(true);
  }

  void start() {
    channel.listen(this::receive);
    thread.start();
  }

  String name() {
    return channel.name();
  }

  <T> T read(Supplier<T> state) {
    synchronized (monitor) {
      return state.get();
    }
  }

  Campaign start(int number, Message message, Audience audience) {
    Campaign campaign =
        new Campaign(this, number, new Deliveries((long) number << 32, message, audience));
    synchronized (monitor) {
      if (phase != Phase.OPEN) {
        throw new IllegalStateException(
            channel.name() + ": the dispatcher is closed; " + message.id() + " was not accepted");
      }
      if (audience.size() > 0) {
        campaigns.put(number, campaign);
        enqueue(campaign);
      }
      monitor.notifyAll();
    }
    announce(campaign);
    return campaign;
  }

  void stopAccepting() {
    enter(Phase.DRAINING);
  }

  void close(long deadline) {
    awaitDrained(deadline);
    enter(Phase.CLOSING);
    cancelQueued();
    channel.close(Duration.ofNanos(Math.max(0, deadline - time.nanos())));
    enter(Phase.ENDED);
    joinThread();
  }

  private void enter(Phase next) {
    synchronized (monitor) {
      if (phase.compareTo(next) < 0) {
        phase = next;
        monitor.notifyAll();
      }
    }
  }

  private void awaitDrained(long deadline) {
    synchronized (monitor) {
      try {
        while ((!inFlight.isEmpty() || !queued.isEmpty()) && deadline - time.nanos() > 0) {
          time.await(monitor, deadline);
        }
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void cancelQueued() {
    List<Campaign> cancelled;
    synchronized (monitor) {
      cancelled = List.copyOf(queued);
      cancelled.forEach(campaign -> campaign.state().endQueued(CANCELLED, CLOSED));
      queued.clear();
    }
    cancelled.forEach(this::announce);
  }

  private void joinThread() {
    if (Thread.currentThread() == thread) {
      return;
    }
    try {
      thread.join();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      Turn turn;
      do {
        turn = awaitTurn();
        turn.expired().forEach(this::announce);
        if (turn.batch() != null) {
          submit(turn.batch());
        }
      } while (!turn.last());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void submit(Batch batch) {
    try {
      channel.submit(batch, this::answer);
    } catch (RuntimeException | Error fault) {
      LOG.log(System.Logger.Level.ERROR, channel.name() + ": submit threw; in doubt", fault);
      Outcome inDoubt = new Outcome.InDoubt(new Reason("FAULT", fault.toString()));
      for (int i = 0; i < batch.size(); i++) {
        answer(batch.token(i), inDoubt);
      }
    }
  }

  private Turn awaitTurn() throws InterruptedException {
    synchronized (monitor) {
      while (true) {
        List<Campaign> expired = dropExpired();
        Batch batch = nextBatch();
        boolean last = phase == Phase.ENDED;
        if (batch != null || last || !expired.isEmpty()) {
          return new Turn(expired, batch, last);
        }
        time.await(monitor, nextDue());
      }
    }
  }

  private List<Campaign> dropExpired() {
    List<Campaign> expired =
        queued.stream().filter(it -> it.message().isExpired(time.instant())).toList();
    if (!expired.isEmpty()) {
      expired.forEach(campaign -> campaign.state().expireQueued());
      queued.removeAll(expired);
      monitor.notifyAll();
    }
    return expired;
  }

  private @Nullable Batch nextBatch() {
    if (!hasRoom()) {
      return null;
    }
    int limit = Math.min(channel.limits().batch(), channel.limits().window() - inFlight.size());
    for (Iterator<Campaign> each = queued.iterator(); each.hasNext(); ) {
      Deliveries deliveries = each.next().state();
      Batch batch = deliveries.take(limit, time.nanos());
      if (batch != null) {
        for (int i = 0; i < batch.size(); i++) {
          inFlight.put(batch.token(i), ++submissions);
        }
        if (!deliveries.hasQueued()) {
          each.remove();
        }
        return batch;
      }
    }
    return null;
  }

  private boolean hasRoom() {
    return inFlight.size() < channel.limits().window() && phase.compareTo(Phase.CLOSING) < 0;
  }

  /**
   * When to look again unasked: the next message expires, or the next pause ends. A pause that ends
   * while there is no room is no reason to wake, and would be one for ever.
   */
  private long nextDue() {
    long now = time.nanos();
    long wait = LOOK_AGAIN.toNanos();
    for (Campaign campaign : queued) {
      if (hasRoom()) {
        wait = Math.min(wait, campaign.state().nextDue(now) - now);
      }
      Duration valid = Duration.between(time.instant(), campaign.message().validUntil());
      if (valid.compareTo(LOOK_AGAIN) < 0) {
        wait = Math.min(wait, valid.toNanos());
      }
    }
    return now + wait;
  }

  private void answer(long token, Outcome outcome) {
    Campaign campaign;
    synchronized (monitor) {
      campaign = campaigns.get(number(token));
      if (campaign == null || campaign.state().state(token) != ATTEMPTED) {
        noteDoubled();
        return;
      }
      inFlight.remove(token);
      apply(campaign, token, outcome);
      forgetEarly();
      monitor.notifyAll();
    }
    announce(campaign);
  }

  /** A channel that answers twice is told so, but not a million times. */
  private void noteDoubled() {
    doubled++;
    if (Long.bitCount(doubled) == 1) {
      LOG.log(
          System.Logger.Level.WARNING,
          "{0}: {1} deliveries were answered twice; the first answer counts",
          name(),
          doubled);
    }
  }

  private void apply(Campaign campaign, long token, Outcome outcome) {
    Deliveries deliveries = campaign.state();
    switch (outcome.kind()) {
      case SENT -> sent(campaign, token, ((Outcome.Sent) outcome).reference());
      case REFUSED -> deliveries.move(token, REFUSED, ((Outcome.Refused) outcome).reason());
      case EXPIRED -> deliveries.move(token, EXPIRED, Deliveries.TOO_LATE);
      case IN_DOUBT -> deliveries.move(token, IN_DOUBT, ((Outcome.InDoubt) outcome).reason());
      case RETRY -> retry(campaign, token, ((Outcome.Retry) outcome).reason());
    }
  }

  private void sent(Campaign campaign, long token, String reference) {
    campaign.state().move(token, SENT, null);
    Early receipt = early.remove(reference);
    if (receipt != null) {
      prove(campaign.state(), token, receipt.receipt());
      return;
    }
    List<Long> waiting = new ArrayList<>(awaitingReceipt.getOrDefault(reference, List.of()));
    // A network that counts round gives an old reference to another message: the new one has it.
    waiting.removeIf(it -> !isSameMessage(it, campaign));
    waiting.add(token);
    awaitingReceipt.put(reference, List.copyOf(waiting));
  }

  private boolean isSameMessage(long token, Campaign campaign) {
    Campaign other = campaigns.get(number(token));
    return other != null && other.message().id().equals(campaign.message().id());
  }

  /**
   * Keeps an early receipt only as long as a delivery is unanswered that was in flight when it
   * came: none of a later campaign may be proven by a receipt of an earlier one.
   */
  private void forgetEarly() {
    long oldest = inFlight.isEmpty() ? Long.MAX_VALUE : inFlight.values().iterator().next();
    Iterator<Early> inOrderOfArrival = early.values().iterator();
    while (inOrderOfArrival.hasNext() && inOrderOfArrival.next().submissions() < oldest) {
      inOrderOfArrival.remove();
    }
  }

  private void retry(Campaign campaign, long token, Reason reason) {
    Deliveries deliveries = campaign.state();
    int made = deliveries.attempts(token);
    if (phase.compareTo(Phase.CLOSING) >= 0) {
      deliveries.move(token, CANCELLED, reason);
    } else if (made >= settings.attempts()) {
      deliveries.move(token, DEAD, reason);
    } else {
      deliveries.queueAgain(token, time.nanos() + settings.pauseAfter(made), reason);
      if (!queued.contains(campaign)) {
        enqueue(campaign);
      }
    }
  }

  private void enqueue(Campaign campaign) {
    queued.add(campaign);
    // Stable: the most urgent first, and among equals the one that came first.
    queued.sort(Comparator.comparing(it -> it.message().urgency(), Comparator.reverseOrder()));
  }

  private void receive(Receipt receipt) {
    List<Campaign> proven = new ArrayList<>();
    synchronized (monitor) {
      List<Long> tokens = awaitingReceipt.remove(receipt.reference());
      if (tokens == null) {
        keepEarly(receipt);
        return;
      }
      for (long token : tokens) {
        Campaign campaign = Objects.requireNonNull(campaigns.get(number(token)));
        prove(campaign.state(), token, receipt);
        proven.add(campaign);
      }
    }
    proven.forEach(this::announce);
  }

  private void keepEarly(Receipt receipt) {
    if (!inFlight.isEmpty() && early.size() < EARLY_RECEIPTS) {
      early.putIfAbsent(receipt.reference(), new Early(receipt, submissions));
    }
  }

  private static void prove(Deliveries deliveries, long token, Receipt receipt) {
    switch (receipt.kind()) {
      case DELIVERED, PLAYED, PUBLISHED -> deliveries.prove(token, DELIVERED, receipt, null);
      case UNDELIVERED ->
          deliveries.prove(token, REFUSED, receipt, ((Receipt.Undelivered) receipt).reason());
      case EXPIRED ->
          deliveries.prove(
              token, REFUSED, receipt, new Reason("EXPIRED", "its time ran out at the other end"));
    }
  }

  /** Tells whoever waits, without the monitor; a settled campaign is let go. */
  private void announce(Campaign campaign) {
    if (campaign.announce()) {
      synchronized (monitor) {
        campaigns.remove(campaign.number());
      }
    }
  }

  private static int number(long token) {
    return (int) (token >>> 32);
  }
}
