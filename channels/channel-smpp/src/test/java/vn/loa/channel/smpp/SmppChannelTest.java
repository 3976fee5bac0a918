package vn.loa.channel.smpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.groups.Tuple.tuple;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import vn.loa.channel.Address;
import vn.loa.channel.Batch;
import vn.loa.channel.ChannelException;
import vn.loa.channel.Message;
import vn.loa.channel.Outcome;
import vn.loa.channel.Receipt;
import vn.loa.channel.Time;
import vn.loa.channel.testkit.Answers;
import vn.loa.channel.testkit.ManualTime;
import vn.loa.simulator.FaultProxy;
import vn.loa.simulator.ReceivedSms;
import vn.loa.simulator.SmscSimulator;

@Timeout(60)
class SmppChannelTest {

  private static final Duration SOON = Duration.ofSeconds(10);
  private static final Address AN = new Address.Phone(84_903_123_456L);
  private static final Address NO_SUCH = new Address.Phone(84_903_123_000L);
  private static final Address SWITCHED_OFF = new Address.Phone(84_903_123_999L);
  private static final String LONG_VIETNAMESE =
      "Ủy ban nhân dân phường thông báo lịch tiêm vắc-xin mũi 3 ngày 15/05 tại trạm y tế. "
              .repeat(4)
          + "\uD83D\uDC89";

  /** Of a submit_sm that says "Mời họp", in UCS-2, to {@link #AN}. */
  private static final int OCTETS = 85;

  private final Set<Thread> before = Thread.getAllStackTraces().keySet();
  private final List<Receipt> receipts = new CopyOnWriteArrayList<>();
  private final Answers answers = new Answers();
  private SmscSimulator smsc = SmscSimulator.start();
  private final FaultProxy proxy = FaultProxy.to(smsc.port());
  private SmppChannel channel = SmppChannel.connect(settings(proxy.port()).build());

  @AfterEach
  void close() {
    channel.close(Duration.ofSeconds(5));
    proxy.close();
    smsc.close();
  }

  @Test
  void a_vietnamese_text_arrives_letter_by_letter() throws Exception {
    listen();
    assertThat(send(notice("À lô: Đường Nguyễn Huệ cấm xe từ 18 giờ"), AN))
        .isInstanceOf(Outcome.Sent.class);
    assertThat(smsc.received())
        .extracting(ReceivedSms::text, ReceivedSms::parts, ReceivedSms::destination)
        .containsExactly(tuple("À lô: Đường Nguyễn Huệ cấm xe từ 18 giờ", 1, "84903123456"));
  }

  @Test
  void a_long_text_arrives_in_one_piece() throws Exception {
    listen();
    assertThat(send(notice(LONG_VIETNAMESE), AN)).isInstanceOf(Outcome.Sent.class);
    ReceivedSms received = smsc.received().get(0);
    assertThat(received.text()).isEqualTo(LONG_VIETNAMESE);
    assertThat(received.parts()).isEqualTo(5).isEqualTo((int) smsc.submits());
    assertThat(received.source()).isEqualTo("UBND TP.HCM");
  }

  @Test
  void a_text_in_gsm_letters_keeps_the_extended_ones() throws Exception {
    listen();
    String text = "Phi 5€ [xem {a|b}~^\\]: @ $ à é ".repeat(8).strip();
    send(notice(text), AN);
    assertThat(smsc.received()).extracting(ReceivedSms::text).containsExactly(text);
  }

  @Test
  void parts_of_one_delivery_give_one_receipt() throws Exception {
    listen();
    Outcome.Sent sent = (Outcome.Sent) send(notice(LONG_VIETNAMESE), AN);
    await().atMost(SOON).until(() -> smsc.receiptsSent() == 5);
    await().atMost(SOON).until(() -> !receipts.isEmpty());
    assertThat(receipts).singleElement().isInstanceOf(Receipt.Delivered.class);
    assertThat(receipts.get(0).reference()).isEqualTo(sent.reference());
  }

  @Test
  void what_the_operator_could_not_deliver_gives_one_receipt_that_says_so() throws Exception {
    listen();
    Outcome.Sent sent = (Outcome.Sent) send(notice(LONG_VIETNAMESE), SWITCHED_OFF);
    await().atMost(SOON).until(() -> smsc.receiptsSent() == 5);
    await().atMost(SOON).until(() -> !receipts.isEmpty());
    assertThat(receipts).singleElement().isInstanceOf(Receipt.Undelivered.class);
    Receipt.Undelivered receipt = (Receipt.Undelivered) receipts.get(0);
    assertThat(receipt.reference()).isEqualTo(sent.reference());
    assertThat(receipt.reason().code()).isEqualTo("UNDELIV");
  }

  @Test
  void a_receipt_that_overtakes_the_answer_is_told_as_it_comes() throws Exception {
    restart(SmscSimulator.builder().receiptsBeforeAnswers(true));
    reopen(settings(smsc.port()));
    List<String> order = new CopyOnWriteArrayList<>();
    channel.listen(receipt -> order.add("receipt " + receipt.reference()));
    channel.submit(
        new Batch(notice("Mời họp"), 1, List.of(AN)),
        (token, outcome) -> order.add("answer " + ((Outcome.Sent) outcome).reference()));
    await().atMost(SOON).until(() -> order.size() == 2);
    String reference = order.get(0).substring("receipt ".length());
    assertThat(order).containsExactly("receipt " + reference, "answer " + reference);
  }

  @Test
  void receipts_of_parts_that_come_twice_are_told_once() throws Exception {
    restart(SmscSimulator.builder().duplicateReceipts(true));
    reopen(settings(smsc.port()));
    channel.listen(receipts::add);
    send(notice(LONG_VIETNAMESE), AN);
    await().atMost(SOON).until(() -> smsc.receiptsSent() == 10);
    await().atMost(SOON).until(() -> !receipts.isEmpty());
    assertThat(receipts).hasSize(1);
  }

  @Test
  void receipts_wait_at_the_smsc_until_somebody_listens() throws Exception {
    Outcome.Sent sent = (Outcome.Sent) send(notice("Mời họp"), AN);
    await().atMost(SOON).until(() -> smsc.receiptAttempts() > 1);
    assertThat(smsc.receiptsSent()).isZero();
    channel.listen(receipts::add);
    await().atMost(SOON).until(() -> !receipts.isEmpty());
    assertThat(receipts).extracting(Receipt::reference).containsExactly(sent.reference());
  }

  @Test
  void a_number_the_smsc_does_not_know_is_refused_in_its_words() throws Exception {
    listen();
    Outcome.Refused refused = (Outcome.Refused) send(notice("Mời họp"), NO_SUCH);
    assertThat(refused.reason().code()).isEqualTo("ESME_RINVDSTADR");
  }

  @Test
  void what_is_no_phone_number_is_refused_without_asking_the_smsc() throws Exception {
    listen();
    Outcome.Refused refused =
        (Outcome.Refused) send(notice("Mời họp"), new Address.Feed("thong-bao"));
    assertThat(refused.reason().code()).isEqualTo("ADDRESS");
    assertThat(smsc.submits()).isZero();
  }

  @Test
  void a_text_longer_than_sms_can_join_is_refused_without_asking_the_smsc() throws Exception {
    listen();
    Outcome.Refused refused = (Outcome.Refused) send(notice("ạ".repeat(67 * 256)), AN);
    assertThat(refused.reason().code()).isEqualTo("TEXT");
    assertThat(refused.reason().text()).contains("256").contains("255");
    assertThat(smsc.submits()).isZero();
  }

  @Test
  void a_message_that_is_too_late_never_reaches_the_wire() throws Exception {
    Instant noon = Instant.parse("2026-05-15T05:00:00Z");
    ManualTime time = ManualTime.startingAt(noon);
    reopen(settings(proxy.port()).time(time));
    Message message = notice("Mời họp", noon.plusSeconds(60));
    assertThat(send(message, AN)).isInstanceOf(Outcome.Sent.class);
    assertThat(smsc.received().get(0).validityPeriod()).isEqualTo("000000000100000R");
    time.advance(Duration.ofSeconds(60));
    channel.submit(new Batch(message, 2, List.of(AN)), answers);
    answers.await(2, SOON);
    assertThat(answers.of(2)).isEqualTo(new Outcome.Expired());
    assertThat(smsc.submits()).isEqualTo(1);
  }

  @Test
  void a_fault_before_the_first_byte_is_no_doubt() throws Exception {
    BrokenClock clock = new BrokenClock();
    reopen(settings(proxy.port()).time(clock));
    clock.stopped = true;
    Outcome.Refused refused = (Outcome.Refused) send(notice("Mời họp"), AN);
    assertThat(refused.reason().code()).isEqualTo("FAULT");
    assertThat(refused.reason().text()).contains("the clock stopped");
    assertThat(smsc.submits()).isZero();
  }

  @Test
  void a_message_without_end_is_sent() throws Exception {
    assertThat(send(notice("Mời họp", Instant.MAX), AN)).isInstanceOf(Outcome.Sent.class);
  }

  @Test
  void a_receipt_carries_the_time_of_the_given_clock() throws Exception {
    Instant noon = Instant.parse("2026-05-15T05:00:00Z");
    reopen(settings(proxy.port()).time(ManualTime.startingAt(noon)));
    channel.listen(receipts::add);
    send(notice("Mời họp", noon.plusSeconds(60)), AN);
    await().atMost(SOON).until(() -> !receipts.isEmpty());
    assertThat(receipts.get(0).at()).isEqualTo(noon);
  }

  @Test
  void what_the_smsc_throttles_may_be_sent_again() throws Exception {
    restart(SmscSimulator.builder().throttleAbove(0));
    reopen(settings(smsc.port()));
    Outcome.Retry retry = (Outcome.Retry) send(notice("Mời họp"), AN);
    assertThat(retry.reason().code()).isEqualTo("ESME_RTHROTTLED");
  }

  @Test
  void a_delivery_of_which_only_a_part_was_accepted_is_in_doubt() throws Exception {
    restart(SmscSimulator.builder().throttleAbove(2).time(ManualTime.startingAt(Instant.EPOCH)));
    reopen(settings(smsc.port()).answerWithin(Duration.ofMillis(500)));
    Outcome.InDoubt doubt = (Outcome.InDoubt) send(notice(LONG_VIETNAMESE), AN);
    assertThat(doubt.reason().code()).isEqualTo("PARTLY_SENT");
    assertThat(doubt.reason().text()).contains("2 of 5").contains("ESME_RTHROTTLED");
    assertThat(smsc.submits()).isGreaterThan(3);
  }

  @Test
  void no_answer_in_time_is_in_doubt() throws Exception {
    reopen(settings(proxy.port()).answerWithin(Duration.ofMillis(200)));
    proxy.stall();
    Outcome.InDoubt doubt = (Outcome.InDoubt) send(notice("Mời họp"), AN);
    assertThat(doubt.reason().code()).isEqualTo("NO_ANSWER");
    assertThat(doubt.reason().text()).contains("PT0.2S");
  }

  @Test
  void a_cut_connection_answers_at_once_and_not_after_the_answer_time() throws Exception {
    reopen(settings(proxy.port()).answerWithin(Duration.ofMinutes(5)));
    proxy.stall();
    channel.submit(new Batch(notice("Mời họp"), 1, List.of(AN, AN, AN)), answers);
    await().atMost(SOON).until(() -> proxy.held() >= 3 * OCTETS);
    long cutAt = System.nanoTime();
    proxy.cut();
    answers.await(3, SOON);
    assertThat(Duration.ofNanos(System.nanoTime() - cutAt)).isLessThan(Duration.ofSeconds(2));
    assertThat(answers.all())
        .allSatisfy(it -> assertThat(((Outcome.InDoubt) it).reason().code()).isEqualTo("CUT"));
  }

  @Test
  void the_next_message_after_a_cut_binds_again() throws Exception {
    listen();
    proxy.cut();
    await().atMost(SOON).until(() -> smsc.clients() == 0);
    await()
        .atMost(SOON)
        .until(
            () -> {
              Answers once = new Answers();
              channel.submit(new Batch(notice("Mời họp"), 1, List.of(AN)), once);
              return once.await(1, SOON).of(1) instanceof Outcome.Sent;
            });
    await().atMost(SOON).until(() -> receipts.size() == 1);
  }

  @Test
  void while_the_smsc_is_gone_everything_may_be_sent_again_later() throws Exception {
    listen();
    proxy.refuse();
    await().atMost(SOON).until(() -> smsc.clients() == 0);
    channel.submit(new Batch(notice("Mời họp"), 1, List.of(AN, AN, AN, AN)), answers);
    answers.await(4, SOON);
    assertThat(answers.all()).noneMatch(Outcome.Sent.class::isInstance);
    Answers later = new Answers();
    channel.submit(new Batch(notice("Mời họp"), 1, List.of(AN, AN, AN, AN)), later);
    later.await(4, SOON);
    assertThat(later.all())
        .allSatisfy(it -> assertThat(((Outcome.Retry) it).reason().code()).isEqualTo("NOT_BOUND"));
  }

  @Test
  void closing_without_patience_leaves_what_waits_in_doubt() throws Exception {
    reopen(settings(proxy.port()).answerWithin(Duration.ofMinutes(5)));
    proxy.stall();
    channel.submit(new Batch(notice("Mời họp"), 1, List.of(AN)), answers);
    await().atMost(SOON).until(() -> proxy.held() >= OCTETS);
    long closing = System.nanoTime();
    channel.close(Duration.ZERO);
    assertThat(answers.of(1)).isInstanceOf(Outcome.InDoubt.class);
    assertThat(Duration.ofNanos(System.nanoTime() - closing)).isLessThan(Duration.ofSeconds(6));
  }

  @Test
  void closing_ends_every_thread_of_the_session_too() throws Exception {
    listen();
    send(notice("Mời họp"), AN);
    assertThat(threads()).isNotEmpty();
    channel.close(SOON);
    smsc.close();
    proxy.close();
    await().atMost(SOON).untilAsserted(() -> assertThat(threads()).isEmpty());
  }

  @Test
  void a_wrong_password_is_told_apart_and_never_shown() {
    ChannelException refused = refused(settings(smsc.port()).login("loa", "Wr0ngPw").build());
    assertThat(refused)
        .hasMessageContaining("sms")
        .hasMessageContaining("localhost:" + smsc.port())
        .hasMessageContaining("wrong password")
        .hasMessageContaining("ESME_RINVPASWD");
    StringWriter trace = new StringWriter();
    refused.printStackTrace(new PrintWriter(trace));
    assertThat(trace.toString()).doesNotContain("Wr0ngPw");
  }

  @Test
  void an_unknown_system_id_is_told_apart() {
    assertThat(refused(settings(smsc.port()).login("lao", "secret").build()))
        .hasMessageContaining("unknown system id")
        .hasMessageNotContaining("lao");
  }

  @Test
  void an_smsc_that_is_not_there_is_unreachable() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    assertThat(refused(settings(port).build()))
        .hasMessageContaining("unreachable")
        .hasMessageContaining("localhost:" + port);
  }

  @Test
  void a_peer_that_never_answers_the_bind_is_given_up() throws Exception {
    try (ServerSocket mute = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(
              refused(settings(mute.getLocalPort()).answerWithin(Duration.ofMillis(200)).build()))
          .hasMessageContaining("PT0.2S");
    }
  }

  @Test
  void a_pdu_of_absurd_length_ends_the_session_and_not_the_program() throws IOException {
    try (ServerSocket peer = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread absurd =
          new Thread(
              () -> {
                try (var socket = peer.accept()) {
                  socket.getOutputStream().write(new byte[] {0x7F, -1, -1, -16});
                  socket.getInputStream().readAllBytes();
                } catch (IOException gone) {
                  // The channel hangs up, as it should.
                }
              });
      absurd.start();
      assertThat(refused(settings(peer.getLocalPort()).build())).hasMessageContaining("hung up");
    }
  }

  private void listen() {
    channel.listen(receipts::add);
  }

  private void reopen(SmppSettings.Builder settings) {
    channel.close(Duration.ZERO);
    channel = SmppChannel.connect(settings.build());
  }

  private void restart(SmscSimulator.Builder behaviour) {
    smsc.close();
    smsc = behaviour.start();
  }

  private static SmppSettings.Builder settings(int port) {
    return SmppSettings.builder("localhost", port)
        .login("loa", "secret")
        .sender("UBND TP.HCM")
        .answerWithin(Duration.ofSeconds(5));
  }

  private static ChannelException refused(SmppSettings settings) {
    List<ChannelException> thrown = new CopyOnWriteArrayList<>();
    assertThatExceptionOfType(ChannelException.class)
        .isThrownBy(() -> SmppChannel.connect(settings))
        .satisfies(thrown::add);
    return thrown.get(0);
  }

  private Outcome send(Message message, Address recipient) throws InterruptedException {
    channel.submit(new Batch(message, 1, List.of(recipient)), answers);
    return answers.await(1, SOON).of(1);
  }

  private static Message notice(String text) {
    return notice(text, Instant.now().plus(Duration.ofHours(1)));
  }

  private static Message notice(String text, Instant validUntil) {
    return Message.builder("notice-1", "Thông báo").text("vi", text).validUntil(validUntil).build();
  }

  private static final class BrokenClock implements Time {

    private volatile boolean stopped;

    @Override
    public Instant instant() {
      if (stopped) {
        throw new IllegalStateException("the clock stopped");
      }
      return Instant.EPOCH;
    }

    @Override
    public long nanos() {
      return Time.system().nanos();
    }

    @Override
    public void await(Object monitor, long deadline) throws InterruptedException {
      Time.system().await(monitor, deadline);
    }
  }

  /** Ours, and those that jsmpp starts for us. */
  private List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(it -> !before.contains(it))
        .map(Thread::getName)
        .filter(name -> name.matches("(loa-|PDUReader|EnquireLink|pool-).*"))
        .sorted()
        .toList();
  }
}
