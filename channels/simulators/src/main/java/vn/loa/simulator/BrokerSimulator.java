package vn.loa.simulator;

import io.moquette.broker.Server;
import io.moquette.broker.config.IConfig;
import io.moquette.broker.config.MemoryConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Optional;
import java.util.Properties;

/**
 * An MQTT 3.1.1 broker inside the process, on loopback. It takes every client, keeps its sessions
 * in memory, writes no file and calls nobody.
 *
 * <p>It answers a PUBLISH before anyone has read it and forgets everything when it stops, so it is
 * for tests and demos only. A publisher with more than a thousand unanswered messages loses some:
 * the queue of a session holds 1,024. A subscriber at QoS 0 that comes late gets some 250 retained
 * births and may miss the rest: Moquette drops what the socket does not take at once. Subscribe
 * before the devices come.
 *
 * <p>Safe for use by several threads.
 */
public final class BrokerSimulator implements AutoCloseable {

  private static final String LOOPBACK = InetAddress.getLoopbackAddress().getHostAddress();
  private static final int LARGEST_MESSAGE = 1 << 20;
  private static final int BACKLOG = 1024;

  /** How many free ports may be lost to somebody quicker. */
  private static final int ATTEMPTS = 5;

  private final Server server;
  private final int port;
  private boolean closed;

  /** Finds a free port. */
  @FunctionalInterface
  interface Look {
    int free() throws IOException;
  }

  private BrokerSimulator(Server server, int port) {
    this.server = server;
    this.port = port;
  }

  /**
   * Starts a broker on a free port.
   *
   * @throws UncheckedIOException if the machine has no free port
   */
  public static BrokerSimulator start() {
    return start(0);
  }

  /**
   * Starts a broker on this port.
   *
   * @param port 0 takes a free one
   * @throws UncheckedIOException if somebody else listens there
   */
  public static BrokerSimulator start(int port) {
    return start(port, () -> free(port));
  }

  /**
   * @param look tells a port that is free now; it may be taken a moment later
   */
  static BrokerSimulator start(int port, Look look) {
    try {
      for (int left = port == 0 ? ATTEMPTS : 1; left > 1; left--) {
        Optional<BrokerSimulator> broker = attempt(look);
        if (broker.isPresent()) {
          return broker.get();
        }
      }
      return on(look.free());
    } catch (IOException taken) {
      throw Ports.refused("broker simulator", port, taken);
    }
  }

  private static Optional<BrokerSimulator> attempt(Look look) throws IOException {
    int port = look.free();
    try {
      return Optional.of(on(port));
    } catch (IOException lostTheRace) {
      return Optional.empty();
    }
  }

  private static BrokerSimulator on(int port) throws IOException {
    Server server = new Server();
    try {
      server.startServer(new MemoryConfig(settings(port)));
      return new BrokerSimulator(server, port);
    } catch (IOException | RuntimeException taken) {
      server.stopServer();
      throw new IOException(taken.getMessage(), taken);
    }
  }

  public int port() {
    return port;
  }

  /**
   * Cuts every client and ends every thread of the broker. Takes about 2 s, the time Netty stays
   * quiet before it lets go; Netty's {@code globalEventExecutor} thread ends one second later.
   */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      server.stopServer();
    }
  }

  /**
   * Looks first: Moquette starts its threads before it binds and takes 2 s to end them, and tells
   * the port it found only some time after it has started.
   */
  private static int free(int port) throws IOException {
    try (ServerSocket probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return probe.getLocalPort();
    }
  }

  private static Properties settings(int port) {
    Properties settings = new Properties();
    settings.setProperty(IConfig.HOST_PROPERTY_NAME, LOOPBACK);
    settings.setProperty(IConfig.PORT_PROPERTY_NAME, Integer.toString(port));
    settings.setProperty(IConfig.PERSISTENCE_ENABLED_PROPERTY_NAME, "false");
    settings.setProperty(IConfig.ENABLE_TELEMETRY_NAME, "false");
    settings.setProperty(IConfig.NETTY_MAX_BYTES_PROPERTY_NAME, Integer.toString(LARGEST_MESSAGE));
    settings.setProperty("netty.so_backlog", Integer.toString(BACKLOG));
    return settings;
  }
}
