package vn.loa.plan.calendar;

import java.util.ArrayList;
import java.util.List;

/** One line of comma-separated fields, as in RFC 4180; a field does not run over lines. */
record CsvRow(int line, List<String> fields) {

  static List<CsvRow> rows(String csv) {
    List<CsvRow> rows = new ArrayList<>();
    int line = 0;
    for (String text : csv.lines().toList()) {
      line++;
      if (!text.isBlank() && !text.startsWith("#")) {
        rows.add(new CsvRow(line, fields(text)));
      }
    }
    return rows;
  }

  private static List<String> fields(String text) {
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
    fields.add(field.toString().strip());
    return fields;
  }
}
