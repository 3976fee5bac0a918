package vn.loa.reporting;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.loa.reporting.SmallCity.measure;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import net.fortuna.ical4j.data.CalendarBuilder;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.poi.openxml4j.util.ZipSecureFile;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.loa.plan.Text;
import vn.loa.plan.Unit;
import vn.loa.reporting.document.HostileText;
import vn.loa.reporting.document.Language;

class ReportPackTest {

  /** Ten thousand times one letter is no bomb. */
  @BeforeAll
  static void trust() {
    ZipSecureFile.setMinInflateRatio(0);
  }

  @Test
  void a_pack_has_every_form_of_the_report() {
    try (SmallCity city = filled("Quận ")) {
      assertThat(pack(city).pieces())
          .extracting(ReportPack.Piece::name)
          .startsWith(
              "monthly.2022-05.docx",
              "monthly.2022-05.xlsx",
              "monthly.2022-05.html",
              "monthly.2022-05.txt",
              "monthly.2022-05.json",
              "monthly.2022-05.ics",
              "monthly.2022-05.groups.csv")
          .contains("monthly.2022-05.work.csv", "monthly.2022-05.heat-map.svg")
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void equal_ledgers_give_equal_packs() throws Exception {
    try (SmallCity one = filled("Quận ");
        SmallCity other = filled("Quận ")) {
      List<ReportPack.Piece> pieces = pack(one).pieces();
      List<ReportPack.Piece> others = pack(other).pieces();
      for (int i = 0; i < pieces.size(); i++) {
        assertThat(pieces.get(i).bytes()).as(pieces.get(i).name()).isEqualTo(others.get(i).bytes());
      }
    }
  }

  @Test
  void files_of_before_are_replaced_whole(@TempDir Path folder) throws Exception {
    try (SmallCity city = filled("Quận ")) {
      Path inner = folder.resolve("2022").resolve("05");
      pack(city).writeTo(inner);
      Files.writeString(inner.resolve("monthly.2022-05.json"), "old");
      List<Path> files = pack(city).writeTo(inner);
      assertThat(files)
          .hasSameSizeAs(pack(city).pieces())
          .allSatisfy(it -> assertThat(it).isNotEmptyFile());
      assertThat(inner.resolve("monthly.2022-05.json")).content().startsWith("{");
      try (Stream<Path> names = Files.list(inner)) {
        assertThat(names).hasSameSizeAs(files);
      }
    }
  }

  @Test
  void hostile_names_of_a_plan_and_its_agencies_spoil_no_form() throws Exception {
    for (String words : HostileText.ALL.values()) {
      String name = "Quận " + words.strip();
      if (isRefusedByThePlan(name)) {
        continue;
      }
      try (SmallCity city = filled(name)) {
        for (ReportPack.Piece piece : pack(city).pieces()) {
          read(piece);
        }
      }
    }
  }

  /** A plan takes no text that no file can hold. */
  private static boolean isRefusedByThePlan(String words) {
    try {
      Text.vi(words);
      return false;
    } catch (IllegalArgumentException refused) {
      return true;
    }
  }

  private static void read(ReportPack.Piece piece) throws Exception {
    byte[] octets = piece.bytes();
    String text = new String(octets, StandardCharsets.UTF_8);
    String end = piece.name().substring(piece.name().lastIndexOf('.') + 1);
    switch (end) {
      case "docx" -> new XWPFDocument(new ByteArrayInputStream(octets)).close();
      case "xlsx" -> new XSSFWorkbook(new ByteArrayInputStream(octets)).close();
      case "svg" -> PicturesTest.parse(text);
      case "json" -> new ObjectMapper().readTree(octets);
      case "ics" -> new CalendarBuilder().build(new ByteArrayInputStream(octets)).validate(true);
      case "csv" -> CSVParser.parse(text, CSVFormat.RFC4180).getRecords();
      case "html" -> {
        Parser parser = Parser.htmlParser().setTrackErrors(9);
        assertThat(parser.parseInput(text, "").select("script, img")).isEmpty();
        assertThat(parser.getErrors()).isEmpty();
      }
      default -> assertThat(text).doesNotContain("\u001b");
    }
  }

  private static SmallCity filled(String districts) {
    SmallCity city = new SmallCity(Text.vi("Kế hoạch"), districts);
    city.submit("q1", "monthly", "2022-05", "2022-05-10T00:00:00Z");
    city.done("a", "q1", SmallCity.SMS, "2022-05-11T00:00:00Z", measure(70, Unit.RECIPIENTS));
    city.submit("q3", "monthly", "2022-05", "2022-05-15T03:00:00Z");
    return city;
  }

  private static ReportPack pack(SmallCity city) {
    return ReportPack.of(
        city.consolidated("monthly", "2022-05", "2022-05-16T00:00:00Z"),
        city.reports.calendar("q1"),
        Language.VI,
        SmallCity.letterhead(),
        true);
  }
}
