package vn.loa.channel.smpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import vn.loa.channel.Address;
import vn.loa.channel.Batch;
import vn.loa.channel.Message;
import vn.loa.channel.Outcome;
import vn.loa.simulator.SmscSimulator;

class ManyMessagesTest {

  private static final int MESSAGES = 20_000;

  @Test
  @Timeout(30)
  void twenty_thousand_messages_and_their_receipts_share_one_connection()
      throws InterruptedException {
    AtomicInteger sent = new AtomicInteger();
    AtomicInteger receipts = new AtomicInteger();
    Message message =
        Message.builder("notice-1", "Mời họp")
            .text("vi", "Mời họp tổ dân phố 19 giờ tối nay")
            .validUntil(Instant.now().plus(Duration.ofHours(1)))
            .build();
    try (SmscSimulator smsc = SmscSimulator.start();
        SmppChannel channel =
            SmppChannel.connect(
                SmppSettings.builder("localhost", smsc.port())
                    .login("loa", "secret")
                    .sender("UBND TP.HCM")
                    .build())) {
      channel.listen(receipt -> receipts.incrementAndGet());
      Semaphore window = new Semaphore(channel.limits().window());
      for (int i = 0; i < MESSAGES; i++) {
        window.acquire();
        channel.submit(
            new Batch(message, i, List.of(new Address.Phone(84_903_100_001L + 10L * i))),
            (token, outcome) -> {
              sent.addAndGet(outcome instanceof Outcome.Sent ? 1 : 0);
              window.release();
            });
      }
      await().until(() -> receipts.get() == MESSAGES);
      assertThat(sent).hasValue(MESSAGES);
      assertThat(smsc.received()).hasSize(MESSAGES);
      await().until(() -> smsc.receiptsSent() == MESSAGES);
    }
  }
}
