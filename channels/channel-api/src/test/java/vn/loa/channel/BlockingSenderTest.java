package vn.loa.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class BlockingSenderTest {

  private static final Message MESSAGE =
      Message.builder("m", "T").text("vi", "x").validUntil(Instant.MAX).build();

  private final Map<Long, Outcome> answers = new ConcurrentHashMap<>();
  private final AtomicInteger answered = new AtomicInteger();
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch gate = new CountDownLatch(1);

  @Test
  void runs_no_more_calls_at_once_than_it_has_threads() throws Exception {
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    BlockingSender sender =
        new BlockingSender(
            "t",
            3,
            new Limits(50, 50),
            (message, to) -> {
              most.accumulateAndGet(running.incrementAndGet(), Math::max);
              LockSupport.parkNanos(100_000);
              running.decrementAndGet();
              return new Outcome.Sent("r" + to);
            });
    sender.submit(batch(50), this::answer);
    sender.close(Duration.ofSeconds(20));
    assertThat(answers).hasSize(50);
    assertThat(most.get()).isBetween(1, 3);
  }

  @Test
  void what_does_not_fit_the_window_certainly_stayed_here() {
    BlockingSender sender = stuck();
    sender.submit(batch(10), this::answer);
    assertThat(answers.values()).isNotEmpty().allMatch(Outcome.Retry.class::isInstance);
    gate.countDown();
    sender.close(Duration.ofSeconds(20));
    assertThat(answered).hasValue(10);
  }

  @Test
  void close_tells_what_was_under_way_from_what_had_not_begun() throws Exception {
    BlockingSender sender = stuck();
    sender.submit(batch(4), this::answer);
    begun.await();
    sender.close(Duration.ZERO);
    assertThat(answers.get(0L)).isInstanceOf(Outcome.InDoubt.class);
    assertThat(answers.get(1L)).isInstanceOf(Outcome.Retry.class);
    assertThat(answered).hasValue(4);
  }

  @Test
  void a_call_that_throws_may_have_sent() {
    BlockingSender sender =
        new BlockingSender(
            "t",
            1,
            new Limits(4, 4),
            (message, to) -> {
              throw new IllegalStateException("half written");
            });
    sender.submit(batch(1), this::answer);
    sender.close(Duration.ofSeconds(20));
    assertThat(answers.get(0L)).isInstanceOf(Outcome.InDoubt.class);
  }

  @Test
  void a_call_that_will_not_stop_is_answered_for_and_its_late_answer_dropped() throws Exception {
    BlockingSender sender =
        new BlockingSender(
            "t",
            1,
            new Limits(4, 4),
            (message, to) -> {
              begun.countDown();
              awaitIgnoringInterrupts(gate);
              return new Outcome.Sent("late");
            });
    sender.submit(batch(1), this::answer);
    begun.await();
    sender.close(Duration.ZERO);
    assertThat(answers.get(0L)).isInstanceOf(Outcome.InDoubt.class);
    gate.countDown();
    sender.close(Duration.ofSeconds(20));
    assertThat(answered).hasValue(1);
  }

  private BlockingSender stuck() {
    return new BlockingSender(
        "t",
        1,
        new Limits(4, 4),
        (message, to) -> {
          begun.countDown();
          gate.await();
          return new Outcome.Sent("r" + to);
        });
  }

  private static void awaitIgnoringInterrupts(CountDownLatch gate) {
    boolean open = false;
    while (!open) {
      try {
        gate.await();
        open = true;
      } catch (InterruptedException interrupted) {
        open = false;
      }
    }
  }

  private void answer(long token, Outcome outcome) {
    answered.incrementAndGet();
    answers.put(token, outcome);
  }

  private static Batch batch(int size) {
    List<Address> recipients =
        IntStream.range(0, size).<Address>mapToObj(n -> new Address.Feed("f" + n)).toList();
    return new Batch(MESSAGE, 0, recipients);
  }
}
