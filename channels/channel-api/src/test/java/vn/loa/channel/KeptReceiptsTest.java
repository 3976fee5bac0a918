package vn.loa.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.ResourceBundle;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class KeptReceiptsTest {

  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final KeptReceipts box = new KeptReceipts(new LogLines(lines));
  private final List<Receipt> heard = Collections.synchronizedList(new ArrayList<>());

  @Test
  void receipts_are_kept_in_order_until_somebody_listens() {
    box.receive(receipt("a"));
    box.receive(receipt("b"));
    box.listen(heard::add);
    box.handOver();
    box.receive(receipt("c"));
    assertThat(heard).containsExactly(receipt("a"), receipt("b"), receipt("c"));
  }

  @Test
  void a_listener_that_takes_its_time_keeps_nobody_away() {
    box.receive(receipt("a"));
    box.listen(
        receipt -> {
          heard.add(receipt);
          if (receipt.equals(receipt("a"))) {
            CompletableFuture.runAsync(() -> box.receive(receipt("b")))
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
          }
        });
    box.handOver();
    assertThat(heard).containsExactly(receipt("a"), receipt("b"));
  }

  @Test
  void what_is_held_back_waits_and_keeps_no_other_away() {
    box.listen(heard::add);
    box.hold("a");
    box.receive(receipt("a"));
    box.receive(receipt("b"));
    assertThat(heard).containsExactly(receipt("b"));
    box.release("a");
    box.handOver();
    assertThat(heard).containsExactly(receipt("b"), receipt("a"));
  }

  @Test
  void a_listener_that_throws_does_not_keep_the_next_receipt_away() {
    box.listen(
        receipt -> {
          heard.add(receipt);
          throw new IllegalStateException("a faulty listener");
        });
    box.receive(receipt("a"));
    box.receive(receipt("b"));
    assertThat(heard).containsExactly(receipt("a"), receipt("b"));
    assertThat(lines).hasSize(2).first().asString().contains("the receipt for a was not taken");
  }

  @Test
  void the_oldest_give_way_and_that_is_said_once() {
    for (int i = 0; i < 16_386; i++) {
      box.receive(receipt("r" + i));
    }
    box.listen(heard::add);
    box.handOver();
    assertThat(heard).hasSize(16_384).startsWith(receipt("r2")).endsWith(receipt("r16385"));
    assertThat(lines).hasSize(1).first().asString().contains("16384 receipts");
  }

  private static Receipt receipt(String reference) {
    return new Receipt.Published(reference, Instant.EPOCH, "00");
  }

  /** A log that keeps its lines. */
  private record LogLines(List<String> lines) implements System.Logger {

    @Override
    public String getName() {
      return "test";
    }

    @Override
    public boolean isLoggable(Level level) {
      return true;
    }

    @Override
    public void log(
        Level level, @Nullable ResourceBundle words, String line, @Nullable Throwable thrown) {
      lines.add(line);
    }

    @Override
    public void log(
        Level level, @Nullable ResourceBundle words, String line, @Nullable Object... values) {
      lines.add(line);
    }
  }
}
