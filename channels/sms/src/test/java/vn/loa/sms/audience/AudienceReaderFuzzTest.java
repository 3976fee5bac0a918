package vn.loa.sms.audience;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/** Whatever the octets are: a report that adds up, or the documented exception. */
class AudienceReaderFuzzTest {

  private static Path folder = Path.of("");

  @BeforeContainer
  static void makeFolder() throws IOException {
    folder = Files.createTempDirectory("fuzz");
  }

  @AfterContainer
  static void removeFolder() throws IOException {
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }

  @Property(tries = 200)
  void any_octets_harm_nobody(@ForAll @From("octets") byte[] octets) throws IOException {
    Path file = Files.write(folder.resolve("any.csv"), octets);
    for (HeaderRow header : HeaderRow.values()) {
      read(AudienceReader.builder().header(header).build(), file);
    }
    read(AudienceReader.builder().charset(Charset.forName("windows-1258")).build(), file);
    read(AudienceReader.builder().charset(StandardCharsets.UTF_16).column(2).build(), file);
  }

  @Provide
  Arbitrary<byte[]> octets() {
    Arbitrary<byte[]> any = Arbitraries.bytes().array(byte[].class).ofMaxSize(200);
    Arbitrary<String> pieces =
        Arbitraries.of(
            "phone",
            "0903000001",
            "0903000002",
            ",",
            ";",
            "\"",
            "\n",
            "\r",
            "\t",
            " ",
            "\uFEFF",
            "\0",
            "x",
            "ạ",
            "😀",
            "PK\u0003\u0004",
            "9.03E8",
            "x".repeat(7_000));
    Arbitrary<byte[]> likely =
        pieces
            .list()
            .ofMaxSize(20)
            .map(list -> String.join("", list).getBytes(StandardCharsets.UTF_8));
    return Arbitraries.oneOf(any, likely);
  }

  /** Of a fixed seed: a workbook may be damaged such that it claims to be longer than memory. */
  @Property(tries = 60, seed = "1270")
  void any_damage_of_a_workbook_harms_nobody(@ForAll long seed) throws IOException {
    byte[] octets = workbook().clone();
    Random random = new Random(seed);
    for (int i = random.nextInt(8); i >= 0; i--) {
      octets[random.nextInt(octets.length)] = (byte) random.nextInt(256);
    }
    Path file = Files.write(folder.resolve("any.xlsx"), octets);
    read(AudienceReader.builder().build(), file);
  }

  private static byte[] workbook() {
    Path file = folder.resolve("whole.xlsx");
    try {
      if (!Files.exists(file)) {
        write(file);
      }
      return Files.readAllBytes(file);
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
  }

  private static void write(Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        Workbook book = new Workbook(out, "test", "1.0")) {
      Worksheet sheet = book.newWorksheet("Sheet1");
      sheet.value(0, 0, "phone");
      for (int row = 1; row < 50; row++) {
        sheet.value(row, 0, row % 2 == 0 ? "09030000" + row : 903_000_000 + row + "");
        sheet.value(row, 1, row);
      }
    }
  }

  private static void read(AudienceReader reader, Path file) {
    try {
      AudienceReading reading = reader.read(file);
      assertThat(reading.rows()).isEqualTo(reading.audience().size() + reading.rejectedCount());
      assertThat(reading.report().numbers().size()).isEqualTo(reading.audience().size());
    } catch (AudienceFileException refused) {
      assertThat(refused).hasMessageContaining(file.toString());
      assertThat(String.valueOf(refused.getMessage()).replace(file.toString(), ""))
          .doesNotContainPattern("\\d{7}");
    }
  }
}
