package vn.loa.channel.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import vn.loa.channel.Time;
import vn.loa.channel.mqtt.Heard.Arrival;
import vn.loa.channel.mqtt.Transport.ConnectException;
import vn.loa.channel.mqtt.Transport.Connection;
import vn.loa.channel.mqtt.Transport.Greeting;
import vn.loa.simulator.BrokerSimulator;
import vn.loa.simulator.FaultProxy;

@Timeout(120)
class PahoTransportTest {

  private static final Duration SOON = Duration.ofSeconds(20);

  private static BrokerSimulator broker;

  @BeforeAll
  static void startBroker() {
    broker = BrokerSimulator.start();
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @Test
  void a_publish_arrives_and_is_acknowledged() throws Exception {
    Heard heard = new Heard();
    Connection connection = open("echo", greeting("t/echo"), heard);
    AtomicInteger acknowledged = new AtomicInteger();
    assertThat(say(connection, "t/echo", "hello", false, acknowledged)).isTrue();
    connection.flush();
    await().atMost(SOON).until(() -> acknowledged.get() == 1);
    await().atMost(SOON).until(() -> !heard.arrivals.isEmpty());
    assertThat(heard.arrivals).containsExactly(new Arrival("t/echo", "hello", false));
    connection.close();
    assertThat(heard.losses).hasValue(0);
  }

  @Test
  void a_burst_larger_than_every_buffer_arrives_whole_and_in_order(@TempDir Path folder)
      throws Exception {
    try (Mosquitto mosquitto = Mosquitto.start(folder)) {
      assertBurstPasses(transport("burst", mosquitto.port()));
    }
  }

  private static void assertBurstPasses(PahoTransport transport) throws Exception {
    Heard heard = new Heard();
    Connection connection = transport.open(greeting("t/burst"), heard);
    AtomicInteger acknowledged = new AtomicInteger();
    List<String> said = IntStream.range(0, 300).mapToObj(i -> text(i)).toList();
    said.forEach(each -> say(connection, "t/burst", each, false, acknowledged));
    connection.flush();
    await().atMost(SOON).untilAsserted(() -> assertThat(acknowledged).hasValue(said.size()));
    await().atMost(SOON).until(() -> heard.arrivals.size() == said.size());
    assertThat(heard.arrivals).extracting(Arrival::text).isEqualTo(said);
    connection.close();
  }

  /** 1 to 100,000 octets, so that some are larger than the buffer. */
  private static String text(int number) {
    return number + "-" + "x".repeat(number % 60 == 59 ? 100_000 : number);
  }

  @Test
  void a_publish_that_nobody_flushes_goes_out_all_the_same() throws Exception {
    Connection connection = open("unflushed", greeting(), new Heard());
    AtomicInteger acknowledged = new AtomicInteger();
    for (int i = 0; i < 10; i++) {
      say(connection, "t/unflushed", "it", false, acknowledged);
    }
    await().atMost(SOON).until(() -> acknowledged.get() == 10);
    connection.close();
  }

  @Test
  void what_was_retained_is_told_from_what_is_live() throws Exception {
    Connection first = open("keeper", greeting(), new Heard());
    AtomicInteger acknowledged = new AtomicInteger();
    say(first, "t/kept", "kept", true, acknowledged);
    await().atMost(SOON).until(() -> acknowledged.get() == 1);
    Heard heard = new Heard();
    Connection second = open("reader", greeting("t/other", "t/kept"), heard);
    await().atMost(SOON).until(() -> heard.arrivals.size() == 1);
    say(first, "t/kept", "live", true, acknowledged);
    await().atMost(SOON).until(() -> heard.arrivals.size() == 2);
    assertThat(heard.arrivals)
        .containsExactly(new Arrival("t/kept", "kept", true), new Arrival("t/kept", "live", false));
    first.close();
    second.close();
  }

  @Test
  void the_broker_says_that_we_are_gone_when_the_cable_is_cut_and_not_when_we_leave()
      throws Exception {
    Heard heard = new Heard();
    Connection watcher = open("watcher", greeting("hub/+"), heard);
    open("leaver", willing("hub/left"), new Heard()).close();
    Heard cutOff = new Heard();
    try (FaultProxy proxy = FaultProxy.to(broker.port())) {
      Connection cut = cutOff.connect(transport("cut", proxy.port()), willing("hub/cut"));
      proxy.cut();
      await().atMost(SOON).until(() -> cutOff.losses.get() == 1);
      await().atMost(SOON).until(() -> !heard.arrivals.isEmpty());
      cut.close();
    }
    assertThat(heard.arrivals).containsExactly(new Arrival("hub/cut", "gone", false));
    assertThat(cutOff.losses).hasValue(1);
    watcher.close();
  }

  /** Moquette 0.17 does not keep a will. */
  @Test
  void the_broker_keeps_the_word_that_we_are_gone(@TempDir Path folder) throws Exception {
    try (Mosquitto mosquitto = Mosquitto.start(folder);
        FaultProxy proxy = FaultProxy.to(mosquitto.port())) {
      Connection cut = transport("cut", proxy.port()).open(willing("hub/cut"), new Heard());
      proxy.cut();
      await().atMost(SOON).untilAsserted(() -> assertKept(mosquitto.port()));
      cut.close();
    }
  }

  private static void assertKept(int port) throws Exception {
    Heard late = new Heard();
    Connection reader = transport("late", port).open(greeting("hub/cut"), late);
    try {
      await().atMost(SOON).until(() -> !late.arrivals.isEmpty());
      assertThat(late.arrivals).containsExactly(new Arrival("hub/cut", "gone", true));
    } finally {
      reader.close();
    }
  }

  private static PahoTransport transport(String client, int port) {
    return new PahoTransport(settings(client, port).build(), Time.system());
  }

  @Test
  void a_listener_that_throws_costs_nobody_the_connection() throws Exception {
    AtomicInteger arrived = new AtomicInteger();
    Heard heard =
        new Heard() {
          @Override
          public void arrived(String topic, byte[] payload, boolean retained) {
            arrived.incrementAndGet();
            throw new AssertionError("a fault of the listener");
          }
        };
    Connection connection = open("thrower", greeting("t/thrower"), heard);
    AtomicInteger acknowledged = new AtomicInteger();
    Runnable faulty =
        () -> {
          acknowledged.incrementAndGet();
          throw new IllegalStateException("a fault of the acknowledged");
        };
    for (int i = 0; i < 3; i++) {
      connection.publish("t/thrower", new byte[1], false, faulty);
    }
    await().atMost(SOON).until(() -> acknowledged.get() == 3 && arrived.get() == 3);
    assertThat(heard.losses).hasValue(0);
    connection.close();
  }

  @Test
  void a_connection_that_is_lost_takes_nothing_more() throws Exception {
    try (FaultProxy proxy = FaultProxy.to(broker.port())) {
      Heard heard = new Heard();
      Connection connection = heard.connect(transport("lost", proxy.port()), greeting());
      proxy.refuse();
      await().atMost(SOON).until(() -> heard.losses.get() == 1);
      assertThat(say(connection, "t/lost", "it", false, new AtomicInteger())).isFalse();
      connection.close();
    }
  }

  @Test
  void breaking_off_ends_a_connect_under_way() throws Exception {
    try (Peer silent = Peer.silent()) {
      PahoTransport transport =
          new PahoTransport(
              settings("broken-off", silent.port()).answerWithin(Duration.ofHours(1)).build(),
              Time.system());
      CompletableFuture<@Nullable ConnectException> failed =
          CompletableFuture.supplyAsync(() -> failure(transport));
      await()
          .atMost(SOON)
          .until(
              () -> {
                transport.breakOff();
                return failed.isDone();
              });
      assertThat(failed.get(1, TimeUnit.SECONDS)).isNotNull();
      assertNoThreadOf(transport);
    }
  }

  @Test
  void what_is_opened_after_breaking_off_ends_at_once() throws Exception {
    try (Peer silent = Peer.silent()) {
      PahoTransport transport =
          new PahoTransport(
              settings("over", silent.port()).answerWithin(Duration.ofHours(1)).build(),
              Time.system());
      transport.breakOff();
      assertThat(failure(transport)).isNotNull();
      assertNoThreadOf(transport);
    }
  }

  private static @Nullable ConnectException failure(PahoTransport transport) {
    return catchThrowableOfType(
        ConnectException.class, () -> transport.open(greeting(), new Heard()));
  }

  @Test
  void callbacks_run_on_threads_of_its_own_and_none_is_left_after_closing() throws Exception {
    Set<Thread> seen = ConcurrentHashMap.newKeySet();
    PahoTransport transport = transport("threads", broker.port());
    Connection connection = new Heard().connect(transport, greeting());
    connection.publish("t/x", new byte[0], false, () -> seen.add(Thread.currentThread()));
    await().atMost(SOON).until(() -> !seen.isEmpty());
    assertThat(seen).allMatch(transport::isOwn);
    assertThat(transport.isOwn(Thread.currentThread())).isFalse();
    connection.close();
    connection.close();
    assertNoThreadOf(transport);
  }

  @Test
  void closing_on_a_thread_of_its_own_waits_for_nobody() throws Exception {
    PahoTransport transport = transport("inside", broker.port());
    Connection connection = new Heard().connect(transport, greeting());
    CompletableFuture<@Nullable Void> closed = new CompletableFuture<>();
    Runnable closing =
        () -> {
          connection.close();
          closed.complete(null);
        };
    connection.publish("t/x", new byte[0], false, closing);
    closed.get(SOON.toSeconds(), TimeUnit.SECONDS);
    await().atMost(SOON).untilAsserted(() -> assertNoThreadOf(transport));
  }

  private static void assertNoThreadOf(PahoTransport transport) {
    assertThat(Thread.getAllStackTraces().keySet()).noneMatch(transport::isOwn);
  }

  private static boolean say(
      Connection connection, String topic, String text, boolean retained, AtomicInteger count) {
    byte[] payload = text.getBytes(StandardCharsets.UTF_8);
    return connection.publish(topic, payload, retained, count::incrementAndGet);
  }

  private static Connection open(String client, Greeting greeting, Heard heard) throws Exception {
    return heard.connect(transport(client, broker.port()), greeting);
  }

  private static SpeakerSettings.Builder settings(String client, int port) {
    return SpeakerSettings.builder("127.0.0.1", port)
        .clientId("paho-test-" + client)
        .answerWithin(SOON);
  }

  private static Greeting greeting(String... filters) {
    return new Greeting(List.of(filters), null, new byte[0]);
  }

  private static Greeting willing(String topic) {
    return new Greeting(List.of(), topic, "gone".getBytes(StandardCharsets.UTF_8));
  }
}
