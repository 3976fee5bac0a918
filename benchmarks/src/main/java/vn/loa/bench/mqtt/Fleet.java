package vn.loa.bench.mqtt;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import vn.loa.bench.measure.Ended;

/**
 * Bare devices, each on a connection of its own, all on one thread: they subscribe, say that they
 * are there, and report that they played whatever is announced.
 */
final class Fleet implements AutoCloseable {

  /** The accept queue of a broker is short. */
  private static final int GREETING_AT_ONCE = 64;

  private static final int READ = 1 << 16;

  private final Selector selector = Selector.open();
  private final InetSocketAddress broker;
  private final List<FleetDevice> devices;
  private final byte[] read = new byte[READ];
  private final Thread thread = new Thread(this::run, "fleet");
  private int greeted;
  private int online;
  private volatile boolean closing;
  private volatile String at = "";
  private volatile long lastFrame = System.nanoTime();
  private volatile String failure = "";
  private volatile @Nullable Pings storm;

  private Fleet(int port, List<FleetPlace> places) throws IOException {
    broker = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    devices = new ArrayList<>(places.size());
    for (FleetPlace place : places) {
      devices.add(new FleetDevice(place, this));
    }
  }

  /** Returns when all are there; the broker has their births. */
  static Fleet online(int port, List<FleetPlace> places, long seconds)
      throws IOException, InterruptedException {
    Fleet fleet = new Fleet(port, places);
    fleet.thread.setDaemon(true);
    fleet.thread.start();
    if (!fleet.awaitOnline(seconds)) {
      fleet.close();
      throw new IOException(
          "only %d of %d devices are online %s"
              .formatted(fleet.online, places.size(), fleet.failure));
    }
    return fleet;
  }

  private synchronized boolean awaitOnline(long seconds) throws InterruptedException {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (online < devices.size() && failure.isEmpty()) {
      long left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
      if (left <= 0) {
        return false;
      }
      wait(left);
    }
    return failure.isEmpty();
  }

  private void run() {
    try {
      for (int i = 0; i < GREETING_AT_ONCE; i++) {
        greetNext();
      }
      while (!closing) {
        selector.select(this::ready, 100);
        beBornAgain();
      }
    } catch (IOException | UncheckedIOException ended) {
      fail(ended);
    } finally {
      devices.forEach(FleetDevice::hangUp);
    }
  }

  /** Every device says anew that it is there, all at once, each in its next session. */
  void storm(Pings pings) {
    storm = pings;
    selector.wakeup();
  }

  private void beBornAgain() {
    Pings pings = storm;
    if (pings != null) {
      storm = null;
      at = Instant.now().toString();
      devices.forEach(device -> device.beBornAgain(pings));
    }
  }

  private synchronized void fail(Exception why) {
    failure = why.toString();
    notifyAll();
  }

  private void greetNext() throws IOException {
    if (greeted < devices.size()) {
      devices.get(greeted++).connect(broker, selector);
    }
  }

  private void ready(SelectionKey key) {
    at = Instant.now().toString();
    lastFrame = System.nanoTime();
    try {
      ((FleetDevice) key.attachment()).ready(key, read);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** On the fleet's thread. */
  synchronized void cameOnline() throws IOException {
    online++;
    if (online == devices.size()) {
      notifyAll();
    }
    greetNext();
  }

  /** Now, as a report has it. */
  String at() {
    return at;
  }

  /** Returns when no device was written to for so long. */
  void awaitQuiet(long millis) throws InterruptedException {
    long nanos = TimeUnit.MILLISECONDS.toNanos(millis);
    lastFrame = System.nanoTime();
    for (long left = nanos; left > 0; left = lastFrame + nanos - System.nanoTime()) {
      TimeUnit.NANOSECONDS.sleep(left);
    }
  }

  @Override
  public void close() throws IOException {
    closing = true;
    selector.wakeup();
    Ended.await(thread);
    selector.close();
  }
}
