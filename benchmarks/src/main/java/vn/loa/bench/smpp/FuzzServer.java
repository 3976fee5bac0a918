package vn.loa.bench.smpp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Binds whoever comes, and hands the connection over to be fuzzed. */
final class FuzzServer implements AutoCloseable {

  private final ServerSocket server;
  private final BlockingQueue<FuzzLine> bound = new LinkedBlockingQueue<>();

  FuzzServer() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread accepting = new Thread(this::accept, "fuzz-accept");
    accepting.setDaemon(true);
    accepting.start();
  }

  int port() {
    return server.getLocalPort();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        socket.setTcpNoDelay(true);
        new FuzzLine(socket, bound::add).start();
      } catch (IOException gone) {
        // The loop looks whether it was the server or one caller that went away.
      }
    }
  }

  /** The next one that binds; null if none does in time. */
  @Nullable FuzzLine awaitBind(long seconds) throws InterruptedException {
    return bound.poll(seconds, TimeUnit.SECONDS);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
