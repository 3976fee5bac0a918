package vn.loa.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Flow;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Address;
import vn.loa.channel.Audience;
import vn.loa.channel.Channel;
import vn.loa.channel.Clearance;
import vn.loa.channel.DeliveryState;
import vn.loa.channel.Message;
import vn.loa.channel.Urgency;
import vn.loa.channel.testkit.ManualTime;
import vn.loa.dispatch.journal.SurvivingStore;
import vn.loa.dispatch.store.DispatchStore;

/** A dispatcher without threads, on a clock turned by hand: a test does its steps, one by one. */
final class Stepped {

  static final Instant NOON = Instant.parse("2022-05-12T05:00:00Z");

  final ManualTime time;
  final SurvivingStore store;
  final Dispatcher dispatcher;
  final List<Event> events = new ArrayList<>();
  private final Map<Channel, ChannelSettings> channels = new LinkedHashMap<>();
  private final List<WorkerThread.Stepper> steppers = new ArrayList<>();

  /** What a test may set. */
  static final class Setting {
    final Map<Channel, ChannelSettings> channels = new LinkedHashMap<>();
    ManualTime time = ManualTime.startingAt(NOON);
    SurvivingStore store = new SurvivingStore();
    @Nullable Clearance clearance;
    Map<Urgency, DoubtPolicy> doubt = Map.of(Urgency.EMERGENCY, DoubtPolicy.SEND_AGAIN);
    Duration fallbackAfter = Duration.ofMinutes(5);

    Setting channel(Channel channel) {
      return channel(channel, ChannelSettings.standard());
    }

    Setting channel(Channel channel, ChannelSettings settings) {
      channels.put(channel, settings);
      return this;
    }
  }

  private Stepped(Setting from) {
    time = from.time;
    store = from.store;
    channels.putAll(from.channels);
    Settings settings =
        new Settings(
            time,
            from.clearance,
            from.doubt,
            Duration.ofSeconds(10),
            Duration.ofDays(3),
            from.fallbackAfter,
            Duration.ofMinutes(1),
            new Random(42));
    Engine engine = new Engine(channels, (DispatchStore) store, settings);
    engine.listen();
    dispatcher = new Dispatcher(engine, settings);
    channels.keySet().forEach(it -> steppers.add(engine.worker(it.name())));
    steppers.add(engine.clerk());
    dispatcher.events().subscribe(new Watcher());
    run();
  }

  static Stepped over(Channel... all) {
    return with(
        setting -> {
          Arrays.stream(all).forEach(setting::channel);
          return setting;
        });
  }

  static Stepped with(UnaryOperator<Setting> change) {
    return new Stepped(change.apply(new Setting()));
  }

  /** Steps until nobody has anything to do at this instant. */
  Stepped run() {
    int rounds = 0;
    while (round()) {
      assertThat(++rounds).as("it spins").isLessThan(100_000);
    }
    return this;
  }

  /** The worker of the first channel, for a test that does its steps itself. */
  WorkerThread.Stepper worker() {
    return steppers.get(0);
  }

  /** One step of each; whether one of them did something. */
  boolean round() {
    boolean worked = false;
    for (WorkerThread.Stepper stepper : steppers) {
      worked |= stepper.step() - time.nanos() <= 0;
    }
    return worked;
  }

  /** Turns the clock from look to look, as threads would wake. */
  Stepped advance(Duration by) {
    long end = time.nanos() + by.toNanos();
    run();
    while (end - time.nanos() > 0) {
      long next = end;
      for (WorkerThread.Stepper stepper : steppers) {
        next = Math.min(next, stepper.step());
      }
      time.advance(Duration.ofNanos(Math.max(0, next - time.nanos())));
      run();
    }
    return this;
  }

  Campaign start(Message message, int people) {
    Campaign campaign = dispatcher.start(message, people(people));
    run();
    return campaign;
  }

  List<Event.Kind> kinds() {
    return events.stream().map(Event::kind).filter(it -> it != Event.Kind.PROGRESS).toList();
  }

  static long count(Campaign campaign, DeliveryState state) {
    return campaign.tally().count(state);
  }

  static Audience people(int count) {
    return new Audience("people", IntStream.range(0, count).mapToObj(Stepped::person).toList());
  }

  static Audience phones(int count) {
    return Audience.phones("phones", LongStream.range(0, count).map(n -> 84_903_000_000L + n));
  }

  static Address person(int n) {
    return new Address.Device("p" + n, "q1");
  }

  static Message message(String id) {
    return message(id, Urgency.ROUTINE);
  }

  static Message message(String id, Urgency urgency) {
    return message(id, urgency, Duration.ofDays(30));
  }

  static Message message(String id, Urgency urgency, Duration valid) {
    return Message.builder(id, "Tiêu đề")
        .text("vi", "Nội dung")
        .urgency(urgency)
        .validUntil(NOON.plus(valid))
        .build();
  }

  private final class Watcher implements Flow.Subscriber<Event> {
    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(Event event) {
      events.add(event);
    }

    @Override
    public void onError(Throwable fault) {}

    @Override
    public void onComplete() {}
  }
}
