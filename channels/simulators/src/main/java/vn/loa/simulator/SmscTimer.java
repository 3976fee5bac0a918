package vn.loa.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import vn.loa.channel.Time;

/**
 * Does on one thread what comes later: in the order in which it is due, and of what is due together
 * in the order in which it was given. After each round it does what every round ends with. A task
 * may block on a client that does not read, and holds up those behind it.
 */
final class SmscTimer {

  private final Time time;
  private final SmscGate gate;
  private final Object monitor = new Object();
  private final PriorityQueue<Task> tasks = new PriorityQueue<>();
  private long order;
  private boolean woken;
  private boolean closed;

  private record Task(long due, long order, Runnable what) implements Comparable<Task> {
    @Override
    public int compareTo(Task other) {
      return due == other.due ? Long.compare(order, other.order) : Long.signum(due - other.due);
    }
  }

  SmscTimer(Time time, SmscGate gate) {
    this.time = time;
    this.gate = gate;
  }

  long now() {
    return time.nanos();
  }

  /**
   * Safe for use by several threads.
   *
   * @param due by {@link Time#nanos}
   */
  void at(long due, Runnable what) {
    synchronized (monitor) {
      Task task = new Task(due, order++, what);
      tasks.add(task);
      if (task.equals(tasks.peek())) {
        monitor.notifyAll();
      }
    }
  }

  /** Begins a round, though nothing is due. Safe for use by several threads. */
  void wake() {
    synchronized (monitor) {
      woken = true;
      monitor.notifyAll();
    }
  }

  void close() {
    synchronized (monitor) {
      closed = true;
      monitor.notifyAll();
    }
  }

  /** Until it is closed. */
  void run(Runnable roundEnd) {
    List<Runnable> due = new ArrayList<>();
    try {
      while (awaitDue(due)) {
        gate.awaitAudible();
        due.forEach(Runnable::run);
        due.clear();
        roundEnd.run();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean awaitDue(List<Runnable> due) throws InterruptedException {
    synchronized (monitor) {
      while (!closed && !woken && !isDue()) {
        Task next = tasks.peek();
        if (next == null) {
          monitor.wait();
        } else {
          time.await(monitor, next.due());
        }
      }
      woken = false;
      while (isDue()) {
        due.add(tasks.remove().what());
      }
      return !closed;
    }
  }

  private boolean isDue() {
    Task next = tasks.peek();
    return next != null && next.due() - time.nanos() <= 0;
  }
}
