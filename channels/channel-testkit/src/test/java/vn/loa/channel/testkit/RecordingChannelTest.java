package vn.loa.channel.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import vn.loa.channel.Address;
import vn.loa.channel.Idempotency;
import vn.loa.channel.Limits;
import vn.loa.channel.Receipt;
import vn.loa.channel.Receipts;

class RecordingChannelTest {

  private static final Receipt RECEIPT = new Receipt.Delivered("r", Instant.EPOCH);

  private final RecordingChannel channel = new RecordingChannel("recording", new Limits(1, 1));

  @Test
  void it_is_as_idempotent_as_told() {
    assertThat(channel.idempotency()).isEqualTo(Idempotency.NONE);
    assertThat(channel.idempotency(Idempotency.KEYED).idempotency()).isEqualTo(Idempotency.KEYED);
  }

  @Test
  void a_receipt_says_whom_it_is_about_and_hears_whether_it_was_kept() {
    List<Address> about = new ArrayList<>();
    CompletableFuture<Void> full = CompletableFuture.failedFuture(new IllegalStateException());
    channel.listen(
        new Receipts() {
          @Override
          public void receive(Receipt receipt) {
            throw new AssertionError("take() is asked");
          }

          @Override
          public CompletionStage<Void> take(Receipt receipt, @Nullable Address from) {
            about.add(from);
            return full;
          }
        });
    assertThat(channel.receive(RECEIPT, new Address.Phone(84903123456L))).isSameAs(full);
    assertThat(about).containsExactly(new Address.Phone(84903123456L));
  }

  @Test
  void before_anybody_listens_a_receipt_is_lost() {
    channel.receive(RECEIPT);
    assertThat(channel.receive(RECEIPT, null)).isCompleted();
  }
}
