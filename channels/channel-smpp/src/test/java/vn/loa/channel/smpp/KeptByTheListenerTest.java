package vn.loa.channel.smpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import vn.loa.channel.Address;
import vn.loa.channel.Batch;
import vn.loa.channel.Message;
import vn.loa.channel.Outcome;
import vn.loa.channel.Receipt;
import vn.loa.channel.Receipts;
import vn.loa.channel.testkit.Answers;
import vn.loa.simulator.SmscSimulator;

/**
 * A receipt is the SMSC's until the listener has kept it. Each test begins to listen after the
 * answer, so that no receipt is early.
 */
@Timeout(60)
class KeptByTheListenerTest {

  private static final Duration SOON = Duration.ofSeconds(10);
  private static final Address AN = new Address.Phone(84_903_123_456L);

  private final SmscSimulator smsc = SmscSimulator.start();
  private final SmppChannel channel =
      SmppChannel.connect(
          SmppSettings.builder("localhost", smsc.port())
              .login("loa", "secret")
              .sender("UBND TP.HCM")
              .build());
  private final List<String> taken = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() {
    channel.close(Duration.ofSeconds(5));
    smsc.close();
  }

  @Test
  void it_is_acknowledged_when_it_is_kept_and_not_before() throws Exception {
    CompletableFuture<Void> kept = new CompletableFuture<>();
    String reference = send("Mời họp");
    listen(() -> kept);
    await().atMost(SOON).until(() -> !taken.isEmpty());
    assertThat(smsc.receiptsSent()).isZero();
    kept.complete(null);
    await().atMost(SOON).until(() -> smsc.receiptsSent() == 1);
    assertThat(taken).containsExactly(reference + " of " + AN);
  }

  @Test
  void what_could_not_be_kept_is_brought_again() throws Exception {
    CompletableFuture<Void> full =
        CompletableFuture.failedFuture(new IllegalStateException("full"));
    String reference = send("Mời họp");
    listen(() -> taken.size() < 3 ? full : CompletableFuture.completedFuture(null));
    await().atMost(SOON).until(() -> smsc.receiptsSent() == 1);
    assertThat(taken).hasSize(3).containsOnly(reference + " of " + AN);
  }

  @Test
  void a_listener_that_throws_did_not_keep_it() throws Exception {
    send("Mời họp");
    listen(
        () -> {
          if (taken.size() < 2) {
            throw new IllegalStateException("a fault of the listener");
          }
          return CompletableFuture.completedFuture(null);
        });
    await().atMost(SOON).until(() -> smsc.receiptsSent() == 1);
    assertThat(taken).hasSize(2);
  }

  @Test
  void of_several_parts_the_one_that_settled_it_is_brought_again() throws Exception {
    CompletableFuture<Void> full =
        CompletableFuture.failedFuture(new IllegalStateException("full"));
    String reference = send("ạ".repeat(150));
    listen(() -> taken.size() < 2 ? full : CompletableFuture.completedFuture(null));
    await().atMost(SOON).until(() -> smsc.receiptsSent() == 3);
    assertThat(taken).hasSize(2).containsOnly(reference + " of " + AN);
  }

  private void listen(Supplier<CompletionStage<Void>> keeping) {
    channel.listen(
        new Receipts() {
          @Override
          public void receive(Receipt receipt) {
            throw new AssertionError("take() is what a channel with a keeping peer calls");
          }

          @Override
          public CompletionStage<Void> take(Receipt receipt, @Nullable Address from) {
            taken.add(receipt.reference() + " of " + from);
            return keeping.get();
          }
        });
  }

  private String send(String text) throws InterruptedException {
    Message message =
        Message.builder("m", "Thông báo")
            .text("vi", text)
            .validUntil(Instant.now().plus(Duration.ofHours(1)))
            .build();
    Answers answers = new Answers();
    channel.submit(new Batch(message, 1, List.of(AN)), answers);
    return ((Outcome.Sent) answers.await(1, SOON).of(1)).reference();
  }
}
