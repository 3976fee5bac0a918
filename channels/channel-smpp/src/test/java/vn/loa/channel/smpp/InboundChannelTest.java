package vn.loa.channel.smpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import vn.loa.simulator.SmscSimulator;

/** What citizens send, through a whole channel. */
@Timeout(60)
class InboundChannelTest {

  private static final String LONG = "Tôi không muốn nhận tin nhắn này nữa. ".repeat(8);

  private final List<InboundSms> heard = new CopyOnWriteArrayList<>();

  @Test
  void a_long_message_arrives_joined() throws Exception {
    try (SmscSimulator smsc = SmscSimulator.start();
        SmppChannel channel = Sending.connect(smsc.port())) {
      channel.inbound(
          sms -> {
            heard.add(sms);
            return CompletableFuture.completedFuture(null);
          });
      smsc.deliver("84903123456", "5656", LONG);
      await().atMost(Sending.SOON).until(() -> !heard.isEmpty());
      assertThat(channel.health().inbound()).isGreaterThan(1);
    }
    assertThat(heard)
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.text()).isEqualTo(LONG);
              assertThat(it.complete()).isTrue();
              assertThat(it.e164()).hasValue(84_903_123_456L);
              assertThat(it.to()).isEqualTo("5656");
            });
  }

  @Test
  void a_message_that_could_not_be_kept_comes_again_whole() throws Exception {
    try (SmscSimulator smsc = SmscSimulator.start();
        SmppChannel channel = Sending.connect(smsc.port())) {
      channel.inbound(
          sms -> {
            heard.add(sms);
            return heard.size() == 1
                ? CompletableFuture.failedFuture(new IllegalStateException("disk full"))
                : CompletableFuture.completedFuture(null);
          });
      smsc.deliver("84903123456", "5656", LONG);
      await().atMost(Sending.SOON).until(() -> heard.size() == 2);
      assertThat(channel.health().notKept()).isEqualTo(channel.health().inbound() / 2);
    }
    assertThat(heard).extracting(InboundSms::text).containsExactly(LONG, LONG);
  }
}
