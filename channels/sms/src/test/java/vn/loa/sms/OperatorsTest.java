package vn.loa.sms;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.EnumSet;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class OperatorsTest {

  @ParameterizedTest
  @CsvSource({
    "031, VIETTEL",
    "032, VIETTEL",
    "033, VIETTEL",
    "034, VIETTEL",
    "035, VIETTEL",
    "036, VIETTEL",
    "037, VIETTEL",
    "038, VIETTEL",
    "039, VIETTEL",
    "086, VIETTEL",
    "096, VIETTEL",
    "097, VIETTEL",
    "098, VIETTEL",
    "081, VINAPHONE",
    "082, VINAPHONE",
    "083, VINAPHONE",
    "084, VINAPHONE",
    "085, VINAPHONE",
    "088, VINAPHONE",
    "091, VINAPHONE",
    "094, VINAPHONE",
    "030, MOBIFONE",
    "051, MOBIFONE",
    "070, MOBIFONE",
    "076, MOBIFONE",
    "077, MOBIFONE",
    "078, MOBIFONE",
    "079, MOBIFONE",
    "089, MOBIFONE",
    "090, MOBIFONE",
    "093, MOBIFONE",
    "052, VIETNAMOBILE",
    "056, VIETNAMOBILE",
    "058, VIETNAMOBILE",
    "092, VIETNAMOBILE",
    "059, GMOBILE",
    "0993, GMOBILE",
    "0994, GMOBILE",
    "0995, GMOBILE",
    "0996, GMOBILE",
    "0997, GMOBILE",
    "055, WINTEL",
    "087, ITEL",
    "0998, ITEL",
    "0999, ITEL",
    "095, UNKNOWN",
    "0990, UNKNOWN",
    "0991, UNKNOWN",
    "0992, UNKNOWN"
  })
  void a_prefix_tells_the_operator(String prefix, Operator operator) {
    for (char filler : new char[] {'0', '9'}) {
      String text = prefix + String.valueOf(filler).repeat(10 - prefix.length());
      PhoneNumber number = (PhoneNumber) PhoneNumber.read(text);
      assertThat(Operators.byPrefix().of(number.e164())).as(text).isEqualTo(operator);
    }
  }

  @Test
  void no_other_prefix_has_an_operator() {
    Map<Operator, Long> prefixes =
        LongStream.range(84_000, 85_000)
            .mapToObj(prefix -> Operators.byPrefix().of(prefix * 1_000_000))
            .collect(groupingBy(operator -> operator, counting()));
    assertThat(prefixes)
        .containsOnly(
            Map.entry(Operator.VIETTEL, 130L),
            Map.entry(Operator.VINAPHONE, 80L),
            Map.entry(Operator.MOBIFONE, 100L),
            Map.entry(Operator.VIETNAMOBILE, 40L),
            Map.entry(Operator.GMOBILE, 15L),
            Map.entry(Operator.WINTEL, 10L),
            Map.entry(Operator.ITEL, 12L),
            Map.entry(Operator.UNKNOWN, 613L));
  }

  @ParameterizedTest
  @CsvSource({
    "16502530000, FOREIGN",
    "8, FOREIGN",
    "83903123456, FOREIGN",
    "85591234567, FOREIGN",
    "841, UNKNOWN",
    "842838291234, UNKNOWN",
    "84603123456, UNKNOWN"
  })
  void what_is_no_vietnamese_mobile_is_said_as_such(long e164, Operator operator) {
    assertThat(Operators.byPrefix().withPorted(any -> Operator.VIETTEL).of(e164))
        .isEqualTo(operator);
  }

  @Test
  void what_parse_gave_is_not_taken_for_a_number() {
    Operators operators = Operators.byPrefix();
    long[] others = {
      0, PhoneNumber.parse("x"), PhoneNumber.parse("0168 3123 456"), 1_000_000_000_000_000L
    };
    for (long other : others) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> operators.of(other))
          .withMessageContaining("take e164");
    }
    assertThat(operators.of(999_999_999_999_999L)).isEqualTo(Operator.FOREIGN);
  }

  @Test
  void who_knows_of_a_ported_number_is_asked_first_and_the_last_one_given_before_the_others() {
    long number = 84903123456L;
    Operators early =
        Operators.byPrefix().withPorted(e164 -> e164 == number ? Operator.VIETTEL : null);
    Operators late = early.withPorted(e164 -> e164 % 2 == 0 ? Operator.ITEL : null);
    assertThat(early.of(number)).isEqualTo(Operator.VIETTEL);
    assertThat(early.of(number + 2)).isEqualTo(Operator.MOBIFONE);
    assertThat(late.of(number)).isEqualTo(Operator.ITEL);
    assertThat(early.withPorted(e164 -> null).of(number)).isEqualTo(Operator.VIETTEL);
    assertThat(Operators.byPrefix().of(number)).isEqualTo(Operator.MOBIFONE);
  }

  @ParameterizedTest
  @CsvSource({
    "Viettel, VIETTEL",
    "VIETTEL Mobile, VIETTEL",
    "VNPT, VINAPHONE",
    "Vinaphone, VINAPHONE",
    "VNPT-VinaPhone, VINAPHONE",
    "Vina Phone, VINAPHONE",
    "MobiFone, MOBIFONE",
    "mobi, MOBIFONE",
    "Vietnamobile, VIETNAMOBILE",
    "G-Mobile, GMOBILE",
    "Gtel, GMOBILE",
    "Wintel, WINTEL",
    "Reddi, WINTEL",
    "iTel, ITEL",
    "ITelecom, ITEL",
    "Đông Dương Telecom, ITEL",
    "Indochina Telecom, ITEL"
  })
  void operators_are_known_by_what_people_call_them(String name, Operator operator) {
    assertThat(Operator.named(name)).contains(operator);
  }

  @ParameterizedTest
  @EnumSource(Operator.class)
  void an_operator_of_vietnam_is_known_by_its_own_name(Operator operator) {
    boolean vietnamese = !EnumSet.of(Operator.FOREIGN, Operator.UNKNOWN).contains(operator);
    assertThat(Operator.named(operator.name()).isPresent()).isEqualTo(vietnamese);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "AT&T", "Viettel 2", "☎"})
  void other_names_are_nobodys(String name) {
    assertThat(Operator.named(name)).isEmpty();
  }
}
