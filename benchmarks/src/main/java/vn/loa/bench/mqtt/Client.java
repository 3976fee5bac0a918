package vn.loa.bench.mqtt;

import java.io.IOException;
import java.util.concurrent.atomic.LongAdder;

/** One way to publish, connected to a broker. It tells a {@link Meter} of each PUBACK. */
interface Client extends AutoCloseable {

  /** Begins to publish, on threads of its own, as fast as the broker answers. */
  void start() throws Exception;

  @Override
  void close() throws IOException;

  /**
   * What a client is given.
   *
   * @param window most that are published and not answered
   */
  record Place(int port, int window, Meter meter) {}

  /** What clients count, on any of their threads. */
  final class Meter {

    final LongAdder sent = new LongAdder();
    final LongAdder errors = new LongAdder();
    private volatile String firstError = "";

    void error(Object what) {
      errors.increment();
      if (firstError.isEmpty()) {
        firstError = String.valueOf(what);
      }
    }

    /** Empty if there was none. */
    String firstError() {
      return firstError;
    }
  }
}
