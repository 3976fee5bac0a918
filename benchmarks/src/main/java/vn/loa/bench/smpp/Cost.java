package vn.loa.bench.smpp;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Processor time of this process.
 *
 * @param cpu nanoseconds, with the collector's and the compiler's
 * @param gcMillis milliseconds in which something was collected
 * @param threads nanoseconds of the threads that live, by name, digits left out
 */
record Cost(long cpu, long gcMillis, Map<String, Long> threads) {

  private static final double SHOWN = 0.01;

  static Cost now() {
    var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long gc =
        ManagementFactory.getGarbageCollectorMXBeans().stream()
            .mapToLong(GarbageCollectorMXBean::getCollectionTime)
            .sum();
    return new Cost(system.getProcessCpuTime(), gc, byName());
  }

  private static Map<String, Long> byName() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    Map<String, Long> sums = new TreeMap<>();
    for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
      if (thread != null) {
        String name = thread.getThreadName().replaceAll("-?\\d+", "");
        sums.merge(name, Math.max(0, threads.getThreadCpuTime(thread.getThreadId())), Long::sum);
      }
    }
    return sums;
  }

  /** What was used since then. */
  Cost minus(Cost before) {
    Map<String, Long> used = new TreeMap<>();
    threads.forEach((name, nanos) -> used.put(name, nanos - before.threads.getOrDefault(name, 0L)));
    return new Cost(cpu - before.cpu, gcMillis - before.gcMillis, used);
  }

  /**
   * Who used it, the most first.
   *
   * @param nanos how long it took
   */
  void print(long nanos) {
    System.out.printf(
        Locale.ROOT,
        "processors %.2f s in %.2f s; collecting %.2f s%n",
        cpu / 1e9,
        nanos / 1e9,
        gcMillis / 1e3);
    threads.entrySet().stream()
        .filter(it -> it.getValue() > cpu * SHOWN)
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .forEach(it -> print(it.getKey(), it.getValue()));
    long named = threads.values().stream().mapToLong(Long::longValue).sum();
    print("compiler, collector, threads that ended", cpu - named);
  }

  private void print(String name, long nanos) {
    System.out.printf(
        Locale.ROOT, "  %-40s %7.2f s %5.1f %%%n", name, nanos / 1e9, 100.0 * nanos / cpu);
  }
}
