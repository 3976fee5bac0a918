package vn.loa.bench.mqtt;

import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/** How long the longest of many calls took. Safe for use by several threads. */
final class Longest {

  private final LongAccumulator nanos = new LongAccumulator(Math::max, 0);
  private final LongAdder calls = new LongAdder();

  void time(Runnable call) {
    long began = System.nanoTime();
    call.run();
    nanos.accumulate(System.nanoTime() - began);
    calls.increment();
  }

  double millis() {
    return nanos.get() / 1e6;
  }

  long calls() {
    return calls.sum();
  }
}
