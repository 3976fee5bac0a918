package vn.loa.reporting.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.apache.poi.xwpf.usermodel.XWPFDocument;

/** What is put into a cell comes back, but for characters that XML cannot hold. */
class AnyWordsTest {

  @Property(tries = 300)
  void a_workbook_gives_back_what_stood_in_its_cells(@ForAll String words) throws Exception {
    byte[] workbook = document(words).bytes(Format.XLSX);
    try (XSSFWorkbook read = new XSSFWorkbook(new ByteArrayInputStream(workbook))) {
      assertThat(read.getSheetAt(1).getRow(1).getCell(0).getStringCellValue())
          .isEqualTo(HostileText.kept("x" + words));
    }
  }

  @Property(tries = 300)
  void a_document_gives_back_what_stood_in_its_cells(@ForAll String words) throws Exception {
    byte[] document = document(words).bytes(Format.DOCX);
    try (XWPFDocument read = new XWPFDocument(new ByteArrayInputStream(document))) {
      assertThat(read.getTables().get(1).getRow(1).getCell(0).getText())
          .isEqualTo(HostileText.kept("x" + words));
    }
  }

  private static Document document(String words) {
    Table table =
        Table.of(
            "t",
            "T",
            List.of(new Column("C", Cell.Kind.WORDS, 1)),
            List.of(List.of(Cell.of("x" + words))));
    return new Document(Language.EN, "t", "s", Letterhead.builder("Sở").build(), List.of(table));
  }
}
