package vn.loa.sms.audience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.loa.channel.Address;

class SheetRowsTest {

  private static final AudienceReader READER = AudienceReader.builder().build();

  @TempDir Path folder;

  @Test
  void numbers_are_read_from_the_first_sheet_by_the_name_of_their_column() throws IOException {
    Path file =
        write(
            new Object[][] {
              {"Tên", "Số điện thoại"},
              {"An", "0903000001"},
              {"Bình", "x"},
              {"Chi", "+84 903 000 003"}
            });
    AudienceReading reading = READER.read(file);
    assertThat(reading.audience().name()).isEqualTo("citizens.xlsx");
    assertThat(reading.audience().recipients())
        .containsExactly(new Address.Phone(84903000001L), new Address.Phone(84903000003L));
    assertThat(reading.rejected()).hasSize(1);
    assertThat(reading.rejected().get(0).line()).isEqualTo(3);
    assertThat(reading.rejected().get(0).text()).startsWith("Số điện thoại \"x\": ");
    assertThat(AudienceFile.read(file).rows()).isEqualTo(3);
  }

  @Test
  void empty_rows_are_no_rows_but_are_counted_as_lines() throws IOException {
    AudienceReading reading =
        READER.read(
            write(
                new Object[][] {
                  {null}, {"phone", "ten"}, {null, null}, {" "}, {"0903000001"}, {null, "An"}
                }));
    assertThat(reading.rows()).isEqualTo(2);
    assertThat(reading.rejected())
        .extracting(row -> row.line() + row.code())
        .containsExactly("6EMPTY");
  }

  @Test
  void more_rows_than_are_looked_at_first_are_read_in_order() throws IOException {
    Object[][] cells = new Object[100][1];
    for (int i = 0; i < cells.length; i++) {
      cells[i][0] = "09030001" + (i < 10 ? "0" : "") + i;
    }
    AudienceReading reading = READER.read(write(cells));
    assertThat(reading.audience().size()).isEqualTo(100);
    assertThat(reading.audience().recipients().get(99)).isEqualTo(new Address.Phone(84903000199L));
  }

  @Test
  void a_zero_that_the_spreadsheet_dropped_is_put_back_and_counted() throws IOException {
    AudienceReport report =
        READER.read(
            write(
                new Object[][] {
                  {"phone"}, {903000001L}, {84903000002L}, {1683123456L}, {"903000004"}, {90300000L}
                }),
            e164 -> {});
    assertThat(report.valid()).isEqualTo(3);
    assertThat(report.numbers().contains(84903000001L)).isTrue();
    assertThat(report.numbers().contains(84383123456L)).isTrue();
    assertThat(report.zeroRestored()).isEqualTo(new MendedRows(2, List.of(2L, 4L)));
    assertThat(report.refused("TOO_SHORT").first())
        .extracting(RejectedRow::line)
        .containsExactly(5L, 6L);
  }

  @Test
  void without_header_a_number_cell_tells_the_column() throws IOException {
    AudienceReading reading = READER.read(write(new Object[][] {{1, "An", 903000001L}}));
    assertThat(reading.audience().recipients()).containsExactly(new Address.Phone(84903000001L));
  }

  @ParameterizedTest
  @CsvSource({
    "9.03000001E8, 84903000001",
    "903000001.0, 84903000001",
    "8.4903000001E10, 84903000001",
  })
  void a_number_however_written_in_the_file_is_exact(String value, long e164) throws IOException {
    AudienceReport report = READER.read(sheet(cell(value)), each -> {});
    assertThat(report.numbers().contains(e164)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "0.903000001, SPREADSHEET_NUMBER",
    "-903000001, SPREADSHEET_NUMBER",
    "903000001.5, SPREADSHEET_NUMBER",
    "9.03E+20, SPREADSHEET_NUMBER",
    "1E999999999, SPREADSHEET_NUMBER",
    "0, TOO_SHORT",
    "0.0, TOO_SHORT",
    "0903000001x, LETTERS",
  })
  void a_number_that_is_no_row_of_digits_is_refused(String value, String code) throws IOException {
    AudienceReport report = READER.read(sheet(cell(value)), each -> {});
    assertThat(report.refused()).containsOnlyKeys(code);
    assertThat(report.refused(code).first().get(0).text()).startsWith("phone");
  }

  @Test
  void formulas_have_the_value_they_had_when_saved() throws IOException {
    Path file =
        sheet(
            "<c r=\"A2\"><f>903000000+1</f><v>903000001</v></c></row>"
                + "<row r=\"3\"><c r=\"A3\" t=\"str\"><f>\"0\"&amp;B3</f><v>0903000002</v></c></row>"
                + "<row r=\"4\"><c r=\"A4\" t=\"e\"><f>1/0</f><v>#DIV/0!</v></c></row>"
                + "<row r=\"5\"><c r=\"A5\" t=\"b\"><v>1</v></c><c r=\"B5\"><v>1</v></c>");
    AudienceReport report = READER.read(file, each -> {});
    assertThat(report.valid()).isEqualTo(2);
    assertThat(report.rows()).isEqualTo(4);
    assertThat(report.refusedCount()).isEqualTo(2);
  }

  @Test
  void the_sheet_can_be_told() throws IOException {
    Path file = folder.resolve("two.xlsx");
    try (OutputStream out = Files.newOutputStream(file);
        Workbook book = new Workbook(out, "test", "1.0")) {
      book.newWorksheet("Phường 1").value(0, 0, "0903000001");
      book.newWorksheet("Phường 2").value(0, 0, "0903000002");
    }
    AudienceReader second = AudienceReader.builder().sheet("Phường 2").build();
    assertThat(second.read(file).audience().recipients())
        .containsExactly(new Address.Phone(84903000002L));
    assertThatExceptionOfType(AudienceFileException.class)
        .isThrownBy(() -> AudienceReader.builder().sheet("x").build().read(file))
        .withMessageContaining("no sheet \"x\", only [Phường 1, Phường 2]");
  }

  @Test
  void a_sheet_without_rows_or_without_column_is_refused() throws IOException {
    Path empty = write(new Object[][] {});
    assertThatExceptionOfType(AudienceFileException.class)
        .isThrownBy(() -> READER.read(empty))
        .withMessageContaining("empty");
    Path other = write(new Object[][] {{null}, {"ten"}, {"An"}});
    assertThatExceptionOfType(AudienceFileException.class)
        .isThrownBy(() -> READER.read(other))
        .withMessageContaining("line 2: no column of phone numbers among [ten]");
  }

  @Test
  void what_is_no_workbook_is_refused_with_the_mend() throws IOException {
    Path text = Files.writeString(folder.resolve("a.XLSX"), "phone\n0903000001\n");
    Path zip = folder.resolve("b.zip");
    Files.write(zip, zip("readme.txt", "0903000001"));
    Path cut = folder.resolve("c.xlsx");
    byte[] whole = Files.readAllBytes(write(new Object[][] {{"phone"}, {"0903000001"}}));
    Files.write(cut, java.util.Arrays.copyOf(whole, whole.length / 2));
    for (Path file : List.of(text, zip, cut)) {
      assertThatExceptionOfType(AudienceFileException.class)
          .isThrownBy(() -> READER.read(file))
          .withMessageContaining(file.toString())
          .withMessageContaining("no workbook")
          .withMessageContaining("save it as .xlsx or \"CSV UTF-8\"");
    }
  }

  @Test
  void an_old_workbook_or_one_with_a_password_is_told_as_such() throws IOException {
    Path file = folder.resolve("old.xls");
    Files.write(file, HexFormat.of().parseHex("d0cf11e0a1b11ae1000000"));
    assertThatExceptionOfType(AudienceFileException.class)
        .isThrownBy(() -> READER.read(file))
        .withMessageContaining("password")
        .withMessageContaining("save it as .xlsx");
  }

  @Test
  void a_sheet_that_is_damaged_further_down_is_told_after_the_rows_before_it() throws IOException {
    StringBuilder rows = new StringBuilder("<c r=\"A2\"><v>903000001</v></c>");
    for (int i = 3; i < 40; i++) {
      rows.append("</row><row r=\"").append(i).append("\"><c><v>").append(903000000 + i);
      rows.append("</v></c>");
    }
    Path file = sheet(rows + "</row><row r=\"40\"><c t=\"?\"><v>1</v></c>");
    NumberCount given = new NumberCount();
    assertThatExceptionOfType(AudienceFileException.class)
        .isThrownBy(() -> READER.read(file, each -> given.value++))
        .withMessageContaining("damaged");
    assertThat(given.value).isEqualTo(38);
  }

  @Test
  void what_is_said_of_damage_shows_no_number() throws IOException {
    Path file = sheet("<c r=\"A2\" t=\"s\"><v>0903123456x</v></c>");
    assertThatExceptionOfType(AudienceFileException.class)
        .isThrownBy(() -> READER.read(file))
        .withNoCause()
        .withMessageContaining("*******456x");
  }

  @Test
  void more_text_than_fits_in_memory_is_refused_before_it_is_read() throws IOException {
    Path file = folder.resolve("long.xlsx");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.setLevel(Deflater.BEST_SPEED);
      zip.putNextEntry(new ZipEntry("xl/sharedStrings.xml"));
      byte[] spaces = new byte[1 << 20];
      for (int i = 0; i < 128; i++) {
        zip.write(spaces);
      }
    }
    assertThatExceptionOfType(AudienceFileException.class)
        .isThrownBy(() -> READER.read(file))
        .withMessageContaining("more than 128 MB of text; save it as \"CSV UTF-8\"");
  }

  @Test
  void a_workbook_is_read_from_a_disk() throws IOException {
    Path file = write(new Object[][] {{"phone"}, {"0903000001"}});
    Path outer = folder.resolve("outer.zip");
    Files.write(outer, zip("x.txt", ""));
    try (FileSystem zip = FileSystems.newFileSystem(outer)) {
      Path inside = Files.copy(file, zip.getPath("citizens.xlsx"));
      assertThatExceptionOfType(AudienceFileException.class)
          .isThrownBy(() -> READER.read(inside))
          .withMessageContaining("from a disk");
      Path text = Files.writeString(zip.getPath("citizens.csv"), "0903000001");
      assertThat(READER.read(text).audience().size()).isEqualTo(1);
    }
  }

  private static final class NumberCount {
    private int value;
  }

  private Path write(Object[][] cells) throws IOException {
    Path file = folder.resolve("citizens.xlsx");
    try (OutputStream out = Files.newOutputStream(file);
        Workbook book = new Workbook(out, "test", "1.0")) {
      Worksheet sheet = book.newWorksheet("Sheet1");
      for (int row = 0; row < cells.length; row++) {
        for (int column = 0; column < cells[row].length; column++) {
          if (cells[row][column] instanceof Number number) {
            sheet.value(row, column, number);
          } else if (cells[row][column] instanceof String text) {
            sheet.value(row, column, text);
          }
        }
      }
    }
    return file;
  }

  private static String cell(String value) {
    return "<c r=\"A2\"><v>" + value + "</v></c>";
  }

  /** A workbook whose rows from the second on are this XML, for what no writer writes. */
  private Path sheet(String rows) throws IOException {
    String sheet =
        "<worksheet><sheetData><row r=\"1\"><c t=\"inlineStr\"><is><t>phone</t></is></c></row>"
            + "<row r=\"2\">"
            + rows
            + "</row></sheetData></worksheet>";
    Path file = folder.resolve("raw.xlsx");
    Files.write(
        file,
        zip(
            "[Content_Types].xml",
            "<Types/>",
            "xl/workbook.xml",
            "<workbook xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">"
                + "<sheets><sheet name=\"A\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>",
            "xl/_rels/workbook.xml.rels",
            "<Relationships><Relationship Id=\"r1\" Target=\"worksheets/sheet1.xml\"/></Relationships>",
            "xl/worksheets/sheet1.xml",
            sheet));
    return file;
  }

  private static byte[] zip(String... namesAndTexts) throws IOException {
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(octets)) {
      for (int i = 0; i < namesAndTexts.length; i += 2) {
        zip.putNextEntry(new ZipEntry(namesAndTexts[i]));
        zip.write(namesAndTexts[i + 1].getBytes(StandardCharsets.UTF_8));
      }
    }
    return octets.toByteArray();
  }
}
