package vn.loa.channel.smpp;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.StandardSocketOptions;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Time;
import vn.loa.channel.Tls;

/** Connects to one SMSC; one attempt at a time, which {@link #abandon} ends. */
final class Wires {

  private final String host;
  private final int port;
  private final Duration within;
  private final @Nullable Tls tls;
  private final Time time;

  private @Nullable Closeable attempt;
  private boolean abandoned;

  /** By the machine's own clock. */
  Wires(String host, int port, Duration within, @Nullable Tls tls) {
    this(host, port, within, tls, Time.system());
  }

  /**
   * @param within of the connection, and once more of the TLS handshake
   * @param tls null for none
   */
  Wires(String host, int port, Duration within, @Nullable Tls tls, Time time) {
    this.host = host;
    this.port = port;
    this.within = within;
    this.tls = tls;
    this.time = time;
  }

  /**
   * Connects, and with TLS agrees with the peer, within the time given. A host of several addresses
   * is tried at each, with an equal share of the time that is left. Blocks; how long the host's
   * name takes is up to the machine's resolver.
   *
   * @throws java.net.UnknownHostException if the host has no address
   * @throws java.net.ConnectException if nobody listens there
   * @throws java.net.SocketTimeoutException if it takes longer
   * @throws SocketException if it was abandoned
   * @throws javax.net.ssl.SSLException if the peer is not who it should be, or does not speak TLS
   */
  Wire connect() throws IOException {
    try {
      PlainWire plain = underWay(new PlainWire(connected()));
      Wire wire = tls == null ? plain : agreed(plain, tls);
      handOver();
      return wire;
    } catch (IOException failure) {
      throw told(failure);
    } finally {
      end();
    }
  }

  private SocketChannel connected() throws IOException {
    long end = time.nanos() + within.toNanos();
    InetAddress[] addresses = InetAddress.getAllByName(host);
    for (int i = 0; ; i++) {
      SocketChannel channel = underWay(SocketChannel.open());
      try {
        connect(channel, addresses[i], (end - time.nanos()) / (addresses.length - i));
        return channel;
      } catch (IOException unreachable) {
        channel.close();
        if (i == addresses.length - 1) {
          throw unreachable;
        }
      }
    }
  }

  private void connect(SocketChannel channel, InetAddress address, long nanos) throws IOException {
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
    int millis = Math.toIntExact(Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos)));
    channel.socket().connect(new InetSocketAddress(address, port), millis);
  }

  private TlsWire agreed(PlainWire plain, Tls protection) throws IOException {
    TlsWire wire = new TlsWire(plain, protection, host, port);
    wire.agree(within, time);
    return wire;
  }

  /** Ends an attempt that is under way on another thread, and any later one. */
  synchronized void abandon() {
    abandoned = true;
    end();
  }

  private synchronized <T extends Closeable> T underWay(T what) throws IOException {
    attempt = what;
    goOn();
    return what;
  }

  /** From here on the wire is the caller's to close. */
  private synchronized void handOver() throws IOException {
    goOn();
    attempt = null;
  }

  private void goOn() throws IOException {
    if (abandoned) {
      throw new ClosedChannelException();
    }
  }

  private synchronized IOException told(IOException failure) {
    if (!abandoned) {
      return failure;
    }
    SocketException givenUp =
        new SocketException("%s:%d: the attempt to connect was given up".formatted(host, port));
    givenUp.initCause(failure);
    return givenUp;
  }

  private synchronized void end() {
    if (attempt != null) {
      PlainWire.quietly(attempt);
      attempt = null;
    }
  }
}
