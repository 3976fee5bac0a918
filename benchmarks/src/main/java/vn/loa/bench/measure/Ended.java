package vn.loa.bench.measure;

import java.util.concurrent.TimeUnit;

/** Waits for the end of threads. */
public final class Ended {

  private static final long PATIENCE = TimeUnit.SECONDS.toMillis(10);

  private Ended() {}

  /** At most ten seconds; less if the waiting thread is interrupted. */
  public static void await(Thread thread) {
    try {
      thread.join(PATIENCE);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
