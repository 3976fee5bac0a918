package vn.loa.dispatch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Batch;
import vn.loa.channel.Channel;
import vn.loa.channel.Delivery;
import vn.loa.channel.DeliveryState;
import vn.loa.channel.Limits;
import vn.loa.channel.Message;
import vn.loa.channel.Outcome;
import vn.loa.channel.Outcomes;
import vn.loa.channel.Reason;
import vn.loa.channel.Receipt;
import vn.loa.channel.Receipts;
import vn.loa.channel.Urgency;
import vn.loa.channel.testkit.ManualTime;
import vn.loa.dispatch.journal.LossyPlace;
import vn.loa.dispatch.store.DispatchStore;

/**
 * One life after the other of a dispatcher on one journal, each but the last ended by a loss of
 * power; its steps are taken here, on one thread. The other end of the wire keeps counting: what it
 * got before the power failed it has.
 */
final class EngineCase {

  private static final int PEOPLE = 12;
  private static final int WINDOW = 4;
  private static final List<Urgency> LANES = List.of(Urgency.values());
  private static final Reason BUSY = new Reason("BUSY", "come back later");

  private final Random random;
  private final LossyPlace place;
  private final UnaryOperator<DispatchStore> mutant;
  private final ManualTime time = ManualTime.startingAt(Stepped.NOON);
  private final List<Message> messages = new ArrayList<>();
  private final Set<String> accepted = new HashSet<>();

  /** How often, by message and person. */
  private final Map<String, Integer> arrived = new HashMap<>();

  private final int deaths;
  private long inDoubt;
  private int references;

  EngineCase(long seed, UnaryOperator<DispatchStore> mutant) {
    this.random = new Random(seed * 0x9E3779B97F4A7C15L);
    this.place = new LossyPlace(random);
    this.mutant = mutant;
    this.deaths = 1 + random.nextInt(3);
    for (int i = random.nextInt(3); i >= 0; i--) {
      Urgency urgency = LANES.get(random.nextInt(LANES.size()));
      messages.add(Stepped.message("m" + i, urgency));
    }
  }

  /** Null if all was well; else what was not. */
  @Nullable String fault() {
    for (int death = 0; death < deaths; death++) {
      place.powerLossAfter(random.nextInt(60));
      String fault = life();
      if (fault != null) {
        return fault;
      }
      place.powerOn();
    }
    place.powerLossAfter(Integer.MAX_VALUE);
    return life();
  }

  /** How many were in doubt in the end. */
  long inDoubt() {
    return inDoubt;
  }

  private @Nullable String life() {
    try {
      DispatchStore store = mutant.apply(place.open(time));
      Wire wire = new Wire();
      Settings settings =
          new Settings(
              time,
              null,
              Map.of(),
              Duration.ofSeconds(10),
              Duration.ofHours(1),
              Duration.ofMinutes(5),
              Duration.ofMinutes(1),
              random);
      Engine engine = new Engine(Map.of(wire, ChannelSettings.standard()), store, settings);
      engine.listen();
      Dispatcher dispatcher = new Dispatcher(engine, settings);
      if (!accepted.stream().allMatch(it -> dispatcher.campaign(it).isPresent())) {
        return "a campaign that was accepted is not there";
      }
      messages.forEach(it -> start(dispatcher, it));
      send(engine, wire, dispatcher.campaigns());
      return place.isDead() ? null : verdict(dispatcher.campaigns());
    } catch (RuntimeException | Error failed) {
      if (place.isDead()) {
        return null;
      }
      throw failed;
    }
  }

  private void start(Dispatcher dispatcher, Message message) {
    dispatcher.campaign(message, Stepped.people(PEOPLE)).key(message.id()).start();
    if (!place.isDead()) {
      accepted.add(message.id());
    }
  }

  private void send(Engine engine, Wire wire, List<Campaign> campaigns) {
    List<WorkerThread.Stepper> steppers = List.of(engine.worker(wire.name()), engine.clerk());
    for (int round = 0; round < 2_000 && !place.isDead(); round++) {
      boolean worked = false;
      for (WorkerThread.Stepper stepper : steppers) {
        worked |= stepper.step() - time.nanos() <= 0;
      }
      wire.speak();
      if (campaigns.stream().allMatch(it -> it.completion().toCompletableFuture().isDone())) {
        return;
      }
      if (!worked) {
        time.advance(Duration.ofMillis(1 + random.nextInt(3_000)));
      }
    }
  }

  private @Nullable String verdict(List<Campaign> campaigns) {
    inDoubt =
        campaigns.stream()
            .flatMap(it -> it.deliveries().stream())
            .filter(EngineCase::isInterrupted)
            .count();
    if (inDoubt > (long) WINDOW * deaths) {
      return inDoubt + " in doubt, more than the windows were wide";
    }
    return campaigns.stream().map(this::verdict).filter(Objects::nonNull).findFirst().orElse(null);
  }

  private @Nullable String verdict(Campaign campaign) {
    List<Delivery> deliveries = campaign.deliveries();
    if (deliveries.size() != PEOPLE || campaign.tally().audience() != PEOPLE) {
      return "the tally does not add up: " + campaign.tally();
    }
    for (Delivery delivery : deliveries) {
      int times = arrived.getOrDefault(campaign.key() + delivery.recipient(), 0);
      if (times > 1) {
        return delivery.recipient() + " got it " + times + " times";
      }
      boolean mayHave =
          switch (delivery.state()) {
            case SENT, DELIVERED, UNCONFIRMED -> times == 1;
            case IN_DOUBT -> true;
            case DEAD -> times == 0;
            default -> false;
          };
      if (!mayHave) {
        return delivery.state() + ", and it arrived " + times + " times";
      }
    }
    return null;
  }

  /** In doubt by the death of the process; not because the wire said so. */
  private static boolean isInterrupted(Delivery delivery) {
    return delivery.state() == DeliveryState.IN_DOUBT
        && delivery.reason() != null
        && !delivery.reason().code().equals("TIMEOUT");
  }

  /** Takes some at once, some later, answers some twice, and some never. */
  private final class Wire implements Channel {

    private final List<Runnable> later = new ArrayList<>();
    private Receipts receipts = receipt -> {};

    @Override
    public String name() {
      return "wire";
    }

    @Override
    public Limits limits() {
      return new Limits(WINDOW, 3);
    }

    @Override
    public void listen(Receipts receipts) {
      this.receipts = receipts;
    }

    @Override
    public void submit(Batch batch, Outcomes outcomes) {
      for (int i = 0; i < batch.size() && !place.isDead(); i++) {
        submit(batch.message().id() + batch.recipient(i), batch.token(i), outcomes);
      }
    }

    private void submit(String to, long token, Outcomes outcomes) {
      int fate = random.nextInt(10);
      if (fate == 0) {
        outcomes.answer(token, new Outcome.Retry(BUSY));
        return;
      }
      arrived.merge(to, 1, Integer::sum);
      String reference = "r" + references++;
      if (fate == 1) {
        outcomes.answer(token, new Outcome.InDoubt(new Reason("TIMEOUT", "no answer")));
      } else if (fate < 5) {
        outcomes.answer(token, new Outcome.Sent(reference));
      } else {
        later.add(() -> outcomes.answer(token, new Outcome.Sent(reference)));
      }
      if (random.nextBoolean()) {
        later.add(() -> receipts.take(new Receipt.Delivered(reference, time.instant()), null));
      }
    }

    /** What waits is said, in any order. */
    void speak() {
      while (!later.isEmpty() && random.nextInt(3) > 0 && !place.isDead()) {
        later.remove(random.nextInt(later.size())).run();
      }
    }

    @Override
    public void close(Duration patience) {}
  }
}
