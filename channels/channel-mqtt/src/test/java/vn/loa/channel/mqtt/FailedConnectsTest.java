package vn.loa.channel.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import vn.loa.channel.Time;
import vn.loa.channel.mqtt.Transport.ConnectException;

/**
 * Connects that fail, of each kind, some at a time: none may cost a thread. 25 of each, or as many
 * as {@code -Dloa.connects} says.
 */
@Timeout(3600)
class FailedConnectsTest {

  private static final int CONNECTS = Integer.getInteger("loa.connects", 25);
  private static final int WORKERS = 10;

  @Test
  void a_port_that_nobody_listens_at_costs_no_thread() throws Exception {
    int nobody;
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = probe.getLocalPort();
    }
    failAt(nobody, "Connection refused");
  }

  @Test
  void a_broker_that_accepts_and_hangs_up_costs_no_thread() throws Exception {
    try (Peer peer = Peer.hangingUp()) {
      failAt(peer.port(), "the connection broke");
    }
  }

  @Test
  void a_broker_that_reads_connect_and_hangs_up_costs_no_thread() throws Exception {
    try (Peer peer = Peer.listeningOnly()) {
      failAt(peer.port(), "the connection broke");
    }
  }

  @Test
  void a_broker_that_knows_no_such_user_costs_no_thread() throws Exception {
    try (Peer peer = Peer.answering(0x04)) {
      failAt(peer.port(), "check user and password");
    }
  }

  @Test
  void a_broker_that_lets_us_not_in_costs_no_thread() throws Exception {
    try (Peer peer = Peer.answering(0x05)) {
      failAt(peer.port(), "check user and password");
    }
  }

  @Test
  void a_broker_that_never_answers_costs_no_thread() throws Exception {
    try (Peer peer = Peer.silent()) {
      failAt(peer.port(), "no answer within 100 ms", Duration.ofMillis(100), false);
    }
  }

  @Test
  void a_broker_that_lets_us_in_and_hangs_up_costs_no_thread_and_is_told_apart() throws Exception {
    try (Peer peer = Peer.welcomingOnly()) {
      failAt(peer.port(), "the connection broke", Duration.ofSeconds(20), true);
    }
  }

  private static void failAt(int port, String sentence) throws Exception {
    failAt(port, sentence, Duration.ofSeconds(20), false);
  }

  private static void failAt(int port, String sentence, Duration answerWithin, boolean hungUp)
      throws Exception {
    List<Thread> before = threads();
    ExecutorService workers = Executors.newFixedThreadPool(WORKERS, FailedConnectsTest::worker);
    List<Callable<ConnectException>> connects =
        IntStream.range(0, CONNECTS)
            .<Callable<ConnectException>>mapToObj(each -> () -> fail(port, each, answerWithin))
            .toList();
    for (Future<ConnectException> each : workers.invokeAll(connects)) {
      assertThat(each.get()).hasMessageContaining(sentence);
      assertThat(each.get().hungUp()).isEqualTo(hungUp);
    }
    workers.shutdown();
    List<Thread> after = threads();
    System.out.printf(
        "%d failed connects (%s): %d threads before, %d after%n",
        CONNECTS, sentence, before.size(), after.size());
    assertThat(after).isSubsetOf(before);
  }

  private static ConnectException fail(int port, int number, Duration answerWithin) {
    SpeakerSettings settings =
        SpeakerSettings.builder("127.0.0.1", port)
            .clientId("failed-connect-" + number)
            .answerWithin(answerWithin)
            .build();
    PahoTransport transport = new PahoTransport(settings, Time.system());
    Transport.Greeting greeting =
        new Transport.Greeting(List.of("tt/v1/d/+/ack"), "tt/v1/hub/state", new byte[] {'0'});
    ConnectException failed =
        catchThrowableOfType(ConnectException.class, () -> transport.open(greeting, new Heard()));
    assertThat(failed).isNotNull();
    return failed;
  }

  private static Thread worker(Runnable task) {
    return new Thread(task, "test-worker");
  }

  /** Ours and Paho's; those of the test and of the machine come and go. */
  private static List<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(FailedConnectsTest::isOfTheChannel)
        .toList();
  }

  private static boolean isOfTheChannel(Thread thread) {
    return thread.getName().startsWith("MQTT") || thread.getName().startsWith("loa");
  }
}
