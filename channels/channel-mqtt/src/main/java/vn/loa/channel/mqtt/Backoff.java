package vn.loa.channel.mqtt;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * When the broker may be tried again: half a second after the first attempt, then twice as long
 * each time, at most a minute, each up to half shorter by chance; until a connection has carried.
 * Of the hub's thread alone.
 */
final class Backoff {

  private static final long FIRST = Duration.ofMillis(500).toNanos();
  private static final long LONGEST = Duration.ofSeconds(60).toNanos();

  private final RandomGenerator dice;
  private long pause = FIRST;
  private long next;

  Backoff(long now, RandomGenerator dice) {
    this.next = now;
    this.dice = dice;
  }

  boolean allows(long now) {
    return now - next >= 0;
  }

  /** When it allows the next attempt. */
  long next() {
    return next;
  }

  void tried(long now) {
    next = now + pause - dice.nextLong(pause / 2);
    pause = Math.min(LONGEST, pause * 2);
  }

  /** The connection carries: the next loss may be mended after the shortest pause. */
  void proven() {
    pause = FIRST;
  }
}
