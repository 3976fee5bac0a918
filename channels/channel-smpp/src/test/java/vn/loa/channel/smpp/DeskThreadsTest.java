package vn.loa.channel.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import vn.loa.channel.Address;
import vn.loa.channel.Receipt;
import vn.loa.channel.Receipts;
import vn.loa.channel.testkit.ManualTime;

/** Several binds bring, and are answered, at the same time. */
@Timeout(60)
class DeskThreadsTest {

  private static final int DELIVERIES = 2_000;
  private static final int BINDS = 3;

  private final Desk desk =
      new Desk(
          "sms",
          SmppProfile.standard(),
          ManualTime.startingAt(Instant.parse("2026-05-15T05:00:00Z")));
  private final Queue<String> told = new ConcurrentLinkedQueue<>();
  private final AtomicInteger answered = new AtomicInteger();

  @Test
  void each_delivery_is_told_once_whichever_bind_brings_its_parts() throws Exception {
    listen();
    inParallel(
        bind -> {
          for (int i = bind; i < DELIVERIES; i += BINDS) {
            long ticket = desk.begin();
            bring(i + "-a");
            desk.accepted(ticket, List.of(i + "-a", i + "-b", i + "-c"));
          }
        },
        bind -> {
          for (int i = 0; i < DELIVERIES; i++) {
            bring(i + "-" + "abc".charAt(bind));
          }
        });
    assertThat(desk.waiting()).isZero();
    assertThat(answered).hasValue(DELIVERIES + BINDS * DELIVERIES);
    IntStream.range(0, DELIVERIES).forEach(i -> bring(i + "-a"));
    IntStream.range(0, DELIVERIES).forEach(i -> bring(i + "-b"));
    IntStream.range(0, DELIVERIES).forEach(i -> bring(i + "-c"));
    assertThat(told.stream().filter(reference -> reference.endsWith("+3")))
        .hasSize(DELIVERIES)
        .doesNotHaveDuplicates();
  }

  /** What one bind does, by its number from 0. */
  @FunctionalInterface
  private interface Work {
    void on(int bind);
  }

  private static void inParallel(Work... works) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(works.length * BINDS);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (Work work : works) {
        for (int bind = 0; bind < BINDS; bind++) {
          int number = bind;
          running.add(threads.submit(() -> work.on(number)));
        }
      }
      for (Future<?> one : running) {
        one.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private void bring(String id) {
    byte[] octets = Brought.receipt("id:" + id + " stat:DELIVRD");
    desk.take(octets, 0, octets.length, status -> answered.incrementAndGet());
  }

  private void listen() {
    desk.listen(
        new Receipts() {
          @Override
          public void receive(Receipt receipt) {
            throw new AssertionError("take() is what a channel with a keeping peer calls");
          }

          @Override
          public CompletionStage<Void> take(Receipt receipt, @Nullable Address from) {
            told.add(receipt.reference());
            return CompletableFuture.completedFuture(null);
          }
        });
  }
}
