package vn.loa.sms;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashSet;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.loa.channel.Address;

class PhoneNumberTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0903123456",
        "84903123456",
        "+84903123456",
        "0084903123456",
        " 0903 123 456 ",
        "0903.123.456",
        "0903-123-456",
        "(0903) 123456",
        "+84 (0)903 123 456",
        "090\u00A03123456",
        "\u202A0903123456\u202C",
        "\uFEFF0903123456",
        "0903\u2013123\u2013456",
        "0903\u2009123\u2009456",
        "(+84) 903 123 456",
        "+0084 903 123 456",
        "00840903123456",
        "840903123456",
        "\t0903123456\r\n",
        "0903\u2212123\u2212456"
      })
  void what_people_write_is_one_number(String text) {
    assertThat(PhoneNumber.read(text)).isEqualTo(PhoneNumber.of(84903123456L));
  }

  @ParameterizedTest
  @CsvSource({
    "01203123456, 84703123456", "01213123456, 84793123456", "01223123456, 84773123456",
    "01263123456, 84763123456", "01283123456, 84783123456", "01233123456, 84833123456",
    "01243123456, 84843123456", "01253123456, 84853123456", "01273123456, 84813123456",
    "01293123456, 84823123456", "01623123456, 84323123456", "01633123456, 84333123456",
    "01643123456, 84343123456", "01653123456, 84353123456", "01663123456, 84363123456",
    "01673123456, 84373123456", "01683123456, 84383123456", "01693123456, 84393123456",
    "01863123456, 84563123456", "01883123456, 84583123456", "01993123456, 84593123456",
    "+841683123456, 84383123456"
  })
  void a_number_of_eleven_digits_becomes_its_number_of_today(String old, long now) {
    assertThat(PhoneNumber.read(old)).isEqualTo(PhoneNumber.of(now));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "032", "039", "052", "056", "058", "059", "055", "070", "076", "079", "081", "086", "087",
        "088", "089", "090", "092", "096", "099"
      })
  void every_mobile_prefix_of_today_is_known(String prefix) {
    assertThat(PhoneNumber.read(prefix + "8123456")).isInstanceOf(PhoneNumber.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''             | EMPTY",
        "'   '          | EMPTY",
        "9.03E8         | SPREADSHEET_NUMBER",
        "9,03123456E+8  | SPREADSHEET_NUMBER",
        "O903123456     | LETTERS",
        "0912345678x    | LETTERS",
        "không có       | LETTERS",
        "0903…/0912…    | ODD_CHARACTERS",
        "0903123456;    | ODD_CHARACTERS",
        "０９０３１２３４５６ | ODD_CHARACTERS",
        "--             | TOO_SHORT",
        "090312345      | TOO_SHORT",
        "903123456      | TOO_SHORT",
        "8490312345     | TOO_SHORT",
        "09031234567    | TOO_LONG",
        "849031234567   | TOO_LONG",
        "02838291234    | LANDLINE",
        "0283829123     | LANDLINE",
        "0103123456     | NOT_MOBILE",
        "0693123456     | NOT_MOBILE",
        "14155550123    | FOREIGN",
        "1234567890     | FOREIGN",
        "𝟎𝟗𝟎𝟑𝟏𝟐𝟑𝟒𝟓𝟔     | ODD_CHARACTERS",
        "++84903123456  | ODD_CHARACTERS",
        "0903+123456    | ODD_CHARACTERS",
        "0903123456/    | ODD_CHARACTERS",
        "0903,123456    | ODD_CHARACTERS",
        "9.03E-8        | LETTERS",
        "+              | TOO_SHORT",
        "0              | TOO_SHORT",
        "00             | TOO_SHORT",
        "0084           | TOO_SHORT",
        "12             | TOO_SHORT",
        "090            | TOO_SHORT",
        "123456         | TOO_SHORT",
        "0113           | TOO_SHORT",
        "84903123       | TOO_SHORT",
        "09031234567890123  | TOO_LONG",
        "903123456789012345 | FOREIGN",
        "9031234567890123456| TOO_LONG",
        "01303123456    | TOO_LONG",
        "01003123456    | TOO_LONG",
        "02003123456    | LANDLINE",
        "84009031234567 | TOO_LONG",
        "113            | SHORT_CODE",
        "5656           | SHORT_CODE",
        "84903          | SHORT_CODE",
        "18001091       | SHORT_CODE",
        "19006091       | SHORT_CODE",
        "1900545415     | SHORT_CODE",
        "1900 5454 151  | FOREIGN",
        "+84 1900 6091  | SHORT_CODE",
        "1900609        | TOO_SHORT",
        "17006091       | TOO_SHORT",
        "+84 24 3825 3536   | LANDLINE",
        "0438253536     | LANDLINE",
        "0203123456     | LANDLINE",
        "0613822222     | LANDLINE",
        "06503822222    | LANDLINE",
        "05113822222    | LANDLINE",
        "069 123 456    | LANDLINE",
        "069 1234 567   | NOT_MOBILE",
        "069 123 45     | LANDLINE",
        "069 1234       | TOO_SHORT",
        "028382912345   | TOO_LONG",
        "0503123456     | NOT_MOBILE",
        "0713123456     | NOT_MOBILE",
        "0803123456     | NOT_MOBILE",
        "0140123456     | NOT_MOBILE",
        "0000000000     | FOREIGN_INVALID",
        "+15551234567   | FOREIGN_INVALID",
        "0015551234567  | FOREIGN_INVALID",
      })
  void what_is_no_mobile_number_is_refused_with_its_reason(String text, PhoneProblem problem) {
    assertThat(PhoneNumber.read(text)).isEqualTo(problem);
  }

  @Test
  void old_area_codes_are_landlines_where_no_mobile_took_them_over() {
    int[] codes = {53, 54, 57, 60, 61, 62, 63, 64, 66, 67, 68, 72, 73, 74, 75};
    for (int code : codes) {
      assertThat(PhoneNumber.read("0" + code + "3822222")).isEqualTo(PhoneProblem.LANDLINE);
    }
    int[] longer = {320, 321, 350, 351, 500, 501, 510, 511, 650, 651, 710, 711, 780, 781, 210, 299};
    for (int code : longer) {
      assertThat(PhoneNumber.read("0" + code + "3822222")).isEqualTo(PhoneProblem.LANDLINE);
    }
  }

  @Test
  void a_number_written_the_old_way_says_so_and_is_equal_to_the_new() {
    PhoneNumber old = (PhoneNumber) PhoneNumber.read("0168 3123 456");
    PhoneNumber now = (PhoneNumber) PhoneNumber.read("038 3123 456");
    assertThat(old.isUpgraded()).isTrue();
    assertThat(now.isUpgraded()).isFalse();
    assertThat(old).isEqualTo(now).hasSameHashCodeAs(now);
    assertThat(old).isNotEqualTo(PhoneNumber.of(84383123457L)).isNotEqualTo("84383123456");
    assertThat(new HashSet<>(List.of(now, PhoneNumber.of(84383123457L)))).hasSize(2).contains(old);
  }

  @Test
  void what_was_parsed_comes_apart() {
    long old = PhoneNumber.parse("0168 3123 456");
    assertThat(PhoneNumber.isNumber(old)).isTrue();
    assertThat(PhoneNumber.isUpgraded(old)).isTrue();
    assertThat(PhoneNumber.e164(old)).isEqualTo(84383123456L);
    long none = PhoneNumber.parse("O38 3123 456");
    assertThat(PhoneNumber.isNumber(none)).isFalse();
    assertThat(PhoneNumber.isUpgraded(none)).isFalse();
    assertThat(PhoneNumber.problem(none)).isEqualTo(PhoneProblem.LETTERS);
  }

  @Test
  void what_was_parsed_is_not_taken_for_what_it_is_not() {
    long[] noNumbers = {0, -1, Long.MIN_VALUE};
    for (long none : noNumbers) {
      assertThatIllegalArgumentException().isThrownBy(() -> PhoneNumber.e164(none));
    }
    long[] noProblems = {0, 84903123456L, -12, Long.MIN_VALUE};
    for (long none : noProblems) {
      assertThatIllegalArgumentException().isThrownBy(() -> PhoneNumber.problem(none));
    }
  }

  @ParameterizedTest
  @EnumSource(PhoneProblem.class)
  void every_problem_survives_packing(PhoneProblem problem) {
    assertThat(PhoneNumber.problem(problem.packed())).isEqualTo(problem);
    assertThat(PhoneNumber.isNumber(problem.packed())).isFalse();
    assertThat(problem.text()).isNotBlank();
  }

  @Test
  void octets_are_read_between_their_bounds() {
    byte[] octets = "1,0903 123 456,x".getBytes(UTF_8);
    assertThat(PhoneNumber.parse(octets, 2, 14)).isEqualTo(84903123456L);
    assertThat(PhoneNumber.parse(octets, 2, 2)).isEqualTo(PhoneProblem.EMPTY.packed());
    assertThat(PhoneNumber.parse(octets, 2, 16)).isEqualTo(PhoneProblem.LETTERS.packed());
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> PhoneNumber.parse(octets, 2, 17));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "+84903123456",
        "(+84) 903 123 456",
        "+0903123456",
        "++84903123456",
        "0+903123456",
        "0903123456+",
        "+",
        "",
        " ",
        "@",
        "0903\u00A0123456",
        "\u20110903123456",
        "9.03E8",
        "O903123456",
        "0168 3123 456",
        "113"
      })
  void octets_are_read_as_their_text_is(String text) {
    byte[] octets = text.getBytes(UTF_8);
    assertThat(PhoneNumber.parse(octets, 0, octets.length)).isEqualTo(PhoneNumber.parse(text));
  }

  @Test
  void octets_that_are_no_utf8_are_odd() {
    byte[] octets = "0903123456".getBytes(UTF_8);
    octets[9] = (byte) 0xFF;
    assertThat(PhoneNumber.problem(PhoneNumber.parse(octets, 0, 10)))
        .isEqualTo(PhoneProblem.ODD_CHARACTERS);
  }

  @Property(tries = 2_000)
  void a_masked_text_shows_three_digits_at_most(@ForAll String text) {
    for (String each : List.of(text, "0903" + text + "123456", text + "𝟎𝟗𝟎𝟑𝟏𝟐" + text)) {
      String masked = PhoneNumber.masked(each);
      assertThat(masked.codePoints().filter(Character::isDigit).count()).isLessThanOrEqualTo(3);
      assertThat(masked.codePointCount(0, masked.length())).isLessThanOrEqualTo(24);
    }
  }

  @Test
  void the_end_of_a_long_text_is_shown() {
    assertThat(PhoneNumber.masked("0903 123 456")).isEqualTo("**** *** 456");
    assertThat(PhoneNumber.masked("123456789012345678901234")).isEqualTo("*".repeat(21) + "234");
    assertThat(PhoneNumber.masked("1234567890123456789012345"))
        .isEqualTo("…" + "*".repeat(20) + "345");
    assertThat(PhoneNumber.masked("")).isEmpty();
  }

  @Test
  void a_masked_text_is_one_line_whatever_it_held() {
    assertThat(PhoneNumber.masked("x\r\n\u0085\u2028\u2029y")).isEqualTo("x     y");
    assertThat(PhoneNumber.masked("\u001B[31m \u202Eabc\uFEFF\0")).isEqualTo(" [31m  abc  ");
    assertThat(PhoneNumber.masked("Số điện thoại")).isEqualTo("Số điện thoại");
  }

  @Test
  void a_cell_full_of_digits_is_too_long_whatever_they_are() {
    assertThat(PhoneNumber.read("0".repeat(40_000))).isEqualTo(PhoneProblem.TOO_LONG);
    assertThat(PhoneNumber.read("84".repeat(40_000))).isEqualTo(PhoneProblem.TOO_LONG);
  }

  @Test
  void a_number_is_an_address_and_shows_three_digits() {
    PhoneNumber number = PhoneNumber.of(84903123456L);
    assertThat(number.address()).isEqualTo(new Address.Phone(84903123456L));
    assertThat(number).hasToString("********456");
  }

  @Test
  void a_number_that_is_no_mobile_cannot_be_made() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PhoneNumber.of(842838291234L))
        .withMessageContaining("*********234")
        .withMessageNotContaining("291234");
  }

  @ParameterizedTest
  @ValueSource(
      longs = {84, 8490312345L, 84603123456L, 849031234567L, 0, -1, 1_000_000_000_000_000L})
  void what_is_no_number_cannot_be_made(long e164) {
    assertThatIllegalArgumentException().isThrownBy(() -> PhoneNumber.of(e164));
  }
}
