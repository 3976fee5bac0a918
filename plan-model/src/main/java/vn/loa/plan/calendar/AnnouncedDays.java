package vn.loa.plan.calendar;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.loa.plan.calendar.WorkCalendar.Basis;
import vn.loa.plan.calendar.WorkCalendar.Day;

/**
 * Days off and working days as somebody announced them: a government for a year, a ministry or an
 * office for itself. Immutable.
 *
 * <p>A CSV file in UTF-8 (RFC 4180) with the header {@code date,state,vi,en,source}. A row of a
 * date is {@code OFF} or {@code WORKING}; a row of a year, {@code ANNOUNCED}, says that the file
 * has everything that is announced for it. Empty lines and lines that begin with {@code #} are
 * skipped.
 *
 * <pre>{@code
 * date,state,vi,en,source
 * 2024,ANNOUNCED,Lịch nghỉ lễ 2024,Holidays of 2024,"Công văn 8662/VPCP-KGVX, 2023-11-03"
 * 2024-04-29,OFF,Nghỉ hoán đổi,Swapped day off,"Công văn 2450/VPCP-KGVX, 2024-04-12"
 * 2024-05-04,WORKING,Làm bù,Working day in return,"Công văn 2450/VPCP-KGVX, 2024-04-12"
 * }</pre>
 */
public final class AnnouncedDays {

  private static final List<String> HEADER = List.of("date", "state", "vi", "en", "source");

  private final Map<LocalDate, Day> days = new HashMap<>();
  private final Set<Integer> complete = new HashSet<>();

  private AnnouncedDays() {}

  /**
   * @throws IllegalArgumentException when a row is wrong; names every such row with its line
   * @throws UncheckedIOException when the file cannot be read
   */
  public static AnnouncedDays read(Path file) {
    try {
      return parse(file.toString(), Files.readString(file));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(
          file + " cannot be read: give a file of text in UTF-8", unreadable);
    }
  }

  /**
   * As {@link #read}, from text.
   *
   * @param name stands for the file in messages
   */
  public static AnnouncedDays parse(String name, String csv) {
    AnnouncedDays parsed = new AnnouncedDays();
    List<String> problems = new ArrayList<>();
    boolean headed = false;
    for (CsvRow row : CsvRow.rows(csv)) {
      try {
        if (headed) {
          parsed.add(row.fields());
        } else {
          header(row.fields());
        }
      } catch (IllegalArgumentException wrong) {
        problems.add(name + ":" + row.line() + ": " + wrong.getMessage());
      }
      headed = true;
    }
    if (!headed) {
      problems.add(name + " is empty: the first row is " + String.join(",", HEADER));
    }
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join(System.lineSeparator(), problems));
    }
    return parsed;
  }

  private static void header(List<String> fields) {
    if (!fields.equals(HEADER)) {
      throw new IllegalArgumentException(
          "begins with %s: the first row is %s"
              .formatted(String.join(",", fields), String.join(",", HEADER)));
    }
  }

  private void add(List<String> fields) {
    if (fields.size() != HEADER.size()) {
      throw new IllegalArgumentException(
          "has %d fields: give %d, and put one that holds a comma in double quotes"
              .formatted(fields.size(), HEADER.size()));
    }
    for (int i = 0; i < fields.size(); i++) {
      if (fields.get(i).isBlank()) {
        throw new IllegalArgumentException("has no " + HEADER.get(i) + ": say it");
      }
    }
    switch (fields.get(1)) {
      case "OFF" -> add(fields, false);
      case "WORKING" -> add(fields, true);
      case "ANNOUNCED" -> complete.add(year(fields.get(0)));
      default ->
          throw new IllegalArgumentException(
              "'" + fields.get(1) + "' is no state: write OFF, WORKING or ANNOUNCED");
    }
  }

  private void add(List<String> fields, boolean working) {
    LocalDate date = date(fields.get(0));
    Day day = new Day(date, working, fields.get(2), fields.get(3), fields.get(4), Basis.ANNOUNCED);
    if (days.putIfAbsent(date, day) != null) {
      throw new IllegalArgumentException(date + " was announced above: keep one of the two rows");
    }
  }

  private static LocalDate date(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException wrong) {
      throw new IllegalArgumentException(
          "'" + text + "' is no date: write year-month-day, like 2024-04-29", wrong);
    }
  }

  private static int year(String text) {
    if (!text.matches("\\d{4}")) {
      throw new IllegalArgumentException("'" + text + "' is no year: write it like 2024");
    }
    return Integer.parseInt(text);
  }

  @Nullable Day day(LocalDate date) {
    return days.get(date);
  }

  boolean isComplete(int year) {
    return complete.contains(year);
  }
}
