package vn.loa.channel.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import vn.loa.channel.Receipt;

class ReceiptBoxTest {

  private final ReceiptBox box = new ReceiptBox();
  private final List<Receipt> heard = new ArrayList<>();

  @Test
  void what_came_before_anybody_listened_is_handed_over_in_order() {
    box.put(expired("a"));
    box.put(expired("b"));
    box.listen(heard::add);
    box.handOver();
    assertThat(heard).containsExactly(expired("a"), expired("b"));
  }

  @Test
  void the_first_end_of_a_delivery_is_its_end() {
    box.listen(heard::add);
    box.put(expired("a"));
    box.put(new Receipt.Delivered("a", Messages.NOON));
    box.put(expired("a"));
    assertThat(heard).containsExactly(expired("a"));
  }

  @Test
  void a_listener_that_throws_does_not_keep_the_next_receipt_away() {
    box.listen(
        receipt -> {
          heard.add(receipt);
          throw new IllegalStateException("a faulty listener");
        });
    box.put(expired("a"));
    box.put(expired("b"));
    assertThat(heard).containsExactly(expired("a"), expired("b"));
  }

  @Test
  void memory_is_bounded() {
    for (int i = 0; i < 20_000; i++) {
      box.put(expired("r" + i));
    }
    box.listen(heard::add);
    box.handOver();
    assertThat(heard).hasSize(16_384).endsWith(expired("r19999"));
  }

  private static Receipt expired(String reference) {
    return new Receipt.Expired(reference, Messages.NOON);
  }
}
