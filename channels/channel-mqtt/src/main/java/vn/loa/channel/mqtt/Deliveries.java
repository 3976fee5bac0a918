package vn.loa.channel.mqtt;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Outcome;
import vn.loa.channel.Reason;
import vn.loa.channel.Time;

/**
 * What the channel has taken and not answered: waiting, then in flight, oldest first.
 *
 * <p>A delivery moves under the sender's monitor, which is shared because the sender rests on it.
 * Whoever takes one out answers it, outside the monitor; so it is answered once, whatever races.
 * Between the two, receipts for it are held in the box: none precedes its outcome.
 *
 * <p>Safe for use by several threads.
 */
final class Deliveries {

  static final Reason CLOSED = new Reason("CLOSED", "the channel is closed");

  private final SpeakerSettings settings;
  private final ReceiptBox box;
  private final Time time;
  private final Object monitor;
  private final Queue<Pending> waiting = new ArrayDeque<>();
  private final Map<String, Pending> inFlight = new LinkedHashMap<>();
  private boolean closed;

  /** Says why a delivery must not go to the wire. */
  @FunctionalInterface
  interface Check {
    @Nullable Outcome hindrance(Pending next);
  }

  Deliveries(SpeakerSettings settings, ReceiptBox box, Time time, Object monitor) {
    this.settings = settings;
    this.box = box;
    this.time = time;
    this.monitor = monitor;
  }

  /** Takes a delivery, or answers it at once. */
  void offer(Pending delivery) {
    Outcome no;
    synchronized (monitor) {
      no = refusal();
      if (no == null) {
        waiting.add(delivery);
        monitor.notifyAll();
      }
    }
    if (no != null) {
      delivery.answer(no);
    }
  }

  private @Nullable Outcome refusal() {
    if (closed) {
      return new Outcome.Retry(CLOSED);
    }
    if (waiting.size() + inFlight.size() >= settings.window()) {
      return new Outcome.Retry(
          new Reason(
              "FULL",
              "window full: %d commands wait for the broker's answer"
                  .formatted(settings.window())));
    }
    return null;
  }

  /** Takes nothing more. */
  void close() {
    synchronized (monitor) {
      closed = true;
      monitor.notifyAll();
    }
  }

  boolean closed() {
    synchronized (monitor) {
      return closed;
    }
  }

  /** Whether it is closed and everything was taken out. */
  boolean through() {
    synchronized (monitor) {
      return closed && waiting.isEmpty() && inFlight.isEmpty();
    }
  }

  boolean anyWaiting() {
    synchronized (monitor) {
      return !waiting.isEmpty();
    }
  }

  int inFlight() {
    synchronized (monitor) {
      return inFlight.size();
    }
  }

  /**
   * The next delivery that is to go out, put in flight in the same step. Those that must not go are
   * answered on the way.
   */
  @Nullable Pending next(Check check) {
    while (true) {
      Pending next;
      Outcome no;
      synchronized (monitor) {
        next = waiting.poll();
        if (next == null) {
          return null;
        }
        no = hindrance(next, check);
        if (no == null) {
          next.publishedAt(time.nanos());
          inFlight.put(next.reference(), next);
          return next;
        }
      }
      next.answer(no);
    }
  }

  private @Nullable Outcome hindrance(Pending next, Check check) {
    Outcome no = check.hindrance(next);
    if (no == null && inFlight.containsKey(next.reference())) {
      return new Outcome.Retry(
          new Reason(
              "IN_FLIGHT",
              "%s is still on its way to device %s".formatted(next.message().id(), next.device())));
    }
    return no;
  }

  /** Takes out what waits and never went to the wire. */
  List<Pending> takeWaiting() {
    synchronized (monitor) {
      List<Pending> taken = new ArrayList<>(waiting);
      waiting.clear();
      return taken;
    }
  }

  /** Takes out everything in flight; to be {@link #finish finished}. */
  List<Pending> takeInFlight() {
    synchronized (monitor) {
      List<Pending> taken = new ArrayList<>(inFlight.values());
      inFlight.clear();
      taken.forEach(delivery -> box.hold(delivery.reference()));
      return taken;
    }
  }

  /** Takes out what the broker has not answered in time; to be {@link #finish finished}. */
  List<Pending> takeOverdue() {
    List<Pending> overdue = new ArrayList<>();
    synchronized (monitor) {
      long now = time.nanos();
      Iterator<Pending> oldestFirst = inFlight.values().iterator();
      while (oldestFirst.hasNext()) {
        Pending next = oldestFirst.next();
        if (now - due(next) < 0) {
          break;
        }
        oldestFirst.remove();
        box.hold(next.reference());
        overdue.add(next);
      }
    }
    return overdue;
  }

  /** When the oldest in flight is overdue, or {@code latest} if that is sooner. */
  long due(long latest) {
    synchronized (monitor) {
      if (inFlight.isEmpty()) {
        return latest;
      }
      long due = due(inFlight.values().iterator().next());
      return due - latest < 0 ? due : latest;
    }
  }

  private long due(Pending delivery) {
    return delivery.published() + settings.answerWithin().toNanos();
  }

  /** Takes out and answers what is in flight under this reference, if anything is. */
  void answer(String reference, Outcome outcome) {
    Pending taken;
    synchronized (monitor) {
      taken = inFlight.remove(reference);
      if (taken != null) {
        box.hold(reference);
      }
      if (closed && inFlight.isEmpty()) {
        monitor.notifyAll();
      }
    }
    if (taken != null) {
      finish(taken, outcome);
    }
  }

  /** Answers what was taken out. Its receipts may be handed over now. */
  void finish(Pending taken, Outcome outcome) {
    try {
      taken.answer(outcome);
    } finally {
      box.release(taken.reference());
    }
  }
}
