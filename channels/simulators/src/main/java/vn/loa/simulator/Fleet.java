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
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Time;

/** Carries devices to a broker and back again, on one thread. What has no other word runs there. */
@SuppressWarnings("FutureReturnValueIgnored") // what fails on the wire closes it
final class Fleet {

  private static final int LARGEST_PACKET = 1 << 20;

  /** A broker's accept queue is short, so a fleet does not knock all at once. */
  private static final int KNOCKING_AT_ONCE = 64;

  private static final long TICK_MILLIS = 20;
  private static final long LEAST_BACK_OFF_MILLIS = 200;
  private static final long MOST_BACK_OFF_MILLIS = 5000;
  private static final int PINGS_AFTER_SECONDS = SpeakerLine.KEEP_ALIVE_SECONDS / 2;
  private static final int HANGS_UP_AFTER_SECONDS = SpeakerLine.KEEP_ALIVE_SECONDS * 3 / 2;

  private final Time time;
  private final boolean reconnects;
  private final EventLoopGroup loop;
  private final Bootstrap bootstrap;
  private final Queue<Member> toKnock = new ArrayDeque<>();
  private final PriorityQueue<Due> agenda =
      new PriorityQueue<>(Comparator.comparingLong(Due::nanos));
  private final SplittableRandom random = new SplittableRandom();
  private final AtomicInteger online = new AtomicInteger();
  private final CompletableFuture<@Nullable Void> assembled = new CompletableFuture<>();
  private int knocking;
  private final AtomicInteger missing = new AtomicInteger();
  private int turnsLeft;

  /** A step of a device, unless it has another appointment by then. */
  private record Due(long nanos, Member member) {}

  /** A device and its line, if it has one. */
  static final class Member {
    final SpeakerDevice device;
    private @Nullable SpeakerLine line;
    private boolean away;
    private boolean knocks;
    private boolean waits;
    private boolean wasOnline;
    private int failures;
    private long due = SpeakerDevice.NEVER;

    Member(SpeakerDevice device, boolean away) {
      this.device = device;
      this.away = away;
    }
  }

  Fleet(int brokerPort, Time time, boolean reconnects) {
    this.time = time;
    this.reconnects = reconnects;
    this.loop = new NioEventLoopGroup(1, new DefaultThreadFactory("loa-speakers", true));
    this.bootstrap =
        new Bootstrap()
            .group(loop)
            .channel(NioSocketChannel.class)
            .option(ChannelOption.TCP_NODELAY, true)
            .remoteAddress(InetAddress.getLoopbackAddress(), brokerPort);
  }

  /** Done when all that are not away are online for the first time. */
  CompletableFuture<@Nullable Void> assemble(Collection<Member> members) {
    run(
        () -> {
          missing.set((int) members.stream().filter(member -> !member.away).count());
          turnsLeft = 10 + missing.get() / 10;
          members.forEach(this::come);
          complete();
        });
    loop.scheduleAtFixedRate(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    return assembled;
  }

  int online() {
    return online.get();
  }

  /** On the fleet's thread, and waits for it and for what it closed. */
  void run(Runnable task) {
    loop.submit(task).syncUninterruptibly();
    loop.submit(() -> {}).syncUninterruptibly();
  }

  void close() {
    loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  /** Hangs up, and stays away. */
  void leave(Member member) {
    member.away = true;
    drop(member);
  }

  /** Comes, or comes back. */
  void comeBack(Member member) {
    member.away = false;
    member.failures = 0;
    come(member);
  }

  /** Hangs up, and comes back by its own rules. */
  void drop(Member member) {
    SpeakerLine line = member.line;
    if (line != null) {
      line.close();
    }
  }

  /** Hangs up, and comes back in any case. */
  void shake(Member member) {
    drop(member);
    comeLater(member);
  }

  /** Its device may have something else to do next. */
  void appoint(Member member) {
    long due = member.device.step();
    if (due == member.due) {
      return;
    }
    member.due = due;
    if (due != SpeakerDevice.NEVER) {
      agenda.add(new Due(due, member));
    }
  }

  private void come(Member member) {
    if (!member.away && member.line == null && !member.knocks && !member.waits) {
      member.knocks = true;
      toKnock.add(member);
      knockSome();
    }
  }

  private void knockSome() {
    while (knocking < KNOCKING_AT_ONCE && !loop.isShuttingDown()) {
      Member member = toKnock.poll();
      if (member == null) {
        return;
      }
      knocking++;
      knock(member);
    }
  }

  private void knock(Member member) {
    SpeakerLine line = new SpeakerLine(member.device, new Host(member));
    member.line = line;
    bootstrap
        .clone()
        .handler(
            new ChannelInitializer<>() {
              @Override
              protected void initChannel(Channel channel) {
                channel
                    .pipeline()
                    .addLast(
                        new IdleStateHandler(HANGS_UP_AFTER_SECONDS, PINGS_AFTER_SECONDS, 0),
                        MqttEncoder.INSTANCE,
                        new MqttDecoder(LARGEST_PACKET),
                        line);
              }
            })
        .connect()
        .addListener(
            done -> {
              if (!done.isSuccess()) {
                assembled.completeExceptionally(done.cause());
                gone(member);
              }
            });
  }

  private void tick() {
    long now = time.nanos();
    for (Due next = agenda.peek(); next != null && next.nanos() - now <= 0; next = agenda.peek()) {
      agenda.poll();
      keep(next);
    }
  }

  private void keep(Due appointment) {
    Member member = appointment.member();
    if (member.due == appointment.nanos()) {
      member.due = SpeakerDevice.NEVER;
      appoint(member);
      if (member.line != null) {
        member.line.flush();
      }
    }
  }

  private void answered(Member member) {
    member.knocks = false;
    knocking--;
    knockSome();
  }

  private void online(Member member) {
    answered(member);
    online.incrementAndGet();
    member.failures = 0;
    if (!member.wasOnline) {
      member.wasOnline = true;
      missing.decrementAndGet();
      complete();
    }
    appoint(member);
  }

  private void complete() {
    if (missing.get() <= 0) {
      assembled.complete(null);
    }
  }

  int missing() {
    return missing.get();
  }

  private void gone(Member member) {
    member.line = null;
    if (member.knocks) {
      turnedAway(member);
      answered(member);
    } else {
      online.decrementAndGet();
      appoint(member);
    }
    if (reconnects || !member.wasOnline) {
      comeLater(member);
    }
  }

  /**
   * Moquette 0.17 takes a SUBSCRIBE that follows its CONNACK too closely for one on a closed
   * connection, and hangs up. On a busy machine that meets about one speaker in 200.
   */
  private void turnedAway(Member member) {
    member.failures++;
    turnsLeft--;
    if (turnsLeft < 0) {
      assembled.completeExceptionally(
          new IOException("the broker hangs up on " + member.device.id()));
    }
  }

  private void comeLater(Member member) {
    if (member.away || member.waits || loop.isShuttingDown()) {
      return;
    }
    member.waits = true;
    loop.schedule(
        () -> {
          member.waits = false;
          come(member);
        },
        backOff(member.failures),
        TimeUnit.MILLISECONDS);
  }

  private long backOff(int failures) {
    long most = Math.min(MOST_BACK_OFF_MILLIS, LEAST_BACK_OFF_MILLIS << Math.min(failures + 1, 10));
    return random.nextLong(LEAST_BACK_OFF_MILLIS, most + 1);
  }

  private final class Host implements SpeakerLine.Owner {

    private final Member member;

    private Host(Member member) {
      this.member = member;
    }

    @Override
    public void online(SpeakerLine line) {
      Fleet.this.online(member);
    }

    @Override
    public void told(SpeakerLine line) {
      appoint(member);
    }

    @Override
    public void gone(SpeakerLine line) {
      Fleet.this.gone(member);
    }
  }
}
