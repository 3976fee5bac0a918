package vn.loa.dispatch.journal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Reason;

/**
 * The reasons of a campaign, each kept once, and how many deliveries have which in which state. A
 * network that says something else about everybody must not fill the memory: beyond 10,000 distinct
 * reasons those of one code share a text, and beyond twice that all share one.
 */
final class Reasons {

  static final Reason INTERRUPTED =
      new Reason("INTERRUPTED", "the process ended before the answer came");

  static final Reason TIMED_OUT = new Reason("EXPIRED", "its time ran out at the other end");

  /** Distinct reasons that are kept word for word. */
  static final int MOST = 10_000;

  /** What is left of a text that is not kept. */
  static final String CUT = "...";

  static final Reason VARIOUS = new Reason("VARIOUS", CUT);

  /** No delivery has a reason with this number. */
  static final int NONE = 0;

  private final List<@Nullable Reason> byId = new ArrayList<>();
  private final Map<Reason, Integer> ids = new HashMap<>();
  private final int[][] holders = new int[States.COUNT][];
  private final int various;

  /** Those of this class come first, so that it makes no difference when they are met. */
  Reasons() {
    byId.add(null);
    add(INTERRUPTED);
    add(TIMED_OUT);
    various = add(VARIOUS);
  }

  /** The number of a reason, the same for equal ones; from 1 to 32,767. */
  int id(@Nullable Reason reason) {
    if (reason == null) {
      return NONE;
    }
    Integer id = ids.get(reason);
    return id != null ? id : newId(reason);
  }

  @Nullable Reason get(int id) {
    return byId.get(id);
  }

  /** One delivery more, or less, in this state has this reason. */
  void count(int state, int id, int by) {
    if (id == NONE) {
      return;
    }
    int[] of = holders[state];
    if (of == null || of.length <= id) {
      of = of == null ? new int[id + 8] : Arrays.copyOf(of, id * 3 / 2 + 1);
      holders[state] = of;
    }
    of[id] += by;
  }

  /** The earliest reason that a delivery in this state has now. */
  @Nullable Reason first(int state) {
    int[] of = holders[state];
    for (int id = 1; of != null && id < of.length; id++) {
      if (of[id] > 0) {
        return byId.get(id);
      }
    }
    return null;
  }

  /** How many numbers are given, with that of no reason. */
  int size() {
    return byId.size();
  }

  private int newId(Reason reason) {
    if (byId.size() < MOST) {
      return add(reason);
    }
    Reason cut = new Reason(reason.code(), CUT);
    Integer id = ids.get(cut);
    if (id == null) {
      id = byId.size() < 2 * MOST ? add(cut) : various;
    }
    return id;
  }

  private int add(Reason reason) {
    ids.put(reason, byId.size());
    byId.add(reason);
    return byId.size() - 1;
  }
}
