package vn.loa.simulator;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A TCP proxy on loopback that breaks what passes through it: connections are stalled, reset or
 * refused on demand. Two threads per connection.
 *
 * <p>Safe for use by several threads.
 */
public final class FaultProxy implements AutoCloseable {

  private final ServerSocket server;
  private final int target;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger atGate = new AtomicInteger();
  private final Object gate = new Object();
  private boolean stalled;
  private boolean refusing;

  private FaultProxy(ServerSocket server, int target) {
    this.server = server;
    this.target = target;
  }

  /**
   * Starts a proxy in front of a port of this machine, on a free port.
   *
   * @throws UncheckedIOException if no port can be opened
   */
  public static FaultProxy to(int target) {
    try {
      FaultProxy proxy =
          new FaultProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), target);
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
    synchronized (gate) {
      stalled = true;
    }
  }

  /** Lets pass again what waited, and what comes. */
  public void resume() {
    synchronized (gate) {
      stalled = false;
      refusing = false;
      gate.notifyAll();
    }
  }

  /** Resets every open connection; new ones are accepted. */
  public void cut() {
    open.forEach(FaultProxy::reset);
  }

  /** Resets every open connection, and each new one at once, until {@link #resume()}. */
  public void refuse() {
    synchronized (gate) {
      refusing = true;
    }
    cut();
  }

  /** How many bytes have come and were not passed on; while stalled, it only grows. */
  public int held() {
    return atGate.get() + open.stream().mapToInt(FaultProxy::unread).sum();
  }

  /** How many connections are open on the side of the caller and of the target together. */
  public int connections() {
    return open.size();
  }

  @Override
  public void close() {
    quietly(server);
    cut();
    resume();
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
    synchronized (gate) {
      if (refusing) {
        forget(caller);
        return;
      }
    }
    try {
      Socket peer = new Socket(InetAddress.getLoopbackAddress(), target);
      open.add(peer);
      caller.setTcpNoDelay(true);
      peer.setTcpNoDelay(true);
      start("there", () -> pump(caller, peer));
      start("back", () -> pump(peer, caller));
    } catch (IOException unreachable) {
      forget(caller);
      throw unreachable;
    }
  }

  private void pump(Socket from, Socket to) {
    byte[] buffer = new byte[8192];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        atGate.addAndGet(read);
        try {
          awaitOpenGate();
        } finally {
          atGate.addAndGet(-read);
        }
        out.write(buffer, 0, read);
      }
    } catch (IOException cut) {
      // A cut is what this proxy is for; both sides are reset below.
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } finally {
      forget(from);
      forget(to);
    }
  }

  private void awaitOpenGate() throws InterruptedException {
    synchronized (gate) {
      while (stalled && !server.isClosed()) {
        gate.wait();
      }
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
    open.remove(socket);
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
