package vn.loa.channel.smpp;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The deliveries of one session that wait for an answer, by sequence number (SMPP 3.4 §5.1.4). A
 * number is not given again while its delivery waits. One that was answered as in doubt stays, so
 * that a late answer finds it, until its place is needed: for four windows of later messages.
 *
 * <p>Its session's lock guards it.
 */
final class Window {

  private static final int LATE = 4;

  private final int size;
  private final @Nullable Flight[] places;
  private final Deque<Flight> spares = new ArrayDeque<>();
  private int sequence;
  private int waiting;

  Window(int size) {
    this.size = size;
    this.places = new Flight[Integer.highestOneBit(LATE * size - 1) << 1];
  }

  int size() {
    return size;
  }

  /** How many deliveries wait for an answer. */
  int waiting() {
    return waiting;
  }

  int room() {
    return size - waiting;
  }

  /** The next sequence number, for a PDU that is no delivery. */
  int nextSequence() {
    sequence = sequence == Integer.MAX_VALUE ? 1 : sequence + 1;
    return sequence;
  }

  /** A delivery that is to begin; it waits from here on. */
  Flight begin() {
    waiting++;
    Flight flight = spares.poll();
    return flight == null ? new Flight() : flight;
  }

  /** Gives it the next sequence number whose place no waiting delivery has. */
  void number(Flight flight) {
    int place = place(nextSequence());
    while (places[place] != null && !isSpare(places[place])) {
      place = place(nextSequence());
    }
    if (places[place] != null) {
      recycle(places[place]);
    }
    places[place] = flight;
    flight.sequence(sequence);
  }

  /** A late one that nobody tells just now gives its place up. */
  private static boolean isSpare(Flight flight) {
    return flight.isLate() && !flight.isBeingTold();
  }

  /** Whose number that is; null if nobody's, or nobody's any more. */
  @Nullable Flight find(int number) {
    Flight flight = places[place(number)];
    return flight != null && flight.sequence() == number ? flight : null;
  }

  /** It was answered, or goes on under another number. */
  void unnumber(Flight flight) {
    places[place(flight.sequence())] = null;
  }

  /** It waits no more. */
  void end(Flight flight) {
    waiting -= flight.isLate() ? 0 : 1;
  }

  /** It waits no more, but a late answer is still taken. */
  void late(Flight flight) {
    waiting--;
    flight.late();
  }

  /** After its outcome was told: it may be used again. */
  void recycle(Flight flight) {
    flight.end();
    spares.add(flight);
  }

  /** Those whose answer was due by then. */
  List<Flight> overdue(long nanos) {
    return waiting(it -> it.deadline() - nanos <= 0);
  }

  /** All that wait, and were sent. */
  List<Flight> all() {
    return waiting(it -> true);
  }

  /** When the first answer is due; {@code otherwise} when none is before that. */
  long nextDeadline(long otherwise) {
    long next = otherwise;
    for (Flight flight : places) {
      if (flight != null && !flight.isLate() && flight.deadline() - next < 0) {
        next = flight.deadline();
      }
    }
    return next;
  }

  private List<Flight> waiting(Predicate<Flight> which) {
    List<Flight> found = new ArrayList<>();
    for (Flight flight : places) {
      if (flight != null && !flight.isLate() && which.test(flight)) {
        found.add(flight);
      }
    }
    return found;
  }

  private int place(int number) {
    return number & (places.length - 1);
  }
}
