package vn.loa.bench.mqtt;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;

/** A connection to the broker without a client around it, open from CONNACK on. */
record BareLine(Socket socket) implements AutoCloseable {

  private static final int CONNACK_OCTETS = 4;

  static BareLine connect(int port, String client) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    BareLine line = new BareLine(socket);
    line.write(new FrameBuffer(64).connect(client));
    byte[] answer = line.in().readNBytes(CONNACK_OCTETS);
    if (answer.length < CONNACK_OCTETS || answer[CONNACK_OCTETS - 1] != 0) {
      socket.close();
      throw new IOException("the broker refuses " + client);
    }
    return line;
  }

  void write(FrameBuffer frames) throws IOException {
    out().write(frames.octets(), 0, frames.size());
  }

  InputStream in() throws IOException {
    return socket.getInputStream();
  }

  OutputStream out() throws IOException {
    return socket.getOutputStream();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
