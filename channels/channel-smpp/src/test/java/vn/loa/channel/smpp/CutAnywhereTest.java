package vn.loa.channel.smpp;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.loa.channel.smpp.RawSmsc.SUBMIT;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import vn.loa.channel.Outcome;
import vn.loa.channel.smpp.RawSmsc.Line;
import vn.loa.channel.smpp.RawSmsc.Pdu;
import vn.loa.channel.testkit.Answers;

/**
 * The first connection ends after any octet of a submit_sm, or of its answer; the second one works.
 * What the channel says of the one message is never more, nor less, than what it can know. Each
 * place is a case, with an SMSC and a channel of its own.
 */
@Timeout(60)
class CutAnywhereTest {

  private static final Duration TOLD_WITHIN = Duration.ofSeconds(2);
  private static final int CASES_AT_ONCE = 16;

  /** In ASCII, so in both a short PDU and 7 bits. */
  private static final String TEXT = "Moi hop 19 gio";

  private static final String LATER = "Cap nhat";
  private static final String ID = "7F3A99";
  private static final int ANSWER_OCTETS = 16 + ID.length() + 1;

  private final ExecutorService cases = Executors.newFixedThreadPool(CASES_AT_ONCE);

  @AfterEach
  void end() {
    cases.shutdownNow();
  }

  @Test
  void after_any_octet_of_a_submit_it_is_never_sent_and_never_refused() throws Exception {
    int length = octetsOfSubmit();
    assertThat(length).isGreaterThan(60);
    each(length - 1, this::cutInSubmit);
  }

  @Test
  void after_any_octet_of_its_answer_but_the_last_it_is_in_doubt() throws Exception {
    each(
        ANSWER_OCTETS - 1,
        n -> assertThat(cutInAnswer(n)).as("cut after %d", n).isInstanceOf(Outcome.InDoubt.class));
  }

  @Test
  void after_the_last_octet_of_its_answer_it_is_sent() {
    assertThat(cutInAnswer(ANSWER_OCTETS)).isEqualTo(new Outcome.Sent(ID));
  }

  private void cutInSubmit(int octets) {
    Outcome outcome =
        outcome(
            line -> {
              if (octets == 0) {
                line.awaitOctet();
              }
              line.skip(octets);
            },
            0);
    assertThat(outcome)
        .as("cut after %d", octets)
        .isInstanceOfAny(Outcome.Retry.class, Outcome.InDoubt.class);
  }

  private static Outcome cutInAnswer(int octets) {
    return outcome(
        line -> {
          Pdu submit = line.submit();
          line.write(submit.answer(0, ID).octets(), 0, octets);
        },
        1);
  }

  /**
   * @param first what the first connection does after the bind, before it ends
   * @param taken how many submit_sm of the first message the SMSC has whole, ever
   */
  private static Outcome outcome(RawSmsc.Script first, int taken) {
    try (RawSmsc smsc = RawSmsc.start(line -> onceOrServe(line, first));
        SmppChannel channel = Sending.connect(smsc.port())) {
      Answers answers = Sending.submit(channel, TEXT, 1);
      Outcome outcome = answers.await(1, TOLD_WITHIN).of(1);
      Sending.sendAgain(channel, LATER);
      assertThat(answers.of(1)).as("told once").isEqualTo(outcome);
      assertThat(smsc.received(SUBMIT)).as("none went out twice").hasSize(taken + 1);
      return outcome;
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  private static void onceOrServe(Line line, RawSmsc.Script first) throws IOException {
    line.bind();
    if (line.number() == 1) {
      first.run(line);
    } else {
      line.serve();
    }
  }

  private static int octetsOfSubmit() throws Exception {
    try (RawSmsc smsc = RawSmsc.start();
        SmppChannel channel = Sending.connect(smsc.port())) {
      Sending.send(channel, TEXT);
      return smsc.received(SUBMIT).get(0).octets().length;
    }
  }

  /** From 0. */
  private void each(int last, IntConsumer cut) throws InterruptedException, ExecutionException {
    List<Future<?>> running = new ArrayList<>();
    IntStream.rangeClosed(0, last).forEach(n -> running.add(cases.submit(() -> cut.accept(n))));
    for (Future<?> one : running) {
      one.get();
    }
  }
}
