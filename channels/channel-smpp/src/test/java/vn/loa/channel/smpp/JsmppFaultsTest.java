package vn.loa.channel.smpp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static vn.loa.channel.smpp.RawSmsc.SUBMIT;
import static vn.loa.channel.smpp.Sending.AN;
import static vn.loa.channel.smpp.Sending.SOON;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jsmpp.PDUException;
import org.jsmpp.bean.AlertNotification;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.bean.DeliveryReceipt;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.RawDataCoding;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.ResponseTimeoutException;
import org.jsmpp.extra.SessionState;
import org.jsmpp.session.BindParameter;
import org.jsmpp.session.DataSmResult;
import org.jsmpp.session.MessageReceiverListener;
import org.jsmpp.session.SMPPSession;
import org.jsmpp.session.Session;
import org.jsmpp.util.DefaultDecomposer;
import org.jsmpp.util.InvalidDeliveryReceiptException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vn.loa.channel.Batch;
import vn.loa.channel.ChannelException;
import vn.loa.channel.Message;
import vn.loa.channel.Outcome;
import vn.loa.channel.Reason;
import vn.loa.channel.Receipt;
import vn.loa.channel.smpp.RawSmsc.Pdu;
import vn.loa.channel.testkit.Answers;

/**
 * Faults of jsmpp 3.0.2, each beside what the channel does in its place: {@code fault_n} is of the
 * channel, {@code jsmpp_itself_n} fails when jsmpp mends it.
 */
@Timeout(60)
class JsmppFaultsTest {

  private static final int ROK = 0;
  private static final int THROTTLED = 0x58;
  private static final String TOO_LONG_A_SENDER = "9".repeat(22);

  // ---- 1: what cannot be sent stays pending ----

  @Test
  void fault_1_what_cannot_be_sent_leaves_nothing_pending() throws Exception {
    try (RawSmsc smsc = RawSmsc.start();
        SmppChannel channel =
            SmppChannel.connect(Sending.settings(smsc.port()).window(2).build())) {
      Message tooLong = Sending.message("ạ".repeat(67 * 256));
      for (int n = 0; n < 100; n++) {
        Answers answers = new Answers();
        channel.submit(new Batch(tooLong, 1, List.of(AN)), answers);
        assertThat(answers.await(1, SOON).of(1)).isInstanceOf(Outcome.Refused.class);
      }
      assertThat(Sending.submit(channel, "Mời họp", 2).await(2, SOON).all())
          .allMatch(Outcome.Sent.class::isInstance);
      assertThat(smsc.received(SUBMIT)).hasSize(2);
    }
  }

  @Test
  void jsmpp_itself_1_keeps_it_pending_for_ever() throws Exception {
    try (RawSmsc smsc = RawSmsc.start()) {
      SMPPSession session = bound(smsc, new SMPPSession());
      for (int n = 0; n < 100; n++) {
        assertThatExceptionOfType(PDUException.class)
            .isThrownBy(() -> submit(session, TOO_LONG_A_SENDER));
      }
      assertThat(session.getUnacknowledgedRequests()).isEqualTo(100);
      session.close();
    }
  }

  // ---- 2: a cut is told late ----

  @Test
  void fault_2_a_cut_is_told_at_once_and_not_after_the_transaction_timer() throws Exception {
    try (RawSmsc smsc = RawSmsc.start(JsmppFaultsTest::hangUpOnSubmit);
        SmppChannel channel = Sending.connect(smsc.port())) {
      Answers answers = Sending.submit(channel, "Mời họp", 1);
      answers.await(1, Duration.ofSeconds(2)); // the timer is five minutes
      assertThat(code(answers.of(1))).isEqualTo("CUT");
    }
  }

  @Test
  void jsmpp_itself_2_tells_a_cut_when_its_timer_ends() throws Exception {
    try (RawSmsc smsc = RawSmsc.start(JsmppFaultsTest::hangUpOnSubmit)) {
      SMPPSession session = bound(smsc, new SMPPSession());
      session.setTransactionTimer(1_000);
      long start = System.nanoTime();
      assertThatExceptionOfType(ResponseTimeoutException.class)
          .isThrownBy(() -> submit(session, "5656"));
      assertThat(System.nanoTime() - start).isGreaterThan(Duration.ofMillis(900).toNanos());
      assertThat(session.getSessionState()).isEqualTo(SessionState.CLOSED);
    }
  }

  private static void hangUpOnSubmit(RawSmsc.Line line) throws IOException {
    line.bind();
    line.submit();
  }

  // ---- 3: an interrupt is called a time-out ----

  @Test
  void fault_3_an_interrupt_of_the_caller_is_no_time_out() throws Exception {
    try (RawSmsc smsc = RawSmsc.start();
        SmppChannel channel = Sending.connect(smsc.port())) {
      Thread.currentThread().interrupt();
      Answers answers = Sending.submit(channel, "Mời họp", 3);
      assertThat(Thread.interrupted()).as("left to whoever asked for it").isTrue();
      assertThat(answers.await(3, SOON).all()).allMatch(Outcome.Sent.class::isInstance);
    }
  }

  @Test
  void jsmpp_itself_3_calls_an_interrupt_a_time_out() throws Exception {
    try (RawSmsc smsc =
        RawSmsc.start(
            line -> {
              line.bind();
              line.ignore();
            })) {
      SMPPSession session = bound(smsc, new SMPPSession());
      Thread.currentThread().interrupt();
      assertThatExceptionOfType(ResponseTimeoutException.class)
          .isThrownBy(() -> submit(session, "5656"));
      assertThat(Thread.interrupted()).isTrue();
      smsc.cut();
    }
  }

  // ---- 4: command_length is believed ----

  @Test
  void fault_4_an_absurd_command_length_ends_the_connection_and_the_next_one_works()
      throws Exception {
    try (RawSmsc smsc = RawSmsc.start(JsmppFaultsTest::absurdOnce);
        SmppChannel channel = Sending.connect(smsc.port())) {
      Answers answers = Sending.submit(channel, "Mời họp", 1);
      answers.await(1, SOON);
      assertThat(answers.of(1)).isInstanceOf(Outcome.InDoubt.class);
      Sending.sendAgain(channel, "Cập nhật");
      assertThat(smsc.connections()).isEqualTo(2);
    }
  }

  @Test
  void jsmpp_itself_4_stays_bound_with_nobody_reading() throws Exception {
    try (RawSmsc smsc = RawSmsc.start(JsmppFaultsTest::absurdOnce)) {
      SMPPSession session = bound(smsc, new SMPPSession());
      session.setTransactionTimer(500);
      assertThatExceptionOfType(ResponseTimeoutException.class)
          .isThrownBy(() -> submit(session, "5656"));
      assertThat(session.getSessionState()).isEqualTo(SessionState.BOUND_TRX);
      smsc.cut();
    }
  }

  /** The first submit_sm is answered with a length that no array has. */
  private static void absurdOnce(RawSmsc.Line line) throws IOException {
    line.bind();
    if (line.number() == 1) {
      byte[] answer = line.submit().answer(ROK, "m1").octets();
      line.write(ByteBuffer.wrap(answer).putInt(0, Integer.MAX_VALUE).array());
    }
    line.serve();
  }

  // ---- 5: a PDU with a pause in it is torn ----

  @Test
  void fault_5_an_answer_with_a_pause_in_it_is_read_whole() throws Exception {
    try (RawSmsc smsc = RawSmsc.start(line -> answerInTwo(line, 16 + 1));
        SmppChannel channel =
            SmppChannel.connect(
                Sending.settings(smsc.port()).enquireAfter(Duration.ofMillis(100)).build())) {
      assertThat(Sending.send(channel, "Mời họp")).isEqualTo(new Outcome.Sent("torn"));
      assertThat(Sending.send(channel, "Mời họp")).isEqualTo(new Outcome.Sent("m1"));
    }
  }

  @Test
  void jsmpp_itself_5_loses_the_first_half() throws Exception {
    try (RawSmsc smsc = RawSmsc.start(line -> answerInTwo(line, 6))) {
      SMPPSession session = new SMPPSession();
      session.setEnquireLinkTimer(100);
      bound(smsc, session).setTransactionTimer(1_000);
      assertThatExceptionOfType(ResponseTimeoutException.class)
          .isThrownBy(() -> submit(session, "5656"));
      smsc.cut();
    }
  }

  /** The pause is longer than the silence after which the peer asks whether we are there. */
  private static void answerInTwo(RawSmsc.Line line, int first) throws IOException {
    line.bind();
    byte[] answer = line.submit().answer(ROK, "torn").octets();
    line.write(answer, 0, first);
    LockSupport.parkNanos(Duration.ofMillis(300).toNanos());
    line.write(answer, first, answer.length - first);
    line.serve();
  }

  // ---- 6: receipts are refused under load ----

  private static final int BURST = 1_000;

  @Test
  void fault_6_a_burst_of_receipts_before_a_slow_listener_is_taken_whole() throws Exception {
    AtomicLong told = new AtomicLong();
    try (RawSmsc smsc = RawSmsc.start();
        SmppChannel channel = Sending.connect(smsc.port())) {
      channel.listen(
          receipt -> {
            slow();
            told.incrementAndGet();
          });
      burst(smsc);
      assertThat(statuses(smsc)).hasSize(BURST).containsOnly(ROK);
      assertThat(told).hasValue(BURST);
    }
  }

  @Test
  void jsmpp_itself_6_refuses_most_of_it() throws Exception {
    try (RawSmsc smsc = RawSmsc.start()) {
      SMPPSession session = new SMPPSession();
      session.setMessageReceiverListener(new SlowListener());
      bound(smsc, session);
      burst(smsc);
      assertThat(statuses(smsc)).hasSize(BURST).contains(THROTTLED);
      smsc.cut();
    }
  }

  private static void burst(RawSmsc smsc) {
    IntStream.rangeClosed(1, BURST)
        .forEach(n -> smsc.write(RawSmsc.receipt(n, "id:" + n + " stat:DELIVRD")));
    await().atMost(Duration.ofSeconds(30)).until(() -> statuses(smsc).size() == BURST);
  }

  private static List<Integer> statuses(RawSmsc smsc) {
    return smsc.received(RawSmsc.DELIVER | RawSmsc.ANSWER).stream().map(Pdu::status).toList();
  }

  private static void slow() {
    LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
  }

  private static final class SlowListener implements MessageReceiverListener {

    @Override
    public void onAcceptDeliverSm(DeliverSm deliver) {
      slow();
    }

    @Override
    public void onAcceptAlertNotification(AlertNotification alert) {}

    @Override
    public DataSmResult onAcceptDataSm(DataSm data, Session source) {
      throw new AssertionError("none is sent");
    }
  }

  // ---- 7: receipts of vendors throw ----

  static Stream<String> receipts() {
    return Stream.of(
        "id:7 sub:001 dlvrd:001 submit date:2611230800 done date:2611230801 stat:FAILED err:009",
        "id:7 sub:001 dlvrd:001 submit date:2611230800 done date:2611230801 stat:delivrd err:000",
        "ID:7 SUB:001 DLVRD:001 SUBMIT DATE:2611230800 DONE DATE:2611230801 STAT:DELIVRD ERR:000",
        "id:7 sub:ALL dlvrd:ALL submit date:2611230800 done date:2611230801 stat:DELIVRD err:000",
        "id:7 sub:001 dlvrd:001 submit date: done date: stat:DELIVRD err:000",
        "id:7 sub:001 dlvrd:001 submit date:2026-11-23T08:00:00Z done date:2026-11-23T08:00:01Z"
            + " stat:DELIVRD err:000");
  }

  @ParameterizedTest
  @MethodSource("receipts")
  void fault_7_a_receipt_as_vendors_write_it_is_understood(String text) {
    List<Receipt> told = new CopyOnWriteArrayList<>();
    try (RawSmsc smsc = RawSmsc.start();
        SmppChannel channel = Sending.connect(smsc.port())) {
      channel.listen(told::add);
      smsc.write(RawSmsc.receipt(1, text));
      await().atMost(SOON).until(() -> !told.isEmpty());
    }
    assertThat(told).singleElement().extracting(Receipt::reference).isEqualTo("7");
    assertThat(told.get(0))
        .isInstanceOf(
            text.contains("FAILED") ? Receipt.Undelivered.class : Receipt.Delivered.class);
  }

  @ParameterizedTest
  @MethodSource("receipts")
  void jsmpp_itself_7_throws(String text) {
    assertThatThrownBy(() -> new DeliveryReceipt(text))
        .isInstanceOfAny(InvalidDeliveryReceiptException.class, RuntimeException.class);
  }

  // ---- 8: each PDU is written out in hexadecimal, for a log that is off ----

  private static final int LARGE = 30_000;
  private static final int MANY = 100;

  @Test
  void fault_8_what_comes_is_not_written_out_for_a_log_that_is_off() throws Exception {
    try (RawSmsc smsc = RawSmsc.start();
        SmppChannel channel = Sending.connect(smsc.port())) {
      channel.listen(receipt -> {});
      assertThat(allocatedAnOctet(smsc, "loa-.*|PDUReader.*"))
          .isLessThan(3); // the dump alone takes four
    }
  }

  @Test
  void jsmpp_itself_8_writes_out_every_octet() throws Exception {
    try (RawSmsc smsc = RawSmsc.start()) {
      SMPPSession session = new SMPPSession();
      session.setMessageReceiverListener(new SlowListener());
      bound(smsc, session);
      assertThat(allocatedAnOctet(smsc, "PDUReader.*")).isGreaterThan(4);
      smsc.cut();
    }
  }

  /** How many octets such threads allocate for each octet of large receipts. */
  private static double allocatedAnOctet(RawSmsc smsc, String threads) {
    large(smsc, 1);
    long before = allocated(threads);
    large(smsc, 2);
    return (allocated(threads) - before) / ((double) MANY * LARGE);
  }

  private static void large(RawSmsc smsc, int round) {
    byte[] vendors = RawSmsc.tlv(0x1400, new byte[LARGE]); // SMPP 3.4 §5.3.1
    for (int n = 1; n <= MANY; n++) {
      smsc.write(RawSmsc.deliver(n, 0x04, "84903123456", "id:" + n + " stat:DELIVRD", vendors));
    }
    await().atMost(SOON).until(() -> statuses(smsc).size() == round * MANY);
  }

  private static long allocated(String threads) {
    var bean = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().matches(threads))
        .mapToLong(thread -> bean.getThreadAllocatedBytes(thread.getId()))
        .sum();
  }

  // ---- 9: Nagle's algorithm is left on ----

  private static final int ROUNDS = 21;

  /** Half of what Linux waits with an acknowledgement, on whichever machine. */
  private static final Duration NO_ACKNOWLEDGEMENT = Duration.ofMillis(20);

  @Test
  void fault_9_a_second_message_does_not_wait_for_an_acknowledgement_of_the_first()
      throws Exception {
    Semaphore came = new Semaphore(0);
    try (RawSmsc smsc = RawSmsc.start(line -> answerPairs(line, came));
        SmppChannel channel = Sending.connect(smsc.port())) {
      Message message = Sending.message("Mời họp");
      Duration usual =
          usualWait(came, told -> channel.submit(new Batch(message, 1, List.of(AN)), told));
      assertThat(usual).isLessThan(NO_ACKNOWLEDGEMENT);
    }
  }

  @Test
  void jsmpp_itself_9_makes_it_wait() throws Exception {
    Semaphore came = new Semaphore(0);
    try (RawSmsc smsc = RawSmsc.start(line -> answerPairs(line, came))) {
      SMPPSession session = bound(smsc, new SMPPSession());
      Duration usual =
          usualWait(came, told -> RawSmsc.daemon("test-caller", () -> submitTo(session, told)));
      assertThat(usual).isGreaterThan(NO_ACKNOWLEDGEMENT);
      smsc.cut();
    }
  }

  private static void submitTo(SMPPSession session, Answers told) {
    try {
      told.answer(1, new Outcome.Sent(submit(session, "5656")));
    } catch (Exception cut) {
      told.answer(1, new Outcome.InDoubt(new Reason("CUT", cut.toString())));
    }
  }

  private static void answerPairs(RawSmsc.Line line, Semaphore came) throws IOException {
    line.bind();
    for (int n = 1; n <= ROUNDS; n++) {
      Pdu first = line.submit();
      came.release();
      Pdu second = line.submit();
      came.release();
      line.write(first.answer(ROK, "a" + n).octets());
      line.write(second.answer(ROK, "b" + n).octets());
    }
    line.serve();
  }

  /** The median of how long a second message takes to come while the first is not answered. */
  private static Duration usualWait(Semaphore came, Consumer<Answers> send) throws Exception {
    long[] waits = new long[ROUNDS];
    for (int n = 0; n < ROUNDS; n++) {
      Answers first = new Answers();
      Answers second = new Answers();
      send.accept(first);
      assertThat(came.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
      long start = System.nanoTime();
      send.accept(second);
      assertThat(came.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
      waits[n] = System.nanoTime() - start;
      first.await(1, SOON);
      second.await(1, SOON);
    }
    Arrays.sort(waits);
    return Duration.ofNanos(waits[ROUNDS / 2]);
  }

  // ---- 10: no time-out of the connection, a close that waits for itself, the machine's charset

  @Test
  void fault_10_a_host_that_is_silent_is_given_up_in_time() throws Exception {
    try (Silent host = new Silent()) {
      SmppSettings settings =
          Sending.settings(host.port()).connectWithin(Duration.ofMillis(200)).build();
      assertThatExceptionOfType(ChannelException.class)
          .isThrownBy(() -> SmppChannel.connect(settings).close(Duration.ZERO))
          .withMessageContaining("unreachable");
    }
  }

  @Test
  void jsmpp_itself_10_waits_for_a_silent_host() throws Exception {
    try (Silent host = new Silent()) {
      Thread connecting = RawSmsc.daemon("test-caller", () -> connectTo(host));
      connecting.join(1_000);
      assertThat(connecting.isAlive()).isTrue();
    }
  }

  private static void connectTo(Silent host) {
    try {
      new SMPPSession().connectAndBind("localhost", host.port(), login());
    } catch (IOException refused) {
      // The host is gone.
    }
  }

  @Test
  void fault_10_closing_on_a_thread_of_the_channel_does_not_wait_for_that_thread()
      throws Exception {
    CompletableFuture<Void> closed = new CompletableFuture<>();
    try (RawSmsc smsc = RawSmsc.start();
        SmppChannel channel = Sending.connect(smsc.port())) {
      channel.listen(
          receipt -> {
            channel.close(Duration.ZERO);
            closed.complete(null);
          });
      smsc.write(RawSmsc.receipt(1, "id:7 stat:DELIVRD"));
      closed.get(10, TimeUnit.SECONDS); // an answer is awaited for five minutes
    }
  }

  @Test
  void fault_10_the_machines_charset_is_not_that_of_the_wire() throws Exception {
    assertThat(submitFrom(Ours.class)).contains("UBND TP.HCM");
  }

  @Test
  void jsmpp_itself_10_writes_the_machines_charset() throws Exception {
    assertThat(submitFrom(Theirs.class)).doesNotContain("UBND TP.HCM");
  }

  /** The octets of a submit_sm from a machine whose charset is not like ASCII. */
  private static String submitFrom(Class<?> main) throws IOException {
    try (RawSmsc smsc = RawSmsc.start();
        Child child = Child.start(ISO_8859_1, javaCommand(main, smsc.port()))) {
      await().atMost(SOON).until(() -> smsc.received(SUBMIT).size() == 1 || !child.isAlive());
      assertThat(smsc.received(SUBMIT)).as("%s", child.said()).hasSize(1);
      return new String(smsc.received(SUBMIT).get(0).body(), ISO_8859_1);
    }
  }

  private static List<String> javaCommand(Class<?> main, int port) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Dfile.encoding=UTF-16",
        "-cp",
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
        main.getName(),
        Integer.toString(port));
  }

  /** Runs in a child. */
  static final class Ours {
    public static void main(String[] arguments) throws InterruptedException {
      try (SmppChannel channel = Sending.connect(Integer.parseInt(arguments[0]))) {
        Sending.send(channel, "Mời họp");
      }
    }

    private Ours() {}
  }

  /** Runs in a child. */
  static final class Theirs {
    public static void main(String[] arguments) throws Exception {
      SMPPSession session = new SMPPSession();
      session.connectAndBind("localhost", Integer.parseInt(arguments[0]), login());
      submit(session, "UBND TP.HCM");
      session.close();
    }

    private Theirs() {}
  }

  /** Listens, and takes nobody: who connects hears nothing. */
  private static final class Silent implements AutoCloseable {

    private final ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final List<Socket> waiting = new ArrayList<>();

    Silent() throws IOException {
      try {
        while (true) {
          Socket socket = new Socket();
          waiting.add(socket);
          socket.connect(server.getLocalSocketAddress(), 200);
        }
      } catch (SocketTimeoutException full) {
        // So is what comes from now on.
      }
    }

    int port() {
      return server.getLocalPort();
    }

    @Override
    public void close() throws IOException {
      server.close();
      for (Socket socket : waiting) {
        socket.close();
      }
    }
  }

  // ---- 11, which nobody had reported: an optional parameter is as long as a signed number ----

  @Test
  void fault_11_a_receipt_with_a_parameter_of_more_than_32767_octets_is_understood() {
    List<Receipt> told = new CopyOnWriteArrayList<>();
    try (RawSmsc smsc = RawSmsc.start();
        SmppChannel channel = Sending.connect(smsc.port())) {
      channel.listen(told::add);
      smsc.write(withLongParameter());
      await().atMost(SOON).until(() -> statuses(smsc).equals(List.of(ROK)));
    }
    assertThat(told).singleElement().extracting(Receipt::reference).isEqualTo("7");
  }

  @Test
  void jsmpp_itself_11_throws() {
    Pdu receipt = withLongParameter();
    assertThatExceptionOfType(NegativeArraySizeException.class)
        .isThrownBy(() -> new DefaultDecomposer().deliverSm(receipt.octets()));
  }

  private static Pdu withLongParameter() {
    byte[] vendors = RawSmsc.tlv(0x1400, new byte[60_000]); // SMPP 3.4 §5.3.1
    return RawSmsc.deliver(1, 0x04, "84903123456", "id:7 stat:DELIVRD", vendors);
  }

  // ---- jsmpp as its users call it ----

  private static SMPPSession bound(RawSmsc smsc, SMPPSession session) throws IOException {
    session.setTransactionTimer(SOON.toMillis());
    session.connectAndBind("localhost", smsc.port(), login());
    return session;
  }

  private static BindParameter login() {
    return new BindParameter(
        BindType.BIND_TRX,
        "loa",
        "secret",
        "",
        TypeOfNumber.UNKNOWN,
        NumberingPlanIndicator.UNKNOWN,
        null);
  }

  private static String submit(SMPPSession session, String source) throws Exception {
    return session
        .submitShortMessage(
            "",
            TypeOfNumber.UNKNOWN,
            NumberingPlanIndicator.UNKNOWN,
            source,
            TypeOfNumber.INTERNATIONAL,
            NumberingPlanIndicator.ISDN,
            "84903123456",
            new ESMClass(),
            (byte) 0,
            (byte) 0,
            "",
            "",
            new RegisteredDelivery(0),
            (byte) 0,
            new RawDataCoding((byte) 0),
            (byte) 0,
            "Moi hop".getBytes(UTF_8))
        .getMessageId();
  }

  private static String code(Outcome outcome) {
    return ((Outcome.InDoubt) outcome).reason().code();
  }
}
