package vn.loa.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ValuesTest {

  @Test
  void a_phone_number_shows_its_last_three_digits_only() {
    assertThat(new Address.Phone(84903123456L)).hasToString("********456");
    assertThat(new Address.Phone(12)).hasToString("12");
  }

  @Test
  void a_phone_number_has_at_most_fifteen_digits() {
    assertThatThrownBy(() -> new Address.Phone(1_000_000_000_000_000L))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Address.Phone(0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void an_audience_names_nobody_twice() {
    assertThatThrownBy(() -> Audience.of(new Address.Phone(84903), new Address.Phone(84903)))
        .hasMessageContaining("names 1 recipients twice");
  }

  @Test
  void played_without_evidence_cannot_be_said() {
    assertThatThrownBy(() -> new Receipt.Played("r", Instant.EPOCH, Duration.ZERO, 70))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Receipt.Played("r", Instant.EPOCH, Duration.ofSeconds(1), 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_tally_adds_up_to_its_audience() {
    Reason bad = new Reason("BAD", "no such number");
    Tally tally =
        Tally.of(
            Map.of(DeliveryState.SENT, 3L, DeliveryState.DELIVERED, 5L, DeliveryState.REFUSED, 2L),
            Map.of(DeliveryState.REFUSED, bad));
    assertThat(tally.audience()).isEqualTo(10);
    assertThat(tally.sent()).isEqualTo(8);
    assertThat(tally)
        .hasToString("10 recipients: 3 sent, 5 delivered, 2 refused (BAD: no such number)");
    assertThat(tally.plus(tally).audience()).isEqualTo(20);
    assertThat(tally.plus(tally).first(DeliveryState.REFUSED)).contains(bad);
  }

  @Test
  void a_batch_counts_its_tokens_up() {
    Message message = Message.builder("m", "T").text("vi", "x").validUntil(Instant.MAX).build();
    Batch batch =
        new Batch(
            message, 7, Audience.of(new Address.Feed("a"), new Address.Feed("b")).recipients());
    assertThat(batch.token(1)).isEqualTo(8);
    assertThat(batch.recipient(1)).isEqualTo(new Address.Feed("b"));
  }

  @Test
  void limits_that_contradict_each_other_are_refused() {
    assertThatThrownBy(() -> new Limits(0, 1)).hasMessageContaining("window");
    assertThatThrownBy(() -> new Limits(4, 5))
        .hasMessageContaining("batch must be 1 to window (4)");
  }
}
