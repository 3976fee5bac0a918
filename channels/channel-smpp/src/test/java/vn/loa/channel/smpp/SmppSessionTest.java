package vn.loa.channel.smpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.jsmpp.InvalidResponseException;
import org.jsmpp.PDUException;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.RawDataCoding;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.extra.ResponseTimeoutException;
import org.jsmpp.session.BindParameter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import vn.loa.simulator.FaultProxy;
import vn.loa.simulator.SmscSimulator;

@Timeout(30)
class SmppSessionTest {

  private static final int WRITERS = 400;
  private static final byte[] LARGE = new byte[60_000];
  private static final Duration SOON = Duration.ofSeconds(10);

  private final SmppSession session = SmppSession.fresh(SOON);

  @Test
  void a_peer_that_reads_no_more_cannot_hold_the_end_up() throws Exception {
    try (SmscSimulator smsc = SmscSimulator.start();
        FaultProxy proxy = FaultProxy.to(smsc.port())) {
      bind(proxy.port());
      proxy.stall();
      List<Thread> writers = IntStream.range(0, WRITERS).mapToObj(this::writer).toList();
      await().atMost(SOON).until(() -> stuck(writers) > WRITERS / 4);
      Thread ending = daemon("test-ending", session::end);
      ending.join(SOON.toMillis());
      assertThat(ending.isAlive()).as("the end of the session hangs").isFalse();
      await().atMost(SOON).until(() -> writers.stream().noneMatch(Thread::isAlive));
    }
  }

  private void bind(int port) throws IOException {
    session.setTransactionTimer(Duration.ofMinutes(5).toMillis());
    session.connectAndBind(
        "localhost",
        port,
        new BindParameter(
            BindType.BIND_TRX,
            "loa",
            "secret",
            "",
            TypeOfNumber.UNKNOWN,
            NumberingPlanIndicator.UNKNOWN,
            null));
  }

  /** Those that wait for the monitor which one of them holds while it writes. */
  private static long stuck(List<Thread> writers) {
    return writers.stream().filter(it -> it.getState() == Thread.State.BLOCKED).count();
  }

  private Thread writer(int n) {
    return daemon("test-writer-" + n, this::submit);
  }

  private void submit() {
    try {
      session.submitShortMessage(
          "",
          TypeOfNumber.UNKNOWN,
          NumberingPlanIndicator.UNKNOWN,
          "5656",
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
          new byte[0],
          new OptionalParameter.Message_payload(LARGE));
    } catch (PDUException
        | ResponseTimeoutException
        | InvalidResponseException
        | NegativeResponseException
        | IOException cut) {
      // The session ends under it, as it should.
    }
  }

  private static Thread daemon(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }
}
