package vn.loa.channel.smpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import vn.loa.channel.Address;
import vn.loa.channel.Batch;
import vn.loa.channel.Channel;
import vn.loa.channel.Message;
import vn.loa.channel.Outcome;
import vn.loa.channel.ReferenceCodec;
import vn.loa.channel.testkit.Answers;

/** What most tests against a peer begin with. */
final class Sending {

  static final Duration SOON = Duration.ofSeconds(10);
  static final Address AN = new Address.Phone(84_903_123_456L);

  /** As some SMSCs write message ids: answers in the one, receipts in the other. */
  static final ReferenceCodec HEXADECIMAL_TO_DECIMAL =
      ReferenceCodec.of(ReferenceCodec.Form.HEXADECIMAL, ReferenceCodec.Form.DECIMAL);

  /** Patient in answers, quick to bind again. */
  static SmppSettings.Builder settings(int port) {
    return SmppSettings.builder("localhost", port)
        .login("loa", "secret")
        .sender("UBND TP.HCM")
        .answerWithin(Duration.ofMinutes(5))
        .reconnect(Duration.ofMillis(100), Duration.ofMillis(100));
  }

  static SmppChannel connect(int port) {
    return SmppChannel.connect(settings(port).build());
  }

  static Message message(String text) {
    return Message.builder("notice-1", "Thông báo")
        .text("vi", text)
        .validUntil(Instant.now().plus(Duration.ofHours(1)))
        .build();
  }

  /** The n-th of numbers that no simulator refuses. */
  static Address recipient(int n) {
    return new Address.Phone(84_903_100_001L + 10L * n);
  }

  static Outcome send(Channel channel, String text) throws InterruptedException {
    return submit(channel, text, 1).await(1, SOON).of(1);
  }

  /** To so many recipients, with tokens from 1; the channel's window must hold them. */
  static Answers submit(Channel channel, String text, int recipients) {
    Answers answers = new Answers();
    Message message = message(text);
    for (int n = 1; n <= recipients; n++) {
      channel.submit(new Batch(message, n, List.of(recipient(n))), answers);
    }
    return answers;
  }

  /** Sends until it is taken: the connection may only be coming back. */
  static void sendAgain(Channel channel, String text) {
    Outcome outcome =
        await()
            .atMost(SOON)
            .pollInterval(Duration.ofMillis(5))
            .until(() -> send(channel, text), it -> it.kind() != Outcome.Kind.RETRY);
    assertThat(outcome).isInstanceOf(Outcome.Sent.class);
  }

  /** The channel's, and those that jsmpp starts for it. */
  static List<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(
            it -> it.getName().matches("(loa-(?!proxy|simulator)|PDUReader|EnquireLink|pool-).*"))
        .toList();
  }

  private Sending() {}
}
