package vn.loa.simulator;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one client was brought and has not answered. Safe for use by several threads. */
final class SmscWindow {

  private final int size;
  private final Map<Integer, Sent> unanswered = new LinkedHashMap<>();

  private record Sent(Parcel parcel, long overdue) {}

  SmscWindow(int size) {
    this.size = size;
  }

  synchronized boolean hasRoom() {
    return unanswered.size() < size;
  }

  synchronized void put(int sequence, Parcel parcel, long overdue) {
    unanswered.put(sequence, new Sent(parcel, overdue));
  }

  /** Null if this is no answer to anything, or comes too late. */
  synchronized @Nullable Parcel take(int sequence) {
    Sent sent = unanswered.remove(sequence);
    return sent == null ? null : sent.parcel();
  }

  /** Takes out what should have been answered by now. */
  synchronized List<Parcel> takeOverdue(long now) {
    List<Parcel> overdue = new ArrayList<>();
    Iterator<Sent> oldestFirst = unanswered.values().iterator();
    while (oldestFirst.hasNext()) {
      Sent sent = oldestFirst.next();
      if (sent.overdue() - now > 0) {
        break;
      }
      overdue.add(sent.parcel());
      oldestFirst.remove();
    }
    return overdue;
  }

  synchronized List<Parcel> takeAll() {
    List<Parcel> all = unanswered.values().stream().map(Sent::parcel).toList();
    unanswered.clear();
    return all;
  }

  /** When the oldest is overdue; {@code none} if there is none. */
  synchronized long nextOverdue(long none) {
    Iterator<Sent> oldestFirst = unanswered.values().iterator();
    return oldestFirst.hasNext() ? oldestFirst.next().overdue() : none;
  }
}
