package vn.loa.channel.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class WindowTest {

  private static final long FAR = 1_000_000;

  @Test
  void numbers_begin_at_one_and_count_up() {
    Window window = new Window(2);
    assertThat(window.nextSequence()).isEqualTo(1);
    assertThat(begin(window).sequence()).isEqualTo(2);
  }

  @Property(tries = 300)
  void whatever_comes_and_goes_each_number_finds_who_waits_for_it(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int size) {
    Random random = new Random(seed);
    Window window = new Window(size);
    Map<Integer, Flight> waiting = new HashMap<>();
    List<Integer> order = new ArrayList<>();
    for (int step = 0; step < 500; step++) {
      if (waiting.size() < size && random.nextBoolean()) {
        Flight flight = begin(window);
        flight.sent(step, 0);
        assertThat(waiting.put(flight.sequence(), flight)).isNull();
        order.add(flight.sequence());
      } else if (!waiting.isEmpty()) {
        int number = order.remove(random.nextInt(order.size()));
        leave(window, Objects.requireNonNull(waiting.remove(number)), random.nextInt(3) == 0);
      }
      assertThat(window.waiting()).isEqualTo(waiting.size());
      assertThat(window.room()).isEqualTo(size - waiting.size());
      waiting.forEach((number, flight) -> assertThat(window.find(number)).isSameAs(flight));
      assertThat(window.all()).containsExactlyInAnyOrderElementsOf(waiting.values());
      assertThat(window.nextDeadline(FAR))
          .isEqualTo(
              order.isEmpty() ? FAR : Objects.requireNonNull(waiting.get(order.get(0))).deadline());
      int now = step - size;
      assertThat(window.overdue(now)).allMatch(it -> it.deadline() <= now);
    }
  }

  private static Flight begin(Window window) {
    Flight flight = window.begin();
    window.number(flight);
    return flight;
  }

  private static void leave(Window window, Flight flight, boolean late) {
    if (late) {
      window.late(flight);
      flight.told();
    } else {
      window.unnumber(flight);
      window.end(flight);
      window.recycle(flight);
    }
  }
}
