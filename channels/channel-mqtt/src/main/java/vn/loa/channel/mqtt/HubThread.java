package vn.loa.channel.mqtt;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import vn.loa.channel.ChannelException;

/**
 * Turns a {@link Hub}: the channel's one thread, {@code loa-<name>}, a daemon. Safe for use by
 * several threads.
 */
final class HubThread {

  private static final Logger LOG = System.getLogger("vn.loa.channel.mqtt");
  private static final Duration GOODBYE = Duration.ofMillis(500);
  private static final Duration LONGEST = Duration.ofDays(36_500);
  private static final Duration ENDS_WITHIN = Duration.ofSeconds(15);

  private final SpeakerSettings settings;
  private final Transport transport;
  private final Hub hub;
  private final Thread thread;
  private final CountDownLatch tried = new CountDownLatch(1);
  private final CountDownLatch drained = new CountDownLatch(1);
  private volatile boolean cut;

  HubThread(SpeakerSettings settings, Transport transport, Hub hub) {
    this.settings = settings;
    this.transport = transport;
    this.hub = hub;
    String name = "loa-" + settings.name();
    // In a group of its own, like the threads that a connection starts from it: another channel
    // may have a client of the same id at another broker, whose threads have the same names.
    this.thread = new Thread(new ThreadGroup(name), this::run, name);
    thread.setDaemon(true); // and so are the threads that a connection starts from it
  }

  void start() {
    thread.start();
  }

  /**
   * Waits for the first attempt to connect.
   *
   * @throws ChannelException if it failed; every thread is gone
   */
  void awaitConnected() {
    try {
      tried.await();
    } catch (InterruptedException interrupted) {
      close(Duration.ZERO);
      Thread.currentThread().interrupt();
      Trouble trouble = Trouble.interrupted(settings, interrupted);
      throw new ChannelException(trouble.sentence(), trouble.cause());
    }
    if (!hub.isConnected()) {
      Trouble trouble = hub.trouble().orElseGet(() -> Trouble.closed(settings));
      close(Duration.ZERO);
      throw new ChannelException(trouble.sentence(), trouble.cause());
    }
  }

  private void run() {
    try {
      long next = hub.step();
      tried.countDown();
      while (!cut && !hub.isThrough()) {
        hub.rest(next);
        next = hub.step();
      }
      if (!cut) {
        hub.leave(GOODBYE);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException fault) {
      LOG.log(Level.ERROR, settings + ": stopped by a fault; closing the channel", fault);
    } finally {
      end();
    }
  }

  private void end() {
    hub.breakOff();
    hub.answerRest();
    tried.countDown();
    drained.countDown();
  }

  /**
   * As {@link vn.loa.channel.Channel#close(Duration)}. Called on a thread of the channel, by an
   * answer or a receipt, it waits for nothing: it would wait for itself.
   */
  void close(Duration patience) {
    hub.refuse();
    Thread caller = Thread.currentThread();
    if (caller == thread || transport.isOwn(caller)) {
      cutOff();
      return;
    }
    boolean interrupted = false;
    try {
      if (!drained.await(nanos(patience), TimeUnit.NANOSECONDS)) {
        cutOff();
      }
    } catch (InterruptedException told) {
      interrupted = true;
      cutOff();
    }
    try {
      thread.join(ENDS_WITHIN.toMillis());
    } catch (InterruptedException told) {
      interrupted = true;
    }
    if (interrupted) {
      caller.interrupt();
    }
  }

  /** However patient the caller is: nobody waits for longer than a century. */
  private static long nanos(Duration patience) {
    return (patience.compareTo(LONGEST) < 0 ? patience : LONGEST).toNanos();
  }

  private void cutOff() {
    cut = true;
    hub.breakOff();
  }
}
