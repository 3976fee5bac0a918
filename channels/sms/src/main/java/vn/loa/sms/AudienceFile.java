package vn.loa.sms;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import vn.loa.channel.Address;
import vn.loa.channel.Audience;

/**
 * Reads who a message is for from a CSV file as a ward keeps it: a header row, UTF-8 with or
 * without byte order mark, separated by comma, semicolon or tab. A bad row is reported with its
 * line and harms only itself.
 */
public final class AudienceFile {

  private final String phoneColumn;
  private final int column;
  private final int columns;
  private final Map<Long, Long> lineByNumber = new HashMap<>();
  private final List<Address> recipients = new ArrayList<>();
  private final List<RejectedRow> rejected = new ArrayList<>();

  private AudienceFile(Header header, int column) {
    this.phoneColumn = header.columns().get(column);
    this.column = column;
    this.columns = header.columns().size();
  }

  /**
   * Reads phone numbers from the column that is called {@code phone}, {@code so_dien_thoai}, {@code
   * sdt} or the like; case, marks and spaces do not matter.
   *
   * @throws AudienceFileException if the file is not there, is not UTF-8, or has no such column
   */
  public static AudienceReading read(Path file) {
    return read(file, Optional.empty());
  }

  /**
   * Reads phone numbers from the column of this name; case, marks and spaces do not matter.
   *
   * @throws AudienceFileException if the file is not there, is not UTF-8, or has no such column
   */
  public static AudienceReading read(Path file, String phoneColumn) {
    return read(file, Optional.of(phoneColumn));
  }

  private static AudienceReading read(Path file, Optional<String> phoneColumn) {
    try (CsvRows rows = CsvRows.open(file)) {
      Header header = rows.header();
      AudienceFile reading = new AudienceFile(header, header.phoneColumn(file, phoneColumn));
      long count = 0;
      for (CsvRow row = rows.next(); row != null; row = rows.next()) {
        count++;
        reading.take(row);
      }
      return reading.result(file, count);
    }
  }

  private void take(CsvRow row) {
    if (row.fields().isEmpty()) {
      reject(row.line(), RejectedRow.BROKEN, "a quote is not closed, or closed too early");
    } else if (row.fields().size() != columns) {
      reject(
          row.line(),
          RejectedRow.COLUMNS,
          row.fields().size() + " columns where the header has " + columns);
    } else {
      takeNumber(row.line(), row.fields().get(column));
    }
  }

  private void takeNumber(long line, String text) {
    PhoneReading reading = PhoneNumber.read(text);
    if (reading instanceof PhoneNumber number) {
      takeOnce(line, number);
    } else if (reading instanceof PhoneProblem problem) {
      reject(line, problem.name(), phoneColumn + " \"" + masked(text) + "\": " + problem.text());
    }
  }

  private void takeOnce(long line, PhoneNumber number) {
    Long first = lineByNumber.putIfAbsent(number.e164(), line);
    if (first == null) {
      recipients.add(number.address());
    } else {
      reject(line, RejectedRow.DUPLICATE, number + " stands in line " + first + " already");
    }
  }

  private void reject(long line, String code, String text) {
    rejected.add(new RejectedRow(line, code, text));
  }

  private AudienceReading result(Path file, long rows) {
    return new AudienceReading(
        new Audience(String.valueOf(file.getFileName()), recipients), rows, rejected);
  }

  private static String masked(String text) {
    return PhoneNumber.masked(text.strip());
  }
}
