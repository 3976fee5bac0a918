package vn.loa.sms;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PartReferencesTest {

  private static final long CITIZEN = 84_903_123_456L;

  @Test
  void a_destination_gets_every_reference_before_one_comes_again() {
    PartReferences references = PartReferences.of(Concatenation.UDH_8, 250);
    List<Integer> first = IntStream.range(0, 256).mapToObj(i -> references.next(CITIZEN)).toList();
    assertThat(first).startsWith(250, 251).endsWith(248, 249).doesNotHaveDuplicates();
    assertThat(first).allMatch(it -> it >= 0 && it <= 255);
    assertThat(references.next(CITIZEN)).isEqualTo(250);
  }

  @Test
  void wider_references_come_around_later() {
    PartReferences references = PartReferences.of(Concatenation.SAR, 65_535);
    assertThat(references.next(CITIZEN)).isEqualTo(65_535);
    assertThat(references.next(CITIZEN)).isZero();
    assertThat(PartReferences.of(Concatenation.UDH_16, -1).next(CITIZEN)).isEqualTo(65_535);
  }

  @Test
  void another_destination_has_its_own_count() {
    PartReferences references = PartReferences.of(Concatenation.UDH_8, 0);
    IntStream.range(0, 10).forEach(i -> references.next(CITIZEN));
    assertThat(references.next(CITIZEN + 1)).isZero();
    assertThat(references.next(CITIZEN)).isEqualTo(10);
  }

  /** Were they all to share one count, the last would be far from zero. */
  @Test
  void neighbouring_numbers_are_spread_over_the_counts() {
    PartReferences references = PartReferences.of(Concatenation.UDH_16, 0);
    int most =
        LongStream.range(CITIZEN, CITIZEN + 50_000).mapToInt(references::next).max().orElseThrow();
    assertThat(most).isLessThan(4);
  }

  @Test
  void threads_share_a_count_without_giving_a_reference_twice() {
    PartReferences references = PartReferences.of(Concatenation.UDH_16, 0);
    Set<Integer> given = ConcurrentHashMap.newKeySet();
    IntStream.range(0, 20_000).parallel().forEach(i -> given.add(references.next(CITIZEN)));
    assertThat(given).hasSize(20_000);
  }
}
