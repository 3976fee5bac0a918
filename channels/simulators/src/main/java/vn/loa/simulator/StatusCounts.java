package vn.loa.simulator;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** How often each command_status was given. Safe for use by several threads. */
final class StatusCounts {

  private final LongAdder ok = new LongAdder();
  private final Map<Integer, LongAdder> refusals = new ConcurrentHashMap<>();

  void add(int status) {
    if (status == Smpp.ROK) {
      ok.increment();
    } else {
      refusals.computeIfAbsent(status, unused -> new LongAdder()).increment();
    }
  }

  long ok() {
    return ok.sum();
  }

  /** Only what was given at all. */
  Map<Integer, Long> all() {
    Map<Integer, Long> all = new TreeMap<>();
    refusals.forEach((status, count) -> all.put(status, count.sum()));
    if (ok() > 0) {
      all.put(Smpp.ROK, ok());
    }
    return Map.copyOf(all);
  }
}
