package vn.loa.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.loa.channel.Purpose;
import vn.loa.sms.SmsText.Encoding;

/** The steps are those that an aggregator publishes; the prices are made up. */
class TariffTest {

  private static final Tariff TARIFF =
      Tariff.builder()
          .step(Operator.VIETTEL, Purpose.CUSTOMER_CARE, Encoding.GSM7, 459, dong(900))
          .step(Operator.VIETTEL, Purpose.CUSTOMER_CARE, Encoding.GSM7, 160, dong(300))
          .step(Operator.VIETTEL, Purpose.CUSTOMER_CARE, Encoding.GSM7, 306, dong(600))
          .step(Operator.VIETTEL, Purpose.ADVERTISING, Encoding.GSM7, 122, dong(350))
          .step(Operator.VIETTEL, Purpose.ADVERTISING, Encoding.GSM7, 268, dong(700))
          .step(Operator.VIETTEL, Purpose.ADVERTISING, Encoding.GSM7, 421, dong(1050))
          .step(Operator.ITEL, Purpose.CUSTOMER_CARE, Encoding.UCS2, 70, dong(500))
          .anyOther(Purpose.CUSTOMER_CARE, Encoding.GSM7, 160, dong(400))
          .build();

  @ParameterizedTest
  @CsvSource({
    "CUSTOMER_CARE, 1, 1, 300",
    "CUSTOMER_CARE, 160, 1, 300",
    "CUSTOMER_CARE, 161, 2, 600",
    "CUSTOMER_CARE, 306, 2, 600",
    "CUSTOMER_CARE, 307, 3, 900",
    "CUSTOMER_CARE, 459, 3, 900",
    "ADVERTISING, 122, 1, 350",
    "ADVERTISING, 123, 2, 700",
    "ADVERTISING, 268, 2, 700",
    "ADVERTISING, 269, 3, 1050",
    "ADVERTISING, 421, 3, 1050"
  })
  void each_step_holds_up_to_its_edge(Purpose purpose, int units, int messages, int price) {
    assertThat(TARIFF.quote(Operator.VIETTEL, purpose, Encoding.GSM7, units))
        .isEqualTo(new Quote.Billed(messages, dong(price)));
  }

  @Test
  void beyond_the_last_step_it_is_not_carried() {
    assertThat(TARIFF.quote(Operator.VIETTEL, Purpose.CUSTOMER_CARE, Encoding.GSM7, 460))
        .isEqualTo(Quote.Refused.TOO_LONG);
    assertThat(TARIFF.quote(Operator.VIETTEL, Purpose.ADVERTISING, Encoding.GSM7, 422))
        .isEqualTo(Quote.Refused.TOO_LONG);
  }

  @Test
  void an_encoding_without_a_step_is_not_carried() {
    assertThat(TARIFF.quote(Operator.VIETTEL, Purpose.CUSTOMER_CARE, Encoding.UCS2, 1))
        .isEqualTo(Quote.Refused.NO_ENCODING);
  }

  @Test
  void a_purpose_without_a_step_is_not_carried() {
    assertThat(TARIFF.quote(Operator.VIETTEL, Purpose.PUBLIC_NOTICE, Encoding.GSM7, 1))
        .isEqualTo(Quote.Refused.NO_PURPOSE);
    assertThat(TARIFF.quote(Operator.ITEL, Purpose.ADVERTISING, Encoding.UCS2, 1))
        .isEqualTo(Quote.Refused.NO_PURPOSE);
  }

  @ParameterizedTest
  @EnumSource(names = {"VINAPHONE", "MOBIFONE", "UNKNOWN"})
  void any_other_operator_has_the_steps_of_any_other(Operator operator) {
    assertThat(TARIFF.quote(operator, Purpose.CUSTOMER_CARE, Encoding.GSM7, 160))
        .isEqualTo(new Quote.Billed(1, dong(400)));
  }

  @Test
  void any_other_adds_nothing_to_an_operator_with_steps_of_its_own_for_the_purpose() {
    assertThat(TARIFF.quote(Operator.ITEL, Purpose.CUSTOMER_CARE, Encoding.GSM7, 160))
        .isEqualTo(Quote.Refused.NO_ENCODING);
  }

  @Test
  void any_other_is_none_abroad_until_it_is_named() {
    assertThat(TARIFF.quote(Operator.FOREIGN, Purpose.CUSTOMER_CARE, Encoding.GSM7, 160))
        .isEqualTo(Quote.Refused.NO_PURPOSE);
    Tariff abroad =
        Tariff.builder()
            .step(Operator.FOREIGN, Purpose.CUSTOMER_CARE, Encoding.GSM7, 160, dong(1500))
            .build();
    assertThat(abroad.quote(Operator.FOREIGN, Purpose.CUSTOMER_CARE, Encoding.GSM7, 9))
        .isEqualTo(new Quote.Billed(1, dong(1500)));
  }

  @Test
  void prices_are_in_dong_unless_said_otherwise() {
    assertThat(TARIFF.currency()).isEqualTo(Currency.getInstance("VND"));
    Currency dollar = Currency.getInstance("USD");
    assertThat(one(160, "0.05").currency(dollar).build().currency()).isEqualTo(dollar);
  }

  @Test
  void why_it_is_not_carried_is_said_in_both_languages() {
    assertThat(Quote.Refused.NO_ENCODING.text(Locale.ENGLISH))
        .isEqualTo("does not carry this encoding");
    assertThat(Quote.Refused.NO_ENCODING.text(new Locale("vi")))
        .isEqualTo("không nhận kiểu mã hóa này");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 39015})
  void units_from_one_to_what_255_parts_hold_are_a_step(int units) {
    assertThat(one(units, "1").build().quote(Operator.ITEL, Purpose.ADVERTISING, Encoding.GSM7, 1))
        .isInstanceOf(Quote.Billed.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 39016})
  void other_units_are_refused(int units) {
    assertThat(problems(one(units, "1")))
        .isEqualTo(
            "step ITEL ADVERTISING GSM7 up to %d: %d units cannot be one message; give 1 to 39015"
                .formatted(units, units));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "0.05", "1000000000", "1000000000.00", "1.500"})
  void prices_from_nothing_to_a_thousand_million_are_taken(String price) {
    assertThat(one(1, price).build()).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "-0.01", "1000000000.01", "0.005"})
  void other_prices_are_refused(String price) {
    assertThat(problems(one(1, price)))
        .startsWith("step ITEL ADVERTISING GSM7 up to 1: the price is not 0 to 1000000000");
  }

  @Test
  void the_same_units_twice_are_refused() {
    assertThat(
            problems(
                Tariff.builder()
                    .anyOther(Purpose.ADVERTISING, Encoding.GSM7, 122, dong(1))
                    .anyOther(Purpose.ADVERTISING, Encoding.GSM7, 122, dong(1))))
        .isEqualTo(
            "step of any other ADVERTISING GSM7 up to 122: has the same units as step of any other ADVERTISING GSM7 up to 122; leave one of them");
  }

  @Test
  void a_longer_message_may_cost_as_much_and_not_less() {
    assertThat(
            one(10, "5")
                .step(Operator.ITEL, Purpose.ADVERTISING, Encoding.GSM7, 20, dong(5))
                .build())
        .isNotNull();
    assertThat(
            problems(
                one(20, "5").step(Operator.ITEL, Purpose.ADVERTISING, Encoding.GSM7, 10, dong(6))))
        .isEqualTo(
            "step ITEL ADVERTISING GSM7 up to 20: is cheaper than the shorter step ITEL ADVERTISING GSM7 up to 10; check both prices");
  }

  @Test
  void a_table_without_steps_is_refused() {
    assertThat(problems(Tariff.builder()))
        .isEqualTo("tariff: it has no steps; give one for each price");
  }

  @Test
  void all_problems_are_named_at_once() {
    Tariff.Builder bad = one(0, "-1").anyOther(Purpose.ADVERTISING, Encoding.UCS2, 70, dong(-2));
    assertThat(catchThrowableOfType(TariffException.class, bad::build).problems()).hasSize(3);
  }

  @Test
  void a_message_shows_fifty_problems_and_counts_the_others() {
    Tariff.Builder bad = Tariff.builder();
    for (int i = 0; i < 50; i++) {
      bad.step(Operator.ITEL, Purpose.ADVERTISING, Encoding.GSM7, -i, dong(1));
    }
    assertThat(problems(bad).lines()).hasSize(50);
    bad.step(Operator.ITEL, Purpose.ADVERTISING, Encoding.GSM7, -50, dong(1));
    TariffException refused = catchThrowableOfType(TariffException.class, bad::build);
    assertThat(refused.problems()).hasSize(51);
    assertThat(problems(bad).lines()).hasSize(51).endsWith("and 1 more; mend these first");
  }

  private static Tariff.Builder one(int units, String price) {
    return Tariff.builder()
        .step(Operator.ITEL, Purpose.ADVERTISING, Encoding.GSM7, units, new BigDecimal(price));
  }

  private static String problems(Tariff.Builder tariff) {
    return String.valueOf(catchThrowableOfType(TariffException.class, tariff::build).getMessage());
  }

  private static BigDecimal dong(long amount) {
    return BigDecimal.valueOf(amount);
  }
}
