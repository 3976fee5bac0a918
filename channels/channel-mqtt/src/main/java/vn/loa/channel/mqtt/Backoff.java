package vn.loa.channel.mqtt;

import java.time.Duration;

/**
 * When the broker may be tried again: 0.5 s after the first attempt, then twice as long each time,
 * at most 60 s, until a connection has carried a command. Safe for use by several threads.
 */
final class Backoff {

  private static final long FIRST = Duration.ofMillis(500).toNanos();
  private static final long LONGEST = Duration.ofSeconds(60).toNanos();

  private long wait = FIRST;
  private long next;

  Backoff(long now) {
    this.next = now;
  }

  synchronized boolean allows(long now) {
    return now - next >= 0;
  }

  /** When it allows the next attempt. */
  synchronized long next() {
    return next;
  }

  synchronized void tried(long now) {
    next = now + wait;
    wait = Math.min(LONGEST, wait * 2);
  }

  /** The connection carries: the next loss may be mended after the shortest wait. */
  synchronized void proven() {
    wait = FIRST;
  }
}
