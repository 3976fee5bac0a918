package vn.loa.dispatch.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ReferenceIndexTest {

  private final ReferenceIndex index = new ReferenceIndex();

  @Property(tries = 300)
  void it_holds_what_a_set_of_pairs_holds(
      @ForAll long seed,
      @ForAll @IntRange(max = 600) int calls,
      @ForAll @IntRange(min = 1, max = 31) int bits) {
    index.clear();
    Random random = new Random(seed);
    Set<List<Integer>> pairs = new HashSet<>();
    for (int i = 0; i < calls; i++) {
      int fingerprint = random.nextInt() << bits; // few, and close to each other
      int slot = 1 + random.nextInt(50);
      if (random.nextInt(3) == 0) {
        boolean was = pairs.remove(List.of(fingerprint, slot));
        assertThat(index.remove(fingerprint, slot)).isEqualTo(was);
      } else if (pairs.add(List.of(fingerprint, slot))) {
        index.add(fingerprint, slot);
      }
    }
    assertThat(index.size()).isEqualTo(pairs.size());
    pairs.forEach(pair -> assertThat(slots(pair.get(0))).contains(pair.get(1)));
    Set<Integer> all = new HashSet<>();
    pairs.forEach(pair -> all.add(pair.get(0)));
    assertThat(all.stream().mapToInt(it -> slots(it).size()).sum()).isEqualTo(pairs.size());
  }

  @Test
  void nothing_is_found_in_an_empty_one() {
    assertThat(index.first(0)).isEqualTo(-1);
    assertThat(index.remove(0, 1)).isFalse();
  }

  @Test
  void entries_at_its_end_go_on_at_its_beginning() {
    for (int slot = 1; slot <= 9; slot++) {
      index.add(-1, slot);
    }
    assertThat(index.remove(-1, 1)).isTrue();
    assertThat(slots(-1)).containsExactlyInAnyOrder(2, 3, 4, 5, 6, 7, 8, 9);
    index.add(0, 10);
    assertThat(index.remove(-1, 9)).isTrue();
    assertThat(slots(0)).containsExactly(10);
  }

  @Test
  void another_delivery_takes_over_an_entry() {
    index.add(5, 1);
    index.replace(index.first(5), 2);
    assertThat(slots(5)).containsExactly(2);
    assertThat(index.size()).isEqualTo(1);
  }

  @Test
  void with_room_for_all_it_never_grows_and_cleared_it_is_empty() {
    index.reserve(1_000);
    index.add(7, 1);
    index.reserve(10); // there is room
    assertThat(slots(7)).containsExactly(1);
    index.clear();
    assertThat(index.size()).isZero();
    assertThat(slots(7)).isEmpty();
  }

  @Test
  void approaching_reads_what_stands_where_a_fingerprint_belongs() {
    index.add(7, 3);
    assertThat(index.approach(new int[] {7, -1})).containsExactly((7L << 32) | 3, 0L);
  }

  @Test
  void fingerprints_of_neighbours_are_far_apart() {
    Set<Integer> seen = new HashSet<>();
    int[] perSixteenth = new int[16];
    for (int i = 0; i < 16_000; i++) {
      int fingerprint = ReferenceIndex.fingerprint(1_000_000L + i);
      seen.add(fingerprint);
      perSixteenth[fingerprint >>> 28]++;
    }
    assertThat(seen).hasSizeGreaterThan(15_990);
    for (int count : perSixteenth) {
      assertThat(count).isBetween(850, 1_150);
    }
  }

  private List<Integer> slots(int fingerprint) {
    List<Integer> slots = new ArrayList<>();
    for (int at = index.first(fingerprint); at >= 0; at = index.next(at, fingerprint)) {
      slots.add(index.slot(at));
    }
    return slots;
  }
}
