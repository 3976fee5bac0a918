package vn.loa.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Whatever comes in, what comes out is documented. */
class NumbersFuzzTest {

  @Property(tries = 20_000)
  void a_text_is_a_number_or_a_problem_and_its_octets_are_the_same(@ForAll("texts") String text) {
    PhoneReading reading = PhoneNumber.read(text);
    long parsed = PhoneNumber.parse(CharBuffer.wrap(text));
    assertThat(reading)
        .isEqualTo(
            PhoneNumber.isNumber(parsed)
                ? PhoneNumber.of(PhoneNumber.e164(parsed))
                : PhoneNumber.problem(parsed));
    byte[] octets = ("x" + text + "x").getBytes(StandardCharsets.UTF_8);
    if (StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      assertThat(PhoneNumber.parse(octets, 1, octets.length - 1)).isEqualTo(parsed);
    }
  }

  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> written =
        Arbitraries.strings().withChars("0123456789+-.() 84\t\u00A0\u202AeExO/").ofMaxLength(24);
    Arbitrary<String> digits = Arbitraries.strings().numeric().ofMaxLength(22);
    Arbitrary<String> abroad = digits.map(rest -> "+" + rest);
    return Arbitraries.oneOf(written, digits, abroad, Arbitraries.strings().ofMaxLength(40));
  }

  @Test
  void octets_are_a_set_or_a_number_file_exception() throws IOException {
    Random random = new Random(6);
    NumberSet numbers = new NumberSet();
    for (int i = 0; i < 6_000; i++) {
      numbers.add(84_903_000_000L + random.nextInt(70_000));
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    numbers.write(out);
    for (int i = 0; i < 5_000; i++) {
      byte[] hurt = out.toByteArray();
      for (int hits = random.nextInt(4); hits >= 0; hits--) {
        int at = random.nextInt(random.nextBoolean() ? 60 : hurt.length);
        hurt[at] += (byte) (1 + random.nextInt(255));
      }
      assertSame(numbers, hurt);
    }
  }

  /** Two hits may undo each other: then it is the set again. */
  private static void assertSame(NumberSet numbers, byte[] hurt) {
    try {
      assertThat(NumberSet.read(new ByteArrayInputStream(hurt))).isEqualTo(numbers);
    } catch (NumberFileException e) {
      assertThat(e).hasMessageStartingWith("the stream ").hasMessageContaining(";");
    }
  }

  @Property(tries = 2_000)
  void octets_of_nothing_are_refused(@ForAll byte[] octets) {
    assertThatExceptionOfType(NumberFileException.class)
        .isThrownBy(() -> NumberSet.read(new ByteArrayInputStream(octets)));
  }
}
