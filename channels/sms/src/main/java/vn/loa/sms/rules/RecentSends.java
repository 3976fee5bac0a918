package vn.loa.sms.rules;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.StampedLock;
import org.jspecify.annotations.Nullable;

/**
 * The latest messages to each number, in memory: 8 octets for a number and 4 for each message that
 * is kept of it, and a quarter to nine tenths of that again as free room; 25 to 38 octets a number
 * for three messages. When the room runs out, numbers are forgotten whose latest message is older
 * than the span asked for; else it grows. Nothing is written to disk: after a restart, record again
 * what was sent within the span before sending more.
 *
 * <p>Seconds are rounded up, so nothing is taken for longer ago than it is. Safe for use by several
 * threads; those who ask wait for nobody.
 */
public final class RecentSends implements SendingHistory {

  private static final int SHARDS = 64;

  /** Seconds of Unix time in 32 bits without sign. */
  private static final long LAST_SECOND = 0xFFFF_FFFFL;

  static final int MOST_KEPT = 1_000;
  static final Duration LONGEST = Duration.ofDays(366);

  private final int kept;
  private final long seconds;
  private final Shard[] shards = new Shard[SHARDS];

  /**
   * @param kept messages of a number, 1 to 1,000; the cap may not ask for more
   * @param within how long a number is remembered at least after its latest message; at most 366
   *     days
   * @throws IllegalArgumentException if either is out of its range
   */
  public RecentSends(int kept, Duration within) {
    boolean span = !within.isNegative() && within.compareTo(LONGEST) <= 0;
    if (kept < 1 || kept > MOST_KEPT || !span) {
      throw new IllegalArgumentException(
          "keep 1 to 1000 messages of a number, for at most 366 days, not "
              + kept
              + " for "
              + within);
    }
    this.kept = kept;
    this.seconds = within.plusSeconds(1).toSeconds();
    for (int i = 0; i < SHARDS; i++) {
      shards[i] = new Shard(new RecentTable(kept, 16));
    }
  }

  /**
   * Notes that a message is sent to a number. Those of one number may come in any order, but a far
   * wrong instant may make numbers of the present forgotten.
   *
   * @param e164 positive
   * @param at from 1970 to 2106
   * @throws IllegalArgumentException for a number or an instant that cannot be
   */
  public void record(long e164, Instant at) {
    long second = at.getEpochSecond() + (at.getNano() > 0 ? 1 : 0);
    if (e164 < 1) {
      throw new IllegalArgumentException("a message is sent to a number, and numbers are positive");
    }
    if (second < 1 || second > LAST_SECOND) {
      throw new IllegalArgumentException(
          "a message is sent between 1970 and 2106, not at " + at + "; see to the clock");
    }
    shard(e164).record(e164, second, second - seconds);
  }

  /** Forgets the latest message to a number, which did not go out after all; nothing if none is. */
  public void forgetLatest(long e164) {
    shard(e164).forgetLatest(e164);
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if {@code n} is not from 1 to as many as are kept
   */
  @Override
  public @Nullable Instant nthLatest(long e164, int n) {
    if (n < 1 || n > kept) {
      throw new IllegalArgumentException(
          "the last "
              + kept
              + " messages of a number are kept, and number "
              + n
              + " was asked for; take SendingRules.recentSends(), which fits the cap");
    }
    long second = shard(e164).nthLatest(e164, n);
    return second == 0 ? null : Instant.ofEpochSecond(second);
  }

  /** Numbers remembered. */
  public long size() {
    long size = 0;
    for (Shard shard : shards) {
      size += shard.size();
    }
    return size;
  }

  /** How many numbers; none of them. */
  @Override
  public String toString() {
    return "recent messages to " + size() + " numbers";
  }

  private Shard shard(long e164) {
    return shards[(int) (RecentTable.mix(e164) & (SHARDS - 1))];
  }

  /** Readers do not lock: they look, and look again under the lock if somebody wrote meanwhile. */
  private static final class Shard {

    private final StampedLock lock = new StampedLock();
    private RecentTable table;

    Shard(RecentTable table) {
      this.table = table;
    }

    void record(long e164, long second, long forgetBefore) {
      long stamp = lock.writeLock();
      try {
        if (table.isFull()) {
          table = table.grown(forgetBefore);
        }
        table.record(e164, second);
      } finally {
        lock.unlockWrite(stamp);
      }
    }

    void forgetLatest(long e164) {
      long stamp = lock.writeLock();
      try {
        table.forgetLatest(e164);
      } finally {
        lock.unlockWrite(stamp);
      }
    }

    long nthLatest(long e164, int n) {
      long stamp = lock.tryOptimisticRead();
      if (stamp != 0) {
        long second = table.nthLatest(e164, n);
        if (lock.validate(stamp)) {
          return second;
        }
      }
      stamp = lock.readLock();
      try {
        return table.nthLatest(e164, n);
      } finally {
        lock.unlockRead(stamp);
      }
    }

    int size() {
      long stamp = lock.readLock();
      try {
        return table.size();
      } finally {
        lock.unlockRead(stamp);
      }
    }
  }
}
