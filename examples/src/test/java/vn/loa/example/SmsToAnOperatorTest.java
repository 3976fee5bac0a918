package vn.loa.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import vn.loa.channel.Audience;
import vn.loa.channel.DeliveryState;
import vn.loa.channel.Message;
import vn.loa.channel.Reason;
import vn.loa.channel.ReferenceCodec;
import vn.loa.channel.ReferenceCodec.Form;
import vn.loa.channel.Tally;
import vn.loa.channel.smpp.BindHealth;
import vn.loa.channel.smpp.SmppChannel;
import vn.loa.channel.smpp.SmppProfile;
import vn.loa.channel.smpp.SmppSettings;
import vn.loa.channel.testkit.ManualTime;
import vn.loa.dispatch.Account;
import vn.loa.dispatch.Campaign;
import vn.loa.dispatch.ChannelSettings;
import vn.loa.dispatch.ChannelStand;
import vn.loa.dispatch.Dispatcher;
import vn.loa.dispatch.RetryRules;
import vn.loa.dispatch.journal.Journal;
import vn.loa.simulator.ReceiptDialect;
import vn.loa.simulator.ReceivedSms;
import vn.loa.simulator.SmscSimulator;

/** A campaign from the journal to an operator's SMSC that misbehaves: nobody lost, nobody twice. */
@Timeout(120)
class SmsToAnOperatorTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int THROTTLED = 0x58;
  private static final int SYSTEM_ERROR = 0x08;
  private static final String SHORT = "Moi ba con den tram y te phuong tiem vac-xin.";
  private static final String LONG =
      "Ủy ban nhân dân phường thông báo lịch tiêm vắc-xin mũi 3 tại trạm y tế. ".repeat(3);

  @TempDir Path folder;

  private static SmscSimulator.Builder everybodyCan() {
    return SmscSimulator.builder().refuse(number -> false).cannotDeliver(number -> false);
  }

  private static SmppSettings.Builder operator(SmscSimulator smsc) {
    return SmppSettings.builder("127.0.0.1", smsc.port())
        .login("loa", "secret")
        .sender("UBND TP.HCM")
        .reconnect(Duration.ofMillis(100), Duration.ofMillis(100));
  }

  private Dispatcher dispatcher(SmppChannel channel, ChannelSettings settings) {
    return Dispatcher.builder().store(Journal.open(folder)).channel(channel, settings).build();
  }

  private static ChannelSettings paced(double perSecond) {
    return ChannelSettings.builder().account(Account.of("operator", perSecond)).build();
  }

  private static Campaign start(Dispatcher dispatcher, String text, int people) {
    return start(dispatcher, text, people, Instant.now());
  }

  private static Campaign start(Dispatcher dispatcher, String text, int people, Instant now) {
    Message message =
        Message.builder("tiem-chung", "Tiêm chủng")
            .text("vi", text)
            .validUntil(now.plus(Duration.ofHours(1)))
            .build();
    Audience all =
        Audience.phones("citizens", LongStream.range(84_903_000_000L, 84_903_000_000L + people));
    return dispatcher.campaign(message, all).key("tiem-chung").start();
  }

  private static void soon(Callable<Boolean> happens) {
    await().atMost(PATIENCE).until(happens);
  }

  private static void assertAllDelivered(Campaign campaign, int people) throws Exception {
    Tally tally = campaign.await(PATIENCE);
    assertThat(tally.delivered()).as("%s", tally).isEqualTo(people);
  }

  private static void assertEachGotItOnce(SmscSimulator smsc, int people) {
    assertThat(smsc.countsPerRecipient()).hasSize(people);
    assertThat(smsc.countsPerRecipient().values()).containsOnly(1);
  }

  private static ChannelStand stand(Dispatcher dispatcher) {
    return dispatcher.channels().get(0);
  }

  @Test
  void hexadecimal_answers_and_decimal_receipts_need_nothing_set_in_the_dispatcher()
      throws Exception {
    SmppProfile profile =
        SmppProfile.builder().references(ReferenceCodec.of(Form.HEXADECIMAL, Form.DECIMAL)).build();
    try (SmscSimulator smsc =
            everybodyCan().receiptDialect(ReceiptDialect.HEX_ANSWER_DECIMAL_RECEIPT).start();
        Dispatcher dispatcher =
            dispatcher(
                SmppChannel.connect(operator(smsc).profile(profile).build()),
                ChannelSettings.standard())) {
      assertAllDelivered(start(dispatcher, LONG, 100), 100);
      assertThat(stand(dispatcher).waitingReceipts()).isZero();
      assertThat(stand(dispatcher).breaches()).isZero();
    }
  }

  @Test
  void a_refused_login_pauses_the_channel_until_a_program_with_the_right_one_goes_on()
      throws Exception {
    try (SmscSimulator smsc = everybodyCan().start()) {
      SmppSettings wrong = operator(smsc).login("loa", "wrong").build();
      try (Dispatcher dispatcher =
          dispatcher(SmppChannel.open(wrong), ChannelSettings.standard())) {
        Campaign campaign = start(dispatcher, SHORT, 50);
        assertPaused(dispatcher);
        dispatcher.resume("sms");
        assertPaused(dispatcher);
        assertThat(campaign.tally().count(DeliveryState.QUEUED)).isEqualTo(50);
      }
      assertThat(smsc.counts().bindsRefused()).isEqualTo(1);
      try (Dispatcher dispatcher =
          dispatcher(SmppChannel.open(operator(smsc).build()), ChannelSettings.standard())) {
        assertAllDelivered(dispatcher.campaign("tiem-chung").orElseThrow(), 50);
      }
      assertEachGotItOnce(smsc, 50);
    }
  }

  private static void assertPaused(Dispatcher dispatcher) {
    soon(() -> stand(dispatcher).paused() != null);
    Reason reason = stand(dispatcher).paused();
    assertThat(reason).isNotNull();
    assertThat(Objects.requireNonNull(reason).code()).isEqualTo("ESME_RINVPASWD");
    assertThat(reason.text()).contains("wrong password; correct it").doesNotContain("\"wrong\"");
  }

  @Test
  void an_answer_after_its_time_ends_the_doubt() throws Exception {
    try (SmscSimulator smsc = everybodyCan().answerAfter(Duration.ofMillis(600)).start();
        SmppChannel channel =
            SmppChannel.connect(
                operator(smsc).window(20).answerWithin(Duration.ofMillis(100)).build());
        Dispatcher dispatcher = dispatcher(channel, ChannelSettings.standard())) {
      Campaign campaign = start(dispatcher, SHORT, 20);
      soon(() -> campaign.tally().count(DeliveryState.IN_DOUBT) > 0);
      soon(() -> campaign.tally().delivered() == 20);
      BindHealth bind = channel.health().binds().get(0);
      assertThat(bind.overdue()).isEqualTo(20).isEqualTo(bind.late());
      assertThat(stand(dispatcher).breaches()).isZero();
      assertEachGotItOnce(smsc, 20);
    }
  }

  @Test
  void of_a_full_window_that_is_cut_only_the_window_is_in_doubt_and_receipts_end_that()
      throws Exception {
    int windows = 2 * 8;
    try (SmscSimulator smsc = everybodyCan().start();
        SmppChannel channel = SmppChannel.connect(operator(smsc).binds(2).window(8).build());
        Dispatcher dispatcher = dispatcher(channel, ChannelSettings.standard())) {
      soon(() -> smsc.clients() == 2);
      smsc.deaf();
      Campaign campaign = start(dispatcher, SHORT, 200);
      soon(() -> smsc.submits() == windows);
      smsc.refuseBinds(0x05);
      smsc.dropAll();
      soon(() -> campaign.tally().count(DeliveryState.IN_DOUBT) == windows);
      assertThat(campaign.tally().count(DeliveryState.QUEUED)).isEqualTo(200 - windows);
      smsc.refuseBinds(0);
      smsc.thaw();
      soon(() -> campaign.tally().delivered() == 200);
      assertEachGotItOnce(smsc, 200);
    }
  }

  @Test
  void what_an_smsc_throttles_goes_slower_and_arrives_once() throws Exception {
    int people = 400;
    AtomicInteger submits = new AtomicInteger();
    try (SmscSimulator smsc =
            everybodyCan()
                .answer(part -> submits.incrementAndGet() % 10 == 0 ? THROTTLED : 0)
                .start();
        Dispatcher dispatcher =
            dispatcher(SmppChannel.connect(operator(smsc).build()), paced(1_000))) {
      assertAllDelivered(start(dispatcher, SHORT, people), people);
      assertEachGotItOnce(smsc, people);
      Map<Integer, Long> answers = smsc.counts().answers();
      assertThat(answers.get(0)).isEqualTo(people);
      assertThat(answers.get(THROTTLED)).isPositive();
    }
  }

  @Test
  void long_texts_arrive_whole_and_once_whatever_becomes_of_their_parts() throws Exception {
    int people = 60;
    RetryRules often =
        RetryRules.builder()
            .attempts(20)
            .backOff(Duration.ofMillis(50), 1, Duration.ofMillis(50))
            .build();
    ChannelSettings settings =
        ChannelSettings.builder().account(Account.of("operator", 100)).retry(often).build();
    AtomicInteger parts = new AtomicInteger();
    try (SmscSimulator smsc =
            everybodyCan().answer(part -> moody(parts.incrementAndGet())).start();
        Dispatcher dispatcher = dispatcher(SmppChannel.connect(operator(smsc).build()), settings)) {
      assertAllDelivered(start(dispatcher, LONG, people), people);
      List<ReceivedSms> received = smsc.received();
      assertThat(received).hasSize(people).allMatch(it -> it.text().equals(LONG));
      assertThat(received).extracting(ReceivedSms::destination).doesNotHaveDuplicates();
      assertThat(smsc.countsPerRecipient().values()).containsOnly(received.get(0).parts());
      Map<Integer, Long> answers = smsc.counts().answers();
      assertThat(answers.get(THROTTLED)).isPositive();
      assertThat(answers.get(SYSTEM_ERROR)).isPositive();
    }
  }

  private static int moody(int part) {
    return part % 9 == 0 ? THROTTLED : part % 5 == 0 ? SYSTEM_ERROR : 0;
  }

  /** Its first part is proven, and its second was refused: half a text is no text. */
  @Test
  void a_receipt_of_a_part_is_no_proof_of_a_text_that_went_only_in_part() throws Exception {
    String text = "Mưa rất to. ".repeat(6) + "Hạn cuối. ".repeat(7);
    try (SmscSimulator smsc =
            everybodyCan()
                .answer(
                    part -> part.text().contains("Hạn") && !part.text().contains("Mưa") ? 0x45 : 0)
                .receiptsAfter(Duration.ofMillis(300))
                .start();
        Dispatcher dispatcher =
            dispatcher(SmppChannel.connect(operator(smsc).build()), ChannelSettings.standard())) {
      Campaign campaign = start(dispatcher, text, 5);
      soon(() -> smsc.receiptsSent() >= 5);
      soon(() -> stand(dispatcher).waitingReceipts() >= 5);
      assertThat(campaign.tally().count(DeliveryState.IN_DOUBT)).isEqualTo(5);
      assertThat(campaign.tally().first(DeliveryState.IN_DOUBT))
          .hasValueSatisfying(it -> assertThat(it.code()).isEqualTo("PARTLY_SENT"));
    }
  }

  @Test
  void a_receipt_that_comes_before_its_answer_counts() throws Exception {
    try (SmscSimulator smsc = everybodyCan().receiptsBeforeAnswers(true).start();
        Dispatcher dispatcher =
            dispatcher(SmppChannel.connect(operator(smsc).build()), ChannelSettings.standard())) {
      assertAllDelivered(start(dispatcher, SHORT, 500), 500);
      assertThat(stand(dispatcher).waitingReceipts()).isZero();
      assertThat(smsc.receiptAttempts()).isEqualTo(500);
    }
  }

  @Test
  void receipts_that_came_before_their_answers_are_kept_for_the_next_process() throws Exception {
    int people = 16;
    try (SmscSimulator smsc = everybodyCan().start()) {
      try (Dispatcher dispatcher =
          dispatcher(SmppChannel.connect(operator(smsc).build()), ChannelSettings.standard())) {
        smsc.deaf();
        start(dispatcher, SHORT, people);
        soon(() -> smsc.submits() == people);
        smsc.thaw(); // what was to be answered never is; the receipts come
        soon(() -> smsc.receiptsSent() == people);
        assertThat(stand(dispatcher).unanswered()).isEqualTo(people);
        dispatcher.close(Duration.ZERO);
      }
      try (Dispatcher dispatcher =
          dispatcher(SmppChannel.connect(operator(smsc).build()), ChannelSettings.standard())) {
        Tally tally = dispatcher.campaign("tiem-chung").orElseThrow().await(PATIENCE);
        assertThat(tally.count(DeliveryState.IN_DOUBT)).isEqualTo(people);
        assertThat(stand(dispatcher).waitingReceipts()).isEqualTo(people);
      }
      assertEachGotItOnce(smsc, people);
      assertThat(smsc.receiptAttempts()).isEqualTo(people);
    }
  }

  /** The clock is turned only when all that was submitted has been read. */
  @Test
  void two_binds_of_one_account_send_in_no_second_more_than_its_rate() throws Exception {
    int people = 250;
    ManualTime time = ManualTime.startingAt(Instant.parse("2026-05-15T05:00:00Z"));
    try (SmscSimulator smsc = everybodyCan().receipts(false).time(time).start();
        SmppChannel channel =
            SmppChannel.connect(operator(smsc).binds(2).window(500).time(time).build());
        Dispatcher dispatcher =
            Dispatcher.builder()
                .store(Journal.builder(folder).time(time).open())
                .channel(channel, paced(100))
                .time(time)
                .build()) {
      soon(() -> smsc.clients() == 2);
      start(dispatcher, SHORT, people, time.instant());
      await()
          .atMost(PATIENCE)
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(5))
          .until(
              () -> {
                if (submitted(channel) == smsc.submits()) {
                  time.advance(Duration.ofMillis(20));
                }
                return smsc.submits() == people;
              });
      assertThat(smsc.counts().mostInASecond()).isBetween(50, 100);
      assertThat(channel.health().binds()).allMatch(it -> it.submitted() > 0);
    }
  }

  private static long submitted(SmppChannel channel) {
    return channel.health().binds().stream().mapToLong(BindHealth::submitted).sum();
  }
}
