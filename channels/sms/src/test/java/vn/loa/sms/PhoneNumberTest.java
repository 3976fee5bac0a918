package vn.loa.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
        "\u202A0903123456\u202C"
      })
  void what_people_write_is_one_number(String text) {
    assertThat(PhoneNumber.read(text)).isEqualTo(new PhoneNumber(84903123456L));
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
    assertThat(PhoneNumber.read(old)).isEqualTo(new PhoneNumber(now));
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
        "02838291234    | NOT_MOBILE",
        "0283829123     | NOT_MOBILE",
        "0103123456     | NOT_MOBILE",
        "0603123456     | NOT_MOBILE",
        "+14155550123   | FOREIGN",
        "0015551234567  | FOREIGN"
      })
  void what_is_no_mobile_number_is_refused_with_its_reason(String text, PhoneProblem problem) {
    assertThat(PhoneNumber.read(text)).isEqualTo(problem);
  }

  @Test
  void a_cell_full_of_digits_is_too_long_whatever_they_are() {
    assertThat(PhoneNumber.read("0".repeat(40_000))).isEqualTo(PhoneProblem.TOO_LONG);
    assertThat(PhoneNumber.read("84".repeat(40_000))).isEqualTo(PhoneProblem.TOO_LONG);
  }

  @Test
  void a_number_is_an_address_and_shows_three_digits() {
    PhoneNumber number = new PhoneNumber(84903123456L);
    assertThat(number.address()).isEqualTo(new Address.Phone(84903123456L));
    assertThat(number).hasToString("********456");
  }

  @Test
  void a_number_that_is_no_mobile_cannot_be_made() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PhoneNumber(842838291234L))
        .withMessageContaining("*********234")
        .withMessageNotContaining("291234");
  }
}
