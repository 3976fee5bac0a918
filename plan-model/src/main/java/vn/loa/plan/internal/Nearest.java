package vn.loa.plan.internal;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Finds what somebody probably meant. */
public final class Nearest {

  private static final int SHOWN = 3;

  /** Longer names are compared by their beginning: the work grows with the square of the length. */
  private static final int COMPARED = 64;

  /** Among more than this many, looking for the nearest takes longer than it helps. */
  private static final int SEARCHED = 10_000;

  private record Candidate(String name, int distance) {}

  private Nearest() {}

  /** The names closest to {@code wanted}, best first; at most three. */
  public static List<String> to(String wanted, Collection<String> existing) {
    return existing.stream()
        .limit(SEARCHED)
        .distinct()
        .map(name -> new Candidate(name, distance(compared(wanted), compared(name))))
        .sorted(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::name))
        .limit(SHOWN)
        .map(Candidate::name)
        .toList();
  }

  private static String compared(String name) {
    return name.length() <= COMPARED ? name : name.substring(0, COMPARED);
  }

  /** Those of {@link #to}, in quotes: {@code "a", "b"}. */
  public static String quoted(String wanted, Collection<String> existing) {
    return to(wanted, existing).stream()
        .map(name -> "\"" + name + "\"")
        .collect(Collectors.joining(", "));
  }

  /** Whether {@link #to} left something out. */
  public static boolean isMoreThanShown(Collection<String> existing) {
    return existing.size() > SHOWN;
  }

  /** {@code one of "a", "b"}, the nearest of many, or that there is none. */
  public static String oneOf(String wanted, Collection<String> existing) {
    if (existing.isEmpty()) {
      return "nothing: none exists";
    }
    String names = quoted(wanted, existing);
    return isMoreThanShown(existing)
        ? "one of " + existing.size() + ", nearest " + names
        : "one of " + names;
  }

  /** Edits (insert, delete, replace one character) that turn one word into the other. */
  static int distance(String a, String b) {
    int[] above = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      above[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, 1 + Math.min(above[j], row[j - 1]));
      }
      above = row;
    }
    return above[b.length()];
  }
}
