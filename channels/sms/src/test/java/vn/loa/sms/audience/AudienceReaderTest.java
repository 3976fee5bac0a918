package vn.loa.sms.audience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.loa.channel.Address;
import vn.loa.sms.NumberSet;
import vn.loa.sms.Operators;

class AudienceReaderTest {

  private static final AudienceReader READER = AudienceReader.builder().build();

  @TempDir Path folder;

  @Test
  void every_valid_number_is_given_on_once_in_the_order_of_the_file() throws IOException {
    List<Long> given = new ArrayList<>();
    Path file = write("phone", "0903000002", "0903000001", "+84 903 000 002", "x");
    AudienceReport report = READER.read(file, given::add);
    assertThat(given).containsExactly(84903000002L, 84903000001L);
    assertThat(report.name()).isEqualTo("citizens.csv");
    assertThat(report.rows()).isEqualTo(4);
    assertThat(report.valid()).isEqualTo(2);
    assertThat(report.duplicates().count()).isEqualTo(1);
    assertThat(report.refusedCount()).isEqualTo(1);
    assertThat(report.refused("LETTERS").count()).isEqualTo(1);
    assertThat(report.refused("EMPTY")).isEqualTo(new RejectedRows(0, List.of()));
    assertThat(report.numbers().size()).isEqualTo(2);
    assertThat(report.numbers().contains(84903000001L)).isTrue();
  }

  @Test
  void who_opted_out_is_left_out_and_counted_each_time() throws IOException {
    NumberSet stop = new NumberSet();
    stop.add(84903000001L);
    AudienceReader reader = AudienceReader.builder().optedOut(stop).build();
    AudienceReading reading = reader.read(write("phone", "0903000001", "0903000002", "0903000001"));
    assertThat(reading.audience().recipients()).containsExactly(new Address.Phone(84903000002L));
    assertThat(reading.report().duplicates().count()).isZero();
    assertThat(reading.report().optedOut().first())
        .containsExactly(
            new RejectedRow(2, "OPTED_OUT", "********001 wants no messages"),
            new RejectedRow(4, "OPTED_OUT", "********001 wants no messages"));
    assertThat(reading.rejectedByReason()).containsExactly(entry("OPTED_OUT", 2L));
    assertThat(reading.rejectedCount()).isEqualTo(2);
  }

  @Test
  void the_valid_are_counted_by_operator() {
    Operators operators = Operators.byPrefix();
    List<String> numbers = List.of("0903000001", "0983000001", "0913000001", "0903000001");
    AudienceReport report =
        AudienceReader.builder()
            .operators(operators)
            .build()
            .read("x", numbers.iterator(), e -> {});
    long counted = report.byOperator().values().stream().mapToLong(Long::longValue).sum();
    assertThat(counted).isEqualTo(report.valid()).isEqualTo(3);
    assertThat(report.byOperator()).containsKey(operators.of(84903000001L));
  }

  @Test
  void each_reason_has_its_rows_with_line_and_masked_text() throws IOException {
    AudienceReport report =
        READER.read(
            write(
                "ten,sdt",
                "An,0903 123 45",
                "Bình",
                "\"Chi,0903123456",
                "Dũng,",
                "Ý,090312345x",
                "x".repeat(70_000)),
            e164 -> {});
    assertThat(report.refused().keySet())
        .containsExactly("BROKEN", "COLUMNS", "EMPTY", "LETTERS", "LINE_TOO_LONG", "TOO_SHORT");
    assertThat(only(report, "TOO_SHORT").line()).isEqualTo(2);
    assertThat(only(report, "TOO_SHORT").text()).startsWith("sdt \"**** **3 45\": ");
    assertThat(only(report, "COLUMNS"))
        .isEqualTo(
            new RejectedRow(
                3,
                "COLUMNS",
                "1 columns where the header has 2; leave a field empty, but not out"));
    assertThat(only(report, "BROKEN").line()).isEqualTo(4);
    assertThat(only(report, "BROKEN").text())
        .isEqualTo(
            "a quote is not closed, or closed too early; inside quotes, write a quote twice");
    assertThat(only(report, "EMPTY").line()).isEqualTo(5);
    assertThat(only(report, "LETTERS").line()).isEqualTo(6);
    assertThat(only(report, "LINE_TOO_LONG").line()).isEqualTo(7);
    assertThat(only(report, "LINE_TOO_LONG").text()).contains("65,536 octets");
  }

  private static RejectedRow only(AudienceReport report, String code) {
    RejectedRows rows = report.refused(code);
    assertThat(rows.count()).isEqualTo(1);
    return rows.first().get(0);
  }

  @Test
  void of_each_reason_the_first_thousand_rows_are_kept_and_all_are_counted() {
    List<String> numbers = new ArrayList<>();
    for (int i = 0; i < 1_001; i++) {
      numbers.addAll(List.of("0903000001", "0903000002", "x", "0" + (1_683_000_000 + i)));
    }
    AudienceReport report =
        AudienceReader.builder()
            .optedOut(e164 -> e164 == 84903000002L)
            .build()
            .read("x", numbers.iterator(), e164 -> {});
    assertThat(report.rows()).isEqualTo(4_004);
    assertThat(report.duplicates().count()).isEqualTo(1_000);
    assertThat(report.duplicates().first()).hasSize(1_000);
    assertThat(report.optedOut().count()).isEqualTo(1_001);
    assertThat(report.optedOut().first()).hasSize(1_000);
    assertThat(report.refused("LETTERS").count()).isEqualTo(1_001);
    assertThat(report.refused("LETTERS").first()).hasSize(1_000);
    assertThat(report.refused("LETTERS").first().get(999).line()).isEqualTo(3_999);
  }

  @Test
  void numbers_of_eleven_digits_are_valid_and_counted_as_upgraded() {
    AudienceReport report =
        READER.read("x", List.of("0903000001", "01683123456", "0383123456").iterator(), e -> {});
    assertThat(report.valid()).isEqualTo(2);
    assertThat(report.numbers().contains(84383123456L)).isTrue();
    assertThat(report.duplicates().first().get(0).text())
        .isEqualTo("********456 stands in line 2 already");
  }

  @Test
  void the_lines_of_the_first_65536_numbers_are_remembered() {
    Iterator<String> numbers =
        LongStream.concat(LongStream.range(0, 65_537), LongStream.of(65_535, 65_536))
            .mapToObj(i -> "090" + (3_000_000 + i))
            .iterator();
    AudienceReport report = READER.read("x", numbers, e164 -> {});
    assertThat(report.duplicates().first())
        .extracting(RejectedRow::text)
        .containsExactly(
            "********535 stands in line 65536 already",
            "********536 stands in an earlier row already");
  }

  @Test
  void an_element_that_is_null_or_empty_is_a_row_without_number() {
    List<@Nullable String> numbers = Arrays.asList("0903000001", null, "", " ");
    AudienceReading reading = READER.read("query", numbers.iterator());
    assertThat(reading.audience().name()).isEqualTo("query");
    assertThat(reading.audience().size()).isEqualTo(1);
    assertThat(reading.rejected())
        .extracting(row -> row.line() + row.code())
        .containsExactly("2EMPTY", "3EMPTY", "4EMPTY");
    assertThat(reading.rejected().get(0).text()).startsWith("number \"\": ");
  }

  @Test
  void what_an_iterator_or_a_taker_throws_passes_through() throws IOException {
    IllegalStateException fault = new IllegalStateException("mine");
    Iterator<String> failing =
        LongStream.of(1, 2)
            .mapToObj(
                i -> {
                  throw fault;
                })
            .map(String::valueOf)
            .iterator();
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> READER.read("x", failing, e164 -> {}))
        .isSameAs(fault);
    Path file = write("phone", "0903000001");
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(
            () ->
                READER.read(
                    file,
                    e164 -> {
                      throw fault;
                    }))
        .isSameAs(fault);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0903000001", "An,0903000001,3", "\"Lê, An\";0903000001", "1\t0903000001"})
  void without_header_the_column_is_the_first_that_holds_a_number(String row) throws IOException {
    assertThat(READER.read(write(row)).audience().recipients())
        .containsExactly(new Address.Phone(84903000001L));
    AudienceReader told = AudienceReader.builder().header(HeaderRow.ABSENT).build();
    assertThat(told.read(write(row)).audience().size()).isEqualTo(1);
  }

  @Test
  void without_header_a_bad_first_row_is_told_and_not_lost() throws IOException {
    AudienceReading reading = READER.read(write("An,O903000001", "Bình,0903000002"));
    assertThat(reading.rows()).isEqualTo(2);
    assertThat(reading.rejected().get(0).line()).isEqualTo(1);
    assertThat(reading.rejected().get(0).text()).startsWith("column 2 ");
  }

  @Test
  void without_header_the_first_row_may_go_over_lines() throws IOException {
    AudienceReading reading =
        READER.read(write("An,\"tầng 2", "", "số 5\",0903000001", "Bình,Chợ,0903000002"));
    assertThat(reading.audience().size()).isEqualTo(2);
    assertThat(reading.rejected()).isEmpty();
  }

  @Test
  void a_header_may_go_over_lines() throws IOException {
    AudienceReading reading = READER.read(write("ten,\"Số", "điện thoại\"", "An,0903000001"));
    assertThat(reading.audience().size()).isEqualTo(1);
    assertThat(reading.rows()).isEqualTo(1);
  }

  @Test
  void one_column_without_header_needs_no_number_to_be_known() throws IOException {
    AudienceReader reader = AudienceReader.builder().header(HeaderRow.ABSENT).build();
    assertThat(reader.read(write("x", "y")).rejectedByReason()).isEqualTo(Map.of("LETTERS", 2L));
    assertThatExceptionOfType(AudienceFileException.class)
        .isThrownBy(() -> reader.read(write("x,y")));
    assertThatExceptionOfType(AudienceFileException.class)
        .isThrownBy(() -> READER.read(write("x", "y")))
        .withMessageContaining("no column of phone numbers");
  }

  @Test
  void the_column_can_be_told_by_its_number() throws IOException {
    Path file = write("0903000001,0903000002", "0903000003,0903000004");
    AudienceReader second = AudienceReader.builder().column("gone").column(2).build();
    assertThat(second.read(file).audience().recipients())
        .containsExactly(new Address.Phone(84903000002L), new Address.Phone(84903000004L));
    Path named = write("phone,zalo", "0903000001,0903000002");
    assertThat(second.read(named).audience().recipients())
        .containsExactly(new Address.Phone(84903000002L));
    AudienceReader third = AudienceReader.builder().column(3).build();
    for (Path two : List.of(file, named)) {
      assertThatExceptionOfType(AudienceFileException.class)
          .isThrownBy(() -> third.read(two))
          .withMessageContaining("no column number 3");
    }
  }

  @Test
  void a_column_told_by_its_name_means_that_there_is_a_header() throws IOException {
    AudienceReader zalo = AudienceReader.builder().column(1).column("ZALO ").build();
    assertThat(zalo.read(write("phone,Zalo", "0903000001,0903000002")).audience().recipients())
        .containsExactly(new Address.Phone(84903000002L));
    assertThatExceptionOfType(AudienceFileException.class)
        .isThrownBy(() -> zalo.read(write("An,0903000001")))
        .withMessageContaining("no column \"ZALO \"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tel,mobile",
        "Điện thoại,Di động",
        "ĐT bàn,Số điện thoại di động",
        "SĐT,ĐTDĐ",
        "phone,Mobile number",
        "name,msisdn"
      })
  void of_a_landline_and_a_mobile_the_mobile_is_read(String header) throws IOException {
    AudienceReading reading = READER.read(write(header, "02838291234,0903000001"));
    assertThat(reading.audience().recipients()).containsExactly(new Address.Phone(84903000001L));
    assertThat(reading.rows()).isEqualTo(1);
  }

  @Test
  void of_two_columns_of_a_name_the_first_is_read() throws IOException {
    Path file = write("phone,phone", "0903000001,0903000002");
    assertThat(READER.read(file).audience().recipients())
        .containsExactly(new Address.Phone(84903000001L));
  }

  @ParameterizedTest
  @ValueSource(strings = {"☎", "电话", "Телефон"})
  void a_column_may_have_a_name_of_any_signs(String name) throws IOException {
    AudienceReader reader = AudienceReader.builder().column(name).build();
    Path file = write(",#,имя," + name, "0903000001,0903000002,0903000003,0903000004");
    assertThat(reader.read(file).audience().recipients())
        .containsExactly(new Address.Phone(84903000004L));
  }

  @Test
  void of_a_file_with_many_columns_the_first_names_are_told() throws IOException {
    Path file = write("a,".repeat(10_000) + "b", "x");
    assertThatExceptionOfType(AudienceFileException.class)
        .isThrownBy(() -> READER.read(file))
        .withMessageContaining("among [" + "a, ".repeat(20) + "…];");
    assertThatExceptionOfType(AudienceFileException.class)
        .isThrownBy(() -> READER.read(write("a,".repeat(19) + "b", "x")))
        .withMessageContaining("among [" + "a, ".repeat(19) + "b];");
  }

  @Test
  void no_row_that_is_rejected_ends_the_line_of_a_log() throws IOException {
    AudienceReading reading =
        READER.read(write("phone", "\"0903\r\n000001 x\"", "\u001b[31m\u202Ex"));
    assertThat(reading.rejected())
        .extracting(RejectedRow::text)
        .allSatisfy(text -> assertThat(text).doesNotContainPattern("[\\p{Cntrl}\u202E]"));
    assertThat(reading.rejected()).hasSize(2);
  }

  @Test
  void the_separator_can_be_told() throws IOException {
    AudienceReader reader = AudienceReader.builder().separator('#').build();
    assertThat(reader.read(write("a,b,c#phone", "x,y#0903000001")).audience().size()).isEqualTo(1);
  }

  @Test
  void another_charset_is_read_on_request() throws IOException {
    Path file = folder.resolve("citizens.csv");
    Files.write(
        file,
        "S\u00F4\u0301 \u0111i\u00EA\u0323n thoa\u0323i,t\u00EAn\n0903000001,\u0110\u00E0o\nx,y\n"
            .getBytes(Charset.forName("windows-1258")));
    AudienceReader reader =
        AudienceReader.builder().charset(Charset.forName("windows-1258")).build();
    AudienceReading reading = reader.read(file);
    assertThat(reading.audience().size()).isEqualTo(1);
    assertThat(reading.rejected().get(0).line()).isEqualTo(3);
  }

  @Test
  void what_is_no_text_in_the_charset_is_told_with_its_line() throws IOException {
    Path file = folder.resolve("citizens.csv");
    Files.write(file, "phone,ten\n0903000001,\u00D2\n".getBytes(StandardCharsets.UTF_8));
    AudienceReader reader = AudienceReader.builder().charset(StandardCharsets.US_ASCII).build();
    List<Long> given = new ArrayList<>();
    assertThatExceptionOfType(AudienceFileException.class)
        .isThrownBy(() -> reader.read(file, given::add))
        .withMessageContaining("citizens.csv is not US-ASCII (noticed after line 1)");
  }

  @Test
  void a_folder_is_no_file() {
    assertThatExceptionOfType(AudienceFileException.class)
        .isThrownBy(() -> READER.read(folder))
        .withMessageContaining("cannot be read");
  }

  @Test
  void settings_that_cannot_be_are_refused() {
    AudienceReader.Builder builder = AudienceReader.builder();
    assertThatIllegalArgumentException().isThrownBy(() -> builder.column(0));
    for (char separator : "\"\n\rx0\u0110".toCharArray()) {
      assertThatIllegalArgumentException().isThrownBy(() -> builder.separator(separator));
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.header(HeaderRow.ABSENT).column("phone").build())
        .withMessageContaining("say its number");
  }

  @Test
  void a_report_adds_up_and_prints_its_counts() throws IOException {
    AudienceReport report = READER.read(write("phone", "0903000001", "0903000001", "x"), e -> {});
    assertThat(report)
        .hasToString("citizens.csv: 3 rows: 1 valid, 1 duplicate, 1 refused, 0 opted out");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new AudienceReport(
                    "x",
                    4,
                    report.valid(),
                    report.duplicates(),
                    report.optedOut(),
                    report.refused(),
                    report.upgraded(),
                    report.zeroRestored(),
                    report.byOperator(),
                    report.numbers()));
  }

  @Test
  void rejected_rows_stand_in_the_order_of_the_file() throws IOException {
    AudienceReading reading =
        READER.read(write("phone", "x", "0903000001", "0903000001", "12", "y"));
    assertThat(reading.rejected())
        .extracting(row -> row.line() + row.code())
        .containsExactly("2LETTERS", "4DUPLICATE", "5TOO_SHORT", "6LETTERS");
    assertThat(reading.rejectedByReason().keySet())
        .isEqualTo(Set.of("DUPLICATE", "LETTERS", "TOO_SHORT"));
  }

  private Path write(String... lines) throws IOException {
    return Files.writeString(
        folder.resolve("citizens.csv"), String.join("\n", lines) + "\n", StandardCharsets.UTF_8);
  }
}
