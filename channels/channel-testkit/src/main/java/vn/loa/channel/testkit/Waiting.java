package vn.loa.channel.testkit;

import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** For what happens on other threads: looks again, up to a limit. */
final class Waiting {

  private static final long LOOK_EVERY = Duration.ofMillis(5).toNanos();

  static void until(Duration patience, BooleanSupplier reached, Supplier<String> stand) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!reached.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        fail("not within %s: %s", patience, stand.get());
      }
      LockSupport.parkNanos(LOOK_EVERY);
    }
  }

  static List<String> threadsNamed(String prefix) {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith(prefix))
        .sorted()
        .toList();
  }

  private Waiting() {}
}
