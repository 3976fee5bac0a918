package vn.loa.channel.smpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import vn.loa.channel.Address;
import vn.loa.channel.Outcome;
import vn.loa.channel.Receipt;
import vn.loa.channel.Receipts;
import vn.loa.channel.testkit.Answers;
import vn.loa.simulator.SmscSimulator;

/** A disk that is slow, and receipts that all come at once: they wait, and none is refused. */
@Timeout(120)
class BackPressureTest {

  private static final int MANY = 2_500;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final ScheduledExecutorService disk = Executors.newSingleThreadScheduledExecutor();
  private final Set<String> kept = ConcurrentHashMap.newKeySet();

  @AfterEach
  void stop() {
    disk.shutdownNow();
  }

  /** Hears receipts as a dispatcher does. */
  private record Keeping(Function<Receipt, CompletionStage<Void>> disk) implements Receipts {

    @Override
    public void receive(Receipt receipt) {
      throw new AssertionError("a receipt that may not be kept");
    }

    @Override
    public CompletionStage<Void> take(Receipt receipt, @Nullable Address from) {
      return disk.apply(receipt);
    }
  }

  @Test
  void a_millisecond_for_each_receipt_refuses_none_and_holds_up_no_message() throws Exception {
    everyReceiptIsKept(
        receipt ->
            CompletableFuture.runAsync(
                () -> {
                  pause();
                  kept.add(receipt.reference());
                },
                disk));
  }

  @Test
  void receipts_that_are_kept_in_bursts_are_all_kept() throws Exception {
    Bursts bursts = new Bursts();
    var unused = disk.scheduleAtFixedRate(bursts::sync, 20, 20, TimeUnit.MILLISECONDS);
    everyReceiptIsKept(bursts::keep);
  }

  /** A group commit. */
  private final class Bursts {
    private List<Runnable> waiting = new ArrayList<>();

    synchronized CompletionStage<Void> keep(Receipt receipt) {
      CompletableFuture<Void> stage = new CompletableFuture<>();
      waiting.add(
          () -> {
            kept.add(receipt.reference());
            stage.complete(null);
          });
      return stage;
    }

    void sync() {
      List<Runnable> all;
      synchronized (this) {
        all = waiting;
        waiting = new ArrayList<>();
      }
      all.forEach(Runnable::run);
    }
  }

  /** All come together when the last message is answered; messages go on meanwhile. */
  private void everyReceiptIsKept(Function<Receipt, CompletionStage<Void>> keep) throws Exception {
    try (SmscSimulator smsc =
            SmscSimulator.builder()
                .receiptsAfter(Duration.ofMillis(300))
                .receiptWindow(MANY)
                .recordTexts(false)
                .start();
        SmppChannel channel =
            SmppChannel.connect(Sending.settings(smsc.port()).window(MANY).build())) {
      channel.listen(new Keeping(keep));
      Answers answers = Sending.submit(channel, "Mời họp", MANY).await(MANY, PATIENCE);
      assertThat(answers.all()).allMatch(it -> it instanceof Outcome.Sent);
      await().atMost(PATIENCE).until(() -> smsc.receiptAttempts() > MANY / 2);
      assertThat(Sending.send(channel, "Mưa lớn")).isInstanceOf(Outcome.Sent.class);
      await().atMost(PATIENCE).until(() -> smsc.receiptsSent() == MANY + 1);
      assertThat(smsc.counts().receiptAnswers()).isEqualTo(Map.of(0, MANY + 1L));
      assertThat(smsc.receiptAttempts()).isEqualTo(MANY + 1L);
      assertThat(kept).hasSize(MANY + 1);
      assertThat(channel.health().beingKept()).isZero();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(1);
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }
}
