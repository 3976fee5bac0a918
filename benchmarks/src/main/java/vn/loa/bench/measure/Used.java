package vn.loa.bench.measure;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;

/**
 * What this process has used so far.
 *
 * @param octets allocated, by thread; a thread that ended takes its own with it
 * @param cpu nanoseconds, of all threads
 */
public record Used(long nanos, long cpu, Map<Long, Long> octets) {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  public static Used now() {
    Map<Long, Long> octets = new HashMap<>();
    long[] ids = THREADS.getAllThreadIds();
    long[] allocated = THREADS.getThreadAllocatedBytes(ids);
    for (int i = 0; i < ids.length; i++) {
      octets.put(ids[i], allocated[i]);
    }
    return new Used(System.nanoTime(), SYSTEM.getProcessCpuTime(), octets);
  }

  /** Octets since then, of the threads that live now. */
  public long octetsSince(Used before) {
    return octets.entrySet().stream()
        .mapToLong(now -> now.getValue() - before.octets.getOrDefault(now.getKey(), 0L))
        .sum();
  }

  /** Threads that live now and did not live then. */
  public int threadsSince(Used before) {
    return (int) octets.keySet().stream().filter(id -> !before.octets.containsKey(id)).count();
  }
}
