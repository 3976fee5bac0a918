package vn.loa.channel.smpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import static vn.loa.channel.smpp.RawSmsc.ANSWER;
import static vn.loa.channel.smpp.RawSmsc.DELIVER;
import static vn.loa.channel.smpp.RawSmsc.ENQUIRE_LINK;
import static vn.loa.channel.smpp.RawSmsc.SUBMIT;
import static vn.loa.channel.smpp.Sending.AN;
import static vn.loa.channel.smpp.Sending.SOON;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import vn.loa.channel.Batch;
import vn.loa.channel.ChannelException;
import vn.loa.channel.Outcome;
import vn.loa.channel.Receipt;
import vn.loa.channel.Tls;
import vn.loa.channel.smpp.RawSmsc.Line;
import vn.loa.channel.smpp.RawSmsc.Pdu;
import vn.loa.channel.smpp.RawSmsc.Submit;
import vn.loa.channel.testkit.Answers;

/** What users of SMPP libraries complain about most, in fifteen headings; each a test or two. */
@Timeout(60)
class ComplaintsTest {

  private static final int ROK = 0;

  private final Set<Thread> before = Set.copyOf(Sending.threads());
  private final List<Receipt> receipts = new CopyOnWriteArrayList<>();

  @Test
  void complaint_01_a_message_that_waits_for_its_answer_takes_no_thread() {
    try (RawSmsc smsc = RawSmsc.start(ComplaintsTest::mute);
        SmppChannel channel =
            SmppChannel.connect(Sending.settings(smsc.port()).window(500).build())) {
      Sending.submit(channel, "Mời họp", 500);
      await().atMost(SOON).until(() -> smsc.received(SUBMIT).size() == 500);
      assertThat(newThreads()).hasSizeLessThanOrEqualTo(2);
      smsc.cut();
    }
  }

  @ParameterizedTest
  @CsvSource({"0x58, ESME_RTHROTTLED", "0x14, ESME_RMSGQFUL", "0x08, ESME_RSYSERR"})
  void complaint_02_what_an_smsc_is_too_busy_for_may_be_sent_again(int status, String code)
      throws Exception {
    try (RawSmsc smsc = answering(submit -> submit.answer(status, ""));
        SmppChannel channel = Sending.connect(smsc.port())) {
      Outcome.Retry retry = (Outcome.Retry) Sending.send(channel, "Mời họp");
      assertThat(retry.reason().code()).isEqualTo(code);
    }
  }

  @Test
  void complaint_03_it_binds_again_by_itself_also_while_the_smsc_thinks_that_it_is_bound()
      throws Exception {
    int alreadyBound = 0x05;
    try (RawSmsc smsc = RawSmsc.start(line -> refusing(line, alreadyBound, 3));
        SmppChannel channel = Sending.connect(smsc.port())) {
      smsc.cut();
      await().atMost(SOON).until(() -> smsc.connections() == 4);
      Sending.sendAgain(channel, "Mời họp");
      assertThat(smsc.connections()).isEqualTo(4);
    }
  }

  @Test
  void complaint_03_while_the_password_is_refused_each_delivery_says_so() {
    int invalidPassword = 0x0E;
    try (RawSmsc smsc = RawSmsc.start(line -> refusing(line, invalidPassword, Integer.MAX_VALUE));
        SmppChannel channel = Sending.connect(smsc.port())) {
      smsc.cut();
      await()
          .atMost(SOON)
          .until(
              () ->
                  Sending.send(channel, "Mời họp") instanceof Outcome.Retry retry
                      && retry.reason().code().equals("ESME_RINVPASWD"));
      assertThat(smsc.received(SUBMIT)).isEmpty();
    }
  }

  /** Takes the first call, and none more up to the last of these. */
  private static void refusing(Line line, int status, int last) throws IOException {
    if (line.number() > 1 && line.number() <= last) {
      line.refuse(status);
    } else {
      line.bind();
      line.serve();
    }
  }

  @Test
  void complaint_04_closing_ends_though_the_smsc_says_nothing_any_more() {
    Answers answers;
    try (RawSmsc smsc = RawSmsc.start(ComplaintsTest::mute)) {
      SmppChannel channel = Sending.connect(smsc.port());
      answers = Sending.submit(channel, "Mời họp", 16);
      await().atMost(SOON).until(() -> smsc.received(SUBMIT).size() == 16);
      channel.close(Duration.ZERO);
      assertThat(answers.all()).hasSize(16).allMatch(Outcome.InDoubt.class::isInstance);
    }
    await().atMost(SOON).untilAsserted(() -> assertThat(newThreads()).isEmpty());
  }

  @Test
  void complaint_05_no_receipt_is_lost_among_thousands_while_messages_go_out() throws Exception {
    int many = 5_000;
    try (RawSmsc smsc = RawSmsc.start();
        SmppChannel channel = listening(smsc)) {
      Thread bringing =
          RawSmsc.daemon(
              "test-receipts",
              () ->
                  IntStream.rangeClosed(1, many)
                      .forEach(n -> smsc.write(RawSmsc.receipt(n, "id:r" + n + " stat:DELIVRD"))));
      for (int n = 0; n < 20; n++) {
        assertThat(Sending.submit(channel, "Mời họp", 16).await(16, SOON).all())
            .allMatch(Outcome.Sent.class::isInstance);
      }
      bringing.join();
      await().atMost(SOON).until(() -> acknowledgements(smsc).size() == many);
      assertThat(acknowledgements(smsc)).containsOnly(ROK);
      assertThat(receipts).extracting(Receipt::reference).doesNotHaveDuplicates().hasSize(many);
    }
  }

  static Stream<Arguments> vendors() {
    byte[] id = RawSmsc.tlv(0x001E, RawSmsc.cString("7")); // SMPP 3.4 §5.3.2.12
    byte[] unterminated = RawSmsc.tlv(0x001E, new byte[] {'7'});
    byte[] delivered = RawSmsc.tlv(0x0427, new byte[] {2}); // SMPP 3.4 §5.3.2.35
    byte[] none = {};
    return Stream.of(
        Arguments.of("", joined(id, delivered)),
        Arguments.of("", joined(delivered, unterminated)),
        Arguments.of("Message delivered", joined(id, delivered)),
        Arguments.of("id:7 stat:DELIVRD", none),
        Arguments.of("id:7 STAT:delivered", none),
        Arguments.of("Id: 7 Stat: DELIVRD Err: 000", none),
        Arguments.of("sub:001 stat:DELIVRD id:7 done date:2026-11-23 08:00:01", none),
        Arguments.of("id:7 sub:1 dlvrd:1 submit date:0 done date:0 stat:DELIVRD err:0 Text:x", id),
        Arguments.of("id:7 stat:DELIVRD err:000 text:Đã nhận id:8", none));
  }

  @ParameterizedTest
  @MethodSource("vendors")
  void complaint_06_a_receipt_is_read_however_a_vendor_writes_it(String text, byte[] tlvs) {
    try (RawSmsc smsc = RawSmsc.start();
        SmppChannel channel = Sending.connect(smsc.port())) {
      channel.listen(receipts::add);
      smsc.write(RawSmsc.deliver(1, 0x04, "84903123456", text, tlvs));
      await().atMost(SOON).until(() -> acknowledgements(smsc).equals(List.of(ROK)));
    }
    assertThat(receipts).singleElement().isInstanceOf(Receipt.Delivered.class);
    assertThat(receipts.get(0).reference()).isEqualTo("7");
  }

  @Test
  void complaint_07_an_answer_in_hexadecimal_and_its_receipt_in_decimal_meet() throws Exception {
    SmppProfile profile = SmppProfile.builder().references(Sending.HEXADECIMAL_TO_DECIMAL).build();
    try (RawSmsc smsc = answering(submit -> submit.answer(ROK, "1a2B"));
        SmppChannel channel =
            SmppChannel.connect(Sending.settings(smsc.port()).profile(profile).build())) {
      channel.listen(receipts::add);
      Outcome.Sent sent = (Outcome.Sent) Sending.send(channel, "Mời họp");
      smsc.write(RawSmsc.receipt(1, "id:0000006699 stat:DELIVRD"));
      await().atMost(SOON).until(() -> !receipts.isEmpty());
      assertThat(receipts).extracting(Receipt::reference).containsExactly(sent.reference());
    }
  }

  @Test
  void complaint_07_a_receipt_that_overtakes_its_answer_is_told_once() throws Exception {
    try (RawSmsc smsc =
            RawSmsc.start(
                line -> {
                  line.bind();
                  Pdu submit = line.submit();
                  line.write(RawSmsc.receipt(1, "id:early stat:DELIVRD").octets());
                  line.write(submit.answer(ROK, "early").octets());
                  line.serve();
                });
        SmppChannel channel = listening(smsc)) {
      assertThat(Sending.send(channel, "Mời họp")).isEqualTo(new Outcome.Sent("early"));
      await().atMost(SOON).until(() -> acknowledgements(smsc).equals(List.of(ROK)));
      await().atMost(SOON).until(() -> !receipts.isEmpty());
      assertThat(receipts).extracting(Receipt::reference).containsExactly("early");
    }
  }

  @Test
  void complaint_08_what_is_not_answered_is_in_doubt_and_not_sent_again() throws Exception {
    try (RawSmsc smsc = RawSmsc.start(ComplaintsTest::mute);
        SmppChannel channel =
            SmppChannel.connect(
                Sending.settings(smsc.port()).answerWithin(Duration.ofMillis(200)).build())) {
      Outcome.InDoubt doubt = (Outcome.InDoubt) Sending.send(channel, "Mời họp");
      assertThat(doubt.reason().code()).isEqualTo("NO_ANSWER");
      channel.close(Duration.ZERO);
      assertThat(smsc.received(SUBMIT)).hasSize(1);
    }
  }

  @Test
  void complaint_08_an_answer_that_is_late_is_still_used() {
    List<Outcome> outcomes = new CopyOnWriteArrayList<>();
    CountDownLatch doubted = new CountDownLatch(1);
    try (RawSmsc smsc = RawSmsc.start(line -> answerAfter(line, doubted));
        SmppChannel channel =
            SmppChannel.connect(
                Sending.settings(smsc.port()).answerWithin(Duration.ofMillis(200)).build())) {
      channel.submit(
          new Batch(Sending.message("Mời họp"), 1, List.of(AN)),
          (token, outcome) -> outcomes.add(outcome));
      await().atMost(SOON).until(() -> outcomes.size() == 1);
      doubted.countDown();
      await().atMost(SOON).until(() -> outcomes.size() == 2);
    }
    assertThat(outcomes.get(0).kind()).isEqualTo(Outcome.Kind.IN_DOUBT);
    assertThat(outcomes.get(1)).isEqualTo(new Outcome.Sent("late"));
  }

  private static void answerAfter(Line line, CountDownLatch sign) throws IOException {
    line.bind();
    Pdu submit = line.submit();
    try {
      sign.await();
    } catch (InterruptedException ended) {
      return;
    }
    line.write(submit.answer(ROK, "late").octets());
    line.serve();
  }

  /** Each with the letters, in septets or UCS-2, that its parts hold. */
  static Stream<Arguments> longTexts() {
    return Stream.of(
        Arguments.of("a".repeat(160), List.of(160)),
        Arguments.of("a".repeat(161), List.of(153, 8)),
        Arguments.of("a".repeat(152) + "€" + "a".repeat(8), List.of(152, 10)),
        Arguments.of("ạ".repeat(70), List.of(70)),
        Arguments.of("ạ".repeat(71), List.of(67, 4)),
        Arguments.of("ạ".repeat(66) + "\uD83D\uDC89" + "ạ".repeat(4), List.of(66, 6)));
  }

  @ParameterizedTest
  @MethodSource("longTexts")
  void complaint_09_a_long_text_is_cut_where_a_handset_joins_it(String text, List<Integer> parts)
      throws Exception {
    try (RawSmsc smsc = RawSmsc.start();
        SmppChannel channel = Sending.connect(smsc.port())) {
      assertThat(Sending.send(channel, text)).isInstanceOf(Outcome.Sent.class);
      List<Submit> submits = submits(smsc);
      assertThat(submits).extracting(ComplaintsTest::letters).isEqualTo(parts);
      assertThat(text(submits)).isEqualTo(text);
      for (int n = 1; n <= parts.size() && parts.size() > 1; n++) {
        byte[] header = Arrays.copyOf(submits.get(n - 1).shortMessage(), 6);
        byte reference = submits.get(0).shortMessage()[3];
        assertThat(header) // 3GPP TS 23.040 §9.2.3.24.1
            .containsExactly(5, 0, 3, reference, parts.size(), n);
      }
    }
  }

  private static int letters(Submit submit) {
    int header = submit.esmClass() == 0x40 ? 6 : 0;
    int octets = submit.shortMessage().length - header;
    return submit.dataCoding() == 8 ? octets / 2 : octets;
  }

  private static String text(List<Submit> submits) {
    StringBuilder text = new StringBuilder();
    submits.forEach(
        it -> text.append(HandsetText.of(it.esmClass(), it.dataCoding(), it.shortMessage())));
    return text.toString();
  }

  @Test
  void complaint_10_receipts_of_all_parts_are_one_receipt() throws Exception {
    try (RawSmsc smsc = RawSmsc.start();
        SmppChannel channel = listening(smsc)) {
      Outcome.Sent sent = (Outcome.Sent) Sending.send(channel, "ạ".repeat(150));
      smsc.write(RawSmsc.receipt(1, "id:m1 stat:DELIVRD"));
      smsc.write(RawSmsc.receipt(2, "id:m3 stat:DELIVRD"));
      await().atMost(SOON).until(() -> acknowledgements(smsc).size() == 2);
      assertThat(receipts).isEmpty();
      smsc.write(RawSmsc.receipt(3, "id:m2 stat:DELIVRD"));
      await().atMost(SOON).until(() -> acknowledgements(smsc).size() == 3);
      assertThat(receipts).singleElement().isInstanceOf(Receipt.Delivered.class);
      assertThat(receipts.get(0).reference()).isEqualTo(sent.reference());
    }
  }

  @Test
  void complaint_10_a_part_that_failed_makes_the_whole_fail_once() throws Exception {
    try (RawSmsc smsc = RawSmsc.start();
        SmppChannel channel = listening(smsc)) {
      Outcome.Sent sent = (Outcome.Sent) Sending.send(channel, "ạ".repeat(150));
      smsc.write(RawSmsc.receipt(1, "id:m1 stat:DELIVRD"));
      smsc.write(RawSmsc.receipt(2, "id:m2 stat:UNDELIV err:012"));
      smsc.write(RawSmsc.receipt(3, "id:m3 stat:DELIVRD"));
      await().atMost(SOON).until(() -> acknowledgements(smsc).size() == 3);
      assertThat(receipts).singleElement().isInstanceOf(Receipt.Undelivered.class);
      assertThat(receipts.get(0).reference()).isEqualTo(sent.reference());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "@£$é_{€}, 0, 0001020511 1B28 1B65 1B29", // 3GPP TS 23.038 §6.2.1
    "Đò 5€, 8, 0110 00F2 0020 0035 20AC"
  })
  void complaint_11_letters_are_those_of_the_wire_and_not_of_the_machine(
      String text, int dataCoding, String octets) throws Exception {
    try (RawSmsc smsc = RawSmsc.start();
        SmppChannel channel = Sending.connect(smsc.port())) {
      Sending.send(channel, text);
      Submit submit = submits(smsc).get(0);
      assertThat(submit.dataCoding()).isEqualTo(dataCoding);
      assertThat(submit.shortMessage()).isEqualTo(HexFormat.of().parseHex(octets.replace(" ", "")));
    }
  }

  @Test
  void complaint_12_a_link_that_is_dead_is_noticed_and_made_anew() throws Exception {
    try (RawSmsc smsc =
            RawSmsc.start(
                line -> {
                  line.bind();
                  if (line.number() == 1) {
                    line.ignore();
                  }
                  line.serve();
                });
        SmppChannel channel =
            SmppChannel.connect(
                Sending.settings(smsc.port())
                    .enquireAfter(Duration.ofMillis(100))
                    .answerWithin(Duration.ofMillis(200))
                    .build())) {
      await().atMost(SOON).until(() -> smsc.connections() == 2);
      assertThat(smsc.received(ENQUIRE_LINK)).isNotEmpty();
      Sending.sendAgain(channel, "Mời họp");
    }
  }

  @Test
  void complaint_12_an_smsc_that_asks_whether_we_are_there_is_answered() throws Exception {
    try (RawSmsc smsc = RawSmsc.start();
        SmppChannel channel = Sending.connect(smsc.port())) {
      smsc.write(new Pdu(ENQUIRE_LINK, 0, 77, new byte[0]));
      await().atMost(SOON).until(() -> !smsc.received(ENQUIRE_LINK | ANSWER).isEmpty());
      assertThat(smsc.received(ENQUIRE_LINK | ANSWER).get(0).sequence()).isEqualTo(77);
      assertThat(Sending.send(channel, "Mời họp")).isInstanceOf(Outcome.Sent.class);
    }
  }

  @Test
  void complaint_13_what_was_never_answered_gives_its_place_back() throws Exception {
    int waves = 4;
    try (RawSmsc smsc =
            RawSmsc.start(
                line -> {
                  line.bind();
                  for (int n = 0; n < waves * 16; n++) {
                    line.submit();
                  }
                  line.serve();
                });
        SmppChannel channel =
            SmppChannel.connect(
                Sending.settings(smsc.port()).answerWithin(Duration.ofMillis(100)).build())) {
      for (int n = 0; n < waves; n++) {
        assertThat(Sending.submit(channel, "Mời họp", 16).await(16, SOON).all())
            .allMatch(Outcome.InDoubt.class::isInstance);
      }
      assertThat(Sending.send(channel, "Mời họp")).isInstanceOf(Outcome.Sent.class);
    }
  }

  @Test
  void complaint_13_a_connection_that_ended_leaves_no_thread() throws Exception {
    try (RawSmsc smsc = RawSmsc.start()) {
      for (int n = 0; n < 10; n++) {
        try (SmppChannel channel = Sending.connect(smsc.port())) {
          Sending.send(channel, "Mời họp");
          smsc.cut();
        }
      }
    }
    await().atMost(SOON).untilAsserted(() -> assertThat(newThreads()).isEmpty());
  }

  @Test
  void complaint_14_what_a_bind_does_can_be_seen() throws Exception {
    List<Integer> statuses = List.of(ROK, 0x58, 0x58, ROK);
    try (RawSmsc smsc =
            RawSmsc.start(
                line -> {
                  line.bind();
                  for (int status : statuses) {
                    line.write(line.submit().answer(status, "m").octets());
                  }
                  line.write(RawSmsc.receipt(1, "id:m stat:DELIVRD").octets());
                  line.ignore();
                });
        SmppChannel channel = listening(smsc)) {
      for (int n = 0; n < 4; n++) {
        Sending.send(channel, "Mời họp");
      }
      Sending.submit(channel, "Mời họp", 3);
      await().atMost(SOON).until(() -> smsc.received(SUBMIT).size() == 7);
      await().atMost(SOON).until(() -> channel.health().receipts() == 1);
      assertThat(channel.health().isBound()).isTrue();
      BindHealth bind = channel.health().binds().get(0);
      assertThat(bind.submitted()).isEqualTo(7);
      assertThat(bind.accepted()).isEqualTo(2);
      assertThat(bind.errors()).isEqualTo(Map.of("ESME_RTHROTTLED", 2L));
      assertThat(bind.inUse()).isEqualTo(3);
      assertThat(bind.lastAnswer()).isNotNull();
      smsc.cut();
      await().atMost(SOON).until(() -> channel.health().binds().get(0).inUse() == 0);
    }
  }

  @Test
  void complaint_15_a_parameter_that_nobody_knows_is_no_fault() throws Exception {
    byte[] vendors = RawSmsc.tlv(0x1400, new byte[] {1, 2, 3}); // SMPP 3.4 §5.3.1
    try (RawSmsc smsc = answering(submit -> with(submit.answer(ROK, "7"), vendors));
        SmppChannel channel = listening(smsc)) {
      assertThat(Sending.send(channel, "Mời họp")).isEqualTo(new Outcome.Sent("7"));
      smsc.write(RawSmsc.deliver(1, 0x04, "84903123456", "id:7 stat:DELIVRD", vendors));
      await().atMost(SOON).until(() -> acknowledgements(smsc).equals(List.of(ROK)));
      assertThat(receipts).extracting(Receipt::reference).containsExactly("7");
    }
  }

  @Test
  void complaint_15_who_asked_for_tls_says_nothing_in_the_clear() {
    List<Integer> octets = new CopyOnWriteArrayList<>();
    try (RawSmsc smsc = RawSmsc.start(line -> octets.add(line.octet()))) {
      SmppSettings settings =
          Sending.settings(smsc.port())
              .tls(Tls.standard())
              .answerWithin(Duration.ofSeconds(1))
              .build();
      assertThatExceptionOfType(ChannelException.class)
          .isThrownBy(() -> SmppChannel.connect(settings).close(Duration.ZERO));
    }
    int handshake = 0x16; // RFC 8446 §5.1
    assertThat(octets).isNotEmpty().containsOnly(handshake);
  }

  private static Pdu with(Pdu pdu, byte[] tlvs) {
    return new Pdu(pdu.id(), pdu.status(), pdu.sequence(), joined(pdu.body(), tlvs));
  }

  private static byte[] joined(byte[] first, byte[] second) {
    return ByteBuffer.allocate(first.length + second.length).put(first).put(second).array();
  }

  /** Binds, and never says a word again. */
  private static void mute(Line line) throws IOException {
    line.bind();
    line.ignore();
  }

  private static RawSmsc answering(UnaryOperator<Pdu> submits) {
    return RawSmsc.start(
        line -> {
          line.bind();
          line.serve(submits);
        });
  }

  private SmppChannel listening(RawSmsc smsc) {
    SmppChannel channel = Sending.connect(smsc.port());
    channel.listen(receipts::add);
    return channel;
  }

  private static List<Integer> acknowledgements(RawSmsc smsc) {
    return smsc.received(DELIVER | ANSWER).stream().map(Pdu::status).toList();
  }

  private static List<Submit> submits(RawSmsc smsc) {
    return smsc.received(SUBMIT).stream().map(Submit::of).toList();
  }

  private List<Thread> newThreads() {
    List<Thread> now = new ArrayList<>(Sending.threads());
    now.removeAll(before);
    return now;
  }
}
