package vn.loa.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumberSetTest {

  private static final long FIRST = 84_903_000_000L;

  /** Adds, or removes if negative. */
  @Property(tries = 100)
  void it_is_a_sorted_set(@ForAll("steps") List<Long> steps) {
    NumberSet numbers = new NumberSet();
    TreeSet<Long> oracle = new TreeSet<>();
    for (long step : steps) {
      long number = Math.abs(step);
      assertThat(numbers.contains(number)).isEqualTo(oracle.contains(number));
      assertThat(step > 0 ? numbers.add(number) : numbers.remove(number))
          .isEqualTo(step > 0 ? oracle.add(number) : oracle.remove(number));
      assertThat(numbers.test(number)).isEqualTo(step > 0);
      assertThat(numbers.size()).isEqualTo(oracle.size());
    }
    assertThat(all(numbers)).isEqualTo(List.copyOf(oracle));
  }

  /** Near each other in few pages, at borders, and anywhere. */
  @Provide
  Arbitrary<List<Long>> steps() {
    Arbitrary<Long> near = Arbitraries.longs().between(FIRST, FIRST + 1_500);
    Arbitrary<Long> borders = Arbitraries.of(1L, 65_535L, 65_536L, 65_537L, NumberSet.LONGEST);
    Arbitrary<Long> anywhere = Arbitraries.longs().between(1, NumberSet.LONGEST);
    Arbitrary<Long> number = Arbitraries.oneOf(near, borders, anywhere);
    return Arbitraries.oneOf(number, number.map(n -> -n)).list().ofMaxSize(400);
  }

  /** Every size of a page, from none to full and back, in random order. */
  @Test
  void a_page_keeps_its_numbers_while_it_grows_and_shrinks() {
    long first = 84_903_000_000L / 65_536 * 65_536;
    List<Long> order = new ArrayList<>(LongStream.range(first, first + 65_536).boxed().toList());
    Collections.shuffle(order, new Random(3));
    NumberSet numbers = new NumberSet();
    for (int i = 0; i < order.size(); i++) {
      assertThat(numbers.add(order.get(i))).isTrue();
      if (i < 8 || (i > 763 && i < 773)) {
        assertThat(all(numbers)).isEqualTo(order.subList(0, i + 1).stream().sorted().toList());
      }
    }
    assertThat(all(numbers)).isEqualTo(order.stream().sorted().toList());
    for (long number : order) {
      assertThat(numbers.remove(number)).isTrue();
      assertThat(numbers.remove(number)).isFalse();
    }
    assertThat(numbers.size()).isZero();
    assertThat(numbers).isEqualTo(new NumberSet());
  }

  @Property(tries = 20)
  void a_small_page_loses_only_what_is_removed(@ForAll long seed) {
    Random random = new Random(seed);
    NumberSet numbers = new NumberSet();
    TreeSet<Long> oracle = new TreeSet<>();
    for (int i = 0; i < 3_000; i++) {
      long number = 65_536 + random.nextInt(400) * 163L;
      boolean add = random.nextInt(3) > 0;
      assertThat(add ? numbers.add(number) : numbers.remove(number))
          .isEqualTo(add ? oracle.add(number) : oracle.remove(number));
    }
    assertThat(all(numbers)).isEqualTo(List.copyOf(oracle));
  }

  @Test
  void what_is_no_e164_number_is_never_in_it() {
    NumberSet numbers = of(1, NumberSet.LONGEST);
    for (long none : new long[] {0, -1, NumberSet.LONGEST + 1, Long.MIN_VALUE, Long.MAX_VALUE}) {
      assertThat(numbers.contains(none)).isFalse();
      assertThat(numbers.remove(none)).isFalse();
      assertThatIllegalArgumentException().isThrownBy(() -> numbers.add(none));
    }
    assertThat(all(numbers)).containsExactly(1L, NumberSet.LONGEST);
  }

  @Test
  void a_parsed_number_with_its_flag_is_not_taken_for_a_number() {
    long parsed = PhoneNumber.parse("0168 3123 456");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new NumberSet().add(parsed))
        .withMessageContaining("take e164");
  }

  @Test
  void sets_join_and_part() {
    NumberSet numbers = of(FIRST, FIRST + 1, FIRST + 70_000);
    assertThat(numbers.addAll(of(FIRST + 1, FIRST + 2, 16502530000L))).isEqualTo(2);
    assertThat(all(numbers))
        .containsExactly(16502530000L, FIRST, FIRST + 1, FIRST + 2, FIRST + 70_000);
    assertThat(numbers.removeAll(of(FIRST, FIRST + 5, FIRST + 70_000))).isEqualTo(2);
    assertThat(all(numbers)).containsExactly(16502530000L, FIRST + 1, FIRST + 2);
    assertThat(numbers.addAll(numbers)).isZero();
    assertThat(numbers.size()).isEqualTo(3);
    assertThat(numbers.removeAll(numbers)).isEqualTo(3);
    assertThat(numbers.size()).isZero();
  }

  @Test
  void sets_are_equal_by_content_however_they_came_to_it() {
    NumberSet grown = range(2_000);
    for (long number = FIRST + 5; number < FIRST + 2_000; number++) {
      grown.remove(number);
    }
    grown.add(77);
    grown.remove(77);
    NumberSet small = range(5);
    assertThat(grown).isEqualTo(small).hasSameHashCodeAs(small);
    assertThat(small).isNotEqualTo(range(6)).isNotEqualTo(of(1, 2, 3, 4, 5)).isNotEqualTo("5");
    small.remove(FIRST);
    small.add(FIRST + 65_536);
    assertThat(small).isNotEqualTo(grown).doesNotHaveSameHashCodeAs(grown);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 766, 767, 768, 769, 5_000, 150_000})
  void a_copy_is_equal_and_apart(int count) {
    NumberSet numbers = range(count);
    NumberSet copy = numbers.copy();
    assertThat(copy).isEqualTo(numbers);
    assertThat(copy.size()).isEqualTo(count);
    copy.add(16502530000L);
    assertThat(numbers.contains(16502530000L)).isFalse();
    assertThat(numbers.size()).isEqualTo(count);
  }

  @Test
  void a_copy_takes_no_more_than_it_must() {
    NumberSet numbers = range(1_000_000);
    range(999_000).forEach(numbers::remove);
    assertThat(numbers.bytes()).isGreaterThan(120_000);
    assertThat(numbers.copy().bytes()).isLessThan(9_000);
    assertThat(new NumberSet().bytes()).isLessThan(200);
  }

  @Test
  void numbers_of_a_city_take_about_a_byte_each() {
    Random random = new Random(5);
    NumberSet numbers = new NumberSet();
    for (int i = 0; i < 300_000; i++) {
      numbers.add(FIRST + random.nextInt(3_000_000));
    }
    assertThat((double) numbers.bytes() / numbers.size()).isBetween(1.0, 1.5);
  }

  @Test
  void it_shows_how_many_numbers_it_has_and_none_of_them() {
    assertThat(of(FIRST, FIRST + 1)).hasToString("2 numbers");
  }

  private static NumberSet range(int count) {
    return of(LongStream.range(FIRST, FIRST + count).toArray());
  }

  private static NumberSet of(long... numbers) {
    NumberSet set = new NumberSet();
    for (long number : numbers) {
      set.add(number);
    }
    return set;
  }

  private static List<Long> all(NumberSet numbers) {
    List<Long> all = new ArrayList<>();
    numbers.forEach(all::add);
    return all;
  }
}
