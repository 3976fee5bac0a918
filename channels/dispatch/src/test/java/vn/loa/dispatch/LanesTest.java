package vn.loa.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import vn.loa.channel.Urgency;

class LanesTest {

  private final Lanes<String> lanes = new Lanes<>();

  @Test
  void nobody_has_a_turn_where_nobody_is() {
    assertThat(lanes.next(it -> true)).isNull();
    assertThat(lanes.credit("a")).isZero();
    lanes.spend("a", 3);
    lanes.remove("a");
  }

  @Test
  void the_most_urgent_lane_goes_first_while_it_has_work() {
    lanes.put("routine", Urgency.ROUTINE, 100);
    lanes.put("priority", Urgency.PRIORITY, 1);
    lanes.put("emergency", Urgency.EMERGENCY, 1);
    assertThat(lanes.next(it -> true)).isEqualTo("emergency");
    assertThat(lanes.next(it -> !it.equals("emergency"))).isEqualTo("priority");
    assertThat(lanes.next(it -> it.equals("routine"))).isEqualTo("routine");
    assertThat(lanes.next(it -> false)).isNull();
  }

  @Test
  void a_turn_lasts_for_weight_times_quantum() {
    lanes.put("a", Urgency.ROUTINE, 2);
    lanes.put("b", Urgency.ROUTINE, 1);
    assertThat(lanes.next(it -> true)).isEqualTo("a");
    assertThat(lanes.credit("a")).isEqualTo(2 * Lanes.QUANTUM);
    lanes.spend("a", 2 * Lanes.QUANTUM - 1);
    assertThat(lanes.next(it -> true)).isEqualTo("a");
    assertThat(lanes.credit("a")).isEqualTo(1);
    lanes.spend("a", 1);
    assertThat(lanes.next(it -> true)).isEqualTo("b");
  }

  @Test
  void who_has_no_work_keeps_no_credit() {
    lanes.put("a", Urgency.ROUTINE, 1);
    lanes.put("b", Urgency.ROUTINE, 1);
    lanes.next(it -> true);
    lanes.spend("a", 1);
    assertThat(lanes.next(it -> it.equals("b"))).isEqualTo("b");
    assertThat(lanes.credit("a")).isZero();
  }

  @Test
  void changing_lanes_is_at_once_and_putting_again_changes_nothing() {
    lanes.put("a", Urgency.ROUTINE, 1);
    lanes.put("b", Urgency.ROUTINE, 1);
    lanes.next(it -> true);
    lanes.put("a", Urgency.ROUTINE, 1);
    assertThat(lanes.credit("a")).isEqualTo(Lanes.QUANTUM);
    lanes.put("b", Urgency.PRIORITY, 1);
    assertThat(lanes.next(it -> true)).isEqualTo("b");
    lanes.remove("b");
    assertThat(lanes.next(it -> true)).isEqualTo("a");
  }

  @Test
  void spending_out_of_turn_moves_nobody() {
    lanes.put("a", Urgency.ROUTINE, 1);
    lanes.put("b", Urgency.ROUTINE, 1);
    lanes.spend("b", 5);
    assertThat(lanes.next(it -> true)).isEqualTo("a");
  }

  /** As long as all of them have work, shares by weight differ by a turn and a piece at most. */
  @Property(tries = 300)
  void shares_follow_weights_within_one_quantum(
      @ForAll @Size(min = 2, max = 6) List<@IntRange(min = 1, max = 100) Integer> weights,
      @ForAll @IntRange(min = 1, max = 300) int piece,
      @ForAll long seed) {
    Lanes<Integer> fair = new Lanes<>();
    long[] served = new long[weights.size()];
    for (int i = 0; i < weights.size(); i++) {
      fair.put(i, Urgency.PRIORITY, weights.get(i));
    }
    Random random = new Random(seed);
    for (int round = 0; round < 2_000; round++) {
      int next = Objects.requireNonNull(fair.next(it -> true));
      int some = Math.min(fair.credit(next), 1 + random.nextInt(piece));
      fair.spend(next, some);
      served[next] += some;
    }
    for (int i = 0; i < served.length; i++) {
      for (int j = 0; j < served.length; j++) {
        double apart = (double) served[i] / weights.get(i) - (double) served[j] / weights.get(j);
        assertThat(apart).isLessThanOrEqualTo(Lanes.QUANTUM);
      }
    }
  }

  /** Whoever has work is served, whatever the others do. */
  @Property(tries = 50)
  void nobody_with_work_starves(@ForAll long seed) {
    Random random = new Random(seed);
    Lanes<Integer> fair = new Lanes<>();
    for (int i = 0; i < 5; i++) {
      fair.put(i, Urgency.ROUTINE, 1 + random.nextInt(10));
    }
    Set<Integer> served = new HashSet<>();
    List<Integer> idle = new ArrayList<>();
    for (int round = 0; round < 50 * 10 * Lanes.QUANTUM; round++) {
      idle.clear();
      for (int i = 1; i < 5; i++) {
        if (random.nextBoolean()) {
          idle.add(i);
        }
      }
      int next = Objects.requireNonNull(fair.next(it -> !idle.contains(it)));
      assertThat(idle).doesNotContain(next);
      fair.spend(next, 1);
      served.add(next);
    }
    assertThat(served).hasSize(5);
  }
}
