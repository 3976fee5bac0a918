package vn.loa.plan.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.loa.plan.calendar.WorkCalendar.Basis;
import vn.loa.plan.calendar.WorkCalendar.Day;

class AnnouncedDaysTest {

  private static final String HEADER = "date,state,vi,en,source\n";
  private static final LocalDate DAY = LocalDate.of(2024, 4, 29);

  private static AnnouncedDays parse(String rows) {
    return AnnouncedDays.parse("own.csv", HEADER + rows);
  }

  @Test
  void a_row_says_what_a_day_is_and_who_says_so() {
    AnnouncedDays days =
        parse("2024-04-29,OFF, Nghỉ ,\"A \"\"day\"\", off\",\"Công văn 1, 2024\"\n");

    assertThat(days.day(DAY))
        .isEqualTo(
            new Day(DAY, false, "Nghỉ", "A \"day\", off", "Công văn 1, 2024", Basis.ANNOUNCED));
    assertThat(days.day(DAY.plusDays(1))).isNull();
    assertThat(days.isComplete(2024)).isFalse();
  }

  @Test
  void a_year_is_complete_when_a_row_says_so() {
    AnnouncedDays days =
        parse("# a remark\n\n2024,ANNOUNCED,Năm,Year,Own\r\n2024-05-04,WORKING,Làm bù,Make up,Own");

    assertThat(days.isComplete(2024)).isTrue();
    assertThat(days.isComplete(2025)).isFalse();
    assertThat(days.day(LocalDate.of(2024, 5, 4)))
        .extracting("working", "basis")
        .containsExactly(true, Basis.ANNOUNCED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "29/04/2024,OFF,a,b,c | '29/04/2024' is no date: write year-month-day, like 2024-04-29",
        "2023-02-29,OFF,a,b,c | '2023-02-29' is no date: write year-month-day, like 2024-04-29",
        "2024-04-29,off,a,b,c | 'off' is no state: write OFF, WORKING or ANNOUNCED",
        "24,ANNOUNCED,a,b,c | '24' is no year: write it like 2024",
        "2024-04-29,OFF,a,b | has 4 fields: give 5, and put one that holds a comma in double quotes",
        "2024-04-29,OFF,a,b,c,d | has 6 fields: give 5, and put one that holds a comma in double quotes",
        "2024-04-29,OFF,,b,c | has no vi: say it",
        "2024-04-29,OFF,a,b, | has no source: say it",
        ",OFF,a,b,c | has no date: say it",
        "2024-04-29,OFF,a,b,\"c | a double quote stays open: close it on the same line, and write one in a text twice"
      })
  void a_wrong_row_is_named_with_its_line_its_reason_and_the_mend(String row, String reason) {
    assertThatThrownBy(() -> parse("# a remark\n" + row + "\n"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("own.csv:3: " + reason);
  }

  @Test
  void every_wrong_row_is_named_at_once() {
    assertThatThrownBy(() -> parse("2024-04-29,OFF,a,b,c\nx,OFF,a,b,c\n2024-04-29,WORKING,a,b,c\n"))
        .hasMessage(
            "own.csv:3: 'x' is no date: write year-month-day, like 2024-04-29"
                + System.lineSeparator()
                + "own.csv:4: 2024-04-29 was announced above: keep one of the two rows");
  }

  @Test
  void the_first_row_names_the_columns() {
    assertThatThrownBy(() -> AnnouncedDays.parse("own.csv", "2024-04-29,OFF,a,b,c\n"))
        .hasMessage(
            "own.csv:1: begins with 2024-04-29,OFF,a,b,c: the first row is date,state,vi,en,source");
    assertThatThrownBy(() -> AnnouncedDays.parse("own.csv", "# nothing\n"))
        .hasMessage("own.csv is empty: the first row is date,state,vi,en,source");
    assertThat(parse("").day(DAY)).isNull();
  }

  @Test
  void a_file_from_a_spreadsheet_is_read_too(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("own.csv");
    Files.writeString(file, "\uFEFF" + HEADER + "2024-04-29,OFF,Nghỉ,Off,Own\r\n");

    Day day = AnnouncedDays.read(file).day(DAY);

    assertThat(day).extracting(Day::vi).isEqualTo("Nghỉ");
  }

  @Test
  void a_file_that_is_no_utf_8_or_not_there_is_named(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("own.csv");
    assertThatThrownBy(() -> AnnouncedDays.read(file))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage(file + " cannot be read: give a file of text in UTF-8");

    Files.write(file, "date,état".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> AnnouncedDays.read(file)).hasMessageStartingWith(file.toString());
  }
}
