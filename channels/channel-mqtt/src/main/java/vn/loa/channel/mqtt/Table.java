package vn.loa.channel.mqtt;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Columns for a page of fixed width: the first to the left, as wide as the page lets it, the others
 * to the right. Widths are counted in code points. Not safe for use by several threads.
 */
final class Table {

  static final int PAGE = 100;

  private static final String GAP = " ";

  private final List<List<String>> lines = new ArrayList<>();

  Table(String... head) {
    lines.add(List.of(head));
  }

  void line(String first, Object... others) {
    List<String> line = new ArrayList<>();
    line.add(first);
    for (Object other : others) {
      line.add(String.valueOf(other));
    }
    lines.add(line);
  }

  /** Each line ends in a line feed, and in no space. */
  String print() {
    int[] widths = IntStream.range(0, lines.get(0).size()).map(this::width).toArray();
    int others = IntStream.of(widths).skip(1).map(it -> it + GAP.length()).sum();
    widths[0] = Math.min(widths[0], Math.max(1, PAGE - others));
    StringBuilder out = new StringBuilder();
    for (List<String> line : lines) {
      StringBuilder row = new StringBuilder(cut(line.get(0), widths[0]));
      row.append(spaces(widths[0] - length(row)));
      for (int i = 1; i < line.size(); i++) {
        row.append(GAP).append(spaces(widths[i] - length(line.get(i)))).append(line.get(i));
      }
      out.append(row.toString().stripTrailing()).append('\n');
    }
    return out.toString();
  }

  private int width(int column) {
    return lines.stream().mapToInt(line -> length(line.get(column))).max().orElse(0);
  }

  private static String spaces(int count) {
    return " ".repeat(Math.max(0, count));
  }

  static int length(CharSequence text) {
    return Character.codePointCount(text, 0, text.length());
  }

  /** At most that many code points, the last one an ellipsis if some are missing. */
  static String cut(String text, int most) {
    return length(text) <= most
        ? text
        : text.substring(0, text.offsetByCodePoints(0, most - 1)) + "…";
  }
}
