package vn.loa.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.loa.channel.ReferenceCodec.Form;

class ReferenceCodecTest {

  private static final ReferenceCodec EXACT = ReferenceCodec.exact();
  private static final ReferenceCodec DECIMAL = ReferenceCodec.decimal();
  private static final ReferenceCodec HEXADECIMAL = ReferenceCodec.hexadecimal();
  private static final ReferenceCodec MIXED = ReferenceCodec.of(Form.HEXADECIMAL, Form.DECIMAL);

  @Test
  void to_the_letter_a_plain_number_of_18_digits_is_a_number() {
    assertThat(EXACT.answer("0")).isZero();
    assertThat(EXACT.answer("7")).isEqualTo(7);
    assertThat(EXACT.receipt("999999999999999999")).isEqualTo(999_999_999_999_999_999L);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1000000000000000000", "00", "07", "", "1F", "0x1", "+1", "-1", " 1", "1.0", "١"})
  void to_the_letter_anything_else_is_text(String reference) {
    assertThat(EXACT.answer(reference)).isEqualTo(ReferenceCodec.NO_NUMBER);
    assertThat(EXACT.receipt(reference)).isEqualTo(ReferenceCodec.NO_NUMBER);
    assertThat(EXACT.answerText(reference)).isEqualTo(reference);
    assertThat(EXACT.receiptText(reference)).isEqualTo(reference);
  }

  @ParameterizedTest
  @CsvSource({
    "7, 7",
    "0007, 7",
    "000, 0",
    "9223372036854775807, 9223372036854775807",
    "00009223372036854775807, 9223372036854775807",
  })
  void leading_zeros_of_a_decimal_do_not_matter(String reference, long expected) {
    assertThat(DECIMAL.answer(reference)).isEqualTo(expected);
    assertThat(DECIMAL.receipt(reference)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "1f, 31",
    "1F, 31",
    "0x1F, 31",
    "0X001f, 31",
    "a9, 169",
    "0x0, 0",
    "7fffffffffffffff, 9223372036854775807",
    "00007FFFFFFFFFFFFFFF, 9223372036854775807"
  })
  void zeros_case_and_0x_of_a_hexadecimal_do_not_matter(String reference, long expected) {
    assertThat(HEXADECIMAL.answer(reference)).isEqualTo(expected);
    assertThat(HEXADECIMAL.receipt(reference)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0x", "g1", "0xg", "x1", "1-1", "@", "`", "ỉf", "0x1 "})
  void what_is_no_number_is_text_as_it_stands(String reference) {
    for (ReferenceCodec codec : new ReferenceCodec[] {DECIMAL, HEXADECIMAL, MIXED}) {
      assertThat(codec.answer(reference)).isEqualTo(ReferenceCodec.NO_NUMBER);
      assertThat(codec.receiptText(reference)).isEqualTo(reference);
      assertThat(codec.answerText(reference)).isEqualTo(reference);
    }
  }

  @Test
  void a_number_beyond_63_bits_is_text_without_zeros() {
    assertThat(DECIMAL.answer("9223372036854775808")).isEqualTo(ReferenceCodec.NO_NUMBER);
    assertThat(DECIMAL.receiptText("009223372036854775808")).isEqualTo("9223372036854775808");
    assertThat(HEXADECIMAL.answer("8000000000000000")).isEqualTo(ReferenceCodec.NO_NUMBER);
    assertThat(MIXED.answerText("0x8000000000000000")).isEqualTo("9223372036854775808");
  }

  @Test
  void answers_and_receipts_may_differ() {
    assertThat(MIXED.answer("1A")).isEqualTo(26);
    assertThat(MIXED.receipt("26")).isEqualTo(26);
    assertThat(MIXED.answer("26")).isEqualTo(38);
    ReferenceCodec other = ReferenceCodec.of(Form.DECIMAL, Form.HEXADECIMAL);
    assertThat(other.answer("26")).isEqualTo(26);
    assertThat(other.receipt("26")).isEqualTo(38);
  }

  @Test
  void what_does_not_fit_its_own_form_is_read_in_the_others() {
    assertThat(MIXED.receipt("1A")).isEqualTo(26);
    assertThat(MIXED.receiptText("FFFFFFFFFFFFFFFF")).isEqualTo("18446744073709551615");
  }

  @Test
  void exact_beside_another_form_is_read_in_that_form() {
    ReferenceCodec padded = ReferenceCodec.of(Form.EXACT, Form.DECIMAL);
    assertThat(padded.answer("007")).isEqualTo(padded.receipt("7")).isEqualTo(7);
    ReferenceCodec shouting = ReferenceCodec.of(Form.HEXADECIMAL, Form.EXACT);
    assertThat(shouting.answer("00ab")).isEqualTo(shouting.receipt("AB")).isEqualTo(171);
    assertThat(ReferenceCodec.of(Form.EXACT, Form.EXACT).answer("07"))
        .isEqualTo(ReferenceCodec.NO_NUMBER);
  }

  @Property
  void both_sides_mean_the_same(
      @ForAll("pairs") Form[] forms,
      @ForAll("ids") BigInteger id,
      @ForAll @IntRange(max = 5) int zeros,
      @ForAll boolean loud) {
    ReferenceCodec codec = ReferenceCodec.of(forms[0], forms[1]);
    String answer = written(id, forms[0], 0, loud);
    String receipt = written(id, forms[1], forms[1] == Form.EXACT ? 0 : zeros, !loud);
    boolean exact = forms[0] == Form.EXACT && forms[1] == Form.EXACT;
    boolean number = exact ? id.toString().length() <= 18 : id.bitLength() <= 63;
    assertThat(codec.answer(answer)).isEqualTo(codec.receipt(receipt));
    assertThat(codec.answer(answer))
        .isEqualTo(number ? id.longValueExact() : ReferenceCodec.NO_NUMBER);
    assertThat(codec.answerText(answer)).isEqualTo(codec.receiptText(receipt));
  }

  @Property
  void two_references_that_differ_to_the_letter_are_never_one(
      @ForAll("written") String one, @ForAll("written") String other) {
    boolean same = EXACT.answer(one) == EXACT.receipt(other);
    boolean texts = EXACT.answer(one) == ReferenceCodec.NO_NUMBER;
    assertThat(same && (!texts || EXACT.answerText(one).equals(EXACT.receiptText(other))))
        .isEqualTo(one.equals(other));
  }

  private static String written(BigInteger id, Form form, int zeros, boolean loud) {
    if (form != Form.HEXADECIMAL) {
      return "0".repeat(zeros) + id;
    }
    String digits = "0".repeat(zeros) + id.toString(16);
    return loud ? digits.toUpperCase(Locale.ROOT) : "0x" + digits;
  }

  @Provide
  Arbitrary<BigInteger> ids() {
    return Arbitraries.bigIntegers()
        .between(BigInteger.ZERO, BigInteger.ONE.shiftLeft(120))
        .edgeCases(it -> it.add(BigInteger.valueOf(Long.MAX_VALUE), BigInteger.ONE.shiftLeft(63)));
  }

  /** An operator writes an id in one form on each side; exactly the same on both, or in two. */
  @Provide
  Arbitrary<Form[]> pairs() {
    return Arbitraries.of(
        new Form[] {Form.EXACT, Form.EXACT},
        new Form[] {Form.EXACT, Form.DECIMAL},
        new Form[] {Form.DECIMAL, Form.DECIMAL},
        new Form[] {Form.DECIMAL, Form.HEXADECIMAL},
        new Form[] {Form.HEXADECIMAL, Form.DECIMAL},
        new Form[] {Form.HEXADECIMAL, Form.HEXADECIMAL});
  }

  @Provide
  Arbitrary<String> written() {
    return Arbitraries.strings().withChars("012xaA").ofMaxLength(3);
  }

  @ParameterizedTest
  @CsvSource({"1A, 26", "0x1a, 026", "00, 0", "not-a-number, not-a-number"})
  void what_means_the_same_is_written_the_same(String answer, String receipt) {
    assertThat(MIXED.canonicalAnswer(answer)).isEqualTo(MIXED.canonicalReceipt(receipt));
  }

  @Test
  void to_the_letter_nothing_is_rewritten() {
    assertThat(EXACT.canonicalAnswer("0x1A")).isEqualTo("0x1A");
    assertThat(EXACT.canonicalReceipt("007")).isEqualTo("007");
  }

  @Property
  void answers_and_receipts_are_rewritten_alike(
      @ForAll("ids") BigInteger id, @ForAll boolean hexadecimalAnswers) {
    ReferenceCodec codec =
        hexadecimalAnswers ? MIXED : ReferenceCodec.of(Form.DECIMAL, Form.HEXADECIMAL);
    String decimal = "00" + id;
    String hexadecimal = id.toString(16).toUpperCase(Locale.ROOT);
    assertThat(codec.canonicalAnswer(hexadecimalAnswers ? hexadecimal : decimal))
        .isEqualTo(codec.canonicalReceipt(hexadecimalAnswers ? decimal : hexadecimal))
        .isEqualTo(id.toString());
  }
}
