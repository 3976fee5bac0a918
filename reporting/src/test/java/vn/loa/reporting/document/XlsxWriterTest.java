package vn.loa.reporting.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipFile;
import org.apache.poi.openxml4j.util.ZipSecureFile;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.DateUtil;
import org.apache.poi.ss.util.WorkbookUtil;
import org.apache.poi.xssf.usermodel.XSSFCell;
import org.apache.poi.xssf.usermodel.XSSFRow;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class XlsxWriterTest {

  /** Ten thousand times one letter is no bomb. */
  @BeforeAll
  static void trust() {
    ZipSecureFile.setMinInflateRatio(0);
  }

  @Test
  void cells_are_real_numbers_dates_and_spans() throws Exception {
    try (XSSFWorkbook read = read(Samples.document())) {
      XSSFRow row = read.getSheetAt(1).getRow(1);
      assertThat(row.getCell(0).getStringCellValue()).isEqualTo("Quận 1");
      assertThat(row.getCell(1).getNumericCellValue()).isEqualTo(1_234_567);
      assertThat(row.getCell(2).getNumericCellValue()).isEqualTo(0.75);
      assertThat(format(row.getCell(2))).isEqualTo("0.0%");
      assertThat(DateUtil.isCellDateFormatted(row.getCell(3))).isTrue();
      assertThat(row.getCell(3).getLocalDateTimeCellValue())
          .isEqualTo(LocalDate.of(2022, 5, 14).atStartOfDay());
      assertThat(row.getCell(4).getLocalDateTimeCellValue())
          .isEqualTo(LocalDateTime.of(2022, 5, 14, 7, 5));
      assertThat(format(row.getCell(4))).isEqualTo("dd/mm/yyyy hh:mm");
      assertThat(row.getCell(5).getNumericCellValue() * 24 * 60)
          .isCloseTo(31 * 60 + 5, offset(0.001));
      assertThat(format(row.getCell(5))).isEqualTo("[h]:mm");
    }
  }

  private static String format(XSSFCell cell) {
    return cell.getCellStyle().getDataFormatString();
  }

  @Test
  void heads_are_frozen_and_filtered_and_every_table_has_its_sheet() throws Exception {
    try (XSSFWorkbook read = read(Samples.document())) {
      assertThat(read.getNumberOfSheets()).isEqualTo(3);
      for (int i = 1; i < 3; i++) {
        XSSFSheet sheet = read.getSheetAt(i);
        assertThat(sheet.getPaneInformation().isFreezePane()).isTrue();
        assertThat(sheet.getPaneInformation().getHorizontalSplitPosition()).isEqualTo((short) 1);
        assertThat(sheet.getCTWorksheet().isSetAutoFilter()).isTrue();
        assertThat(sheet.getRow(0).getCell(0).getCellStyle().getFont().getBold()).isTrue();
        assertThat(sheet.getLastRowNum()).isEqualTo(3);
      }
      assertThat(read.getSheetAt(0).getRow(2).getCell(0).getStringCellValue()).isEqualTo("Quận 1");
    }
  }

  @Test
  void names_of_sheets_are_short_legal_and_none_is_there_twice() throws Exception {
    String title = "Báo cáo [tháng]: 5/2022 * của tất cả các quận, huyện";
    List<Block> blocks =
        List.of(Samples.table("a", title), Samples.table("b", title.toUpperCase(Locale.ROOT)));
    Document document =
        new Document(Language.VI, title, "s", Letterhead.builder("Sở").build(), blocks);
    try (XSSFWorkbook read = read(document)) {
      List<String> names = new ArrayList<>();
      read.sheetIterator().forEachRemaining(it -> names.add(it.getSheetName()));
      assertThat(names)
          .hasSize(3)
          .allSatisfy(
              it ->
                  assertThat(it)
                      .hasSizeLessThanOrEqualTo(31)
                      .doesNotContainPattern("[\\[\\]:*?/\\\\]"));
      assertThat(names.stream().map(it -> it.toLowerCase(Locale.ROOT)).distinct()).hasSize(3);
    }
  }

  @Test
  void hostile_words_are_words_and_never_a_formula() throws Exception {
    for (String words : HostileText.ALL.values()) {
      try (XSSFWorkbook read = read(Samples.document(Language.EN, words))) {
        for (int s = 0; s < read.getNumberOfSheets(); s++) {
          read.getSheetAt(s)
              .forEach(
                  row ->
                      row.forEach(
                          it -> assertThat(it.getCellType()).isNotEqualTo(CellType.FORMULA)));
        }
        String kept = HostileText.kept(words);
        for (int row = 0; row < 2; row++) {
          assertThat(words(read.getSheetAt(1), row)).isEqualTo(kept);
        }
        for (int row = 0; row < 8; row++) {
          assertThat(words(read.getSheetAt(0), row)).contains(kept);
        }
      }
    }
  }

  private static String words(XSSFSheet sheet, int row) {
    return sheet.getRow(row).getCell(0).getStringCellValue();
  }

  @Test
  void words_longer_than_a_cell_end_with_a_mark() throws Exception {
    try (XSSFWorkbook read = read(Samples.document(Language.VI, "x".repeat(40_000)))) {
      String kept = read.getSheetAt(1).getRow(1).getCell(0).getStringCellValue();
      assertThat(kept).hasSize(32_767).endsWith("x…");
    }
  }

  @Test
  void a_day_before_workbooks_count_is_words() throws Exception {
    Table table =
        Table.of(
            "old",
            "Cũ",
            List.of(new Column("Ngày", Cell.Kind.DAY, 1), new Column("Lúc", Cell.Kind.MOMENT, 1)),
            List.of(
                List.of(
                    Cell.of(LocalDate.of(1890, 5, 19)),
                    Cell.of(LocalDateTime.of(1890, 5, 19, 1, 2)))));
    Document document =
        new Document(Language.VI, "t", "s", Letterhead.builder("Sở").build(), List.of(table));
    try (XSSFWorkbook read = read(document)) {
      assertThat(read.getSheetAt(1).getRow(1).getCell(0).getStringCellValue())
          .isEqualTo("1890-05-19");
      assertThat(read.getSheetAt(1).getRow(1).getCell(1).getStringCellValue())
          .isEqualTo("1890-05-19T01:02");
    }
  }

  @Test
  void all_rows_are_there_also_those_that_no_page_shows() throws Exception {
    Table table =
        new Table(
            "many",
            "Nhiều",
            List.of(new Column("Số", Cell.Kind.COUNT, 1)),
            each -> {
              for (int i = 0; i < 3_000; i++) {
                each.accept(List.of(Cell.of(i)));
              }
            },
            null,
            10);
    Document document =
        new Document(Language.VI, "t", "s", Letterhead.builder("Sở").build(), List.of(table));
    try (XSSFWorkbook read = read(document)) {
      XSSFSheet sheet = read.getSheetAt(1);
      assertThat(sheet.getLastRowNum()).isEqualTo(3_000);
      assertThat(sheet.getRow(3_000).getCell(0).getNumericCellValue()).isEqualTo(2_999);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 498, 499, 500, 999})
  void a_total_is_bold_and_keeps_its_formats_wherever_it_falls(int rows) throws Exception {
    Table table =
        new Table("t", "T", Samples.COLUMNS, repeated(rows), Samples.row("Cộng"), Table.SHOWN);
    try (XSSFWorkbook read = read(document(table))) {
      XSSFSheet sheet = read.getSheetAt(1);
      assertThat(sheet.getLastRowNum()).isEqualTo(rows + 1);
      XSSFRow total = sheet.getRow(rows + 1);
      assertThat(cells(total)).allMatch(XlsxWriterTest::bold);
      assertThat(cells(total).stream().map(XlsxWriterTest::format))
          .containsExactly("General", "#,##0", "0.0%", "dd/mm/yyyy", "dd/mm/yyyy hh:mm", "[h]:mm");
      if (rows > 0) {
        assertThat(cells(sheet.getRow(rows))).noneMatch(XlsxWriterTest::bold);
      }
    }
  }

  private static List<XSSFCell> cells(XSSFRow row) {
    List<XSSFCell> cells = new ArrayList<>();
    row.forEach(it -> cells.add((XSSFCell) it));
    return cells;
  }

  private static boolean bold(XSSFCell cell) {
    return cell.getCellStyle().getFont().getBold();
  }

  private static Table.Rows repeated(int rows) {
    return each -> {
      for (int i = 0; i < rows; i++) {
        each.accept(Samples.row("Quận"));
      }
    };
  }

  private static Document document(Table table) {
    return new Document(Language.VI, "t", "s", Letterhead.builder("Sở").build(), List.of(table));
  }

  @Test
  void a_filter_leaves_the_total_below() throws Exception {
    try (XSSFWorkbook read = read(Samples.document())) {
      assertThat(read.getSheetAt(1).getCTWorksheet().getAutoFilter().getRef()).isEqualTo("A1:F3");
    }
  }

  /** A sheet holds 1,048,576 rows, one of which is the head. */
  @Test
  void a_table_that_fills_its_sheet_goes_on_in_another(@TempDir Path folder) throws Exception {
    Table table =
        new Table(
            "full",
            "Full",
            List.of(new Column("No.", Cell.Kind.COUNT, 1)),
            each -> {
              for (int i = 1; i < 1_048_576; i++) {
                each.accept(List.of(Cell.of(i)));
              }
            },
            List.of(Cell.of(-1)),
            0);
    Path file = folder.resolve("full.xlsx");
    try (OutputStream out = Files.newOutputStream(file)) {
      document(table).write(Format.XLSX, out);
    }
    try (ZipFile zip = new ZipFile(file.toFile())) {
      assertThat(part(zip, "xl/workbook.xml")).contains("\"Full\"", "\"Full (2)\"");
      assertThat(part(zip, "xl/worksheets/sheet2.xml"))
          .contains("<v>1048575</v>")
          .doesNotContain("<v>-1</v>");
      assertThat(part(zip, "xl/worksheets/sheet3.xml")).contains(">No.<", "<v>-1</v>");
    }
  }

  private static String part(ZipFile zip, String name) throws IOException {
    try (InputStream in = zip.getInputStream(zip.getEntry(name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"' '", "''", "  ", "[*]", "History", "123456789012345678901234567890'x", "Ward's"})
  void every_title_makes_a_name_that_workbooks_take(String title) throws Exception {
    try (XSSFWorkbook read = read(document(Samples.table("a", title)))) {
      String name = read.getSheetName(1);
      assertThat(name).isNotBlank().doesNotContain("'");
      assertThat(name).isNotEqualToIgnoringCase("history");
      WorkbookUtil.validateSheetName(name);
    }
  }

  @Test
  void a_day_after_workbooks_count_is_words() throws Exception {
    Table table =
        Table.of(
            "late",
            "Muộn",
            List.of(new Column("Ngày", Cell.Kind.DAY, 1)),
            List.of(List.of(Cell.of(LocalDate.of(10_000, 1, 1)))));
    try (XSSFWorkbook read = read(document(table))) {
      assertThat(read.getSheetAt(1).getRow(1).getCell(0).getStringCellValue())
          .isEqualTo("+10000-01-01");
    }
  }

  private static XSSFWorkbook read(Document document) throws IOException {
    return new XSSFWorkbook(new ByteArrayInputStream(document.bytes(Format.XLSX)));
  }
}
