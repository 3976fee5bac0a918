package vn.loa.simulator;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Brings what clients have to take to whoever is bound to receive and has room for it, and keeps it
 * until somebody does. Works on the timer's thread.
 */
final class SmscPost {

  private static final long AGAIN = TimeUnit.MILLISECONDS.toNanos(100);

  private final SmscTimer timer;
  private final SmscLines lines;
  private final Deque<Parcel> waiting = new ArrayDeque<>();
  private final List<Runnable> released = new ArrayList<>();
  private volatile boolean waits;

  SmscPost(SmscTimer timer, SmscLines lines) {
    this.timer = timer;
    this.lines = lines;
  }

  /** In this round, if there is room. For the timer's thread. */
  void send(Parcel parcel) {
    waiting.add(parcel);
  }

  /** After a while. For any thread. */
  void sendAgain(Parcel parcel) {
    timer.at(timer.now() + AGAIN, () -> waiting.add(parcel));
  }

  /** Somebody has bound, or has answered. For any thread. */
  void thereMayBeRoom() {
    if (waits) {
      timer.wake();
    }
  }

  /** The end of each round of the timer. */
  void round() {
    waits = !waiting.isEmpty(); // before looking for room, so that room made since then is told
    while (bringNext()) {
      // until there is no more, or no more room
    }
    lines.forEach(SmscLine::flush);
    if (!waiting.isEmpty() && !lines.hasReceiver()) {
      waiting.forEach(this::release);
    }
    waits = !waiting.isEmpty();
    released.forEach(Runnable::run);
    released.clear();
  }

  private boolean bringNext() {
    SmscLine line = waiting.isEmpty() ? null : lines.nextWithRoom();
    if (line == null) {
      return false;
    }
    Parcel parcel = waiting.remove();
    line.bring(parcel);
    release(parcel);
    return true;
  }

  private void release(Parcel parcel) {
    Runnable held = parcel.release();
    if (held != null) {
      released.add(held);
    }
  }
}
