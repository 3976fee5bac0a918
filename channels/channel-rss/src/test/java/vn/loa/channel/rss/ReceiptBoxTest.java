package vn.loa.channel.rss;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import vn.loa.channel.Receipt;

@Timeout(30)
class ReceiptBoxTest {

  private final ReceiptBox box = new ReceiptBox();
  private final List<Receipt> heard = Collections.synchronizedList(new ArrayList<>());

  @Test
  void receipts_are_kept_in_order_until_somebody_listens() {
    box.receive(receipt("a"));
    box.receive(receipt("b"));
    box.listen(heard::add);
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
    assertThat(heard).containsExactly(receipt("a"), receipt("b"));
  }

  @Test
  void a_listener_that_throws_does_not_keep_the_next_receipt_away() {
    List<String> lines = new CopyOnWriteArrayList<>();
    try (LogLines log = LogLines.to(lines)) {
      assertThat(log).isNotNull();
      box.listen(
          receipt -> {
            heard.add(receipt);
            throw new IllegalStateException("a faulty listener");
          });
      box.receive(receipt("a"));
      box.receive(receipt("b"));
    }
    assertThat(heard).containsExactly(receipt("a"), receipt("b"));
    assertThat(lines).hasSize(2).first().asString().contains("the receipt for a was not taken");
  }

  @Test
  void the_oldest_give_way_and_that_is_said_once() {
    List<String> lines = new CopyOnWriteArrayList<>();
    try (LogLines log = LogLines.to(lines)) {
      assertThat(log).isNotNull();
      for (int i = 0; i < 16_386; i++) {
        box.receive(receipt("r" + i));
      }
    }
    box.listen(heard::add);
    assertThat(heard).hasSize(16_384).startsWith(receipt("r2")).endsWith(receipt("r16385"));
    assertThat(lines).hasSize(1).first().asString().contains("16384 receipts");
  }

  private static Receipt receipt(String reference) {
    return new Receipt.Published(reference, Publishing.START, "00");
  }
}
