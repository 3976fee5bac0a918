package vn.loa.channel.mqtt;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Address;
import vn.loa.channel.Message;
import vn.loa.channel.Outcome;
import vn.loa.channel.Receipt;
import vn.loa.channel.Receipts;
import vn.loa.channel.testkit.ManualTime;

/** One process of a {@link HubWildRun} with its hub, and its line to the broker. */
final class WildHub implements Transport {

  private static final int RECEIPTS_TO_ONE_REFUSED = 8;

  private final SplittableRandom random;
  private final WildBroker broker;
  private final WildStore store;
  private final List<String> faults;
  private final Map<String, Integer> sent = new HashMap<>();
  private final Map<String, Integer> told = new HashMap<>();
  private final Set<String> adopted = new HashSet<>();
  private final List<Asked> asked = new ArrayList<>();
  private final Hub hub;
  private WildBroker.@Nullable Line line;
  private boolean dead;

  WildHub(
      SpeakerSettings settings,
      SplittableRandom random,
      ManualTime time,
      WildBroker broker,
      WildStore store,
      List<String> faults) {
    this.random = random;
    this.broker = broker;
    this.store = store;
    this.faults = faults;
    this.hub = new Hub(settings, this, time, random.split());
    hub.listen(new Listener());
  }

  long step() {
    return hub.step();
  }

  /** Since when there has been a good line to the broker, on the ticker; null if there is none. */
  @Nullable Long connectedSince() {
    WildBroker.Line now = line;
    return now == null || now.isBroken() ? null : now.since();
  }

  // ---- what is asked of it ----

  void submit(Message message, List<WildStore.Row> rows) {
    List<Ask> asks = new ArrayList<>();
    for (WildStore.Row row : rows) {
      Asked one = new Asked(row);
      asked.add(one);
      asks.add(
          new Ask(message, row.address, asked.size(), (token, outcome) -> one.answered(outcome)));
    }
    hub.submit(asks);
  }

  void withdraw(Message message) {
    hub.request(() -> hub.announcer().withdraw(message));
  }

  void adopt(Message message, List<Address.Device> open) {
    open.forEach(it -> adopted.add(Ask.reference(message.id(), it.id())));
    hub.request(() -> hub.announcer().adopt(message, open));
  }

  // ---- what it says ----

  /** Each delivery was answered once, or in doubt and then better, or its process died. */
  void check() {
    asked.forEach(Asked::check);
  }

  /** One delivery handed to this hub. */
  private final class Asked {

    private final WildStore.Row row;
    private final int attempt;
    private final List<Outcome> answers = new ArrayList<>();

    private Asked(WildStore.Row row) {
      this.row = row;
      this.attempt = row.attempts();
    }

    private void answered(Outcome outcome) {
      answers.add(outcome);
      if (outcome instanceof Outcome.Sent is) {
        sent.merge(is.reference(), 1, Integer::sum);
      }
      if (!dead) {
        row.answered(attempt, outcome);
      }
    }

    private void check() {
      boolean late =
          answers.size() == 2
              && answers.get(0).kind() == Outcome.Kind.IN_DOUBT
              && answers.get(1).kind() == Outcome.Kind.SENT;
      boolean died = answers.isEmpty() && dead;
      if (answers.size() != 1 && !late && !died) {
        faults.add("answered %s: %s".formatted(answers, row));
      }
    }
  }

  /** The store's ear: what it cannot keep now is to be brought again. */
  private final class Listener implements Receipts {

    @Override
    public void receive(Receipt receipt) {
      throw new IllegalStateException("nobody knows whether it is kept");
    }

    @Override
    public CompletionStage<Void> take(Receipt receipt, @Nullable Address from) {
      if (random.nextInt(RECEIPTS_TO_ONE_REFUSED) == 0) {
        return CompletableFuture.failedStage(new IllegalStateException("the disk is full"));
      }
      if (told.merge(receipt.reference(), 1, Integer::sum) > endsOf(receipt.reference())) {
        faults.add("told once more: " + receipt);
      }
      store.take(receipt, from);
      return CompletableFuture.completedStage(null);
    }
  }

  /** One for each time it was sent, one for what was taken up; one of what nobody knows. */
  private int endsOf(String reference) {
    int ends = sent.getOrDefault(reference, 0) + (adopted.contains(reference) ? 1 : 0);
    return Math.max(1, ends);
  }

  // ---- its line ----

  void cut() {
    if (line != null && line.isOpen()) {
      line.cut();
    }
  }

  void die() {
    dead = true;
    if (line != null) {
      line.abandon();
    }
  }

  @Override
  public Connection open(Greeting greeting, Transport.Listener listener) throws ConnectException {
    if (!broker.isThere()) {
      throw new ConnectException(new Trouble("no broker now", null), false);
    }
    Wire wire = new Wire();
    wire.line =
        broker.connect(
            "hub",
            greeting.subscriptions(),
            String.valueOf(greeting.willTopic()),
            greeting.will(),
            new WildBroker.Client() {
              @Override
              public void arrived(String topic, byte[] payload, boolean retained) {
                if (!dead) {
                  listener.arrived(topic, payload, retained);
                }
              }

              @Override
              public void lost() {
                listener.lost(wire);
              }
            });
    line = wire.line;
    return wire;
  }

  @Override
  public void breakOff() {}

  @Override
  public boolean isOwn(Thread thread) {
    return false;
  }

  /** The hub's end of its line. */
  private static final class Wire implements Connection {

    private WildBroker.@Nullable Line line;

    @Override
    public boolean publish(String topic, byte[] payload, boolean retained, Runnable acknowledged) {
      if (line == null || !line.isOpen()) {
        return false;
      }
      line.publish(topic, payload, retained, acknowledged);
      return true;
    }

    @Override
    public void flush() {}

    @Override
    public void beat() {}

    @Override
    public long beatDue(long latest) {
      return latest;
    }

    @Override
    public void breakOff() {}

    @Override
    public void close() {
      if (line != null && line.isOpen()) {
        line.abandon();
      }
    }
  }
}
