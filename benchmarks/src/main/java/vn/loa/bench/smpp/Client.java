package vn.loa.bench.smpp;

import java.io.IOException;
import java.util.concurrent.atomic.LongAdder;

/** One way to send, bound to a sink. It tells a {@link Meter} of each answer. */
interface Client extends AutoCloseable {

  /** Begins to send, on threads of its own, as fast as answers come. */
  void start() throws Exception;

  /** Ends sending, and unbinds. */
  @Override
  void close() throws IOException;

  /**
   * What a client is given.
   *
   * @param window of each bind
   * @param receipts whether receipts come on the same connection
   */
  record Place(int port, int window, int binds, boolean receipts, Meter meter) {}

  /** What clients count, on any of their threads. */
  final class Meter {

    final LongAdder sent = new LongAdder();
    final LongAdder errors = new LongAdder();
    final LongAdder receipts = new LongAdder();
    final Latencies latencies = new Latencies();
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
