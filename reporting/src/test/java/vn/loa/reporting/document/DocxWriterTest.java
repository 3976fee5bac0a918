package vn.loa.reporting.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.poi.openxml4j.util.ZipSecureFile;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFParagraph;
import org.apache.poi.xwpf.usermodel.XWPFTable;
import org.apache.poi.xwpf.usermodel.XWPFTableRow;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTSectPr;

class DocxWriterTest {

  /** Ten thousand times one letter is no bomb. */
  @BeforeAll
  static void trust() {
    ZipSecureFile.setMinInflateRatio(0);
  }

  @Test
  void the_head_is_that_of_an_administrative_document() throws Exception {
    try (XWPFDocument read = read(Samples.document())) {
      XWPFTable head = read.getTables().get(0);
      assertThat(head.getRow(0).getCell(1).getText())
          .contains("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
          .contains("Độc lập - Tự do - Hạnh phúc");
      assertThat(head.getRow(1).getCell(0).getText()).isEqualTo("Số: 15/BC-STTTT");
      assertThat(head.getRow(1).getCell(1).getText())
          .isEqualTo("Quận 1, ngày 05 tháng 02 năm 2022");
      XWPFTable foot = read.getTables().get(read.getTables().size() - 1);
      assertThat(foot.getRow(0).getCell(0).getText())
          .startsWith("Nơi nhận:")
          .contains("- Lưu: VT;");
      assertThat(foot.getRow(0).getCell(1).getText()).contains("PHÓ GIÁM ĐỐC");
    }
  }

  @Test
  void a_document_without_number_and_date_leaves_room_for_them() throws Exception {
    Letterhead letterhead =
        Samples.document().letterhead().toBuilder().symbol("BC-UBND").date(null).build();
    try (XWPFDocument read = read(Samples.document(Language.VI, "x", letterhead))) {
      XWPFTable head = read.getTables().get(0);
      assertThat(head.getRow(1).getCell(0).getText()).matches("Số: \u00a0+/BC-UBND");
      assertThat(head.getRow(1).getCell(1).getText())
          .matches(".*ngày\u00a0+tháng\u00a0+năm\u00a0+");
    }
  }

  @Test
  void paper_and_type_are_those_of_the_style() throws Exception {
    try (XWPFDocument read = read(Samples.document())) {
      CTSectPr section = read.getDocument().getBody().getSectPr();
      assertThat(section.getPgSz().getW()).isEqualTo(BigInteger.valueOf(11_906));
      assertThat(section.getPgSz().getH()).isEqualTo(BigInteger.valueOf(16_838));
      assertThat(section.getPgMar().getLeft()).isEqualTo(BigInteger.valueOf(1_701));
      assertThat(section.isSetTitlePg()).isTrue();
      assertThat(read.getHeaderList()).hasSize(1);
      assertThat(read.getStyles().getDefaultRunStyle().getFontSizeAsDouble()).isEqualTo(14);
    }
    assertThat(part(Samples.document(), "word/styles.xml")).contains("Times New Roman");
    PageStyle other = PageStyle.DECREE_30.withFont("Noto Serif").withSize(13);
    Letterhead letterhead = Samples.document().letterhead().toBuilder().style(other).build();
    assertThat(part(Samples.document(Language.EN, "x", letterhead), "word/styles.xml"))
        .contains("Noto Serif", "en-US")
        .doesNotContain("Times");
  }

  @Test
  void tables_repeat_their_heads_and_keep_their_rows_whole() throws Exception {
    try (XWPFDocument read = read(Samples.document())) {
      XWPFTable table = read.getTables().get(1);
      assertThat(table.getRow(0).isRepeatHeader()).isTrue();
      assertThat(table.getRows()).allSatisfy(it -> assertThat(it.isCantSplitRow()).isTrue());
      assertThat(cells(table.getRow(1)))
          .containsExactly(
              "Quận 1",
              "1.234.567",
              "9/12 (75,0 %)",
              "14/05/2022",
              "07:05 ngày 14/05/2022",
              "1 ngày 7 giờ");
      assertThat(cells(table.getRow(2))).containsExactly("", "0", "không có", "", "", "");
      assertThat(table.getRows()).hasSize(4);
    }
  }

  @Test
  void a_long_table_is_cut_where_nobody_reads_on_and_says_so() throws Exception {
    List<List<Cell>> rows = new ArrayList<>();
    for (int i = 0; i < 1_234; i++) {
      rows.add(List.of(Cell.of(i)));
    }
    Table table = Table.of("long", "Dài", List.of(new Column("Số", Cell.Kind.COUNT, 1)), rows);
    Document document =
        new Document(Language.VI, "t", "s", Letterhead.builder("Sở").build(), List.of(table));
    try (XWPFDocument read = read(document)) {
      assertThat(read.getTables().get(1).getRows()).hasSize(101);
      assertThat(text(read)).contains("1.134 dòng nữa trong bảng tính");
    }
    Document unseen =
        new Document(
            Language.VI, "t", "s", Letterhead.builder("Sở").build(), List.of(table.unseen()));
    try (XWPFDocument read = read(unseen)) {
      assertThat(read.getTables()).hasSize(1);
    }
  }

  @Test
  void headings_can_be_navigated_and_a_field_leaves_room() throws Exception {
    try (XWPFDocument read = read(Samples.document())) {
      assertThat(read.getParagraphs().stream().filter(it -> "Heading1".equals(it.getStyle())))
          .hasSize(4);
      assertThat(text(read)).contains("…………");
    }
  }

  @Test
  void hostile_words_are_words_in_every_field() throws Exception {
    for (String words : HostileText.ALL.values()) {
      Document document = Samples.document(Language.VI, words);
      for (String name : parts(document)) {
        parse(part(document, name));
      }
      try (XWPFDocument read = read(document)) {
        String kept = HostileText.kept(words);
        assertThat(read.getTables().get(1).getRow(1).getCell(0).getText()).isEqualTo(kept);
        assertThat(text(read)).contains(kept);
      }
    }
  }

  private static String text(XWPFDocument read) {
    return String.join("\n", read.getParagraphs().stream().map(XWPFParagraph::getText).toList());
  }

  private static List<String> cells(XWPFTableRow row) {
    return row.getTableCells().stream().map(it -> it.getText()).toList();
  }

  private static XWPFDocument read(Document document) throws IOException {
    return new XWPFDocument(new ByteArrayInputStream(document.bytes(Format.DOCX)));
  }

  private static List<String> parts(Document document) throws IOException {
    List<String> names = new ArrayList<>();
    try (ZipInputStream zip =
        new ZipInputStream(new ByteArrayInputStream(document.bytes(Format.DOCX)))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        names.add(entry.getName());
      }
    }
    assertThat(names).contains("[Content_Types].xml", "word/document.xml");
    return names;
  }

  private static String part(Document document, String name) throws IOException {
    try (ZipInputStream zip =
        new ZipInputStream(new ByteArrayInputStream(document.bytes(Format.DOCX)))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (entry.getName().equals(name)) {
          return new String(zip.readAllBytes(), StandardCharsets.UTF_8);
        }
      }
    }
    throw new AssertionError("no part " + name);
  }

  private static void parse(String xml) throws Exception {
    DocumentBuilder parser = DocumentBuilderFactory.newInstance().newDocumentBuilder();
    parser.parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
  }
}
