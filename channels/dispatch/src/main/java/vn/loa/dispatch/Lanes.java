package vn.loa.dispatch;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Urgency;

/**
 * Whose turn it is. A more urgent lane goes first as long as it has work. Inside a lane, deficit
 * round robin (Shreedhar and Varghese, 1995): the member at the head gets credit for its weight
 * times {@link #QUANTUM} deliveries, spends it in one or more pieces, and goes to the end. A member
 * without work keeps no credit. Not safe for use by several threads.
 */
final class Lanes<T> {

  /** Deliveries in a row for each unit of weight. */
  static final int QUANTUM = 16;

  private final Map<T, Member<T>> members = new HashMap<>();

  /** By urgency, the least urgent first. */
  private final List<Deque<Member<T>>> lanes =
      Stream.of(Urgency.values()).<Deque<Member<T>>>map(lane -> new ArrayDeque<>()).toList();

  private static final class Member<T> {
    private final T item;
    private final int weight;
    private final Deque<Member<T>> lane;
    private int credit;

    Member(T item, int weight, Deque<Member<T>> lane) {
      this.item = item;
      this.weight = weight;
      this.lane = lane;
    }
  }

  /** Adds a member at the end of a lane, or moves it there from another one. */
  void put(T item, Urgency urgency, int weight) {
    Deque<Member<T>> lane = lanes.get(urgency.compareTo(Urgency.ROUTINE));
    Member<T> here = members.get(item);
    if (here != null && here.lane == lane) {
      return;
    }
    remove(item);
    Member<T> member = new Member<>(item, weight, lane);
    members.put(item, member);
    lane.add(member);
  }

  void remove(T item) {
    Member<T> member = members.remove(item);
    if (member != null) {
      member.lane.remove(member);
    }
  }

  /** The member whose turn it is among those that have work; null when none has. */
  @Nullable T next(Predicate<T> hasWork) {
    for (int lane = lanes.size() - 1; lane >= 0; lane--) {
      T next = next(lanes.get(lane), hasWork);
      if (next != null) {
        return next;
      }
    }
    return null;
  }

  private static <T> @Nullable T next(Deque<Member<T>> lane, Predicate<T> hasWork) {
    for (int tried = lane.size(); tried > 0; tried--) {
      Member<T> head = lane.getFirst();
      if (hasWork.test(head.item)) {
        head.credit = head.credit > 0 ? head.credit : head.weight * QUANTUM;
        return head.item;
      }
      head.credit = 0;
      lane.add(lane.removeFirst());
    }
    return null;
  }

  /** How many deliveries a member may still take in its turn. */
  int credit(T item) {
    Member<T> member = members.get(item);
    return member == null ? 0 : member.credit;
  }

  /** A member took some deliveries; its turn ends with its credit. */
  void spend(T item, int deliveries) {
    Member<T> member = members.get(item);
    if (member != null) {
      member.credit -= deliveries;
      if (member.credit <= 0 && member.lane.peekFirst() == member) {
        member.lane.add(member.lane.removeFirst());
      }
    }
  }
}
