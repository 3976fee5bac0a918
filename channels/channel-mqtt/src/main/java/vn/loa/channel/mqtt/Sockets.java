package vn.loa.channel.mqtt;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/** Gives Paho its one socket, and keeps hold of it: closing it ends whatever Paho waits for. */
final class Sockets extends SocketFactory {

  private final SpeakerSettings settings;
  private final Bursts bursts;
  private @Nullable PatientSocket socket;
  private boolean broken;

  Sockets(SpeakerSettings settings, Bursts bursts) {
    this.settings = settings;
    this.bursts = bursts;
  }

  @Override
  public synchronized Socket createSocket() throws IOException {
    if (broken) {
      throw new SocketException("the channel gave up this connection");
    }
    PatientSocket created = new PatientSocket(settings, bursts);
    socket = created;
    return created;
  }

  synchronized void breakOff() {
    broken = true;
    if (socket != null) {
      socket.breakOff();
    }
  }

  @Override
  public Socket createSocket(String host, int port) {
    throw onlyUnconnected();
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort) {
    throw onlyUnconnected();
  }

  @Override
  public Socket createSocket(InetAddress host, int port) {
    throw onlyUnconnected();
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
    throw onlyUnconnected();
  }

  private static UnsupportedOperationException onlyUnconnected() {
    return new UnsupportedOperationException("Paho connects its sockets itself");
  }
}
