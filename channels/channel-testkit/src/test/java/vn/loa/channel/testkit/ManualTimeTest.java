package vn.loa.channel.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ManualTimeTest {

  private static final Instant START = Instant.parse("2022-05-14T16:59:59Z");

  private final ManualTime time = ManualTime.startingAt(START);

  @Test
  void stands_still_until_it_is_turned() {
    assertThat(time.instant()).isEqualTo(START);
    time.advance(Duration.ofSeconds(1));
    assertThat(time.instant()).isEqualTo(Instant.parse("2022-05-14T17:00:00Z"));
    assertThat(time.nanos()).isEqualTo(TimeUnit.SECONDS.toNanos(1));
  }

  @Test
  void does_not_go_back() {
    assertThatThrownBy(() -> time.advance(Duration.ofNanos(-1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_deadline_that_has_passed_is_not_waited_for() throws Exception {
    Object monitor = new Object();
    synchronized (monitor) {
      time.await(monitor, time.nanos());
    }
  }

  @Test
  @Timeout(20)
  void whoever_waits_wakes_when_the_hand_passes_the_deadline() throws Exception {
    Object monitor = new Object();
    CompletableFuture<Instant> woken = new CompletableFuture<>();
    Thread sleeper =
        new Thread(
            () -> {
              try {
                synchronized (monitor) {
                  while (time.nanos() < Duration.ofMinutes(5).toNanos()) {
                    time.await(monitor, Duration.ofMinutes(5).toNanos());
                  }
                }
                woken.complete(time.instant());
              } catch (InterruptedException interrupted) {
                woken.completeExceptionally(interrupted);
              }
            });
    sleeper.start();
    time.advance(Duration.ofMinutes(4));
    assertThat(woken).isNotDone();
    time.advance(Duration.ofMinutes(1));
    assertThat(woken.get(10, TimeUnit.SECONDS)).isEqualTo(START.plus(Duration.ofMinutes(5)));
    sleeper.join();
  }
}
