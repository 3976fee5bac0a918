package vn.loa.bench.smpp;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;

/** The last 65,536 times that were told, of which the median is asked. */
final class Latencies {

  private static final int KEPT = 1 << 16;

  private final AtomicLongArray nanos = new AtomicLongArray(KEPT);
  private final AtomicInteger told = new AtomicInteger();

  void add(long time) {
    nanos.setPlain(told.getAndIncrement() & (KEPT - 1), time);
  }

  void clear() {
    told.set(0);
  }

  /** In milliseconds; NaN if none was told. */
  double median() {
    int count = told.get();
    int size = count < 0 ? KEPT : Math.min(count, KEPT);
    long[] sorted = new long[size];
    Arrays.setAll(sorted, nanos::get);
    Arrays.sort(sorted);
    return size == 0 ? Double.NaN : sorted[size / 2] / 1e6;
  }
}
