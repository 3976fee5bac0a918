package vn.loa.channel;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/** The machine's clock: the one place that reads it. */
enum SystemTime implements Time {
  INSTANCE;

  @Override
  public Instant instant() {
    return InstantSource.system().instant();
  }

  @Override
  public long nanos() {
    return System.nanoTime();
  }

  @Override
  public void await(Object monitor, long deadline) throws InterruptedException {
    long left = deadline - nanos();
    if (left > 0) {
      TimeUnit.NANOSECONDS.timedWait(monitor, left);
    }
  }
}
