package vn.loa.sms.audience;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** FastCSV is the judge of every file that is well-formed. */
class CsvRowsOracleTest {

  @Property(tries = 500)
  void every_cell_of_a_well_formed_file_is_what_fastcsv_says(
      @ForAll @From("files") String file, @ForAll @IntRange(min = 1, max = 7) int octetsAtOnce) {
    List<CsvRecord> records = CsvReader.builder().ofCsvRecord(file).stream().toList();
    for (int column = 1; column <= records.get(0).getFieldCount(); column++) {
      int index = column - 1;
      List<String> expected =
          records.stream()
              .map(row -> row.getStartingLineNumber() + "|" + row.getField(index))
              .toList();
      assertThat(CsvRowsTest.cells(open(file, column, octetsAtOnce, StandardCharsets.UTF_8)))
          .isEqualTo(expected);
    }
  }

  @Provide
  Arbitrary<String> files() {
    Arbitrary<String> ends = Arbitraries.of("\n", "\r\n", "\r");
    Arbitrary<Boolean> endsWithLine = Arbitraries.of(true, false);
    return Arbitraries.integers()
        .between(1, 4)
        .flatMap(
            columns ->
                Combinators.combine(
                        rows(columns).list().ofMinSize(1).ofMaxSize(12), ends, endsWithLine)
                    .as((rows, end, last) -> String.join(end, rows) + (last ? end : "")));
  }

  /** An x in the first field: FastCSV and we differ on what an empty line is. */
  private static Arbitrary<String> rows(int columns) {
    Arbitrary<String> text =
        Arbitraries.strings()
            .withChars("a,;\"\n\r\u1ea1\u20ab \uD83D\uDE00".toCharArray())
            .ofMaxLength(4);
    return Combinators.combine(text, Arbitraries.of(true, false))
        .as(CsvRowsOracleTest::field)
        .list()
        .ofSize(columns)
        .map(
            fields ->
                (fields.get(0).startsWith("\"")
                        ? "\"x" + fields.get(0).substring(1)
                        : "x" + fields.get(0))
                    + fields.stream()
                        .skip(1)
                        .map(field -> "," + field)
                        .collect(Collectors.joining()));
  }

  private static String field(String text, boolean quoted) {
    String whole = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    boolean needed = whole.startsWith("\"") || whole.matches("(?s).*[,\n\r].*");
    return quoted || needed ? '"' + whole.replace("\"", "\"\"") + '"' : whole;
  }

  @Example
  void long_files_are_read_as_fastcsv_reads_them() {
    Random random = new Random(1270);
    StringBuilder file = new StringBuilder();
    while (file.length() < 3_000_000) {
      String address =
          "ấp \"Mới\",\r\n".repeat(random.nextInt(9)) + "x".repeat(random.nextInt(700));
      file.append("An,").append(field(address, random.nextBoolean())).append(",0903\n");
      file.append(random.nextInt(50) == 0 ? "đ".repeat(20_000) + ",2,3\r" : "");
    }
    List<String> expected =
        CsvReader.builder().ofCsvRecord(file.toString()).stream()
            .map(row -> row.getStartingLineNumber() + "|" + row.getField(1))
            .toList();
    for (Charset charset : List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16)) {
      List<String> read = CsvRowsTest.cells(open(file.toString(), 2, 100_000, charset));
      assertThat(read.equals(expected)).as("%s is read as by FastCSV", charset).isTrue();
    }
  }

  private static CsvRows open(String text, int column, int octetsAtOnce, Charset charset) {
    InputStream in =
        new ByteArrayInputStream(text.getBytes(charset)) {
          @Override
          public int read(byte[] into, int from, int length) {
            return super.read(into, from, Math.min(length, octetsAtOnce));
          }

          @Override
          public void close() throws IOException {
            throw new IOException("closed by who opened it");
          }
        };
    Column wanted = new Column(HeaderRow.ABSENT, null, column);
    return CsvRows.read(Path.of("x.csv"), in, charset, ',', wanted);
  }
}
