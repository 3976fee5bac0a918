package vn.loa.channel.smpp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import org.jsmpp.session.connection.Connection;
import org.jsmpp.session.connection.ConnectionFactory;
import org.jsmpp.session.connection.socket.SocketConnection;

/**
 * Opens the one connection of a session. jsmpp's own factory leaves Nagle's algorithm on, which
 * makes each burst wait for a delayed acknowledgement, and waits for a connection without limit.
 */
final class SmppSockets implements ConnectionFactory {

  private final Duration within;
  private final Socket socket;

  /**
   * @param socket not connected yet
   */
  SmppSockets(Duration within, Socket socket) {
    this.within = within;
    this.socket = socket;
  }

  @Override
  public Connection createConnection(String host, int port) throws IOException {
    socket.setTcpNoDelay(true);
    socket.connect(new InetSocketAddress(host, port), Math.toIntExact(within.toMillis()));
    return new SocketConnection(socket);
  }

  boolean wasConnected() {
    return socket.isConnected();
  }

  /** Ends the connection, also while it is being made. */
  void close() {
    try {
      socket.close();
    } catch (IOException ignored) {
      // It is gone either way.
    }
  }
}
