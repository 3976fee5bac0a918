package vn.loa.sms;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.Locale;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import vn.loa.sms.SmsText.Encoding;

class UnaccentedTest {

  private static final String LETTERS =
      "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệfghiìỉĩíịjklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvwxyỳỷỹýỵz";
  private static final String VIETNAMESE = LETTERS + LETTERS.toUpperCase(Locale.ROOT);
  private static final String SIGNS =
      "“”„‘’‚«»‹›–—−…•·₫\u00A0\u2011\u2009\u3000\u202F\u200B\uFEFF\u00AD\t`´ﬁ\u2028Ðð";
  private static final String GSM_SIGNS = " \n\r.,;:!?()/%&+-*#@€[]0123456789";

  @Provide
  Arbitrary<String> vietnamese() {
    return Arbitraries.strings().withChars((VIETNAMESE + SIGNS + GSM_SIGNS).toCharArray());
  }

  @Provide
  Arbitrary<String> anything() {
    Arbitrary<String> odd =
        Arbitraries.strings()
            .withChars((VIETNAMESE + SIGNS).toCharArray())
            .withChars('\u0300', '\u0304')
            .withChars("\u200D\uFE0F\u20E3йά\u0E01\u0E49\uD83D\uDE00中".toCharArray())
            .ofMaxLength(60);
    return Arbitraries.oneOf(odd, Arbitraries.strings().all().ofMaxLength(60));
  }

  @Test
  void a_sentence_is_what_a_person_would_type_without_accents() {
    assertThat(
            Unaccented.of(
                "Từ ngày 16/5, mời đến trạm y tế phường “Đông Hưng Thuận” tiêm vắc-xin mũi 4…"))
        .isEqualTo(
            "Tu ngay 16/5, moi den tram y te phuong \"Dong Hung Thuan\" tiem vac-xin mui 4...");
  }

  @Test
  void each_of_the_134_accented_letters_becomes_its_plain_letter() {
    String accented = VIETNAMESE.replaceAll("[A-Za-z]", "");
    assertThat(accented).hasSize(134);
    for (Form form : Form.values()) {
      assertThat(Unaccented.of(Normalizer.normalize(accented, form))).isEqualTo(byRegex(accented));
    }
    assertThat(byRegex(accented)).matches("[A-Za-z]{134}");
  }

  @Test
  void every_letter_of_every_latin_block_loses_its_marks_as_the_normalizer_says() {
    for (char c = 0xC0; c < 0x250; c++) {
      assertFoldsAsNormalized(c);
    }
    for (char c = 0x1E00; c < 0x1F00; c++) {
      assertFoldsAsNormalized(c);
    }
    assertThat(Unaccented.of("\u212A\u212B")).isEqualTo("KA");
  }

  private static void assertFoldsAsNormalized(char letter) {
    String text = String.valueOf(letter);
    if ("×ÐðƉ".indexOf(letter) < 0) {
      assertThat(Unaccented.of(text)).isEqualTo(byRegex(text));
    }
  }

  @ParameterizedTest
  @MethodSource("folded")
  void signs_outside_gsm_become_signs_that_are_in_it(String from, String to) {
    assertThat(Unaccented.of("a" + from + "z")).isEqualTo("a" + to + "z");
  }

  static Stream<Object[]> folded() {
    return Stream.of(
            "“ \"|” \"|„ \"|‟ \"|« \"|» \"|\u2033 \"",
            "‘ '|’ '|‚ '|‛ '|‹ '|› '|\u2032 '|` '|´ '|\u02BC '|\uFF40 '",
            "\u2010 -|\u2011 -|\u2012 -|– -|— -|\u2015 -|\u2212 -|· -|• -|● -|▪ -",
            "… ...|‥ ..|ﬀ ff|ﬁ fi|ﬂ fl|ﬃ ffi|ﬄ ffl|ﬅ st|ﬆ st",
            "Ð D|ð d|Ɖ D|\u0256 d|₫ d|× x|\u2044 /|\uFF01 !|Ａ A|ｚ z|０ 0|\uFF5E ~")
        .flatMap(row -> Stream.of(row.split("\\|")))
        .map(pair -> (Object[]) pair.split(" "));
  }

  @ParameterizedTest
  @CsvSource({"00A0", "2002", "2009", "200A", "202F", "205F", "3000", "1680", "9"})
  void spaces_of_every_width_and_tabs_become_a_space(String hex) {
    assertThat(Unaccented.of("a" + sign(hex) + "z")).isEqualTo("a z");
  }

  @ParameterizedTest
  @CsvSource({"85", "2028", "2029"})
  void line_ends_of_other_systems_become_a_line_feed(String hex) {
    assertThat(Unaccented.of("a" + sign(hex) + "z")).isEqualTo("a\nz");
  }

  @ParameterizedTest
  @CsvSource({
    "0", "1", "2", "1B", "7F", "9F", "AD", "200B", "200C", "200D", "200E", "200F", "202E", "2060",
    "2066", "FEFF", "FE0F", "20E3", "34F", "B"
  })
  void what_shows_nothing_beside_latin_is_dropped(String hex) {
    assertThat(Unaccented.of("a" + sign(hex) + "z")).isEqualTo("az");
    assertThat(Unaccented.of(sign(hex))).isEmpty();
  }

  @Test
  void line_feed_carriage_return_and_form_feed_are_in_gsm_and_stay() {
    assertThat(Unaccented.of("á\r\n\f")).isEqualTo("a\r\n\f");
  }

  @Test
  void emoji_stay_whole_with_their_joiners_and_selectors() {
    String family =
        "\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67 \u2764\uFE0F\u200D\uD83D\uDD25";
    assertThat(Unaccented.of(family)).isSameAs(family);
    assertThat(Unaccented.of("đ" + family)).isEqualTo("d" + family);
  }

  @Test
  void other_scripts_keep_their_letters_and_marks() {
    String others = "и\u0306 \u0E01\u0E49 ά ö".replace("ö", "中文 ①²°");
    assertThat(Unaccented.of(others)).isSameAs(others);
  }

  @Test
  void a_mark_after_a_letter_of_another_script_stays_and_after_a_latin_one_goes() {
    assertThat(Unaccented.of("e\u0302\u0301 \u0438\u0306 \u0302e")).isEqualTo("e \u0438\u0306 e");
    assertThat(Unaccented.keepsMarks('\u024F')).isFalse();
    assertThat(Unaccented.keepsMarks('\u0250')).isTrue();
  }

  @Test
  void lone_surrogates_and_noncharacters_stay() {
    String odd = "\uD83D a \uDE00 \uFDD0 \uFFFF \uFFFD";
    assertThat(Unaccented.of(odd)).isSameAs(odd);
  }

  @Test
  void a_text_that_stays_as_it_is_comes_back_as_the_same_object() {
    String plain = "Moi hop luc 8:00 [khan] 5 €";
    assertThat(Unaccented.of(plain)).isSameAs(plain);
    assertThat(Unaccented.of("")).isEmpty();
  }

  @Test
  void ellipses_make_room_for_themselves_once() {
    assertThat(Unaccented.of("…".repeat(1000))).isEqualTo("...".repeat(1000));
    assertThat(Unaccented.of("ab…cd…ế")).isEqualTo("ab...cd...e");
    assertThat(Unaccented.of("…ﬃ")).isEqualTo("...ffi");
  }

  @Property(tries = 500)
  void any_normal_form_gives_the_same(@ForAll("vietnamese") String text) {
    String composed = Normalizer.normalize(text, Form.NFC);
    String inPieces = Normalizer.normalize(text, Form.NFD);
    assertThat(Unaccented.of(inPieces)).isEqualTo(Unaccented.of(composed));
  }

  @Property(tries = 500)
  void vietnamese_with_its_signs_always_fits_gsm_and_grows_by_ellipses_and_ligatures_only(
      @ForAll("vietnamese") String text) {
    String plain = Unaccented.of(text);
    long longer = text.chars().filter(c -> c == '…').count() * 2;
    longer += text.chars().filter(c -> c == 'ﬁ').count();
    assertThat(plain.length()).isLessThanOrEqualTo((int) (text.length() + longer));
    if (!plain.isEmpty()) {
      assertThat(SmsText.of(plain).encoding()).isEqualTo(Encoding.GSM7);
    }
  }

  @Property(tries = 1000)
  void twice_is_once(@ForAll("anything") String text) {
    String once = Unaccented.of(text);
    assertThat(Unaccented.of(once)).isSameAs(once);
  }

  @Property(tries = 500)
  void letters_fold_as_normalizer_and_regex_do(@ForAll("vietnameseLetters") String text) {
    assertThat(Unaccented.of(text)).isEqualTo(byRegex(text));
    assertThat(Unaccented.of(Normalizer.normalize(text, Form.NFD))).isEqualTo(byRegex(text));
  }

  @Provide
  Arbitrary<String> vietnameseLetters() {
    return Arbitraries.strings().withChars((VIETNAMESE + GSM_SIGNS).toCharArray());
  }

  private static String byRegex(String text) {
    return Normalizer.normalize(text, Form.NFD)
        .replaceAll("\\p{M}+", "")
        .replace('đ', 'd')
        .replace('Đ', 'D');
  }

  private static String sign(String hex) {
    return Character.toString(Integer.parseInt(hex, 16));
  }
}
