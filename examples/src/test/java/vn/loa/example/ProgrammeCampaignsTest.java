package vn.loa.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import vn.loa.channel.Address;
import vn.loa.channel.Audience;
import vn.loa.channel.DeliveryState;
import vn.loa.channel.Message;
import vn.loa.channel.mqtt.Playback;
import vn.loa.channel.mqtt.Programme;
import vn.loa.channel.mqtt.SpeakerChannel;
import vn.loa.channel.mqtt.SpeakerHealth;
import vn.loa.channel.mqtt.SpeakerSettings;
import vn.loa.channel.mqtt.WardBoard;
import vn.loa.channel.testkit.ManualTime;
import vn.loa.dispatch.Campaign;
import vn.loa.dispatch.Dispatcher;
import vn.loa.dispatch.journal.Journal;
import vn.loa.simulator.BrokerSimulator;
import vn.loa.simulator.DeviceHabits;
import vn.loa.simulator.SpeakerSimulator;
import vn.loa.simulator.SpeakerSimulator.Spoken;

/**
 * The morning news: every working day at 5, but for a holiday. Each slot is a campaign of its own,
 * which goes out an hour before; devices keep it, and start it with the slot.
 */
class ProgrammeCampaignsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration AHEAD = Duration.ofHours(1);
  private static final Address.Device SPEAKER = new Address.Device("spk-1", "q1");
  private static final Audience AUDIENCE = new Audience("loudspeakers", List.of(SPEAKER));
  private static final ZoneId VIETNAM = ZoneId.of("Asia/Ho_Chi_Minh");

  /** A Monday, 3 o'clock in the morning there. */
  private static final Instant MONDAY = Instant.parse("2026-11-22T20:00:00Z");

  private static final Programme NEWS =
      Programme.builder(VIETNAM)
          .on(DayOfWeek.MONDAY, DayOfWeek.TUESDAY, DayOfWeek.WEDNESDAY)
          .at(LocalTime.of(5, 0))
          .except(LocalDate.of(2026, 11, 24))
          .until(LocalDate.of(2026, 11, 25))
          .lasting(Duration.ofMinutes(30))
          .build();

  /** 4 s long. */
  private static final Message TEMPLATE =
      Message.builder("tin-sang", "Bản tin sáng")
          .text("vi", "Đây là bản tin buổi sáng của thành phố. Xin chào bà con.")
          .validUntil(Instant.MAX)
          .build();

  private final ManualTime time = ManualTime.startingAt(MONDAY);

  @TempDir Path folder;

  @Test
  @Timeout(240)
  void each_slot_is_a_campaign_that_devices_start_with_it() throws Exception {
    try (BrokerSimulator broker = BrokerSimulator.start();
        SpeakerSimulator speakers =
            SpeakerSimulator.builder()
                .habits(DeviceHabits.builder().realTime(true).build())
                .connect(broker.port(), List.of(SPEAKER), time);
        SpeakerChannel channel = channel(broker.port());
        Dispatcher dispatcher = Dispatcher.builder().channel(channel).time(time).build()) {
      soon(() -> isThere(channel));
      List<Campaign> campaigns = start(dispatcher);
      assertThat(campaigns)
          .extracting(Campaign::key)
          .containsExactly("tin-sang.20261122T2200Z", "tin-sang.20261124T2200Z");
      assertPlaysAt(Instant.parse("2026-11-22T22:00:00Z"), campaigns.get(0), channel, speakers);
      assertThat(campaigns.get(1).tally().open()).isEqualTo(1);
      assertPlaysAt(Instant.parse("2026-11-24T22:00:00Z"), campaigns.get(1), channel, speakers);
      assertThat(speakers.played(SPEAKER))
          .extracting(Spoken::messageId)
          .containsExactly("tin-sang.20261122T2200Z", "tin-sang.20261124T2200Z");
      assertThat(speakers.expiredPlays()).isZero();
    }
  }

  /** Not before it is due to go out, not before its slot, and then at once. */
  private void assertPlaysAt(
      Instant slot, Campaign campaign, SpeakerChannel channel, SpeakerSimulator speakers) {
    int before = speakers.plays().size();
    until(slot.minus(AHEAD).minusSeconds(1));
    assertThat(campaign.tally().open()).isEqualTo(1);
    until(slot.minus(AHEAD));
    soon(() -> campaign.tally().count(DeliveryState.SENT) == 1);
    assertThat(board(channel, campaign).started()).isEqualTo(slot.minus(AHEAD));
    until(slot.minusSeconds(1));
    until(slot);
    soon(() -> board(channel, campaign).total().playing() == 1);
    assertThat(speakers.plays()).hasSize(before);
    until(slot.plusSeconds(10));
    soon(() -> campaign.tally().delivered() == 1);
    assertThat(speakers.plays()).hasSize(before + 1);
  }

  /** It is there, and knows what time it is. */
  private static boolean isThere(SpeakerChannel channel) {
    SpeakerHealth health = channel.health();
    return health.online() == 1 && health.queued() == 0 && health.inFlight() == 0;
  }

  private static WardBoard board(SpeakerChannel channel, Campaign campaign) {
    return channel.board(campaign.key()).orElseThrow();
  }

  @Test
  @Timeout(240)
  void a_slot_that_a_device_was_away_for_is_not_made_up_for() throws Exception {
    try (BrokerSimulator broker = BrokerSimulator.start();
        SpeakerSimulator speakers =
            SpeakerSimulator.builder()
                .habits(DeviceHabits.builder().realTime(true).build())
                .offline(SPEAKER.id()::equals)
                .connect(broker.port(), List.of(SPEAKER), time);
        SpeakerChannel channel = channel(broker.port());
        Dispatcher dispatcher = Dispatcher.builder().channel(channel).time(time).build()) {
      List<Campaign> campaigns = start(dispatcher);
      until(MONDAY.plus(AHEAD));
      soon(() -> campaigns.get(0).tally().count(DeliveryState.SENT) == 1);
      until(Instant.parse("2026-11-22T22:31:00Z"));
      speakers.comeBack();
      soon(() -> isThere(channel));
      assertPlaysAt(Instant.parse("2026-11-24T22:00:00Z"), campaigns.get(1), channel, speakers);
      soon(() -> campaigns.get(0).tally().refused() == 1);
      assertThat(campaigns.get(0).tally().first(DeliveryState.REFUSED).orElseThrow().code())
          .isEqualTo("EXPIRED");
      assertThat(speakers.played(SPEAKER))
          .extracting(Spoken::messageId)
          .containsExactly("tin-sang.20261124T2200Z");
    }
  }

  /** Who asks for the slots again, in another process too, starts nothing twice. */
  @Test
  @Timeout(240)
  void a_slot_is_the_same_campaign_after_a_restart() throws Exception {
    try (BrokerSimulator broker = BrokerSimulator.start();
        SpeakerSimulator speakers =
            SpeakerSimulator.builder()
                .habits(DeviceHabits.builder().realTime(true).build())
                .connect(broker.port(), List.of(SPEAKER), time)) {
      SpeakerChannel first = channel(broker.port());
      try (Dispatcher dispatcher = onJournal(first)) {
        soon(() -> isThere(first));
        List<Campaign> campaigns = start(dispatcher);
        until(MONDAY.plus(AHEAD));
        soon(() -> campaigns.get(0).tally().count(DeliveryState.SENT) == 1);
      }
      SpeakerChannel second = channel(broker.port());
      try (Dispatcher dispatcher = onJournal(second)) {
        soon(() -> isThere(second));
        List<Campaign> campaigns = start(dispatcher);
        assertThat(dispatcher.campaigns()).hasSize(2);
        until(Instant.parse("2026-11-22T22:00:00Z"));
        soon(() -> board(second, campaigns.get(0)).total().playing() == 1);
        until(Instant.parse("2026-11-22T22:00:10Z"));
        soon(() -> campaigns.get(0).tally().delivered() == 1);
        assertThat(speakers.plays().values()).containsExactly(1);
      }
    }
  }

  private Dispatcher onJournal(SpeakerChannel channel) {
    return Dispatcher.builder().store(Journal.open(folder)).channel(channel).time(time).build();
  }

  private SpeakerChannel channel(int port) {
    return SpeakerChannel.connect(
        SpeakerSettings.builder("127.0.0.1", port)
            .gather(Duration.ZERO)
            .playback(message -> Programme.playback(message, Playback.standard()))
            .build(),
        time);
  }

  private static List<Campaign> start(Dispatcher dispatcher) {
    return NEWS.slots(MONDAY, MONDAY.plus(Duration.ofDays(7))).stream()
        .map(slot -> start(dispatcher, slot))
        .toList();
  }

  private static Campaign start(Dispatcher dispatcher, Programme.Slot slot) {
    Message news = slot.announcement(TEMPLATE);
    return dispatcher
        .campaign(news, AUDIENCE)
        .key(news.id())
        .notBefore(slot.start().minus(AHEAD))
        .start();
  }

  private void until(Instant instant) {
    time.advance(Duration.between(time.instant(), instant));
  }

  private static void soon(Callable<Boolean> happens) {
    await().atMost(PATIENCE).until(happens);
  }
}
