package vn.loa.bench.measure;

import java.lang.management.ManagementFactory;

/** What of the heap is in use. */
public final class Heap {

  private Heap() {}

  /** Octets after a full collection; the second one takes what the first one's finishers freed. */
  public static long used() {
    System.gc();
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
