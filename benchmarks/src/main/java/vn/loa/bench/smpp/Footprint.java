package vn.loa.bench.smpp;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import vn.loa.bench.measure.Heap;

/**
 * What this process holds.
 *
 * @param heap octets after a collection
 * @param files open file descriptors; 0 where the system does not tell
 */
record Footprint(long heap, int threads, long files) {

  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
  private static final long MORE_HEAP = 8 << 20;
  private static final int MORE_THREADS = 2;
  private static final int MORE_FILES = 4;

  static Footprint now() throws IOException {
    int threads = ManagementFactory.getThreadMXBean().getThreadCount();
    return new Footprint(Heap.used(), threads, open());
  }

  private static long open() throws IOException {
    if (!Files.isDirectory(DESCRIPTORS)) {
      return 0;
    }
    try (Stream<Path> open = Files.list(DESCRIPTORS)) {
      return open.count();
    }
  }

  /** Whether it is no more than then, but for what a link that binds again at this moment takes. */
  boolean isNoMoreThan(Footprint before) {
    return heap <= before.heap + MORE_HEAP
        && threads <= before.threads + MORE_THREADS
        && files <= before.files + MORE_FILES;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "heap %.1f MB, %d threads, %d files", heap / 1e6, threads, files);
  }
}
