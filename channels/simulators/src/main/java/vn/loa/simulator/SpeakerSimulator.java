package vn.loa.simulator;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.mqtt.MqttDecoder;
import io.netty.handler.codec.mqtt.MqttEncoder;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Address;
import vn.loa.channel.Time;

/**
 * A fleet of loudspeakers: one MQTT connection each, one thread for all. Every speaker takes
 * commands on {@code <prefix>/d/<id>/cmd}, plays each message once and not after it expired, and
 * says so on {@code <prefix>/d/<id>/ack}.
 *
 * <p>Speaking takes 1 s for 15 characters of text, or the length of the recording, times the
 * repeats; by default that time is only reckoned, not spent. A speaker whose connection is lost
 * stays away.
 *
 * <p>Safe for use by several threads.
 */
public final class SpeakerSimulator implements AutoCloseable {

  private static final int LARGEST_PACKET = 1 << 20;
  private static final int GREETING_AT_ONCE = 64;
  private static final Duration CONNECT_WITHIN = Duration.ofSeconds(30);

  private final int brokerPort;
  private final Time time;
  private final Habits habits;
  private final EventLoopGroup loop;
  private final Queue<Address.Device> toGreet = new ArrayDeque<>();
  private final Set<Channel> connections = ConcurrentHashMap.newKeySet();
  private final Map<String, List<Announcement>> played = new ConcurrentHashMap<>();
  private final CompletableFuture<@Nullable Void> online = new CompletableFuture<>();
  private int expected;
  private int knocksLeft;

  /**
   * What a speaker said aloud.
   *
   * @param text in the first language of the command
   */
  public record Announcement(String messageId, String text) {}

  private SpeakerSimulator(int brokerPort, List<Address.Device> devices, Time time, Builder from) {
    this.brokerPort = brokerPort;
    this.time = time;
    this.habits = new Habits(from);
    this.loop = new NioEventLoopGroup(1, new DefaultThreadFactory("loa-speakers", true));
    devices.stream().filter(device -> !habits.offline(device.id())).forEach(toGreet::add);
    this.expected = toGreet.size();
    this.knocksLeft = 10 + expected / 10;
  }

  /**
   * Connects a fleet without faults to a broker of this machine, and returns when all are online.
   *
   * @param time by which they know what has expired, and date what they report
   * @throws IllegalStateException if not all are online within 30 s
   */
  public static SpeakerSimulator connect(int brokerPort, List<Address.Device> devices, Time time) {
    return builder().connect(brokerPort, devices, time);
  }

  public static Builder builder() {
    return new Builder();
  }

  /** What was said aloud so far, by device id, in the order it was said. A copy. */
  public Map<String, List<Announcement>> played() {
    Map<String, List<Announcement>> copy = new LinkedHashMap<>();
    played.forEach((device, said) -> copy.put(device, List.copyOf(said)));
    return Collections.unmodifiableMap(copy);
  }

  /** What this device said aloud so far, in order; empty for one that said nothing. A copy. */
  public List<Announcement> played(Address.Device device) {
    return List.copyOf(played.getOrDefault(device.id(), List.of()));
  }

  /** How many speakers hold a connection. */
  public int online() {
    return connections.size();
  }

  /** Cuts every connection, so that the broker sends each speaker's will, and ends the thread. */
  @Override
  public void close() {
    loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  private SpeakerSimulator start() {
    if (expected == 0) {
      return this;
    }
    loop.execute(this::greetSome);
    try {
      online.get(CONNECT_WITHIN.toNanos(), TimeUnit.NANOSECONDS);
      return this;
    } catch (ExecutionException failed) {
      throw notOnline(String.valueOf(failed.getCause()), failed);
    } catch (TimeoutException late) {
      throw notOnline("no answer within " + CONNECT_WITHIN, late);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw notOnline("interrupted", interrupted);
    }
  }

  private IllegalStateException notOnline(String why, Exception cause) {
    int missing = expected;
    close();
    return new IllegalStateException(
        "speaker simulator: "
            + missing
            + " speakers not online at port "
            + brokerPort
            + " ("
            + why
            + "); is the broker started?",
        cause);
  }

  /** On the loop. A broker's accept queue is short, so a fleet does not knock all at once. */
  private void greetSome() {
    Bootstrap bootstrap =
        new Bootstrap()
            .group(loop)
            .channel(NioSocketChannel.class)
            .option(ChannelOption.TCP_NODELAY, true);
    for (int i = 0; i < GREETING_AT_ONCE; i++) {
      greetNext(bootstrap);
    }
  }

  private void greetNext(Bootstrap bootstrap) {
    Address.Device device = toGreet.poll();
    if (device == null) {
      return;
    }
    Speaker speaker =
        new Speaker(
            device.id(),
            habits,
            time,
            said -> remember(device, said),
            () -> greeted(bootstrap),
            () -> turnedAway(bootstrap, device));
    bootstrap
        .clone()
        .handler(
            new ChannelInitializer<>() {
              @Override
              protected void initChannel(Channel channel) {
                connections.add(channel);
                channel.closeFuture().addListener(closed -> connections.remove(channel));
                channel
                    .pipeline()
                    .addLast(MqttEncoder.INSTANCE, new MqttDecoder(LARGEST_PACKET), speaker);
              }
            })
        .connect(InetAddress.getLoopbackAddress(), brokerPort)
        .addListener(
            done -> {
              if (!done.isSuccess()) {
                online.completeExceptionally(done.cause());
              }
            });
  }

  private void greeted(Bootstrap bootstrap) {
    expected--;
    if (expected == 0) {
      online.complete(null);
    }
    greetNext(bootstrap);
  }

  /**
   * Knocks again: Moquette 0.17 takes a SUBSCRIBE that follows its CONNACK too closely for one on a
   * closed connection, and hangs up. On a busy machine that meets about one speaker in 200.
   */
  private void turnedAway(Bootstrap bootstrap, Address.Device device) {
    knocksLeft--;
    if (knocksLeft < 0) {
      online.completeExceptionally(new IOException("the broker hangs up on " + device));
      return;
    }
    toGreet.add(device);
    greetNext(bootstrap);
  }

  private void remember(Address.Device device, Announcement said) {
    played.computeIfAbsent(device.id(), unused -> new CopyOnWriteArrayList<>()).add(said);
  }

  /**
   * Faults of a fleet, each for the device ids it names; a speaker may have several. Not safe for
   * use by several threads.
   */
  public static final class Builder {

    String prefix = "tt/v1";
    Predicate<String> offline = id -> false;
    Predicate<String> muted = id -> false;
    Predicate<String> broken = id -> false;
    Predicate<String> silent = id -> false;
    Predicate<String> stopsEarly = id -> false;
    Predicate<String> stutters = id -> false;
    boolean realTime;

    private Builder() {}

    /** First levels of every topic. Default {@code tt/v1}. */
    public Builder prefix(String prefix) {
      this.prefix = prefix;
      return this;
    }

    /** Never connects. */
    public Builder offline(Predicate<String> devices) {
      this.offline = devices;
      return this;
    }

    /** Plays at volume 0, and says so. */
    public Builder muted(Predicate<String> devices) {
      this.muted = devices;
      return this;
    }

    /** Takes the command and reports that its amplifier failed. */
    public Builder broken(Predicate<String> devices) {
      this.broken = devices;
      return this;
    }

    /** Takes the command, and neither plays it nor says anything. */
    public Builder silent(Predicate<String> devices) {
      this.silent = devices;
      return this;
    }

    /** Stops after half of the text, and calls that played. */
    public Builder stopsEarly(Predicate<String> devices) {
      this.stopsEarly = devices;
      return this;
    }

    /** Sends every report twice. */
    public Builder stutters(Predicate<String> devices) {
      this.stutters = devices;
      return this;
    }

    /** Lets speaking take its time on the machine's clock. Default: it takes none. */
    public Builder realTime() {
      this.realTime = true;
      return this;
    }

    /** As {@link SpeakerSimulator#connect}. */
    public SpeakerSimulator connect(int brokerPort, List<Address.Device> devices, Time time) {
      return new SpeakerSimulator(brokerPort, new ArrayList<>(devices), time, this).start();
    }
  }
}
