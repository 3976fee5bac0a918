package vn.loa.dispatch;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import vn.loa.channel.Audience;
import vn.loa.channel.Channel;
import vn.loa.channel.Message;
import vn.loa.channel.Time;

/**
 * Takes a message for an audience and sees it through: the most urgent first, within each channel's
 * window, tried again where that is safe, never where it may have gone out.
 *
 * <p>Safe for use by several threads. One daemon thread per channel, {@code loa-dispatch-<name>}.
 */
public final class Dispatcher implements AutoCloseable {

  private final Map<String, ChannelWorker> workers = new LinkedHashMap<>();
  private final AtomicInteger campaigns = new AtomicInteger();
  private final Time time;

  private Dispatcher(Iterable<Channel> channels, Settings settings) {
    this.time = settings.time();
    for (Channel channel : channels) {
      workers.put(channel.name(), new ChannelWorker(channel, settings));
    }
    workers.values().forEach(ChannelWorker::start);
  }

  /** A dispatcher with default settings over these channels. */
  public static Dispatcher of(Channel... channels) {
    Builder builder = builder();
    for (Channel channel : channels) {
      builder.channel(channel);
    }
    return builder.build();
  }

  public static Builder builder() {
    return new Builder();
  }

  /**
   * Starts a campaign on the only channel.
   *
   * @throws IllegalStateException if there is more than one channel, or the dispatcher is closed
   */
  public Campaign start(Message message, Audience audience) {
    if (workers.size() != 1) {
      throw new IllegalStateException("say on which channel: one of " + workers.keySet());
    }
    return start(message, audience, workers.keySet().iterator().next());
  }

  /**
   * Starts a campaign: accepts every recipient at once, and returns without waiting for the wire.
   *
   * @param channel the {@link Channel#name()} of a channel of this dispatcher
   * @throws IllegalArgumentException if there is no such channel
   * @throws IllegalStateException if the dispatcher is closed
   */
  public Campaign start(Message message, Audience audience, String channel) {
    ChannelWorker worker = workers.get(channel);
    if (worker == null) {
      throw new IllegalArgumentException(
          "no channel \"" + channel + "\" here: one of " + workers.keySet());
    }
    return worker.start(campaigns.incrementAndGet(), message, audience);
  }

  /**
   * Takes nothing new, sends what is queued, at most for {@code patience}, cancels the rest, and
   * closes the channels. When it returns every campaign has been answered in full. Not to be called
   * by what depends on {@link Campaign#answered()}: that runs on a thread this would wait for.
   */
  public void close(Duration patience) {
    long deadline = time.nanos() + patience.toNanos();
    workers.values().forEach(ChannelWorker::stopAccepting);
    workers.values().forEach(worker -> worker.close(deadline));
  }

  /** {@link #close(Duration)} with a patience of 30 s. */
  @Override
  public void close() {
    close(Duration.ofSeconds(30));
  }

  /** Not safe for use by several threads. */
  public static final class Builder {

    private final Map<String, Channel> channels = new LinkedHashMap<>();
    private Time time = Time.system();
    private int attempts = 5;
    private Duration retryAfter = Duration.ofSeconds(1);

    private Builder() {}

    /** Adds a channel. The dispatcher owns it from {@link #build()} on, and closes it. */
    public Builder channel(Channel channel) {
      if (channels.putIfAbsent(channel.name(), channel) != null) {
        throw new IllegalArgumentException("two channels are named \"" + channel.name() + "\"");
      }
      return this;
    }

    /** Default {@link Time#system()}. */
    public Builder time(Time time) {
      this.time = time;
      return this;
    }

    /**
     * How often one delivery is handed to its channel before it is {@code DEAD}. Default 5; at
     * least 1.
     */
    public Builder attempts(int attempts) {
      if (attempts < 1 || attempts > Byte.MAX_VALUE) {
        throw new IllegalArgumentException("attempts must be 1 to 127 but was " + attempts);
      }
      this.attempts = attempts;
      return this;
    }

    /** Pause before the second attempt; doubles with each further one. Default 1 s; more than 0. */
    public Builder retryAfter(Duration pause) {
      if (pause.isZero() || pause.isNegative()) {
        throw new IllegalArgumentException("retryAfter must be more than 0 but was " + pause);
      }
      this.retryAfter = pause;
      return this;
    }

    /**
     * @throws IllegalStateException if there is no channel
     */
    public Dispatcher build() {
      if (channels.isEmpty()) {
        throw new IllegalStateException("a dispatcher needs a channel");
      }
      return new Dispatcher(channels.values(), new Settings(time, attempts, retryAfter));
    }
  }

  /** What all workers of a dispatcher share. */
  record Settings(Time time, int attempts, Duration retryAfter) {

    /** Nanoseconds before attempt {@code made + 1}. */
    long pauseAfter(int made) {
      return retryAfter.toNanos() << Math.min(made - 1, 10);
    }
  }
}
