package vn.loa.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotEmpty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.loa.sms.TextWarning.Kind;

class TextWarningsTest {

  private static final String PARTY = "\uD83C\uDF89";

  @Test
  void ordinary_vietnamese_gives_no_warning() {
    assertThat(TextWarnings.of("Từ ngày 16/5, mời đến trạm y tế phường."))
        .isEqualTo(new TextWarnings(List.of(), 0));
    assertThat(TextWarnings.of("Moi hop luc 8:00, 5 € [khan]").count()).isZero();
  }

  @Test
  void one_dash_that_alone_forces_ucs2_is_named_with_its_place_its_mend_and_what_it_costs() {
    TextWarning warning = only(TextWarnings.of("Hop luc 8:00 – 9:00. " + "a".repeat(100)));
    assertThat(warning.kind()).isEqualTo(Kind.ONE_SIGN_FORCES_UCS2);
    assertThat(warning.position()).isEqualTo(14);
    assertThat(warning.codePoint()).isEqualTo('–');
    assertThat(warning.en())
        .isEqualTo(
            "Character 14, U+2013 EN DASH \"–\", alone makes the text UCS-2 (70 units a message instead of 160); write \"-\" instead, and it takes 1 fewer.");
    assertThat(warning.vi())
        .isEqualTo(
            "Chỉ riêng ký tự thứ 14, U+2013 EN DASH \"–\", buộc cả tin dùng UCS-2 (70 đơn vị mỗi tin thay vì 160); hãy thay bằng \"-\", sẽ bớt 1 tin.");
  }

  @Test
  void one_sign_at_many_places_is_one_sign_and_named_at_the_first() {
    TextWarning warning = only(TextWarnings.of("a “ b “ c"));
    assertThat(warning.kind()).isEqualTo(Kind.ONE_SIGN_FORCES_UCS2);
    assertThat(warning.position()).isEqualTo(3);
    assertThat(warning.en()).endsWith("write \"\"\" instead.");
  }

  @Test
  void two_distinct_signs_outside_gsm_are_not_one() {
    assertThat(TextWarnings.of("a “ b ” c").count()).isZero();
  }

  @Test
  void what_nothing_can_stand_for_is_to_be_left_out() {
    TextWarning warning = only(TextWarnings.of("Chuc mung " + PARTY + " nam moi " + PARTY));
    assertThat(warning.codePoint()).isEqualTo(0x1F389);
    assertThat(warning.position()).isEqualTo(11);
    assertThat(warning.en()).endsWith("; leave it out.");
    assertThat(warning.vi()).endsWith("; hãy bỏ đi.");
  }

  @Test
  void an_emoji_of_many_code_points_is_one_sign() {
    TextWarning warning = only(TextWarnings.of("A lo \u2764\uFE0F\u200D\uD83D\uDD25"));
    assertThat(warning.kind()).isEqualTo(Kind.ONE_SIGN_FORCES_UCS2);
    assertThat(warning.codePoint()).isEqualTo(0x2764);
  }

  @Test
  void a_joiner_is_one_sign_behind_whatever_letters_it_stands() {
    for (String joiner : List.of("\u200B", "\u200C", "\u200D", "\u034F")) {
      TextWarning warning = TextWarnings.of("hoa" + joiner + "binh" + joiner).first().get(0);
      assertThat(warning.kind()).isEqualTo(Kind.ONE_SIGN_FORCES_UCS2);
      assertThat(warning.codePoint()).isEqualTo(joiner.charAt(0));
      assertThat(warning.position()).isEqualTo(4);
      assertThat(warning.en()).endsWith("; leave it out.");
    }
  }

  @Test
  void a_text_of_nothing_but_one_sign_has_nothing_to_leave_out() {
    assertThat(TextWarnings.of(PARTY).count()).isZero();
  }

  @Test
  void a_letter_in_pieces_is_the_sign_that_it_makes() {
    TextWarnings warnings = TextWarnings.of("mo e\u0302 ban");
    assertThat(warnings.first())
        .extracting(TextWarning::kind)
        .startsWith(Kind.ONE_SIGN_FORCES_UCS2);
    assertThat(warnings.first().get(0).codePoint()).isEqualTo('ê');
    assertThat(warnings.first().get(0).position()).isEqualTo(4);
    assertThat(warnings.first().get(0).en()).contains("write \"e\" instead");
  }

  @Test
  void a_letter_with_a_mark_that_no_letter_of_unicode_has_is_named_by_the_mark() {
    assertThat(TextWarnings.of("ax\u0302b").first().get(0).codePoint()).isEqualTo(0x302);
  }

  @Test
  void the_only_sign_left_without_accents_is_named() {
    TextWarning warning = only(TextWarnings.of("Chúc mừng năm mới " + PARTY + "x".repeat(60)));
    assertThat(warning.kind()).isEqualTo(Kind.ONE_SIGN_KEEPS_UCS2);
    assertThat(warning.position()).isEqualTo(19);
    assertThat(warning.en())
        .startsWith("Even without accents, character 19, U+1F389 PARTY POPPER")
        .endsWith("; leave it out, and it takes 1 fewer.");
    assertThat(warning.vi()).startsWith("Dù bỏ dấu, chỉ riêng ký tự thứ 19").endsWith("bớt 1 tin.");
  }

  @Test
  void an_ellipsis_that_would_cost_more_written_out_promises_nothing() {
    assertThat(only(TextWarnings.of("…".repeat(70))).en()).endsWith("write \"...\" instead.");
  }

  @Test
  void a_text_that_only_its_ellipses_keep_sendable_is_reviewed_all_the_same() {
    String ellipses = "…".repeat(255 * 67 - 2);
    assertThat(only(TextWarnings.of(ellipses)).en()).endsWith("write \"...\" instead.");
    assertThat(only(TextWarnings.of(ellipses + PARTY)).en()).endsWith("; leave it out.");
  }

  @Test
  void one_ellipsis_in_a_long_text_saves_what_ucs2_costs() {
    assertThat(only(TextWarnings.of("…" + "a".repeat(150))).en()).endsWith("it takes 2 fewer.");
  }

  @Test
  void a_line_end_of_another_system_is_not_put_into_the_sentence() {
    for (String end : List.of("\u0085", "\u2028", "\u2029")) {
      TextWarning warning = TextWarnings.of("a" + end + "b").first().get(0);
      assertThat(warning.kind()).isEqualTo(Kind.ONE_SIGN_FORCES_UCS2);
      assertThat(warning.en())
          .endsWith("; break the line with the Enter key instead.")
          .hasLineCount(1);
      assertThat(warning.vi()).endsWith("; hãy xuống dòng bằng phím Enter.").hasLineCount(1);
    }
  }

  /**
   * Families of which each takes a part: unaccented, the ellipses take more parts than there are.
   */
  @Test
  void a_text_that_can_be_sent_is_reviewed_even_if_it_cannot_without_accents() {
    String family = "\uD83D\uDC68" + "\u200D\uD83D\uDC68".repeat(11);
    TextWarnings warnings = TextWarnings.of(family.repeat(200) + "…".repeat(3300));
    assertThat(only(warnings).kind()).isEqualTo(Kind.ONE_SIGN_KEEPS_UCS2);
    assertThat(only(warnings).en()).endsWith("; leave it out, and it takes 283 fewer.");
  }

  @Test
  void the_machine_s_digits_are_not_used() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertThat(only(TextWarnings.of("a – b")).en()).startsWith("Character 3, U+2013");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> TextWarnings.of("a".repeat(40_000)))
          .withMessageContaining("takes 262 parts (40000 units as GSM7)");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void pieces_are_named_at_the_first_with_what_they_cost() {
    String text = PARTY + " Thứ hai " + Normalizer.normalize("tiêm vắc", Normalizer.Form.NFD);
    TextWarnings warnings = TextWarnings.of(text);
    assertThat(warnings.first())
        .extracting(TextWarning::kind)
        .containsExactly(Kind.ONE_SIGN_KEEPS_UCS2, Kind.NOT_COMPOSED);
    TextWarning pieces = warnings.first().get(1);
    assertThat(pieces.position()).isEqualTo(13);
    assertThat(pieces.codePoint()).isEqualTo('e');
    assertThat(pieces.en())
        .isEqualTo(
            "Letters and their marks are apart, first at character 13; it is sent composed, 3 units shorter; type it in composed Unicode (NFC).");
    assertThat(pieces.vi()).contains("ở ký tự thứ 13").contains("ngắn hơn 3 đơn vị");
  }

  @Test
  void look_alikes_within_latin_words_are_named_with_the_letter_they_look_like() {
    TextWarnings warnings = TextWarnings.of(PARTY + " vắ\u0441-xin, \u0415m, Ðông, D\u0391");
    assertThat(warnings.first().stream().map(w -> w.position() + ":" + latin(w)))
        .containsExactly("5:c", "12:E", "16:Đ", "23:A");
    assertThat(warnings.first().get(0).en())
        .isEqualTo(
            "Character 5, U+0441 CYRILLIC SMALL LETTER ES \"\u0441\", only looks like \"c\"; type \"c\".");
    assertThat(warnings.first().get(0).vi()).endsWith("chỉ trông giống \"c\"; hãy gõ lại \"c\".");
  }

  @Test
  void greek_capitals_of_gsm_are_look_alikes_in_latin_words_although_they_cost_nothing() {
    assertThat(only(TextWarnings.of("TH\u039ENH")).en()).contains("looks like \"E\"");
    assertThat(TextWarnings.of("\u0394t = 5").first())
        .extracting(TextWarning::kind)
        .containsExactly(Kind.LOOK_ALIKE);
    assertThat(TextWarnings.of("\u0394 = 5").count()).isZero();
  }

  @Test
  void whole_words_in_greek_or_cyrillic_are_none() {
    assertThat(
            kinds("\u041C\u043E\u0441\u043A\u0432\u0430, \u0391\u0398\u0397\u039D\u0391 va Ha Noi"))
        .doesNotContain(Kind.LOOK_ALIKE);
  }

  @ParameterizedTest
  @CsvSource({"FF21,A", "FF41,a", "FF10,0", "1D400,A", "1D7CE,0", "1D41A,a"})
  void styled_letters_and_digits_are_look_alikes_wherever_they_stand(String hex, String latin) {
    TextWarning warning = only(TextWarnings.of("中文 " + sign(hex)));
    assertThat(warning.kind()).isEqualTo(Kind.LOOK_ALIKE);
    assertThat(latin(warning)).isEqualTo(latin);
    assertThat(warning.position()).isEqualTo(4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"FF01", "FF5F", "FF00", "1D6A8", "1D3FF", "1D800", "FF0D"})
  void their_neighbours_are_none(String hex) {
    assertThat(LookAlikes.latin(Integer.parseInt(hex, 16))).isEqualTo(Integer.parseInt(hex, 16));
  }

  @Test
  void every_look_alike_is_outside_ascii_and_looks_like_an_ascii_letter_or_d_with_stroke() {
    Set<Integer> all =
        IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
            .filter(c -> LookAlikes.latin(c) != c)
            .boxed()
            .collect(Collectors.toSet());
    assertThat(all).hasSizeGreaterThan(700);
    assertThat(all)
        .allMatch(c -> c > 0x7F && "Đđ".indexOf(LookAlikes.latin(c)) + 1 + latinAscii(c) > 0);
  }

  private static int latinAscii(int codePoint) {
    int latin = LookAlikes.latin(codePoint);
    return latin < 0x80 && Character.isLetterOrDigit(latin) ? 1 : 0;
  }

  @ParameterizedTest
  @ValueSource(strings = {"200B", "FEFF", "AD", "202E", "2066", "200D", "200C", "1B", "0", "34F"})
  void what_shows_nothing_is_named_with_its_place(String hex) {
    TextWarnings warnings = TextWarnings.of("Thứ hạ" + sign(hex) + "i");
    TextWarning warning = warnings.first().get(warnings.count() - 1);
    assertThat(warning.kind()).isEqualTo(Kind.INVISIBLE);
    assertThat(warning.position()).isEqualTo(7);
    assertThat(warning.en())
        .endsWith("shows nothing and takes room; delete it.")
        .doesNotContain("\"");
    assertThat(warning.vi()).startsWith("Ký tự thứ 7, U+").doesNotContain(sign(hex));
  }

  private static final String SEEN = "\t\n\r\f";

  @Test
  void line_ends_and_tabs_and_the_joiners_of_emoji_are_not_invisible() {
    assertThat(
            kinds(
                "Thứ" + SEEN + "hạ \uD83D\uDC68\u200D\uD83D\uDC69 \u2764\uFE0F\u200D\uD83D\uDD25"))
        .doesNotContain(Kind.INVISIBLE);
    assertThat(kinds("\u200DThứ hạ")).containsExactly(Kind.INVISIBLE);
  }

  @Test
  void half_a_surrogate_pair_is_named() {
    TextWarnings warnings = TextWarnings.of("Thứ " + PARTY + " \uD83D hạ \uDE00");
    assertThat(warnings.first())
        .extracting(TextWarning::kind)
        .containsExactly(Kind.LONE_SURROGATE, Kind.LONE_SURROGATE);
    assertThat(warnings.first()).extracting(TextWarning::position).containsExactly(7, 12);
    assertThat(warnings.first().get(0).en()).startsWith("Character 7, U+D83D, is half");
    assertThat(warnings.first().get(1).vi()).startsWith("Ký tự thứ 12, U+DE00, chỉ là nửa");
  }

  @Test
  void a_hundred_are_kept_and_all_are_counted() {
    TextWarnings warnings = TextWarnings.of("ạảa" + "\u200B".repeat(150));
    assertThat(warnings.first()).hasSize(TextWarnings.MOST);
    assertThat(warnings.count()).isEqualTo(150);
    assertThat(TextWarnings.of("ạảa" + "\u200B".repeat(100)).first()).hasSize(100);
  }

  @Test
  void the_language_vi_is_vietnamese_and_any_other_english() {
    TextWarning warning = only(TextWarnings.of("a – b"));
    assertThat(warning.text(new Locale("vi", "VN"))).isEqualTo(warning.vi());
    assertThat(warning.text(Locale.FRENCH)).isEqualTo(warning.en());
  }

  @Test
  void what_cannot_be_sms_is_refused_as_by_sms_text() {
    assertThatIllegalArgumentException().isThrownBy(() -> TextWarnings.of(""));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TextWarnings.of("ạ".repeat(255 * 67 + 1)));
  }

  @Property(tries = 500)
  void any_text_is_reviewed_and_every_position_holds_its_character(@ForAll @NotEmpty String text) {
    assertPlacesAreRight(text);
  }

  @Test
  void any_units_at_all_are_reviewed() {
    String odd =
        "aêđ\u0302\u0300\u200D\uFE0F\u20E3\uD83D\uDE00\uDC69…“\u0441\u0391Ðﬁ\u0000\n\uFF21中";
    Random random = new Random(67);
    for (int i = 0; i < 3000; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = 1 + random.nextInt(12); length > 0; length--) {
        text.append(odd.charAt(random.nextInt(odd.length())));
      }
      assertPlacesAreRight(text.toString());
    }
  }

  private static void assertPlacesAreRight(String text) {
    for (TextWarning warning : TextWarnings.of(text).first()) {
      int index = text.offsetByCodePoints(0, warning.position() - 1);
      assertThat(index).isLessThan(text.length());
      if (warning.kind().compareTo(Kind.LOOK_ALIKE) >= 0) {
        assertThat(text.codePointAt(index)).isEqualTo(warning.codePoint());
      }
    }
  }

  private static TextWarning only(TextWarnings warnings) {
    assertThat(warnings.count()).isEqualTo(1);
    assertThat(warnings.first()).hasSize(1);
    return warnings.first().get(0);
  }

  private static List<Kind> kinds(String text) {
    return TextWarnings.of(text).first().stream().map(TextWarning::kind).toList();
  }

  private static String latin(TextWarning warning) {
    return Character.toString(LookAlikes.latin(warning.codePoint()));
  }

  private static String sign(String hex) {
    return Character.toString(Integer.parseInt(hex, 16));
  }
}
