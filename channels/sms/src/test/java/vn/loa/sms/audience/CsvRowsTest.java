package vn.loa.sms.audience;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows as {@code line|cell}, or {@code line|!CODE} where there is no cell. */
class CsvRowsTest {

  private static final Column SECOND = new Column(HeaderRow.ABSENT, null, 2);

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void every_line_end_ends_a_row(String end) {
    assertThat(rows("a,1" + end + "b,2" + end + end + "c,3")).containsExactly("1|1", "2|2", "4|3");
  }

  @Test
  void the_last_line_end_begins_no_row() {
    assertThat(rows("a,1\r\n")).containsExactly("1|1");
    assertThat(rows("a,1\r")).containsExactly("1|1");
  }

  @Test
  void lines_of_spaces_are_no_rows_but_are_counted() {
    assertThat(rows("a,1\n \t\u000b\f\n\n   ")).containsExactly("1|1");
    assertThat(rows(" \n\na,1\n  \nb,2")).containsExactly("3|1", "5|2");
  }

  @Test
  void a_line_of_other_spaces_is_a_row_and_no_header() {
    Column any = new Column(HeaderRow.DETECT, null, 0);
    assertThat(rows(" \u001c\n\u2003\nphone\n0903000001\n\u2003\n", ',', any))
        .containsExactly("2|\u2003", "3|phone", "4|0903000001", "5|\u2003");
  }

  @Test
  void a_header_that_is_no_row_is_told() {
    Column any = new Column(HeaderRow.PRESENT, null, 0);
    String blank = "\n".repeat(20);
    assertThatExceptionOfType(AudienceFileException.class)
        .isThrownBy(() -> rows("\nphone,\"a" + blank + "b\"\n0903000001,x", ',', any))
        .withMessageContaining("x.csv line 2: the header cannot be read: a quote is not closed");
    assertThatExceptionOfType(AudienceFileException.class)
        .isThrownBy(() -> rows("phone," + "a,".repeat(40_000) + "\n0903000001,x", ',', any))
        .withMessageContaining("line 1: the header");
    assertThatExceptionOfType(AudienceFileException.class)
        .isThrownBy(() -> rows("phone," + "a".repeat(65_536) + "\n0903000001,x", ',', any))
        .withMessageContaining("line 1: the header cannot be read: longer than 65,536 octets");
  }

  @Test
  void a_byte_order_mark_is_no_part_of_the_first_cell() {
    assertThat(rows("\uFEFFa,1", ',', new Column(HeaderRow.ABSENT, null, 1)))
        .containsExactly("1|a");
  }

  @Test
  void quotes_are_no_part_of_the_cell_and_two_are_one() {
    assertThat(rows("a,\"1\"\na,\"\"\na,\"\"\"2\"\"\"\n\"a\"\"\",3"))
        .containsExactly("1|1", "2|", "3|\"2\"", "4|3");
  }

  @Test
  void a_cell_may_hold_separators_and_lines_which_are_counted() {
    assertThat(rows("a,\"1,\n2\r3\r\n4\"\nb,5")).containsExactly("1|1,\n2\r3\r\n4", "5|5");
  }

  @Test
  void what_stands_behind_a_closing_quote_breaks_the_row() {
    assertThat(rows("a,1\nb,\"2\"x\nc,3")).containsExactly("1|1", "2|!BROKEN", "3|3");
  }

  @Test
  void a_quote_that_is_not_closed_breaks_its_line_only() {
    assertThat(rows("a,1\n\"b,2\nc,3\n\"d"))
        .containsExactly("1|1", "2|!BROKEN", "3|3", "4|!BROKEN");
  }

  @Test
  void a_row_over_lines_that_has_not_its_columns_breaks_its_first_line_only() {
    assertThat(rows("a,1\n\"b,2\nc,\"\nd,4"))
        .containsExactly("1|1", "2|!BROKEN", "3|!BROKEN", "4|4");
  }

  @Test
  void a_row_may_go_over_twenty_lines() {
    assertThat(rows("a,1\n\"" + "\n".repeat(19) + "\",2\nc,3"))
        .containsExactly("1|1", "2|2", "22|3");
    assertThat(rows("a,1\n\"x" + "\n".repeat(20) + "\",2\nc,3"))
        .containsExactly("1|1", "2|!BROKEN", "22|!BROKEN", "23|3");
  }

  @Test
  void a_row_with_other_columns_is_told_with_their_numbers() {
    CsvRows rows = open("a,1\nb\nc,3,4", ',', SECOND, StandardCharsets.UTF_8);
    pass(rows, 2);
    assertThat(rows.fault()).isEqualTo("COLUMNS");
    assertThat(rows.explanation())
        .isEqualTo("1 columns where the others have 2; leave a field empty, but not out");
    assertThat(rows.next()).isTrue();
    assertThat(rows.explanation())
        .isEqualTo(
            "3 columns where the others have 2; put a field that holds a separator into quotes");
  }

  @Test
  void a_row_has_at_most_65536_octets() {
    String longest = "x".repeat(TextWindow.LONGEST - 2);
    assertThat(rows("a,1\n" + longest + ",2\r\n" + longest + "x,3\r\nd,4"))
        .containsExactly("1|1", "2|2", "3|!LINE_TOO_LONG", "4|4");
  }

  @ParameterizedTest
  @CsvSource({"65534, 131072, 262144", "262142, 262143, 262145", "300000, 1000000, 70000"})
  void however_long_a_line_is_the_next_is_a_row(int first, int second, int third) {
    for (String end : List.of("\n", "\r\n", "\r")) {
      String text =
          "a,1"
              + end
              + "x".repeat(first + 10)
              + end
              + "y".repeat(second)
              + end
              + "b,2"
              + end
              + "\""
              + "z".repeat(third)
              + end
              + "c,3";
      assertThat(rows(text))
          .as("line end %s", (int) end.charAt(0))
          .containsExactly(
              "1|1", "2|!LINE_TOO_LONG", "3|!LINE_TOO_LONG", "4|2", "5|!LINE_TOO_LONG", "6|3");
    }
  }

  @Test
  void a_quoted_field_that_ends_too_far_away_breaks_its_first_line_only() {
    String line = "z".repeat(30_000) + "\n";
    assertThat(rows("a,1\n\"" + line + line + line + "\",2\nc,3"))
        .containsExactly("1|1", "2|!BROKEN", "3|!COLUMNS", "4|!COLUMNS", "5|!BROKEN", "6|3");
  }

  @Test
  void every_cell_of_a_file_longer_than_the_window_is_its_own() {
    List<String> cells = IntStream.range(0, 40_000).mapToObj(i -> (i + 1) + "|090" + i).toList();
    String text = IntStream.range(0, 40_000).mapToObj(i -> "An,090" + i).collect(joining("\n"));
    assertThat(rows(text)).isEqualTo(cells);
  }

  @Test
  void zero_octets_are_characters_as_others() {
    assertThat(rows("a\0,1\n\0,2")).containsExactly("1|1", "2|2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {"a;1 ;", "a|1 |", "a,1 ,", "\"a,b,c\";1 ;", "a;b;c,1 ;"})
  void the_separator_is_what_the_first_row_has_most_of(String row, char separator) {
    Column column = new Column(HeaderRow.ABSENT, null, 2);
    assertThat(cells(open(row, null, column, StandardCharsets.UTF_8)))
        .isEqualTo(cells(open(row, separator, column, StandardCharsets.UTF_8)));
  }

  @Test
  void what_is_no_text_is_told_after_the_rows_before_it() {
    byte[] octets = "a,1\nb,2\nc,\u00ff3\nd,4\n".getBytes(StandardCharsets.ISO_8859_1);
    CsvRows rows = open(octets, ',', SECOND, StandardCharsets.UTF_8);
    pass(rows, 2);
    assertThatExceptionOfType(AudienceFileException.class)
        .isThrownBy(rows::next)
        .withMessageContaining("not UTF-8 (noticed after line 2)");
  }

  @Test
  void what_is_no_text_behind_a_broken_row_is_told_after_it() {
    byte[] octets = "a,1\n\"b,2\nc\u00ff".getBytes(StandardCharsets.ISO_8859_1);
    CsvRows rows = open(octets, ',', SECOND, StandardCharsets.UTF_8);
    pass(rows, 2);
    assertThat(rows.fault()).isEqualTo("BROKEN");
    assertThatExceptionOfType(AudienceFileException.class).isThrownBy(rows::next);
  }

  @Test
  void a_character_cut_off_by_the_end_is_told() {
    byte[] octets = {'a', ',', '1', '\n', 'b', ',', (byte) 0xE1, (byte) 0xBA};
    CsvRows rows = open(octets, ',', SECOND, StandardCharsets.UTF_8);
    assertThat(rows.next()).isTrue();
    assertThatExceptionOfType(AudienceFileException.class).isThrownBy(rows::next);
  }

  @Test
  void a_disk_that_fails_is_told_after_the_rows_before_it() {
    InputStream good = new ByteArrayInputStream("a,1\nb,2\nc".getBytes(StandardCharsets.UTF_8));
    InputStream failing = new SequenceInputStream(good, new BadSector());
    CsvRows rows = CsvRows.read(Path.of("x.csv"), failing, StandardCharsets.UTF_8, ',', SECOND);
    pass(rows, 2);
    assertThatExceptionOfType(AudienceFileException.class)
        .isThrownBy(rows::next)
        .withMessageContaining("x.csv cannot be read")
        .withMessageContaining("bad sector");
  }

  private static final class BadSector extends InputStream {
    @Override
    public int read() throws IOException {
      throw new IOException("bad sector");
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      return read();
    }
  }

  private static void pass(Rows rows, int count) {
    for (int i = 0; i < count; i++) {
      assertThat(rows.next()).isTrue();
    }
  }

  private static List<String> rows(String text) {
    return rows(text, ',', SECOND);
  }

  private static List<String> rows(String text, char separator, Column column) {
    return cells(open(text, separator, column, StandardCharsets.UTF_8));
  }

  private static CsvRows open(
      String text, @Nullable Character separator, Column column, Charset charset) {
    return open(text.getBytes(charset), separator, column, charset);
  }

  private static CsvRows open(
      byte[] text, @Nullable Character separator, Column column, Charset charset) {
    return CsvRows.read(
        Path.of("x.csv"), new ByteArrayInputStream(text), charset, separator, column);
  }

  static List<String> cells(Rows rows) {
    List<String> cells = new ArrayList<>();
    while (rows.next()) {
      cells.add(rows.line() + "|" + (rows.fault() == null ? rows.cell() : "!" + rows.fault()));
    }
    return cells;
  }
}
