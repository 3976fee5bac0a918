package vn.loa.dispatch;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Audience;
import vn.loa.channel.Channel;
import vn.loa.channel.Clearance;
import vn.loa.channel.DeliveryState;
import vn.loa.channel.Message;
import vn.loa.channel.Time;
import vn.loa.channel.Urgency;
import vn.loa.dispatch.journal.MemoryStore;
import vn.loa.dispatch.store.CampaignRecord;
import vn.loa.dispatch.store.CampaignStand;
import vn.loa.dispatch.store.DeliveryRow;
import vn.loa.dispatch.store.DispatchStore;
import vn.loa.dispatch.store.Query;
import vn.loa.dispatch.store.Visitor;

/**
 * Takes a message for an audience and sees it through: the most urgent first, at the pace of its
 * account and within its window, only where rules allow it, tried again where that is safe, never
 * where it may have gone out. What {@code start} accepted is in the store, and goes on from there
 * in the next process.
 *
 * <p>Safe for use by several threads. Its threads are daemons: {@code loa-dispatch-<channel>} for
 * each channel, and {@code loa-dispatch}, which tells of campaigns and runs what waits for them.
 */
public final class Dispatcher implements AutoCloseable {

  private final Engine engine;
  private final Settings settings;

  Dispatcher(Engine engine, Settings settings) {
    this.engine = engine;
    this.settings = settings;
  }

  /** A dispatcher with default settings over these channels; its queue is in memory. */
  public static Dispatcher of(Channel... channels) {
    Builder builder = builder();
    Arrays.stream(channels).forEach(builder::channel);
    return builder.build();
  }

  public static Builder builder() {
    return new Builder();
  }

  /** Starts a campaign on the only channel, as {@link CampaignBuilder#start()}. */
  public Campaign start(Message message, Audience audience) {
    return campaign(message, audience).start();
  }

  /**
   * Starts a campaign, as {@link CampaignBuilder#start()}.
   *
   * @param channel the {@link Channel#name()} of a channel of this dispatcher
   */
  public Campaign start(Message message, Audience audience, String channel) {
    return campaign(message, audience).on(channel).start();
  }

  /** A campaign with more to say. */
  public CampaignBuilder campaign(Message message, Audience audience) {
    return new CampaignBuilder(this, message, audience);
  }

  Campaign start(CampaignBuilder from) {
    List<String> channels = from.channels.isEmpty() ? List.of(engine.onlyChannel()) : from.channels;
    CampaignRecord record =
        new CampaignRecord(
            from.key == null ? settings.key() : from.key,
            from.message,
            channels,
            from.audience.name(),
            from.message.urgency(),
            from.weight,
            from.notBefore,
            from.order,
            settings.time().instant());
    return new Campaign(engine, engine.start(record, from.audience.recipients()));
  }

  /** The campaign with this key, of this or an earlier process; empty where there is none. */
  public Optional<Campaign> campaign(String key) {
    return Optional.ofNullable(engine.clerk().course(key)).map(it -> new Campaign(engine, it));
  }

  /** Every campaign the store had or got, in the order they came: a copy. */
  public List<Campaign> campaigns() {
    return engine.clerk().courses().stream().map(it -> new Campaign(engine, it)).toList();
  }

  /**
   * Every delivery in doubt, for a person to look at: a copy.
   *
   * @throws vn.loa.dispatch.store.StoreException if the dispatcher is closed
   */
  public List<InDoubt> inDoubt() {
    List<InDoubt> all = new ArrayList<>();
    engine.scan(
        Query.all(EnumSet.of(DeliveryState.IN_DOUBT)),
        new Visitor() {
          @Override
          public void campaign(CampaignStand stand) {}

          @Override
          public void delivery(DeliveryRow row) {
            all.add(new InDoubt(row));
          }
        });
    return List.copyOf(all);
  }

  /**
   * Decides about a delivery in doubt, in the place of a policy.
   *
   * @return completes when that is durable, with false if something else resolved it before
   */
  public CompletionStage<Boolean> decide(InDoubt delivery, Decision decision) {
    return engine.decide(delivery, decision);
  }

  /**
   * What changes, from the moment somebody subscribes. Events are told on the thread {@code
   * loa-dispatch}; who is more than 1,024 behind misses what comes next.
   */
  public Flow.Publisher<Event> events() {
    return engine.clerk().events();
  }

  /**
   * Every channel as it stands: a copy.
   *
   * @throws vn.loa.dispatch.store.StoreException if the dispatcher is closed
   */
  public List<ChannelStand> channels() {
    return engine.channels();
  }

  /**
   * Lets a channel go on that paused because its account was refused.
   *
   * @throws IllegalArgumentException if there is no such channel
   */
  public void resume(String channel) {
    engine.worker(channel).resume();
  }

  /**
   * Takes and leases nothing more, waits for what is on the wire, at most {@code patience}, closes
   * the channels with what is left of it, and then the store. What was not answered is in doubt;
   * what is queued goes on when the store is opened again. Closing twice is harmless, and what
   * depends on a stage or an event may close too.
   */
  public void close(Duration patience) {
    engine.close(patience);
  }

  /** {@link #close(Duration)} with a patience of 30 s. */
  @Override
  public void close() {
    close(Duration.ofSeconds(30));
  }

  /** Not safe for use by several threads. */
  public static final class Builder {

    private final Map<Channel, ChannelSettings> channels = new LinkedHashMap<>();
    private final Map<Urgency, DoubtPolicy> doubt = new EnumMap<>(Urgency.class);
    private @Nullable DispatchStore store;
    private @Nullable Clearance clearance;
    private Time time = Time.system();
    private Duration doubtPatience = Duration.ofSeconds(10);
    private Duration receiptsWithin = Duration.ofDays(3);
    private Duration fallbackAfter = Duration.ofMinutes(5);
    private Duration leasesHold = Duration.ofSeconds(60);
    private @Nullable RandomGenerator random;

    private Builder() {
      doubt.put(Urgency.EMERGENCY, DoubtPolicy.SEND_AGAIN);
    }

    /**
     * Where campaigns are kept. The dispatcher owns it from {@link #build()} on, and closes it.
     * Default: in memory, until the dispatcher is closed.
     */
    public Builder store(DispatchStore store) {
      this.store = store;
      return this;
    }

    /** As {@link #channel(Channel, ChannelSettings)} with {@link ChannelSettings#standard()}. */
    public Builder channel(Channel channel) {
      return channel(channel, ChannelSettings.standard());
    }

    /**
     * Adds a channel. The dispatcher owns it from {@link #build()} on, and closes it.
     *
     * @throws IllegalArgumentException if another channel has its name
     */
    public Builder channel(Channel channel, ChannelSettings settings) {
      if (channels.keySet().stream().anyMatch(it -> it.name().equals(channel.name()))) {
        throw new IllegalArgumentException("two channels are named \"" + channel.name() + "\"");
      }
      channels.put(channel, settings);
      return this;
    }

    /** What decides whether a delivery may go out now. Default: everything may. */
    public Builder clearance(Clearance clearance) {
      this.clearance = clearance;
      return this;
    }

    /** Default {@link Time#system()}. */
    public Builder time(Time time) {
      this.time = time;
      return this;
    }

    /**
     * What becomes of deliveries in doubt of a lane, where the channel cannot tell a repeat from a
     * new delivery. Default: {@link Urgency#EMERGENCY} is sent again once, the others are held.
     */
    public Builder whenInDoubt(Urgency urgency, DoubtPolicy policy) {
      doubt.put(urgency, policy);
      return this;
    }

    /**
     * How long a late answer or a receipt may resolve a doubt before a delivery is sent again.
     * Default 10 s; more than 0.
     */
    public Builder doubtPatience(Duration patience) {
      this.doubtPatience = Durations.positive("doubtPatience", patience);
      return this;
    }

    /**
     * How long a receipt is awaited before its delivery is {@link DeliveryState#UNCONFIRMED}.
     * Default 72 h; more than 0. Looked at once a minute.
     */
    public Builder receiptsWithin(Duration patience) {
      this.receiptsWithin = Durations.positive("receiptsWithin", patience);
      return this;
    }

    /**
     * How long a channel may take nothing before the next one of a campaign takes over. Default 5
     * min; more than 0.
     */
    public Builder fallbackAfter(Duration patience) {
      this.fallbackAfter = Durations.positive("fallbackAfter", patience);
      return this;
    }

    /**
     * Where several dispatchers share a store: how long what one has in hand stays with it when it
     * is not heard of. Then others take it over, and what it had attempted is in doubt; itself it
     * submits nothing more of it. Default 60 s; at least 1 s. Longer than any stop of the process
     * that is not its end.
     *
     * @throws IllegalArgumentException if it is less
     */
    public Builder leasesHold(Duration time) {
      if (time.compareTo(Duration.ofSeconds(1)) < 0) {
        throw new IllegalArgumentException("leases hold for at least 1 s, not for " + time);
      }
      this.leasesHold = time;
      return this;
    }

    /** Where the keys of campaigns and the jitter of pauses come from. Default: a secure one. */
    public Builder random(RandomGenerator random) {
      this.random = random;
      return this;
    }

    /**
     * Takes up the campaigns of the store, and goes on with them. Those whose start was cut wait
     * for it to be repeated.
     *
     * @throws IllegalStateException if there is no channel
     * @throws vn.loa.dispatch.store.StoreException if the store cannot be read
     */
    public Dispatcher build() {
      if (channels.isEmpty()) {
        throw new IllegalStateException("a dispatcher needs a channel");
      }
      Settings settings = settings();
      Engine engine = new Engine(channels, store == null ? new MemoryStore() : store, settings);
      engine.run();
      return new Dispatcher(engine, settings);
    }

    private Settings settings() {
      return new Settings(
          time,
          clearance,
          doubt,
          doubtPatience,
          receiptsWithin,
          fallbackAfter,
          leasesHold,
          random == null ? new SecureRandom() : random);
    }
  }
}
