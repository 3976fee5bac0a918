package vn.loa.simulator;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import vn.loa.channel.Time;

/**
 * A TCP proxy on loopback that breaks what passes through it: connections are stalled, reset,
 * refused or half closed on demand, and bytes come late, in pieces or slowly. What is set holds in
 * both directions, for open connections and for new ones. Two threads per connection.
 *
 * <p>Safe for use by several threads.
 */
public final class FaultProxy implements AutoCloseable {

  private final ServerSocket server;
  private final int target;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final Set<Socket> callers = ConcurrentHashMap.newKeySet();
  private final Cable cable;
  private volatile boolean refusing;

  private FaultProxy(ServerSocket server, int target, Time time) {
    this.server = server;
    this.target = target;
    this.cable = new Cable(time);
  }

  /**
   * Starts a proxy in front of a port of this machine, on a free port.
   *
   * @throws UncheckedIOException if no port can be opened
   */
  public static FaultProxy to(int target) {
    return to(target, Time.system());
  }

  /**
   * As {@link #to(int)}.
   *
   * @param time what {@link #latency} and {@link #bandwidth} wait by
   */
  public static FaultProxy to(int target, Time time) {
    try {
      FaultProxy proxy =
          new FaultProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), target, time);
      proxy.start("accept", proxy::accept);
      return proxy;
    } catch (IOException cause) {
      throw new UncheckedIOException("no port for a fault proxy in front of " + target, cause);
    }
  }

  /** Connect here instead of to the target. */
  public int port() {
    return server.getLocalPort();
  }

  /** Lets nothing pass, in either direction, and keeps every connection open: a pulled cable. */
  public void stall() {
    cable.stall();
  }

  /** Lets pass again what waited, and what comes. Does not undo the other faults. */
  public void resume() {
    refusing = false;
    cable.resume();
  }

  /**
   * How late bytes are passed on. What comes while others wait goes after them, and waits as long
   * again. At first nothing.
   */
  public void latency(Duration each) {
    cable.latency(each.toNanos());
  }

  /**
   * Passes on at most so many bytes at a time, each piece in a packet of its own: a protocol's unit
   * then comes in several reads, if the other end reads quickly or {@link #bandwidth} is low.
   *
   * @param most at least 1
   */
  public void splitBytes(int most) {
    cable.splitBytes(positive("pieces", most));
  }

  /**
   * How many bytes pass in a second, in each direction of each connection.
   *
   * @param bytesPerSecond at least 1
   */
  public void bandwidth(int bytesPerSecond) {
    cable.bandwidth(positive("the bandwidth", bytesPerSecond));
  }

  private static int positive(String what, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(what + " must be at least 1 but was " + value);
    }
    return value;
  }

  /**
   * Ends the way back of every open connection: the caller reads the end of the stream, and what it
   * still writes goes on to the target, whose answers are lost.
   */
  public void halfClose() {
    callers.forEach(FaultProxy::endOutput);
  }

  /** Resets every open connection; new ones are accepted. */
  public void cut() {
    open.forEach(FaultProxy::reset);
  }

  /** Resets every open connection, and each new one at once, until {@link #resume()}. */
  public void refuse() {
    refusing = true;
    cut();
  }

  /** How many bytes have come and were not passed on; while stalled, it only grows. */
  public int held() {
    return cable.held() + open.stream().mapToInt(FaultProxy::unread).sum();
  }

  /** How many connections are open on the side of the caller and of the target together. */
  public int connections() {
    return open.size();
  }

  @Override
  public void close() {
    quietly(server);
    cut();
    cable.close();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        connect(server.accept());
      } catch (IOException gone) {
        // The proxy was closed, or the target is not there: the caller's socket says so already.
      }
    }
  }

  private void connect(Socket caller) throws IOException {
    open.add(caller);
    if (refusing || server.isClosed()) {
      forget(caller);
      return;
    }
    try {
      Socket peer = new Socket(InetAddress.getLoopbackAddress(), target);
      open.add(peer);
      caller.setTcpNoDelay(true);
      peer.setTcpNoDelay(true);
      callers.add(caller);
      AtomicBoolean halfEnded = new AtomicBoolean();
      start("there", () -> pump(caller, peer, halfEnded));
      start("back", () -> pump(peer, caller, halfEnded));
    } catch (IOException unreachable) {
      forget(caller);
      throw unreachable;
    }
  }

  /** Until this direction ends; whichever ends last lets go of the connection. */
  private void pump(Socket from, Socket to, AtomicBoolean halfEnded) {
    try {
      carry(from, to);
      endOutput(to);
      if (halfEnded.getAndSet(true)) {
        leave(from);
        leave(to);
      }
    } catch (IOException cut) {
      // A cut is what this proxy is for; both sides are reset.
      forget(from);
      forget(to);
    } catch (InterruptedException interrupted) {
      forget(from);
      forget(to);
      Thread.currentThread().interrupt();
    }
  }

  private void carry(Socket from, Socket to) throws IOException, InterruptedException {
    byte[] buffer = new byte[8192];
    InputStream in = from.getInputStream();
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      cable.carry(buffer, read, to);
    }
  }

  private static int unread(Socket socket) {
    try {
      return socket.getInputStream().available();
    } catch (IOException gone) {
      return 0;
    }
  }

  private void forget(Socket socket) {
    reset(socket);
    leave(socket);
  }

  private void leave(Socket socket) {
    quietly(socket);
    open.remove(socket);
    callers.remove(socket);
  }

  private static void endOutput(Socket socket) {
    try {
      socket.shutdownOutput();
    } catch (IOException gone) {
      // It hears nothing more either way.
    }
  }

  private static void reset(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
    } catch (IOException alreadyClosed) {
      // Nothing left to reset.
    }
    quietly(socket);
  }

  private static void quietly(Closeable closeable) {
    try {
      closeable.close();
    } catch (IOException ignored) {
      // It is gone either way.
    }
  }

  private void start(String what, Runnable task) {
    Thread thread = new Thread(task, "loa-proxy-" + what + "-" + port());
    thread.setDaemon(true);
    thread.start();
  }
}
