package vn.loa.plan.calendar;

import java.util.ArrayList;
import java.util.List;

/** One line of comma-separated fields, as in RFC 4180; a field does not run over lines. */
record CsvRow(int line, String text) {

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  /** The lines that say something. Spreadsheets begin a file in UTF-8 with a byte order mark. */
  static List<CsvRow> rows(String csv) {
    String marked = csv.startsWith(BYTE_ORDER_MARK) ? csv.substring(1) : csv;
    List<CsvRow> rows = new ArrayList<>();
    int line = 0;
    for (String text : marked.lines().toList()) {
      line++;
      if (!text.isBlank() && !text.startsWith("#")) {
        rows.add(new CsvRow(line, text));
      }
    }
    return rows;
  }

  /**
   * @throws IllegalArgumentException when a double quote stays open
   */
  List<String> fields() {
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        boolean doubled = quoted && text.startsWith("\"\"", i);
        if (doubled) {
          field.append(c);
          i++;
        } else {
          quoted = !quoted;
        }
      } else if (c == ',' && !quoted) {
        fields.add(field.toString().strip());
        field.setLength(0);
      } else {
        field.append(c);
      }
    }
    if (quoted) {
      throw new IllegalArgumentException(
          "a double quote stays open: close it on the same line, and write one in a text twice");
    }
    fields.add(field.toString().strip());
    return fields;
  }
}
