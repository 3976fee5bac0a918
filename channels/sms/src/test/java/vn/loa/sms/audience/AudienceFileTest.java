package vn.loa.sms.audience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.groups.Tuple.tuple;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.loa.channel.Address;

class AudienceFileTest {

  @TempDir Path folder;

  @Test
  void numbers_keep_the_order_of_the_file() throws IOException {
    AudienceReading reading = read("name,phone", "Bình,0903000002", "An,+84 903 000 001");
    assertThat(reading.audience().name()).isEqualTo("citizens.csv");
    assertThat(reading.audience().recipients())
        .containsExactly(new Address.Phone(84903000002L), new Address.Phone(84903000001L));
    assertThat(reading.rows()).isEqualTo(2);
    assertThat(reading.rejected()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "phone",
        "Phone",
        "so_dien_thoai",
        "Số điện thoại",
        "SĐT",
        "sdt",
        "Điện thoại",
        "Mobile"
      })
  void the_phone_column_is_found_by_its_usual_names(String name) throws IOException {
    assertThat(read("ten;" + name + ";to", "An;0903000001;3").audience().size()).isEqualTo(1);
  }

  @Test
  void the_phone_column_can_be_named() throws IOException {
    Path file = write("phone,zalo", "0903000001,0903000002");
    assertThat(AudienceFile.read(file, "Zalo").audience().recipients())
        .containsExactly(new Address.Phone(84903000002L));
  }

  @Test
  void a_byte_order_mark_and_windows_line_ends_are_no_part_of_the_text() throws IOException {
    Path file = folder.resolve("citizens.csv");
    Files.writeString(file, "\uFEFFphone,name\r\n0903000001,An\r\n0903000002,Bình");
    assertThat(AudienceFile.read(file).audience().size()).isEqualTo(2);
  }

  @Test
  void a_bad_number_is_rejected_with_its_line_and_harms_only_itself() throws IOException {
    AudienceReading reading =
        read("phone", "0903000001", "O903000002", "9.03E8", "02838291234", "0903000003");
    assertThat(reading.audience().size()).isEqualTo(2);
    assertThat(reading.rejected())
        .extracting(RejectedRow::line, RejectedRow::code)
        .containsExactly(
            tuple(3L, "LETTERS"), tuple(4L, "SPREADSHEET_NUMBER"), tuple(5L, "LANDLINE"));
  }

  @Test
  void a_second_row_of_a_number_names_the_line_of_the_first() throws IOException {
    AudienceReading reading = read("phone", "0903000001", "0903000002", "+84903000001");
    assertThat(reading.audience().size()).isEqualTo(2);
    RejectedRow twice = reading.rejected().get(0);
    assertThat(twice.line()).isEqualTo(4);
    assertThat(twice.code()).isEqualTo("DUPLICATE");
    assertThat(twice.text()).contains("line 2").contains("001");
  }

  @Test
  void no_rejection_shows_a_full_number() throws IOException {
    AudienceReading reading =
        read("phone", "0903123456", "0903123456", "O903123456", "09031234567", "0903123456/0912");
    assertThat(reading.rejected())
        .hasSize(4)
        .allSatisfy(row -> assertThat(row.text()).doesNotContainPattern("\\d{4}"));
  }

  @Test
  void rejections_are_counted_by_reason() throws IOException {
    AudienceReading reading =
        read("phone", "0903000001", "0903000001", "x", "y", "0903000002,oops");
    assertThat(reading.rejectedByReason())
        .isEqualTo(Map.of("DUPLICATE", 1L, "LETTERS", 2L, "COLUMNS", 1L));
    assertThat(reading.rows()).isEqualTo(reading.audience().size() + 4L);
  }

  @Test
  void a_quoted_field_may_hold_separators_quotes_and_lines() throws IOException {
    AudienceReading reading =
        read(
            "address,phone",
            "\"12 Lê Lợi, phường \"\"1\"\"\",0903000001",
            "\"tầng 2",
            "",
            "số 5\",0903000002",
            "Chợ,x");
    assertThat(reading.audience().size()).isEqualTo(2);
    assertThat(reading.rejected()).extracting(RejectedRow::line).containsExactly(6L);
  }

  @Test
  void a_quote_that_is_never_closed_harms_only_its_row() throws IOException {
    AudienceReading reading =
        read("name,phone", "An,0903000001", "\"Bình,0903000002", "", "Chi,0903000003", "Dũng,x");
    assertThat(reading.audience().recipients())
        .containsExactly(new Address.Phone(84903000001L), new Address.Phone(84903000003L));
    assertThat(reading.rejected())
        .extracting(row -> row.line() + " " + row.code())
        .containsExactly("3 BROKEN", "6 LETTERS");
  }

  @Test
  void a_quote_left_open_does_not_swallow_the_next_quoted_row() throws IOException {
    AudienceReading reading =
        read("name,phone", "\"Bình,0903000002", "Chi,0903000003", "\"Dũng, Lê\",0903000004");
    assertThat(reading.audience().size()).isEqualTo(2);
    assertThat(reading.rejected()).extracting(RejectedRow::code).containsExactly("BROKEN");
  }

  @Test
  void a_quote_inside_a_plain_field_is_a_character() throws IOException {
    AudienceReading reading = read("name,phone", "Màn hình 5\",0903000001", "An,0903000002");
    assertThat(reading.audience().size()).isEqualTo(2);
  }

  @Test
  void many_broken_rows_cost_no_more_than_their_lines() throws IOException {
    StringBuilder text = new StringBuilder("name,phone\n");
    for (int i = 0; i < 20_001; i++) {
      text.append("\"An,090").append(3_000_000 + i).append('\n');
    }
    Path file = Files.writeString(folder.resolve("citizens.csv"), text);
    AudienceReading reading = AudienceFile.read(file);
    assertThat(reading.rows()).isEqualTo(20_001);
  }

  @Test
  void a_missing_file_is_said_with_its_path() {
    assertThatExceptionOfType(AudienceFileException.class)
        .isThrownBy(() -> AudienceFile.read(folder.resolve("none.csv")))
        .withMessageContaining("none.csv")
        .withMessageContaining("no such file");
  }

  @Test
  void a_file_without_phone_column_is_said_with_the_columns_it_has() throws IOException {
    Path file = write("ten,to", "An,3");
    assertThatExceptionOfType(AudienceFileException.class)
        .isThrownBy(() -> AudienceFile.read(file))
        .withMessageContaining("line 1")
        .withMessageContaining("[ten, to]");
  }

  @Test
  void a_file_without_header_shows_no_number_when_it_is_refused() throws IOException {
    Path file = write("An,0903123456", "Bình,0903123457");
    assertThatExceptionOfType(AudienceFileException.class)
        .isThrownBy(() -> AudienceFile.read(file))
        .withMessageNotContaining("123456");
  }

  @Test
  void an_empty_file_is_refused() throws IOException {
    Path file = Files.writeString(folder.resolve("citizens.csv"), "");
    assertThatExceptionOfType(AudienceFileException.class)
        .isThrownBy(() -> AudienceFile.read(file))
        .withMessageContaining("empty");
  }

  @ParameterizedTest
  @ValueSource(strings = {"windows-1258", "UTF-16"})
  void a_file_in_another_encoding_is_refused_with_the_mend(String encoding) throws IOException {
    Path file = folder.resolve("citizens.csv");
    Files.write(file, "tên,phone\nĐào,0903000001\n".getBytes(Charset.forName(encoding)));
    assertThatExceptionOfType(AudienceFileException.class)
        .isThrownBy(() -> AudienceFile.read(file))
        .withMessageContaining("not UTF-8")
        .withMessageContaining("CSV UTF-8");
  }

  private AudienceReading read(String... lines) throws IOException {
    return AudienceFile.read(write(lines));
  }

  private Path write(String... lines) throws IOException {
    return Files.writeString(
        folder.resolve("citizens.csv"), String.join("\n", lines) + "\n", StandardCharsets.UTF_8);
  }
}
