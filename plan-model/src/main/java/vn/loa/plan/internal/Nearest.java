package vn.loa.plan.internal;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Finds what somebody probably meant. */
public final class Nearest {

  private static final int SHOWN = 3;

  private Nearest() {}

  /** The names closest to {@code wanted}, best first; at most three. */
  public static List<String> to(String wanted, Collection<String> existing) {
    return existing.stream()
        .distinct()
        .sorted(
            Comparator.comparingInt((String name) -> distance(wanted, name))
                .thenComparing(Comparator.naturalOrder()))
        .limit(SHOWN)
        .toList();
  }

  /** {@code one of "a", "b"}, the nearest of many, or that there is none. */
  public static String oneOf(String wanted, Collection<String> existing) {
    if (existing.isEmpty()) {
      return "nothing: none exists";
    }
    String names =
        to(wanted, existing).stream()
            .map(name -> "\"" + name + "\"")
            .collect(Collectors.joining(", "));
    return existing.size() <= SHOWN
        ? "one of " + names
        : "one of " + existing.size() + ", nearest " + names;
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
