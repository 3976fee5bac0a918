package vn.loa.channel.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import vn.loa.channel.Address;
import vn.loa.channel.Message;
import vn.loa.channel.Outcome;

class SmppSendTest {

  private static final Message NOTICE =
      Message.builder("notice-1", "Mời họp").text("vi", "Mời họp").validUntil(Instant.MAX).build();

  private final SmppSettings settings =
      SmppSettings.builder("localhost", 2775).login("loa", "secret").sender("5656").build();
  private final ReceiptBook book = new ReceiptBook();
  private final ReceiptDesk desk = new ReceiptDesk(book, settings.time());
  private final SmppSend send = new SmppSend(settings, new SmppLink(settings, desk), book, desk);

  @Test
  void who_is_interrupted_before_the_first_byte_may_be_sent_again() throws Exception {
    Thread.currentThread().interrupt();
    Outcome outcome = send.send(NOTICE, new Address.Phone(84_903_123_456L));
    assertThat(outcome).isInstanceOf(Outcome.Retry.class);
  }
}
