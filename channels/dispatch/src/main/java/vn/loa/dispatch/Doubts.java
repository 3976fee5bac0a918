package vn.loa.dispatch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Deliveries in doubt on one channel: found again by their token when an answer comes late, and due
 * for a decision when patience ends. The last 100,000; beyond, the oldest stay in doubt until a
 * receipt or a person resolves them. The worker's monitor guards it.
 */
final class Doubts {

  private static final int MOST = 100_000;

  private final Map<Long, Doubt> byToken = new LinkedHashMap<>();
  private final Map<Who, Long> tokens = new HashMap<>();
  private final PriorityQueue<Due> due = new PriorityQueue<>();
  private long unknownTokens;

  /** One delivery, and whether somebody is to decide whether it is sent again. */
  record Doubt(Course course, int route, int chunk, int index, int attempts, boolean undecided) {

    private Doubt decided() {
      return new Doubt(course, route, chunk, index, attempts, false);
    }
  }

  private record Who(Course course, int chunk, int index) {
    private static Who of(Doubt doubt) {
      return new Who(doubt.course(), doubt.chunk(), doubt.index());
    }
  }

  private record Due(long nanos, long token) implements Comparable<Due> {
    @Override
    public int compareTo(Due other) {
      return Long.signum(nanos - other.nanos);
    }
  }

  /**
   * Of a delivery that was submitted here. If it was in doubt before, nothing that is said of that
   * time settles this one.
   */
  void add(long token, Doubt doubt, long decideAt) {
    Long before = tokens.put(Who.of(doubt), token);
    if (before != null) {
      take(before);
    }
    byToken.put(token, doubt);
    if (doubt.undecided()) {
      doubt.course().undecided(doubt.route(), 1);
      due.add(new Due(decideAt, token));
    }
    if (byToken.size() > MOST) {
      Iterator<Long> oldest = byToken.keySet().iterator();
      remove(oldest.next());
    }
  }

  /** Of a delivery that another process submitted: no answer can come here. */
  void add(Doubt doubt, long decideAt) {
    if (!tokens.containsKey(Who.of(doubt))) {
      add(--unknownTokens, doubt, decideAt);
    }
  }

  /** Takes it out; null when it is not here. */
  @Nullable Doubt remove(long token) {
    Doubt doubt = take(token);
    if (doubt != null) {
      tokens.remove(Who.of(doubt));
    }
    return doubt;
  }

  private @Nullable Doubt take(long token) {
    Doubt doubt = byToken.remove(token);
    if (doubt != null && doubt.undecided()) {
      doubt.course().undecided(doubt.route(), -1);
    }
    return doubt;
  }

  /** Those whose patience ended. They stay here for late answers, and count as undecided. */
  List<Doubt> due(long nanos) {
    List<Doubt> ended = new ArrayList<>();
    for (Due next = due.peek(); next != null && next.nanos - nanos <= 0; next = due.peek()) {
      due.remove();
      Doubt doubt = byToken.computeIfPresent(next.token, (token, it) -> it.decided());
      if (doubt != null) {
        ended.add(doubt);
      }
    }
    return ended;
  }

  /** When the next patience ends; {@code otherwise} when none does. */
  long nextDue(long otherwise) {
    Due next = due.peek();
    return next == null ? otherwise : next.nanos;
  }
}
