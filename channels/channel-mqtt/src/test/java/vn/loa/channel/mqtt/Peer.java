package vn.loa.channel.mqtt;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A server on a free port of loopback with manners of its own, one thread a connection. */
final class Peer implements AutoCloseable {

  /** What it does with a connection before it hangs up. */
  interface Manners {
    void with(Socket caller) throws IOException;
  }

  private final ServerSocket server;
  private final Manners manners;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  private Peer(ServerSocket server, Manners manners) {
    this.server = server;
    this.manners = manners;
    start("accept", this::accept);
  }

  static Peer with(Manners manners) throws IOException {
    return on(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), manners);
  }

  static Peer on(ServerSocket server, Manners manners) {
    return new Peer(server, manners);
  }

  /** Hangs up as soon as somebody calls. */
  static Peer hangingUp() throws IOException {
    return with(caller -> {});
  }

  /** Reads a CONNECT and hangs up. */
  static Peer listeningOnly() throws IOException {
    return with(Peer::readPacket);
  }

  /** Reads a CONNECT and answers with this return code. */
  static Peer answering(int code) throws IOException {
    return with(
        caller -> {
          readPacket(caller);
          caller.getOutputStream().write(new byte[] {0x20, 0x02, 0x00, (byte) code});
          caller.getInputStream().read();
        });
  }

  /** Takes what is said, and says nothing. */
  static Peer silent() throws IOException {
    return with(caller -> caller.getInputStream().transferTo(OutputStream.nullOutputStream()));
  }

  /** Lets everybody in and hangs up at the SUBSCRIBE. */
  static Peer welcomingOnly() throws IOException {
    return with(
        caller -> {
          readPacket(caller);
          caller.getOutputStream().write(new byte[] {0x20, 0x02, 0x00, 0x00});
          readPacket(caller);
        });
  }

  /** A packet of less than 128 octets. */
  private static void readPacket(Socket caller) throws IOException {
    InputStream in = caller.getInputStream();
    in.skipNBytes(1);
    in.skipNBytes(in.read());
  }

  int port() {
    return server.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket caller : open) {
      caller.close();
    }
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket caller = server.accept();
        open.add(caller);
        start("serve", () -> serve(caller));
      } catch (IOException gone) {
        // The next one, unless the server was closed.
      }
    }
  }

  private void serve(Socket caller) {
    try (caller) {
      manners.with(caller);
    } catch (IOException gone) {
      // So is the caller.
    } finally {
      open.remove(caller);
    }
  }

  private static void start(String what, Runnable task) {
    Thread thread = new Thread(task, "test-peer-" + what);
    thread.setDaemon(true);
    thread.start();
  }
}
