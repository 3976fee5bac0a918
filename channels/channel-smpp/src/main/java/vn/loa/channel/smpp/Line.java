package vn.loa.channel.smpp;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import org.jsmpp.session.connection.Connection;

/** A wire as jsmpp knows connections; jsmpp only writes to it, {@link PduLoop} reads the wire. */
final class Line implements Connection {

  private final Wire wire;
  private final OutputStream out;

  Line(Wire wire, Traffic traffic) {
    this.wire = wire;
    this.out = new Out(traffic);
    traffic.open(wire);
  }

  private static final class Out extends OutputStream {

    private final Traffic traffic;

    Out(Traffic traffic) {
      this.traffic = traffic;
    }

    @Override
    public void write(int octet) throws IOException {
      write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] octets, int from, int length) throws IOException {
      traffic.write(octets, from, length);
    }
  }

  @Override
  public boolean isOpen() {
    return wire.isOpen();
  }

  @Override
  public InetAddress getInetAddress() {
    return wire.remoteAddress();
  }

  @Override
  public InetAddress getLocalAddress() {
    return InetAddress.getLoopbackAddress(); // jsmpp asks for it nowhere but in a log of its own
  }

  @Override
  public int getPort() {
    return wire.remotePort();
  }

  @Override
  public int getLocalPort() {
    return wire.localPort();
  }

  @Override
  public InputStream getInputStream() {
    return InputStream.nullInputStream();
  }

  @Override
  public OutputStream getOutputStream() {
    return out;
  }

  /** Nothing here waits for octets: the bind's own thread looks after silence. */
  @Override
  public void setSoTimeout(int timeout) {}

  @Override
  public void close() {
    wire.close();
  }
}
