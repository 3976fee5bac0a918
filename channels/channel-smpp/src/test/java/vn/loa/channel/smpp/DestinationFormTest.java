package vn.loa.channel.smpp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DestinationFormTest {

  @ParameterizedTest
  @CsvSource({
    "DIGITS, 84903123456, 84903123456",
    "PLUS, 84903123456, +84903123456",
    "NATIONAL, 84903123456, 0903123456",
    "NATIONAL, 842438220000, 02438220000",
    "NATIONAL, 66812345678, 66812345678",
    "NATIONAL, 8412345678901, 012345678901",
    "NATIONAL, 84000000001, 0000000001",
    "DIGITS, 1, 1",
    "PLUS, 999999999999999, +999999999999999"
  })
  void a_number_is_written_as_the_operator_wants_it(
      DestinationForm form, long e164, String expected) {
    assertThat(written(form, e164)).isEqualTo(expected);
  }

  @Property
  void digits_are_the_numbers_own(@ForAll @LongRange(min = 1, max = 999_999_999_999_999L) long n) {
    assertThat(written(DestinationForm.DIGITS, n)).isEqualTo(Long.toString(n));
    assertThat(written(DestinationForm.PLUS, n)).isEqualTo("+" + n);
    String national = Long.toString(n).replaceFirst("^84", "0");
    assertThat(written(DestinationForm.NATIONAL, n)).isEqualTo(national);
  }

  private static String written(DestinationForm form, long e164) {
    byte[] octets = new byte[40];
    Arrays.fill(octets, (byte) '#');
    int length = form.write(octets, 7, e164);
    assertThat(length).isLessThanOrEqualTo(form.mostOctets());
    String all = new String(octets, US_ASCII);
    assertThat(all.replaceAll("#", "")).hasSize(length);
    return all.substring(7, 7 + length);
  }
}
