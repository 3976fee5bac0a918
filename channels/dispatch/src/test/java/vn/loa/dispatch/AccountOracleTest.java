package vn.loa.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Accounts of any rate against a list of everything that they gave. */
class AccountOracleTest {

  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final long LATE = Duration.ofMillis(40).toNanos();
  private static final long ON_THE_WAY = Duration.ofMillis(5).toNanos();

  /** What was sent, each at its nanosecond; throws when a second got more than it may. */
  private static final class Oracle {

    private record Sent(long at, int permits) {}

    private final Deque<Sent> lastSecond = new ArrayDeque<>();
    private long total;

    void sent(double rate, long at, int permits) {
      if (permits == 0) {
        return;
      }
      long spacing = rate < 1 ? (long) (SECOND / rate * (1 - 1e-5)) : SECOND;
      while (!lastSecond.isEmpty() && at - lastSecond.getFirst().at() >= spacing) {
        lastSecond.removeFirst();
      }
      lastSecond.add(new Sent(at, permits));
      total += permits;
      assertThat(lastSecond.stream().mapToLong(Sent::permits).sum())
          .as("within a second that ends at %d, at %f per second", at, rate)
          .isLessThanOrEqualTo(Math.max(1, (long) rate));
    }
  }

  @Property(tries = 300)
  void no_second_ever_gets_more_than_the_rate(
      @ForAll("rates") double rate,
      @ForAll @IntRange(min = 1, max = 5_000) int burst,
      @ForAll long start,
      @ForAll Random random) {
    Account account = Account.of("a", rate, burst);
    Oracle oracle = new Oracle();
    double current = rate;
    long now = start;
    for (int i = 0; i < 1_000; i++) {
      now = random.nextInt(3) == 0 ? now + pause(random) : account.nextAt(now);
      int permits = account.take(1 + random.nextInt(200), now);
      int unused = random.nextInt(20) == 0 ? random.nextInt(permits + 1) : 0;
      account.giveBack(unused);
      account.went(permits - unused, now);
      oracle.sent(current, now, permits - unused);
      if (random.nextInt(50) == 0) {
        account.throttled(now);
      }
      if (random.nextInt(100) == 0 && current >= 1) {
        current = 1 + random.nextDouble() * 3 * rate;
        account.rate(current);
      }
    }
  }

  /**
   * Some channels in turn, each held up for as long as chance will have it between its permits and
   * the wire; and each delivery is on the wire anywhere between.
   */
  @Property(tries = 300)
  void no_second_on_the_wire_gets_more_however_long_the_way_there(
      @ForAll("rates") double rate,
      @ForAll @IntRange(min = 1, max = 5_000) int burst,
      @ForAll @IntRange(min = 1, max = 4) int channels,
      @ForAll long start,
      @ForAll Random random) {
    Account account = Account.of("a", rate, burst);
    List<Deque<Long>> onTheirWay = new ArrayList<>();
    List<Long> wire = new ArrayList<>();
    for (int channel = 0; channel < channels; channel++) {
      onTheirWay.add(new ArrayDeque<>());
    }
    long now = start;
    for (int i = 0; i < 500; i++) {
      now = random.nextInt(3) > 0 ? now + pause(random) : account.nextAt(now);
      Deque<Long> way = onTheirWay.get(random.nextInt(channels));
      if (way.isEmpty()) {
        way.addAll(Collections.nCopies(account.take(1 + random.nextInt(200), now), now - start));
      } else {
        int out = 1 + random.nextInt(way.size());
        for (int n = 0; n < out; n++) {
          wire.add(between(way.removeFirst(), now - start, random));
        }
        account.went(out, now);
        account.giveBack(way.size());
        way.clear();
      }
    }
    Oracle oracle = new Oracle();
    wire.stream().sorted().forEach(at -> oracle.sent(rate, at, 1));
  }

  /** The ends more often than the rest. */
  private static long between(long from, long to, Random random) {
    double part = Math.min(1, Math.max(0, 2 * random.nextDouble() - 0.5));
    return from + (long) ((to - from) * part);
  }

  private static long pause(Random random) {
    return (long) (random.nextDouble() * random.nextDouble() * SECOND / (1 + random.nextInt(1000)));
  }

  @Property(tries = 100)
  void whoever_wakes_up_to_40_ms_late_uses_97_per_cent(
      @ForAll("rates") double rate, @ForAll long start, @ForAll Random random) {
    long span = (long) (SECOND * Math.max(30, 300 / rate));
    long used = used(Account.of("a", rate), rate, start, span, random);
    double whole = rate < 1 ? rate : Math.floor(rate);
    assertThat(used / (whole * span / SECOND)).isBetween(0.97, 1.05);
  }

  private static long used(Account account, double rate, long start, long span, Random random) {
    Oracle oracle = new Oracle();
    long now = start;
    while (now - start < span) {
      int permits = account.take(Integer.MAX_VALUE, now);
      now += (long) (random.nextDouble() * ON_THE_WAY);
      account.went(permits, now);
      oracle.sent(rate, now, permits);
      now = account.nextAt(now) + (long) (random.nextDouble() * LATE);
    }
    return oracle.total;
  }

  @Property(tries = 100)
  void ten_seconds_after_being_throttled_95_per_cent_go_out_again(
      @ForAll("fastRates") double rate, @ForAll @IntRange(min = 1, max = 30) int times) {
    Account account = Account.of("a", rate);
    long now = 0;
    for (int i = 0; i < times; i++) {
      account.throttled(now);
      now += SECOND / 2;
    }
    long recovered = now - SECOND / 2 + 10 * SECOND;
    drain(account, now, recovered);
    assertThat(drain(account, recovered, recovered + 10 * SECOND) / (10 * Math.floor(rate)))
        .isGreaterThanOrEqualTo(0.95);
  }

  private static long drain(Account account, long from, long to) {
    long total = 0;
    for (long now = from; now - to < 0; now = account.nextAt(now)) {
      int permits = account.take(Integer.MAX_VALUE, now);
      account.went(permits, now);
      total += permits;
    }
    return total;
  }

  /** All threads look at one hand, which moves on after each look. */
  @Test
  void threads_that_share_it_get_no_more_together() throws Exception {
    Account account = Account.of("a", 500);
    Oracle oracle = new Oracle();
    Object hand = new Object();
    long[] now = {Long.MAX_VALUE - SECOND};
    var threads = Executors.newFixedThreadPool(4);
    List<Future<?>> ends = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      ends.add(
          threads.submit(
              () -> {
                for (int i = 0; i < 20_000; i++) {
                  int permits;
                  synchronized (hand) {
                    now[0] += 50_000;
                    permits = account.take(3, now[0]);
                    account.went(permits, now[0]);
                    oracle.sent(500, now[0], permits);
                  }
                  account.nextAt(now[0]);
                }
              }));
    }
    for (Future<?> end : ends) {
      end.get();
    }
    threads.shutdown();
    assertThat(oracle.total).isBetween(1_940L, 2_027L);
  }

  @Provide
  Arbitrary<Double> rates() {
    return Arbitraries.oneOf(
        Arbitraries.doubles().between(0.01, 1),
        Arbitraries.doubles().between(1, 50),
        Arbitraries.integers().between(1, 100).map(Integer::doubleValue),
        Arbitraries.doubles().between(50, 20_000));
  }

  @Provide
  Arbitrary<Double> fastRates() {
    return Arbitraries.oneOf(
        Arbitraries.integers().between(1, 100).map(Integer::doubleValue),
        Arbitraries.doubles().between(100, 2_000));
  }
}
