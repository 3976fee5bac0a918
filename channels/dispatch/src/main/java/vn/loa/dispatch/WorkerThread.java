package vn.loa.dispatch;

import java.time.Duration;

/** Turns something that does its work in steps until it ends. */
final class WorkerThread {

  private final Thread thread;

  /** Something that does its work in steps. */
  interface Stepper {

    /** Does what can be done now, and says when to look again, by the ticker. */
    long step();

    /** Waits until then, unless there is news; false when it has ended. */
    boolean sleep(long next) throws InterruptedException;
  }

  WorkerThread(String name, Stepper stepper) {
    thread = new Thread(() -> run(stepper), name);
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  private static void run(Stepper stepper) {
    boolean interrupted = false;
    boolean ended = false;
    while (!ended) {
      try {
        ended = !stepper.sleep(stepper.step());
      } catch (InterruptedException told) {
        // Only whoever was called here can have interrupted it: it goes on until it is closed.
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  String name() {
    return thread.getName();
  }

  /** Waits until it has ended, unless it is the one that asks; false if it did not in time. */
  boolean join(Duration patience) throws InterruptedException {
    if (Thread.currentThread() != thread) {
      thread.join(patience.toMillis());
      return !thread.isAlive();
    }
    return true;
  }
}
