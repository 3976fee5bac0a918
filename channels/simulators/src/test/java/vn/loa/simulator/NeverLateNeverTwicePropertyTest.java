package vn.loa.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;

/**
 * A device on a bad wire to a good hub. Run it longer with {@code -Dloa.runs=10000}.
 *
 * @see WildRun
 */
class NeverLateNeverTwicePropertyTest {

  private static final int TRIES = 100;
  private static final int RUNS = Integer.getInteger("loa.runs", 300);

  private static final WildRun.Tally TALLY = new WildRun.Tally();

  @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
  void nothing_begins_after_its_time_and_nothing_is_played_to_its_end_twice(@ForAll long seed) {
    LongStream.range(0, Math.max(1, RUNS / TRIES)).map(i -> seed + i).forEach(this::run);
  }

  private void run(long seed) {
    WildRun run = new WildRun(seed);
    run.go();
    assertThat(run.late()).as("began late, seed " + seed).isEmpty();
    assertThat(run.twice()).as("played twice, seed " + seed).isEmpty();
    assertThat(run.outstanding()).as("never ends, seed " + seed).isFalse();
    TALLY.add(run);
  }

  /** A proof over runs in which nothing happens would be none. */
  @AfterContainer
  static void enough_happened() {
    System.out.println(TALLY);
    assertThat(TALLY.played()).isPositive();
    assertThat(TALLY.expired()).isPositive();
    assertThat(TALLY.cuts()).isPositive();
  }
}
