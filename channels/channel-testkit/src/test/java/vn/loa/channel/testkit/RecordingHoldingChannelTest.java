package vn.loa.channel.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import vn.loa.channel.Address;
import vn.loa.channel.Limits;
import vn.loa.channel.Message;
import vn.loa.channel.testkit.RecordingHoldingChannel.Adopted;

class RecordingHoldingChannelTest {

  private static final Message MESSAGE =
      Message.builder("m", "Title").text("vi", "Nội dung").validUntil(Instant.MAX).build();

  private final RecordingHoldingChannel channel =
      new RecordingHoldingChannel("holding", new Limits(1, 1));

  @Test
  void it_keeps_what_it_is_to_adopt_and_what_is_taken_back() {
    channel.listen(receipt -> {});
    List<Address> recipients = new ArrayList<>(List.of(new Address.Device("d", "q1")));
    channel.adopt(MESSAGE, recipients);
    channel.withdraw(MESSAGE);
    channel.withdraw(MESSAGE);
    Adopted adopted = new Adopted(MESSAGE, recipients);
    recipients.clear();
    assertThat(channel.adopted()).containsExactly(adopted);
    assertThat(channel.withdrawn()).containsExactly(MESSAGE, MESSAGE);
  }

  @Test
  void nothing_is_adopted_before_anybody_listens() {
    assertThatThrownBy(() -> channel.adopt(MESSAGE, List.of()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("holding: nobody listens yet; call listen before adopt");
    assertThat(channel.adopted()).isEmpty();
  }

  @Test
  void it_throws_what_it_was_told_to_and_keeps_the_call() {
    RuntimeException fault = new IllegalStateException("told to");
    channel.failing(fault).listen(receipt -> {});
    assertThatThrownBy(() -> channel.adopt(MESSAGE, List.of())).isSameAs(fault);
    assertThatThrownBy(() -> channel.withdraw(MESSAGE)).isSameAs(fault);
    assertThat(channel.adopted()).hasSize(1);
    assertThat(channel.withdrawn()).hasSize(1);
  }
}
