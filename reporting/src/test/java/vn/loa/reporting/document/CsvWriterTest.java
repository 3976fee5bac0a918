package vn.loa.reporting.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

class CsvWriterTest {

  @Example
  void values_are_for_programs() throws Exception {
    CSVRecord row = records(Samples.document()).get(1);
    assertThat(row.toList())
        .containsExactly("Quận 1", "1234567", "0.75", "2022-05-14", "2022-05-14T07:05", "PT31H5M");
    assertThat(records(Samples.document()).get(2).toList())
        .containsExactly("", "0", "", "", "", "");
  }

  @Example
  void a_byte_order_mark_comes_first_where_it_is_asked_for() throws Exception {
    assertThat(write(Samples.document(), true)).startsWith(0xef, 0xbb, 0xbf);
    assertThat(write(Samples.document(), false))
        .startsWith("Quận".getBytes(StandardCharsets.UTF_8));
  }

  @Example
  void lines_end_as_the_rfc_has_it() throws Exception {
    String text = new String(write(Samples.document(), false), StandardCharsets.UTF_8);
    assertThat(text).endsWith("\r\n");
    assertThat(text.replace("\r\n", "")).doesNotContain("\n", "\r");
  }

  @Example
  void no_hostile_words_are_a_formula() throws Exception {
    for (String words : HostileText.ALL.values()) {
      String read = records(Samples.document(Language.VI, words)).get(1).get(0);
      assertThat(read).isIn(HostileText.kept(words), "'" + HostileText.kept(words));
      assertThat(read.strip()).doesNotMatch("(?s)^[=+\\-@＝＋－＠].*");
    }
    assertThat(records(Samples.document(Language.VI, "-2+3")).get(1).get(0)).isEqualTo("'-2+3");
  }

  @Example
  void a_column_without_a_title_has_an_empty_one() throws Exception {
    Table table = Table.of("first", "T", List.of(new Column("", Cell.Kind.WORDS, 1)), List.of());
    Document document =
        new Document(Language.VI, "t", "s", Letterhead.builder("Sở").build(), List.of(table));
    assertThat(new String(write(document, false), StandardCharsets.UTF_8)).isIn("\r\n", "\"\"\r\n");
  }

  @Property(tries = 500)
  void whatever_the_words_are_they_come_back(@ForAll String words) throws Exception {
    String text = "x" + words;
    List<CSVRecord> records = records(Samples.document(Language.VI, text));
    assertThat(records).hasSize(4);
    assertThat(records.get(1).get(0)).isEqualTo(HostileText.kept(text));
    assertThat(records.get(1).size()).isEqualTo(6);
  }

  private static byte[] write(Document document, boolean bom) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    document.writeCsv("first", bom, out);
    return out.toByteArray();
  }

  private static List<CSVRecord> records(Document document) throws IOException {
    byte[] csv = write(document, false);
    try (CSVParser parser =
        CSVParser.parse(
            new InputStreamReader(new ByteArrayInputStream(csv), StandardCharsets.UTF_8),
            CSVFormat.RFC4180)) {
      return parser.getRecords();
    }
  }
}
