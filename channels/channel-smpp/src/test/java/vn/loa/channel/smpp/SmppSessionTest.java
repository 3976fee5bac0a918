package vn.loa.channel.smpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.StreamHandler;
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

  @Test
  void a_peer_that_answers_an_unbind_by_hanging_up_is_no_error() throws Exception {
    List<LogRecord> errors = new CopyOnWriteArrayList<>();
    Logger jsmpp = Logger.getLogger("org.jsmpp");
    Handler listening =
        new StreamHandler() {
          @Override
          public synchronized void publish(LogRecord record) {
            if (record.getLevel().intValue() >= Level.SEVERE.intValue()) {
              errors.add(record);
            }
          }
        };
    jsmpp.addHandler(listening);
    try (ServerSocket peer = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread curt = daemon("test-curt-peer", () -> welcomeThenHangUp(peer));
      bind(peer.getLocalPort());
      session.end();
      curt.join(SOON.toMillis());
    } finally {
      jsmpp.removeHandler(listening);
    }
    assertThat(errors).extracting(LogRecord::getMessage).isEmpty();
  }

  /** Answers a bind, and closes on the next PDU. */
  private static void welcomeThenHangUp(ServerSocket peer) {
    try (Socket socket = peer.accept()) {
      DataInputStream in = new DataInputStream(socket.getInputStream());
      byte[] bind = new byte[in.readInt() - 4];
      in.readFully(bind);
      DataOutputStream out = new DataOutputStream(socket.getOutputStream());
      out.writeInt(17);
      out.writeInt(0x80000009); // bind_transceiver_resp, SMPP 3.4 §5.1.2.1
      out.writeInt(0);
      out.write(bind, 8, 4); // the sequence number of the bind
      out.writeByte(0);
      out.flush();
      in.readInt();
    } catch (IOException gone) {
      // The session hung up first.
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
