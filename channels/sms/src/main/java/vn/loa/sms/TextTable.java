package vn.loa.sms;

import java.util.ArrayList;
import java.util.List;

/** Rows of equally many cells as lines: the first column to the left, the others to the right. */
final class TextTable {

  private static final String GAP = "  ";

  private final List<List<String>> rows = new ArrayList<>();

  void row(List<String> cells) {
    rows.add(List.copyOf(cells));
  }

  String text() {
    StringBuilder text = new StringBuilder();
    rows.forEach(row -> line(row, text));
    return text.toString();
  }

  private void line(List<String> row, StringBuilder text) {
    for (int column = 0; column < row.size(); column++) {
      String cell = row.get(column);
      String fill = " ".repeat(width(column) - cell.length());
      text.append(column == 0 ? cell + fill : GAP + fill + cell);
    }
    text.append('\n');
  }

  private int width(int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }
}
