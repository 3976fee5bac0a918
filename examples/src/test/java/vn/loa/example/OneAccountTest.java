package vn.loa.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import vn.loa.channel.Audience;
import vn.loa.channel.Message;
import vn.loa.channel.smpp.BindHealth;
import vn.loa.channel.smpp.SmppChannel;
import vn.loa.channel.smpp.SmppSettings;
import vn.loa.channel.testkit.ManualTime;
import vn.loa.dispatch.Account;
import vn.loa.dispatch.Campaign;
import vn.loa.dispatch.ChannelSettings;
import vn.loa.dispatch.Dispatcher;
import vn.loa.simulator.SmscSimulator;

class OneAccountTest {

  private static final Duration SOON = Duration.ofSeconds(20);
  private static final int RATE = 10;
  private static final int CITIZENS = 40;

  @Test
  @Timeout(60)
  void the_binds_of_an_account_share_its_rate() {
    ManualTime time = ManualTime.startingAt(Instant.parse("2026-05-15T02:00:00Z"));
    try (SmscSimulator smsc =
        SmscSimulator.builder().time(time).answerAfter(Duration.ofSeconds(1)).start()) {
      SmppChannel channel = SmppChannel.connect(settings(smsc, time));
      await().atMost(SOON).until(() -> smsc.clients() == 2);
      ChannelSettings paced =
          ChannelSettings.builder().account(Account.of("viettel", RATE)).build();
      try (Dispatcher dispatcher =
          Dispatcher.builder().time(time).channel(channel, paced).build()) {
        Campaign campaign = dispatcher.start(message(time), citizens());
        Instant start = time.instant();
        await()
            .atMost(SOON)
            .pollInterval(Duration.ofMillis(5))
            .until(
                () -> {
                  assertThat(smsc.submits()).isLessThanOrEqualTo(most(start, time.instant()));
                  time.advance(Duration.ofMillis(20));
                  return campaign.completion().toCompletableFuture().isDone();
                });
        assertThat(smsc.submits()).isEqualTo(CITIZENS);
        assertThat(channel.health().binds())
            .extracting(BindHealth::submitted)
            .hasSize(2)
            .allMatch(its -> its > 0);
      }
    }
  }

  /** What the contract allows in the seconds that have begun. */
  private static long most(Instant start, Instant now) {
    return RATE * (1 + Duration.between(start, now).toSeconds());
  }

  private static SmppSettings settings(SmscSimulator smsc, ManualTime time) {
    return SmppSettings.builder("127.0.0.1", smsc.port())
        .login("loa", "secret")
        .sender("UBND TP.HCM")
        .binds(2)
        .answerWithin(Duration.ofMinutes(10))
        .enquireAfter(Duration.ofMinutes(10))
        .time(time)
        .build();
  }

  private static Audience citizens() {
    return Audience.phones(
        "citizens", LongStream.range(0, CITIZENS).map(n -> 84_903_100_001L + 10 * n));
  }

  private static Message message(ManualTime time) {
    return Message.builder("notice-1", "Thông báo")
        .text("vi", "Mời họp")
        .validUntil(time.instant().plus(Duration.ofDays(1)))
        .build();
  }
}
