package vn.loa.channel.smpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import static vn.loa.channel.smpp.Sending.SOON;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.loa.channel.Address;
import vn.loa.channel.Batch;
import vn.loa.channel.ChannelException;
import vn.loa.channel.Message;
import vn.loa.channel.Outcome;
import vn.loa.channel.Receipt;
import vn.loa.channel.smpp.RawSmsc.Line;
import vn.loa.channel.smpp.RawSmsc.Pdu;
import vn.loa.channel.testkit.Answers;
import vn.loa.channel.testkit.ManualTime;
import vn.loa.simulator.SmscSimulator;

/** How a bind comes to be, ends and comes back; each test ends without a thread left. */
@Timeout(60)
class BindTest {

  private static final Instant NOON = Instant.parse("2026-05-15T05:00:00Z");
  private static final Duration STEP = Duration.ofMillis(100);
  private static final int RALYBND = 0x05;
  private static final int UNBIND_RESP = 0x80000006;
  private static final int SC_INTERFACE_VERSION = 0x0210;

  private final Set<Thread> before = ConcurrentHashMap.newKeySet();
  private final List<AutoCloseable> open = new ArrayList<>();
  private final ManualTime time = ManualTime.startingAt(NOON);

  BindTest() {
    before.addAll(Sending.threads());
  }

  @AfterEach
  void nothing_is_left() throws Exception {
    for (int i = open.size() - 1; i >= 0; i--) {
      open.get(i).close();
    }
    await().atMost(SOON).untilAsserted(() -> assertThat(threads()).isEmpty());
  }

  // ---- refusals ----

  @Test
  void a_wrong_password_stops_for_good_and_says_so() throws Exception {
    SmscSimulator smsc = with(SmscSimulator.start());
    SmppChannel channel = open(manual(smsc.port()).login("loa", "Wr0ngPw"));
    await().atMost(SOON).until(() -> bind(channel).state() == BindState.REFUSED);
    Outcome.Retry refused = (Outcome.Retry) Sending.send(channel, "Mời họp");
    assertThat(refused.reason().code()).isEqualTo("ESME_RINVPASWD");
    assertThat(refused.reason().text()).contains("wrong password").doesNotContain("Wr0ngPw");
    time.advance(Duration.ofHours(1));
    awaitEndOf(channel);
    assertThat(smsc.counts().bindsRefused()).isEqualTo(1);
    assertThatExceptionOfType(ChannelException.class)
        .isThrownBy(() -> channel.awaitBound(SOON))
        .withMessageContaining("ESME_RINVPASWD");
  }

  @Test
  void bound_already_waits_and_binds_when_the_other_session_ends() throws Exception {
    SmscSimulator smsc = with(SmscSimulator.builder().mostBinds(1).start());
    SmppChannel first = open(Sending.settings(smsc.port()));
    assertThat(first.awaitBound(SOON)).isTrue();
    SmppChannel second = open(Sending.settings(smsc.port()));
    await().atMost(SOON).until(() -> bind(second).state() == BindState.WAITING);
    assertThat(bind(second).why()).contains("bound already").contains("ESME_RALYBND");
    Outcome.Retry notYet = (Outcome.Retry) Sending.send(second, "Mời họp");
    assertThat(notYet.reason().code()).isEqualTo("NOT_BOUND");
    first.close(SOON);
    assertThat(second.awaitBound(SOON)).isTrue();
    assertThat(Sending.send(second, "Mời họp")).isInstanceOf(Outcome.Sent.class);
  }

  @Test
  void an_answer_to_the_bind_that_is_none_is_no_end_of_trying() throws Exception {
    RawSmsc smsc =
        with(
            RawSmsc.start(
                line -> {
                  Pdu bind = line.bindRead();
                  if (line.number() == 1) {
                    line.write(new Pdu(UNBIND_RESP, 0, bind.sequence(), new byte[0]).octets());
                    line.ignore();
                  } else {
                    line.write(bind.answer(0, "raw").octets());
                    line.serve();
                  }
                }));
    SmppChannel channel = open(Sending.settings(smsc.port()));
    assertThat(channel.awaitBound(SOON)).isTrue();
    assertThat(smsc.connections()).isEqualTo(2);
  }

  /** SMPP 3.4 §5.3.2.25; some write a version there that SMPP does not have. */
  @ParameterizedTest
  @ValueSource(ints = {0x00, 0x03, 0x33, 0x35, 0x51, 0xFF})
  void any_version_the_smsc_says_it_has_is_bound_to(int version) throws Exception {
    byte[] says = RawSmsc.tlv(SC_INTERFACE_VERSION, new byte[] {(byte) version});
    RawSmsc smsc =
        with(
            RawSmsc.start(
                line -> {
                  Pdu bind = line.bindRead();
                  byte[] body = new byte[1 + says.length];
                  System.arraycopy(says, 0, body, 1, says.length);
                  line.write(
                      new Pdu(bind.id() | RawSmsc.ANSWER, 0, bind.sequence(), body).octets());
                  line.serve();
                }));
    SmppChannel channel = open(Sending.settings(smsc.port()));
    assertThat(channel.awaitBound(SOON)).isTrue();
    assertThat(smsc.connections()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"V3_4", "V5_0"})
  void the_version_that_was_asked_for_is_said(String version) throws Exception {
    List<Pdu> binds = new CopyOnWriteArrayList<>();
    RawSmsc smsc =
        with(
            RawSmsc.start(
                line -> {
                  binds.add(line.bind());
                  line.serve();
                }));
    SmppChannel channel = open(Sending.settings(smsc.port()).version(SmppVersion.valueOf(version)));
    assertThat(channel.awaitBound(SOON)).isTrue();
    byte[] body = binds.get(0).body();
    int interfaceVersion = "loa\0secret\0\0".length();
    assertThat(body[interfaceVersion]).isEqualTo((byte) (version.equals("V5_0") ? 0x50 : 0x34));
  }

  // ---- patience ----

  @Test
  void where_nobody_is_it_opens_at_once_and_binds_when_somebody_comes() throws Exception {
    int port = freePort();
    SmppChannel channel = open(Sending.settings(port));
    await().atMost(SOON).until(() -> bind(channel).state() == BindState.WAITING);
    assertThat(bind(channel).why()).contains("unreachable").contains("localhost:" + port);
    Outcome.Retry notYet = (Outcome.Retry) Sending.send(channel, "Mời họp");
    assertThat(notYet.reason().code()).isEqualTo("NOT_BOUND");
    with(SmscSimulator.builder().port(port).start());
    assertThat(channel.awaitBound(SOON)).isTrue();
    assertThat(Sending.send(channel, "Mời họp")).isInstanceOf(Outcome.Sent.class);
  }

  @Test
  void pauses_between_attempts_grow_to_the_ceiling_and_differ() throws Exception {
    SmscSimulator smsc = with(SmscSimulator.start());
    smsc.refuseBinds(RALYBND);
    open(manual(smsc.port()).reconnect(Duration.ofSeconds(1), Duration.ofSeconds(8)));
    List<Long> pauses = new ArrayList<>();
    for (int failures = 1; failures <= 10; failures++) {
      pauses.add(millisUntilTheNext(smsc, failures));
    }
    long[] most = {1_000, 2_000, 4_000, 8_000, 8_000, 8_000, 8_000, 8_000, 8_000, 8_000};
    for (int i = 0; i < most.length; i++) {
      assertThat(pauses.get(i))
          .as("pause %d of %s", i, pauses)
          .isBetween(most[i] / 2, most[i] + 2 * STEP.toMillis());
    }
    assertThat(Set.copyOf(pauses.subList(3, 10))).hasSizeGreaterThan(1);
  }

  /** Turns the clock by small steps, each of which the thread has seen before the next. */
  private long millisUntilTheNext(SmscSimulator smsc, long failures) {
    await().atMost(SOON).until(() -> smsc.counts().bindsRefused() == failures && isResting());
    long from = time.nanos();
    while (smsc.counts().bindsRefused() == failures) {
      time.advance(STEP);
      await()
          .atMost(SOON)
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(1))
          .until(() -> isResting() || smsc.counts().bindsRefused() > failures);
    }
    return TimeUnit.NANOSECONDS.toMillis(time.nanos() - from);
  }

  private boolean isResting() {
    return threads().stream()
        .filter(it -> it.getName().contains("-bind-"))
        .allMatch(
            it ->
                it.getState() == Thread.State.WAITING
                    && Stream.of(it.getStackTrace())
                        .anyMatch(at -> at.getMethodName().equals("rest")));
  }

  // ---- lost ----

  @Test
  void a_bind_that_was_lost_is_bound_again() throws Exception {
    SmscSimulator smsc = with(SmscSimulator.start());
    SmppChannel channel = open(Sending.settings(smsc.port()));
    assertThat(channel.awaitBound(SOON)).isTrue();
    for (int bound = 2; bound <= 4; bound++) {
      smsc.dropAll();
      long times = bound;
      await().atMost(SOON).until(() -> bind(channel).bound() == times);
    }
    assertThat(Sending.send(channel, "Mời họp")).isInstanceOf(Outcome.Sent.class);
    assertThat(threads()).hasSize(2);
  }

  @Test
  void an_smsc_that_unbinds_is_answered_and_bound_again() throws Exception {
    RawSmsc smsc =
        with(
            RawSmsc.start(
                line -> {
                  line.bind();
                  if (line.number() == 1) {
                    line.write(new Pdu(RawSmsc.UNBIND, 0, 77, new byte[0]).octets());
                  }
                  line.serve();
                }));
    SmppChannel channel = open(Sending.settings(smsc.port()));
    await().atMost(SOON).until(() -> smsc.connections() == 2 && channel.health().isBound());
    assertThat(smsc.received(UNBIND_RESP))
        .singleElement()
        .satisfies(it -> assertThat(it.sequence()).isEqualTo(77));
  }

  @Test
  void when_the_connection_is_cut_everybody_who_waits_is_answered() throws Exception {
    RawSmsc smsc =
        with(
            RawSmsc.start(
                line -> {
                  line.bind();
                  line.ignore();
                }));
    SmppChannel channel = open(Sending.settings(smsc.port()).window(500));
    assertThat(channel.awaitBound(SOON)).isTrue();
    Answers answers = Sending.submit(channel, "Mời họp", 500);
    await().atMost(SOON).until(() -> smsc.received(RawSmsc.SUBMIT).size() == 500);
    long cutAt = System.nanoTime();
    smsc.cut();
    answers.await(500, SOON);
    System.out.printf(
        "500 pending deliveries answered %d ms after the cut%n",
        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - cutAt));
    assertThat(answers.all())
        .hasSize(500)
        .allSatisfy(it -> assertThat(((Outcome.InDoubt) it).reason().code()).isEqualTo("CUT"));
  }

  @Test
  void silence_is_asked_about_and_a_silence_that_goes_on_ends_it() throws Exception {
    SmscSimulator smsc = with(SmscSimulator.start());
    SmppChannel channel = open(manual(smsc.port()).answerWithin(Duration.ofSeconds(10)));
    assertThat(channel.awaitBound(SOON)).isTrue();
    time.advance(Duration.ofSeconds(30));
    await().atMost(SOON).until(() -> smsc.counts().enquireLinks() == 1);
    assertThat(bind(channel).enquiries()).isEqualTo(1);
    smsc.deaf();
    await()
        .atMost(SOON)
        .until(
            () -> {
              time.advance(Duration.ofSeconds(5));
              return bind(channel).state() == BindState.WAITING;
            });
    assertThat(bind(channel).why()).contains("the SMSC has said nothing for");
    smsc.thaw();
  }

  @Test
  void an_smsc_that_asks_whether_we_are_there_is_answered() throws Exception {
    SmscSimulator smsc = with(SmscSimulator.start());
    SmppChannel channel = open(Sending.settings(smsc.port()));
    assertThat(channel.awaitBound(SOON)).isTrue();
    smsc.enquire();
    await().atMost(SOON).until(() -> smsc.counts().enquireAnswers() == 1);
  }

  // ---- several ----

  @Test
  void messages_go_on_the_transmitter_and_receipts_come_on_the_receiver() throws Exception {
    Map<Integer, Integer> submitsByKind = new ConcurrentHashMap<>();
    CopyOnWriteArrayList<Line> receivers = new CopyOnWriteArrayList<>();
    RawSmsc smsc =
        with(
            RawSmsc.start(
                line -> {
                  int kind = line.bind().id();
                  if (kind == 0x01) {
                    receivers.add(line);
                  }
                  line.serve(
                      submit -> {
                        submitsByKind.merge(kind, 1, Integer::sum);
                        return submit.answer(0, "id-1");
                      });
                }));
    SmppChannel channel = open(Sending.settings(smsc.port()).transmitterAndReceiver());
    List<Receipt> receipts = new CopyOnWriteArrayList<>();
    channel.listen(receipts::add);
    assertThat(channel.awaitBound(SOON)).isTrue();
    await().atMost(SOON).until(() -> receivers.size() == 1);
    assertThat(Sending.send(channel, "Mời họp")).isEqualTo(new Outcome.Sent("id-1"));
    receivers.get(0).write(RawSmsc.receipt(5, "id:id-1 stat:DELIVRD").octets());
    await().atMost(SOON).until(() -> receipts.size() == 1);
    assertThat(receipts.get(0).reference()).isEqualTo("id-1");
    assertThat(submitsByKind).isEqualTo(Map.of(0x02, 1));
    assertThat(channel.health().binds())
        .extracting(BindHealth::role)
        .containsExactly("TRANSMITTER", "RECEIVER");
    assertThat(threads()).hasSize(4);
  }

  @Test
  void without_a_transmitter_it_is_not_bound() throws Exception {
    RawSmsc smsc =
        with(
            RawSmsc.start(
                line -> {
                  Pdu bind = line.bindRead();
                  line.write(bind.answer(bind.id() == 0x02 ? 0x0D : 0, "").octets());
                  line.serve();
                }));
    SmppChannel channel = open(Sending.settings(smsc.port()).transmitterAndReceiver());
    await().atMost(SOON).until(() -> channel.health().binds().get(1).bound() == 1);
    await().atMost(SOON).until(() -> bind(channel).state() == BindState.WAITING);
    assertThat(channel.health().isBound()).isFalse();
    assertThat(Sending.send(channel, "Mời họp")).isInstanceOf(Outcome.Retry.class);
  }

  @Test
  void three_binds_share_the_work_and_each_keeps_its_window() throws Exception {
    SmscSimulator smsc =
        with(SmscSimulator.builder().silentOn(number -> true).receipts(false).start());
    SmppChannel channel = open(Sending.settings(smsc.port()).binds(3).window(10));
    await().atMost(SOON).until(() -> smsc.clients() == 3 && boundOf(channel) == 3);
    Answers answers = new Answers();
    channel.submit(batch(31), answers);
    await().atMost(SOON).until(() -> smsc.submits() == 30);
    assertThat(smsc.counts().mostOutstanding()).isEqualTo(10);
    assertThat(answers.size()).isEqualTo(1);
    assertThat(channel.health().binds()).extracting(BindHealth::inUse).containsOnly(10);
    assertThat(channel.limits().batch()).isEqualTo(30);
    smsc.dropAll();
    answers.await(31, SOON);
  }

  private static long boundOf(SmppChannel channel) {
    return channel.health().binds().stream().filter(it -> it.state() == BindState.BOUND).count();
  }

  // ---- health ----

  @Test
  void health_shows_what_happened() throws Exception {
    SmscSimulator smsc =
        with(
            SmscSimulator.builder()
                .silentOn(number -> number.endsWith("777"))
                .receipts(false)
                .start());
    SmppChannel channel = open(manual(smsc.port()).window(5));
    assertThat(channel.awaitBound(SOON)).isTrue();
    assertThat(bind(channel).lastAnswer()).isNull();
    time.advance(Duration.ofSeconds(1));
    for (long number : new long[] {84_903_100_001L, 84_903_100_000L, 84_903_100_777L}) {
      channel.submit(
          new Batch(message(), 1, List.of(new Address.Phone(number))), (token, outcome) -> {});
    }
    await().atMost(SOON).until(() -> bind(channel).errors().size() == 1);
    await().atMost(SOON).until(() -> bind(channel).accepted() == 1);
    time.advance(Duration.ofSeconds(1));
    BindHealth health = bind(channel);
    assertThat(health.state()).isEqualTo(BindState.BOUND);
    assertThat(health.why()).isNull();
    assertThat(health.window()).isEqualTo(5);
    assertThat(health.inUse()).isEqualTo(1);
    assertThat(health.submitted()).isEqualTo(3);
    assertThat(health.errors()).isEqualTo(Map.of("ESME_RINVDSTADR", 1L));
    assertThat(health.lastAnswer()).isEqualTo(NOON.plusSeconds(1));
    assertThat(health.submitRate()).isEqualTo(1.5);
    assertThat(health.answerRate()).isEqualTo(1);
    assertThat(health.since()).isEqualTo(NOON);
    assertThat(channel.health().isBound()).isTrue();
  }

  // ---- closing ----

  @Test
  void it_closes_while_the_smsc_does_not_answer_the_bind() throws Exception {
    RawSmsc smsc = with(RawSmsc.start(Line::ignore));
    SmppChannel channel = open(Sending.settings(smsc.port()));
    await().atMost(SOON).until(() -> !smsc.received(0x09).isEmpty());
    channel.close(Duration.ZERO);
    assertThat(threads()).isEmpty();
    assertThat(bind(channel).state()).isEqualTo(BindState.CLOSED);
  }

  @Test
  void it_closes_by_a_clock_that_stands_still() throws Exception {
    RawSmsc smsc = with(RawSmsc.start(Line::ignore));
    SmppChannel unanswered = open(manual(smsc.port()));
    SmppChannel waiting = open(manual(freePort()));
    await().atMost(SOON).until(() -> !smsc.received(0x09).isEmpty());
    await().atMost(SOON).until(() -> bind(waiting).state() == BindState.WAITING);
    unanswered.close(Duration.ofMinutes(1));
    waiting.close(Duration.ofMinutes(1));
    assertThat(threads()).isEmpty();
  }

  @Test
  void who_waits_to_be_bound_hears_that_it_was_closed() throws Exception {
    RawSmsc smsc = with(RawSmsc.start(Line::ignore));
    SmppChannel channel = open(Sending.settings(smsc.port()));
    List<Boolean> bound = new CopyOnWriteArrayList<>();
    Thread waiting =
        RawSmsc.daemon(
            "test-waiting",
            () -> {
              try {
                bound.add(channel.awaitBound(Duration.ofMinutes(5)));
              } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
              }
            });
    await().atMost(SOON).until(() -> waiting.getState() == Thread.State.TIMED_WAITING);
    channel.close(Duration.ZERO);
    await().atMost(SOON).until(() -> bound.equals(List.of(false)));
  }

  @Test
  void a_full_window_is_waited_for_when_it_closes_and_then_answered() throws Exception {
    SmscSimulator smsc = with(SmscSimulator.builder().silentOn(number -> true).start());
    SmppChannel channel = open(Sending.settings(smsc.port()).window(4));
    assertThat(channel.awaitBound(SOON)).isTrue();
    Answers answers = Sending.submit(channel, "Mời họp", 4);
    await().atMost(SOON).until(() -> smsc.submits() == 4);
    channel.close(Duration.ofMillis(200));
    assertThat(answers.all())
        .hasSize(4)
        .allSatisfy(it -> assertThat(((Outcome.InDoubt) it).reason().code()).isEqualTo("CLOSED"));
    assertThat(threads()).isEmpty();
    assertThat(smsc.counts().unbinds()).isEqualTo(1);
  }

  @Test
  void a_peer_that_reads_nothing_does_not_keep_it_from_closing() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    RawSmsc smsc =
        with(
            RawSmsc.start(
                line -> {
                  line.bind();
                  awaited(end);
                }));
    SmppChannel channel = open(Sending.settings(smsc.port()).window(10_000));
    assertThat(channel.awaitBound(SOON)).isTrue();
    Answers answers = new Answers();
    channel.submit(batch(10_000), answers);
    channel.close(Duration.ZERO);
    assertThat(answers.all()).hasSize(10_000);
    assertThat(threads()).isEmpty();
    end.countDown();
  }

  @Test
  void it_may_be_closed_by_whoever_hears_an_outcome_or_a_receipt() throws Exception {
    for (boolean byReceipt : new boolean[] {false, true}) {
      SmscSimulator smsc = with(SmscSimulator.start());
      SmppChannel channel = open(Sending.settings(smsc.port()));
      assertThat(channel.awaitBound(SOON)).isTrue();
      channel.listen(
          receipt -> {
            if (byReceipt) {
              channel.close(SOON);
            }
          });
      Answers answers = new Answers();
      channel.submit(
          batch(1),
          (token, outcome) -> {
            if (!byReceipt) {
              channel.close(SOON);
            }
            answers.answer(token, outcome);
          });
      answers.await(1, SOON);
      awaitEndOf(channel);
      assertThat(answers.of(1)).isInstanceOf(Outcome.Sent.class);
    }
  }

  @Test
  void it_may_be_closed_by_whoever_hears_that_an_answer_is_overdue() throws Exception {
    SmscSimulator smsc = with(SmscSimulator.builder().silentOn(number -> true).start());
    SmppChannel channel = open(Sending.settings(smsc.port()).answerWithin(Duration.ofMillis(200)));
    assertThat(channel.awaitBound(SOON)).isTrue();
    channel.submit(batch(1), (token, outcome) -> channel.close(SOON));
    awaitEndOf(channel);
  }

  @Test
  void it_may_be_closed_twice_and_by_two_at_once() throws Exception {
    SmscSimulator smsc = with(SmscSimulator.start());
    SmppChannel channel = open(Sending.settings(smsc.port()).binds(2));
    assertThat(channel.awaitBound(SOON)).isTrue();
    Thread other = RawSmsc.daemon("test-closing", () -> channel.close(SOON));
    channel.close(SOON);
    other.join(SOON.toMillis());
    assertThat(other.isAlive()).isFalse();
    channel.close(SOON);
    assertThat(threads()).isEmpty();
  }

  @Test
  void an_interrupted_thread_closes_all_the_same_and_stays_interrupted() throws Exception {
    SmscSimulator smsc = with(SmscSimulator.start());
    SmppChannel channel = open(Sending.settings(smsc.port()));
    assertThat(channel.awaitBound(SOON)).isTrue();
    Thread.currentThread().interrupt();
    channel.close(SOON);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(threads()).isEmpty();
  }

  // ---- secrets ----

  @Test
  void no_log_shows_who_we_are_however_much_it_tells() throws Exception {
    SmscSimulator smsc = with(SmscSimulator.builder().login("donvi-17", "Kh0ngNoi").start());
    List<String> lines = new CopyOnWriteArrayList<>();
    try (Listening all = new Listening(lines)) {
      assertThat(all.levels).isNotEmpty();
      SmppChannel right = open(Sending.settings(smsc.port()).login("donvi-17", "Kh0ngNoi"));
      assertThat(right.awaitBound(SOON)).isTrue();
      right.close(SOON);
      SmppChannel wrong = open(Sending.settings(smsc.port()).login("donvi-17", "Kh0ng-ai"));
      await().atMost(SOON).until(() -> bind(wrong).state() == BindState.REFUSED);
    }
    assertThat(lines).anyMatch(it -> it.startsWith("org.jsmpp")).hasSizeGreaterThan(3);
    for (String secret : List.of("donvi-17", "Kh0ngNoi", "Kh0ng-ai")) {
      assertThat(lines).noneMatch(it -> it.contains(secret) || it.contains(hexadecimal(secret)));
    }
  }

  private static String hexadecimal(String text) {
    StringBuilder digits = new StringBuilder();
    text.chars().forEach(letter -> digits.append("%02x".formatted(letter)));
    return digits.toString();
  }

  /** Hears every line, at any level, of jsmpp and ours; in small letters where it is octets. */
  private static final class Listening extends Handler implements AutoCloseable {

    private final Map<Logger, Level> levels = new ConcurrentHashMap<>();
    private final List<String> lines;

    Listening(List<String> lines) {
      this.lines = lines;
      for (String name : List.of("org.jsmpp", "vn.loa.channel.smpp")) {
        Logger logger = Logger.getLogger(name);
        levels.put(logger, logger.getLevel() == null ? Level.INFO : logger.getLevel());
        logger.setLevel(Level.ALL);
        logger.addHandler(this);
      }
    }

    @Override
    public void publish(LogRecord line) {
      String message = String.valueOf(line.getMessage());
      lines.add(line.getLoggerName() + " " + message + " " + line.getThrown());
      lines.add(message.toLowerCase(Locale.ROOT));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
      levels.forEach(
          (logger, level) -> {
            logger.removeHandler(this);
            logger.setLevel(level);
          });
    }
  }

  // ---- what most begin with ----

  private SmppSettings.Builder manual(int port) {
    return Sending.settings(port).time(time);
  }

  private SmppChannel open(SmppSettings.Builder settings) {
    SmppChannel channel = SmppChannel.open(settings.build());
    open.add(() -> channel.close(Duration.ZERO));
    return channel;
  }

  private <T extends AutoCloseable> T with(T peer) {
    open.add(peer);
    return peer;
  }

  private static BindHealth bind(SmppChannel channel) {
    return channel.health().binds().get(0);
  }

  private void awaitEndOf(SmppChannel channel) {
    await().atMost(SOON).untilAsserted(() -> assertThat(threads()).isEmpty());
    assertThat(channel.health().isBound()).isFalse();
  }

  private List<Thread> threads() {
    return Sending.threads().stream().filter(it -> !before.contains(it)).toList();
  }

  private static Message message() {
    return Message.builder("notice-1", "Thông báo")
        .text("vi", "Mời họp")
        .validUntil(Instant.now().plus(Duration.ofHours(1)))
        .build();
  }

  private static Batch batch(int people) {
    return new Batch(
        message(), 1, Stream.iterate(0, n -> n + 1).limit(people).map(Sending::recipient).toList());
  }

  private static void awaited(CountDownLatch sign) throws IOException {
    try {
      sign.await();
    } catch (InterruptedException ended) {
      throw new IOException(ended);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }
}
