package vn.loa.sms.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Recent sends against a map of lists, over days, and from several threads. */
class RecentSendsOracleTest {

  private static final Duration DAY = Duration.ofHours(24);
  private static final long NOW = 1_652_600_000;

  private final RecentSends sends = new RecentSends(3, DAY);

  private static Instant second(long second) {
    return Instant.ofEpochSecond(second);
  }

  @Test
  void a_day_of_new_numbers_after_another_takes_no_more_room_than_two() {
    for (long number = 1; number <= 300_000; number++) {
      sends.record(number, second(NOW + number));
    }
    assertThat(sends.size()).isBetween(86_401L, 200_000L);
    for (long number = 213_600; number <= 300_000; number++) {
      assertThat(sends.nthLatest(number, 1)).isEqualTo(second(NOW + number));
    }
    assertThat(sends).hasToString("recent messages to " + sends.size() + " numbers");
  }

  @Property(tries = 200)
  void it_keeps_what_a_map_of_lists_keeps(
      @ForAll @IntRange(min = 1, max = 4) int kept,
      @ForAll @Size(max = 400) List<@IntRange(min = 0, max = 400_000) Integer> entries) {
    RecentSends recent = new RecentSends(kept, DAY);
    Map<Long, List<Instant>> model = new HashMap<>();
    for (int entry : entries) {
      long number = 84_903_000_000L + entry % 97;
      Instant at = second(NOW + entry % 1009);
      recent.record(number, at);
      model.computeIfAbsent(number, n -> new ArrayList<>()).add(at);
    }
    assertThat(recent.size()).isEqualTo(model.size());
    model.forEach(
        (number, all) -> {
          all.sort(Collections.reverseOrder());
          for (int n = 1; n <= kept; n++) {
            assertThat(recent.nthLatest(number, n))
                .isEqualTo(n <= all.size() ? all.get(n - 1) : null);
          }
        });
  }

  @Test
  void threads_that_note_and_ask_at_once_lose_nothing() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try {
      List<Future<?>> writers = new ArrayList<>();
      for (int writer = 0; writer < 2; writer++) {
        int first = writer;
        writers.add(threads.submit(() -> noteEverySecondFrom(first)));
      }
      Future<?> reader = threads.submit(this::askForAll);
      for (Future<?> writer : writers) {
        writer.get();
      }
      reader.get();
    } finally {
      threads.shutdownNow();
    }
    assertThat(sends.size()).isEqualTo(50_000);
    for (long number = 1; number <= 50_000; number++) {
      assertThat(sends.nthLatest(number, 1)).isEqualTo(second(NOW + number));
    }
  }

  private void noteEverySecondFrom(long first) {
    for (long number = 1 + first; number <= 50_000; number += 2) {
      sends.record(number, second(NOW + number));
    }
  }

  private void askForAll() {
    for (int round = 0; round < 5; round++) {
      for (long number = 1; number <= 50_000; number++) {
        assertThat(sends.nthLatest(number, 1)).isIn(null, second(NOW + number));
      }
    }
  }
}
