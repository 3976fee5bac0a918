package vn.loa.channel.mqtt;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Address;
import vn.loa.channel.Message;
import vn.loa.channel.Outcome;
import vn.loa.channel.Receipt;
import vn.loa.channel.testkit.ManualTime;

/**
 * Does what the dispatcher and its store do with deliveries: what was answered Retry is tried
 * again, what is in doubt too unless it is too late, taken back or nobody dares to; what was sent
 * is kept until its receipt is here. A receipt finds its delivery by the reference that came with
 * {@link Outcome.Sent}, else where exactly one delivery in doubt and none attempted is for whom it
 * names, that one; else it waits for its reference.
 */
final class WildStore {

  private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(5);
  private static final int DARING = 4;

  private final SplittableRandom random;
  private final ManualTime time;
  private final WildBroker broker;
  private final Channel channel;
  private final Map<String, Message> messages = new LinkedHashMap<>();
  private final Map<String, Row> rows = new LinkedHashMap<>();
  private final Map<String, Instant> withdrawn = new HashMap<>();
  private final Map<String, Receipt> waiting = new HashMap<>();
  private final List<String> faults;

  /** Where a delivery stands. */
  enum State {
    WAITS,
    ASKED,
    DOUBT,
    SENT,
    ENDED
  }

  /** Who is asked to bring it. */
  @FunctionalInterface
  interface Channel {
    void submit(Message message, List<Row> rows);
  }

  WildStore(
      SplittableRandom random,
      ManualTime time,
      WildBroker broker,
      List<String> faults,
      Channel channel) {
    this.random = random;
    this.time = time;
    this.broker = broker;
    this.faults = faults;
    this.channel = channel;
  }

  /** A new campaign. */
  void send(Message message, List<WildMember> recipients) {
    messages.put(message.id(), message);
    recipients.stream().map(it -> new Row(message, it)).forEach(it -> rows.put(it.reference(), it));
    List<Row> all = of(message);
    all.forEach(Row::asked);
    channel.submit(message, all);
  }

  /** What waits here is taken back at once. */
  void withdraw(Message message) {
    withdrawn.putIfAbsent(message.id(), time.instant());
    for (Row row : of(message)) {
      row.withdrawn = true;
      row.endIfVain();
    }
  }

  /** What the process that died had not answered may be there or not. */
  void interrupted() {
    rows.values().stream().filter(it -> it.state == State.ASKED).forEach(Row::doubted);
  }

  /** As {@link vn.loa.channel.Receipts#take}. */
  void take(Receipt receipt, @Nullable Address from) {
    Row named = rows.get(receipt.reference());
    Row found = named != null && named.referenced ? named : onlyDoubt(receipt, from);
    if (found == null) {
      waiting.putIfAbsent(receipt.reference(), receipt);
      return;
    }
    if (found != named) {
      faults.add("the receipt %s is taken for that of %s".formatted(receipt, found));
    }
    waiting.remove(receipt.reference());
    found.referenced = true;
    found.prove(receipt);
  }

  private @Nullable Row onlyDoubt(Receipt receipt, @Nullable Address from) {
    List<Row> some = rows.values().stream().filter(it -> it.address.equals(from)).toList();
    List<Row> doubts = some.stream().filter(it -> it.state == State.DOUBT).toList();
    boolean asked = some.stream().anyMatch(it -> it.state == State.ASKED);
    return doubts.size() == 1 && !asked && doubts.get(0).canMean(receipt) ? doubts.get(0) : null;
  }

  /** The receipt that found no delivery yet; null if there is none. */
  @Nullable Receipt waiting(Row row) {
    return waiting.get(row.reference());
  }

  List<Message> messages() {
    return List.copyOf(messages.values());
  }

  /** When this message was taken back; null if it was not. */
  @Nullable Instant withdrawnAt(String message) {
    return withdrawn.get(message);
  }

  Collection<Row> rows() {
    return rows.values();
  }

  List<Row> of(Message message) {
    return rows.values().stream().filter(it -> it.message.equals(message)).toList();
  }

  /** One message for one device. */
  final class Row {

    final Message message;
    final WildMember to;
    final Address.Device address;
    final List<Receipt> receipts = new ArrayList<>();
    State state = State.WAITS;
    boolean withdrawn;
    private boolean referenced;
    private int attempts;
    private Instant changed = time.instant();
    private @Nullable Outcome last;

    private Row(Message message, WildMember to) {
      this.message = message;
      this.to = to;
      this.address = to.address();
    }

    String reference() {
      return Ask.reference(message.id(), to.id);
    }

    int attempts() {
      return attempts;
    }

    /** An earlier process sent it, or may have. */
    boolean mayBeThere() {
      return state == State.SENT || state == State.DOUBT;
    }

    /** Whether its end was told by a device in whose place another stands by now. */
    boolean isOfBeforeWipe() {
      Instant wiped = to.wiped();
      return isProven() && wiped != null && changed.isBefore(wiped);
    }

    /** Whether a receipt has told its end. */
    boolean isProven() {
      return !receipts.isEmpty();
    }

    boolean isProven(Receipt.Kind kind) {
      return isProven() && receipts.get(0).kind() == kind;
    }

    private void become(State next) {
      state = next;
      changed = time.instant();
    }

    private void asked() {
      attempts++;
      become(State.ASKED);
    }

    private void again(int attempt) {
      if (attempt == attempts && (state == State.WAITS || state == State.DOUBT) && !isVain()) {
        asked();
        channel.submit(message, List.of(this));
      }
      endIfVain();
    }

    private boolean isVain() {
      return withdrawn || message.isExpired(time.instant());
    }

    private void endIfVain() {
      if (state == State.WAITS && isVain()) {
        become(State.ENDED);
      }
    }

    /** What is said of an earlier attempt settles nothing. */
    void answered(int attempt, Outcome outcome) {
      if (attempt != attempts || (state != State.ASKED && state != State.DOUBT)) {
        return;
      }
      last = outcome;
      switch (outcome.kind()) {
        case SENT -> sent();
        case RETRY -> {
          become(State.WAITS);
          endIfVain();
          broker.in(Duration.ofSeconds(random.nextInt(1, 20)), () -> again(attempt));
        }
        case IN_DOUBT -> doubted();
        case REFUSED, EXPIRED -> become(State.ENDED);
      }
    }

    private void sent() {
      referenced = true;
      become(State.SENT);
      Receipt early = waiting.remove(reference());
      if (early != null) {
        prove(early);
      }
    }

    private void doubted() {
      become(State.DOUBT);
      int attempt = attempts;
      if (random.nextInt(DARING) != 0) {
        broker.in(Duration.ofSeconds(random.nextInt(1, 20)), () -> again(attempt));
      }
    }

    private boolean canMean(Receipt receipt) {
      return !receipt.at().isBefore(changed.minus(CLOCKS_DIFFER));
    }

    private void prove(Receipt receipt) {
      receipts.add(receipt);
      become(State.ENDED);
    }

    @Override
    public String toString() {
      return "%s@%s %s valid until %s, %s%s, answered %s, receipts %s, device said %s"
          .formatted(
              message.id(),
              address,
              message.urgency(),
              message.validUntil(),
              state,
              withdrawn ? " withdrawn" : "",
              last,
              receipts,
              to.said(message.id()));
    }
  }
}
