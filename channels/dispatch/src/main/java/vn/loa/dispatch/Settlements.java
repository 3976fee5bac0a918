package vn.loa.dispatch;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import vn.loa.dispatch.store.Changes;
import vn.loa.dispatch.store.Control;
import vn.loa.dispatch.store.DispatchStore;
import vn.loa.dispatch.store.Recorded;

/**
 * What became known of deliveries whose lease is not open any more. It is gathered under the
 * worker's monitor, and the store is told outside of it.
 */
final class Settlements {

  private final Object monitor;
  private final DispatchStore store;
  private final ChannelWorker.Listener listener;
  private final Deque<Settlement> waiting = new ArrayDeque<>();

  private record Settlement(Course course, int chunk, Changes changes, Runnable then) {}

  Settlements(Object monitor, DispatchStore store, ChannelWorker.Listener listener) {
    this.monitor = monitor;
    this.store = store;
    this.listener = listener;
  }

  /** For the next {@link #tell}. */
  void add(Course course, int chunk, Changes changes) {
    add(course, chunk, changes, () -> {});
  }

  /**
   * @param then when the store has been told, or could not be
   */
  void add(Course course, int chunk, Changes changes, Runnable then) {
    synchronized (monitor) {
      waiting.add(new Settlement(course, chunk, changes, then));
    }
  }

  boolean isEmpty() {
    synchronized (monitor) {
      return waiting.isEmpty();
    }
  }

  /** Tells the store; whether there was something. */
  boolean tell(Instant now) {
    List<Settlement> all;
    synchronized (monitor) {
      all = List.copyOf(waiting);
      waiting.clear();
    }
    all.forEach(it -> tell(it, now));
    return !all.isEmpty();
  }

  private void tell(Settlement settlement, Instant now) {
    Course course = settlement.course();
    Control settle = new Control.Settle(settlement.chunk(), settlement.changes().at(now));
    CompletionStage<Recorded> settled;
    try {
      settled = store.control(course.key(), settle);
    } catch (RuntimeException failure) {
      settled = CompletableFuture.failedStage(failure);
    }
    settled.whenComplete(
        (recorded, failure) -> {
          settlement.then().run();
          if (failure != null) {
            listener.storeFailed(failure);
          }
          listener.wake(course);
          listener.changed(course);
        });
  }
}
