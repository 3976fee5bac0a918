package vn.loa.channel.smpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocket;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import vn.loa.simulator.FaultProxy;

/** What a wire promises, in the clear or not, against a plain socket of the JDK as peer. */
@Timeout(60)
abstract class WireContract {

  static final Duration SOON = Duration.ofSeconds(10);

  private static final int MUCH = 10_000_000;
  private static final Executor THREADS = WireContract::start;

  private ServerSocket server;

  /** Of the peer, not bound yet. */
  abstract ServerSocket listening(InetAddress address) throws Exception;

  abstract Wires wires(int port) throws Exception;

  /** A peer and the wire to it. */
  record Line(Socket peer, Wire wire) implements AutoCloseable {

    @Override
    public void close() throws IOException {
      wire.close();
      peer.close();
    }
  }

  @BeforeEach
  void listen() throws Exception {
    server = listening(InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void stopListening() throws IOException {
    server.close();
  }

  Line line() throws Exception {
    return line(server.getLocalPort());
  }

  Line line(int port) throws Exception {
    CompletableFuture<Socket> peer = later(() -> greeted(server.accept()));
    Wire wire = wires(port).connect();
    return new Line(peer.get(10, TimeUnit.SECONDS), wire);
  }

  private static Socket greeted(Socket peer) throws IOException {
    peer.setTcpNoDelay(true);
    if (peer instanceof SSLSocket tls) {
      tls.startHandshake();
    }
    return peer;
  }

  interface Task<T> {
    T call() throws Exception;
  }

  static <T> CompletableFuture<T> later(Task<T> task) {
    CompletableFuture<T> result = new CompletableFuture<>();
    THREADS.execute(
        () -> {
          try {
            result.complete(task.call());
          } catch (Exception | AssertionError failure) {
            result.completeExceptionally(failure);
          }
        });
    return result;
  }

  /** For a peer whose end the test does not ask about. */
  static void behind(Task<?> task) {
    THREADS.execute(
        () -> {
          try {
            task.call();
          } catch (Exception ended) {
            // The wire's side was done first.
          }
        });
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task, "test-wire");
    thread.setDaemon(true);
    thread.start();
  }

  static byte[] random(int length, long seed) {
    byte[] octets = new byte[length];
    new Random(seed).nextBytes(octets);
    return octets;
  }

  /** As a channel's reader would: read, and wait when there was nothing. */
  static byte[] readAll(Wire wire, int length, Random pieces) throws IOException {
    byte[] all = new byte[length];
    int filled = 0;
    while (filled < length) {
      ByteBuffer piece =
          ByteBuffer.wrap(all, filled, Math.min(length - filled, 1 + pieces.nextInt(40_000)));
      int read = wire.read(piece);
      if (read < 0) {
        throw new IOException("ended after " + filled);
      }
      if (read == 0) {
        wire.await(false);
      }
      filled += read;
    }
    return all;
  }

  /** As another thread would that must not wait in the wire. */
  static void writeAll(Wire wire, byte[] octets, Random pieces) throws IOException {
    for (int from = 0; from < octets.length; ) {
      int length = Math.min(octets.length - from, 1 + pieces.nextInt(40_000));
      ByteBuffer piece = ByteBuffer.wrap(octets, from, length);
      while (piece.hasRemaining()) {
        wire.write(piece);
        Thread.onSpinWait();
      }
      from += length;
    }
  }

  @Test
  void what_is_written_arrives_and_what_comes_is_read() throws Exception {
    try (Line line = line()) {
      line.wire.write(ByteBuffer.wrap(new byte[] {1, 2, 3}));
      assertThat(line.peer.getInputStream().readNBytes(3)).containsExactly(1, 2, 3);
      line.peer.getOutputStream().write(new byte[] {4, 5});
      ByteBuffer read = ByteBuffer.allocateDirect(10).put((byte) 9);
      awaitRead(line.wire, read);
      assertThat(read.position()).isEqualTo(3);
      assertThat(read.get(1)).isEqualTo((byte) 4);
      assertThat(read.get(2)).isEqualTo((byte) 5);
    }
  }

  private static int awaitRead(Wire wire, ByteBuffer into) throws IOException {
    int read = wire.read(into);
    while (read == 0) {
      wire.await(false);
      read = wire.read(into);
    }
    return read;
  }

  @Test
  void nothing_that_has_come_reads_as_nothing() throws Exception {
    try (Line line = line()) {
      assertThat(line.wire.read(ByteBuffer.allocate(10))).isZero();
    }
  }

  @Test
  void it_knows_both_its_ends() throws Exception {
    try (Line line = line()) {
      assertThat(line.wire.remoteAddress().isLoopbackAddress()).isTrue();
      assertThat(line.wire.remotePort()).isEqualTo(server.getLocalPort());
      assertThat(line.wire.localPort()).isEqualTo(line.peer.getPort());
      assertThat(line.wire.isOpen()).isTrue();
    }
  }

  @Test
  void a_peer_that_hangs_up_ends_what_can_be_read_once_all_is_read() throws Exception {
    try (Line line = line()) {
      line.peer.getOutputStream().write(7);
      line.peer.close();
      ByteBuffer read = ByteBuffer.allocate(10);
      assertThat(awaitRead(line.wire, read)).isOne();
      assertThat(awaitRead(line.wire, read)).isEqualTo(-1);
      line.wire.await(false);
      assertThat(line.wire.read(read)).isEqualTo(-1);
    }
  }

  @Test
  void ten_megabytes_each_way_at_once_arrive_unchanged() throws Exception {
    byte[] there = random(MUCH, 1);
    byte[] back = random(MUCH, 2);
    try (Line line = line()) {
      var peerRead = later(() -> line.peer.getInputStream().readNBytes(MUCH));
      var peerWrite = later(() -> written(line.peer, back));
      var write =
          later(
              () -> {
                writeAll(line.wire, there, new Random(3));
                return true;
              });
      assertThat(Arrays.equals(readAll(line.wire, MUCH, new Random(4)), back)).isTrue();
      var idle = later(() -> awaitForEver(line.wire));
      assertThat(Arrays.equals(peerRead.get(30, TimeUnit.SECONDS), there)).isTrue();
      assertThat(write.get(10, TimeUnit.SECONDS)).isTrue();
      assertThat(peerWrite.get(10, TimeUnit.SECONDS)).isTrue();
      line.wire.close();
      idle.get(10, TimeUnit.SECONDS);
    }
  }

  private static boolean written(Socket peer, byte[] octets) throws IOException {
    Random pieces = new Random(5);
    OutputStream out = peer.getOutputStream();
    for (int from = 0; from < octets.length; ) {
      int length = Math.min(octets.length - from, 1 + pieces.nextInt(40_000));
      out.write(octets, from, length);
      from += length;
    }
    return true;
  }

  /** The reader of a channel at rest; ends with the wire. */
  private static boolean awaitForEver(Wire wire) {
    ByteBuffer read = ByteBuffer.allocate(100);
    try {
      while (wire.read(read) >= 0) {
        wire.await(false);
      }
      return true;
    } catch (IOException closed) {
      return true;
    }
  }

  @Test
  void octets_that_come_one_by_one_are_read_whole() throws Exception {
    byte[] there = random(3_000, 6);
    byte[] back = random(3_000, 7);
    try (FaultProxy proxy = FaultProxy.to(server.getLocalPort())) {
      proxy.splitBytes(1);
      try (Line line = line(proxy.port())) {
        var peerWrite = later(() -> written(line.peer, back));
        writeAll(line.wire, there, new Random(8));
        assertThat(readAll(line.wire, back.length, new Random(9))).isEqualTo(back);
        assertThat(line.peer.getInputStream().readNBytes(there.length)).isEqualTo(there);
        assertThat(peerWrite.get(10, TimeUnit.SECONDS)).isTrue();
      }
    }
  }

  @Test
  void a_peer_that_does_not_read_stops_no_writer_and_gets_all_in_the_end() throws Exception {
    byte[] much = random(MUCH, 10);
    try (Line line = line()) {
      ByteBuffer from = ByteBuffer.wrap(much);
      fill(line.wire, from);
      assertThat(from.hasRemaining()).as("ten megabytes fit into a socket").isTrue();
      var peerRead = later(() -> line.peer.getInputStream().readNBytes(MUCH));
      while (from.hasRemaining()) {
        line.wire.read(ByteBuffer.allocate(1));
        line.wire.await(true);
        line.wire.write(from);
      }
      var idle = later(() -> awaitForEver(line.wire));
      assertThat(Arrays.equals(peerRead.get(30, TimeUnit.SECONDS), much)).isTrue();
      line.wire.close();
      idle.get(10, TimeUnit.SECONDS);
    }
  }

  /** Until nothing more goes out. */
  static void fill(Wire wire, ByteBuffer from) throws IOException {
    int before;
    do {
      before = from.remaining();
      wire.write(from);
    } while (from.remaining() < before);
  }

  @Test
  void what_has_left_the_buffer_arrives_though_nobody_writes_again() throws Exception {
    byte[] much = random(MUCH, 12);
    try (Line line = line()) {
      var idle = later(() -> awaitForEver(line.wire));
      int gone = fillInPieces(line.wire, much);
      var peerRead = later(() -> line.peer.getInputStream().readNBytes(gone));
      assertThat(Arrays.equals(peerRead.get(30, TimeUnit.SECONDS), Arrays.copyOf(much, gone)))
          .isTrue();
      line.wire.close();
      assertThat(idle.get(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  /** Until a piece stays whole; over TLS the one before it is then a record inside the wire. */
  static int fillInPieces(Wire wire, byte[] octets) throws IOException {
    ByteBuffer piece;
    int gone = 0;
    do {
      piece = ByteBuffer.wrap(octets, gone, 1_000);
      wire.write(piece);
      gone = piece.position();
    } while (piece.remaining() < 1_000);
    return gone;
  }

  @Test
  void a_wait_does_not_wait_while_something_that_has_come_is_unread() throws Exception {
    try (Line line = line()) {
      line.peer.getOutputStream().write(new byte[1_000]);
      assertThat(awaitRead(line.wire, ByteBuffer.allocate(1))).isOne();
      Thread reader = startedThread(() -> line.wire.await(false));
      reader.join(SOON.toMillis());
      assertThat(reader.isAlive()).as("waits with 999 octets unread").isFalse();
    }
  }

  @Test
  void a_wait_for_room_waits_while_there_is_none() throws Exception {
    try (Line line = line()) {
      ByteBuffer from = ByteBuffer.wrap(random(MUCH, 11));
      AtomicLong turns = new AtomicLong();
      Thread writer =
          startedThread(
              () -> {
                while (turns.incrementAndGet() > 0) {
                  fill(line.wire, from);
                  line.wire.read(ByteBuffer.allocate(1));
                  line.wire.await(true);
                }
              });
      awaitRest(turns);
      assertThat(isInSelector(writer)).isTrue();
      line.wire.close();
      await().atMost(SOON).until(() -> !writer.isAlive());
    }
  }

  /** Until a loop that counts its turns has stopped to turn. */
  static void awaitRest(AtomicLong turns) {
    AtomicLong last = new AtomicLong();
    await()
        .during(Duration.ofMillis(300))
        .atMost(SOON)
        .until(
            () -> {
              long now = turns.get();
              return last.getAndSet(now) == now && now > 0;
            });
  }

  static boolean isInSelector(Thread thread) {
    return Stream.of(thread.getStackTrace()).anyMatch(it -> it.getMethodName().equals("select"));
  }

  interface Action {
    void run() throws Exception;
  }

  static Thread startedThread(Action action) {
    Thread thread =
        new Thread(
            () -> {
              try {
                action.run();
              } catch (Exception ended) {
                // The wire was closed under it, or the thread interrupted.
              }
            },
            "test-wire-waiting");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  /** Has read all that there is, and waits. */
  private static Thread waiting(Wire wire) {
    Thread thread =
        startedThread(
            () -> {
              while (wire.read(ByteBuffer.allocate(1)) > 0) {
                Thread.onSpinWait();
              }
              wire.await(false);
            });
    await().atMost(SOON).until(() -> isInSelector(thread));
    return thread;
  }

  @Test
  void others_write_while_the_reader_waits() throws Exception {
    try (Line line = line()) {
      Thread reader = waiting(line.wire);
      line.wire.write(ByteBuffer.wrap(new byte[] {1}));
      assertThat(line.peer.getInputStream().read()).isOne();
      assertThat(reader.isAlive()).isTrue();
    }
  }

  @Test
  void a_wakeup_ends_a_wait() throws Exception {
    try (Line line = line()) {
      Thread reader = waiting(line.wire);
      line.wire.wakeup();
      reader.join(SOON.toMillis());
      assertThat(reader.isAlive()).isFalse();
    }
  }

  @Test
  void a_wakeup_before_the_wait_is_not_lost() throws Exception {
    try (Line line = line()) {
      line.wire.read(ByteBuffer.allocate(1));
      line.wire.wakeup();
      Thread reader = startedThread(() -> line.wire.await(false));
      reader.join(SOON.toMillis());
      assertThat(reader.isAlive()).isFalse();
    }
  }

  @Test
  void closing_ends_a_wait_and_the_peer_hears_of_it() throws Exception {
    try (Line line = line()) {
      Thread reader = waiting(line.wire);
      line.wire.close();
      reader.join(SOON.toMillis());
      assertThat(reader.isAlive()).isFalse();
      assertThat(line.peer.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void an_interrupt_ends_a_wait_and_does_not_let_a_loop_spin() throws Exception {
    try (Line line = line()) {
      line.wire.read(ByteBuffer.allocate(1));
      var waited =
          later(
              () -> {
                Thread.currentThread().interrupt();
                assertThatExceptionOfType(InterruptedIOException.class)
                    .isThrownBy(() -> line.wire.await(false));
                return Thread.interrupted();
              });
      assertThat(waited.get(10, TimeUnit.SECONDS)).as("stays interrupted").isTrue();
      assertThat(line.wire.isOpen()).isTrue();
    }
  }

  @Test
  void a_closed_wire_says_so_and_may_be_closed_and_woken_again() throws Exception {
    try (Line line = line()) {
      line.wire.read(ByteBuffer.allocate(1));
      line.wire.close();
      line.wire.close();
      line.wire.wakeup();
      assertThat(line.wire.isOpen()).isFalse();
      assertClosed(() -> line.wire.read(ByteBuffer.allocate(1)));
      assertClosed(() -> line.wire.write(ByteBuffer.allocate(1)));
      assertClosed(() -> line.wire.await(false));
      assertClosed(() -> line.wire.await(true));
    }
  }

  private static void assertClosed(ThrowingCallable use) {
    assertThatExceptionOfType(ClosedChannelException.class).isThrownBy(use);
  }

  @Test
  void a_reset_is_an_error_not_an_end() throws Exception {
    try (FaultProxy proxy = FaultProxy.to(server.getLocalPort());
        Line line = line(proxy.port())) {
      proxy.cut();
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> awaitRead(line.wire, ByteBuffer.allocate(1)));
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void two_hundred_connections_leave_no_thread_and_no_file_descriptor_behind() throws Exception {
    closeSome(3);
    Set<Thread> before = threads();
    long open = descriptors();
    closeSome(200);
    await().atMost(SOON).until(() -> before.containsAll(threads()));
    // Some of the JVM's own come and go; two hundred would not.
    await().atMost(SOON).until(() -> descriptors() <= open + 10);
  }

  private static Set<Thread> threads() {
    Set<Thread> alive = new HashSet<>(Thread.getAllStackTraces().keySet());
    alive.removeIf(it -> it.getName().startsWith("awaitility") || isOfJvm(it));
    return alive;
  }

  private static boolean isOfJvm(Thread thread) {
    return thread.getThreadGroup() == null || thread.getThreadGroup().getParent() == null;
  }

  private void closeSome(int count) throws Exception {
    for (int i = 0; i < count; i++) {
      try (Line line = line()) {
        line.wire.await(true);
      }
    }
  }

  private static long descriptors() {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return open.count();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  @Test
  void an_attempt_given_up_connects_no_more() throws Exception {
    Wires wires = wires(server.getLocalPort());
    wires.abandon();
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(wires::connect)
        .withMessageContaining("given up");
  }

  @Test
  void giving_up_later_attempts_leaves_a_wire_that_was_handed_over() throws Exception {
    CompletableFuture<Socket> peer = later(() -> greeted(server.accept()));
    Wires wires = wires(server.getLocalPort());
    Wire wire = wires.connect();
    try (Line line = new Line(peer.get(10, TimeUnit.SECONDS), wire)) {
      wires.abandon();
      assertThat(line.wire.isOpen()).isTrue();
      assertThatNoException().isThrownBy(() -> line.wire.write(ByteBuffer.allocate(1)));
    }
  }
}
