package vn.loa.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.text.Normalizer;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import vn.loa.sms.SmsText.Encoding;

class NationalLanguageTest {

  static Stream<String> tables() {
    return Stream.of(NationalLanguage.values())
        .flatMap(it -> Stream.of(it.singleShift(), it.lockingShift()))
        .filter(Objects::nonNull);
  }

  @ParameterizedTest
  @MethodSource("tables")
  void a_table_has_128_places_and_none_at_the_escape(String table) {
    assertThat(table).hasSize(128);
    assertThat(table.charAt(0x1B)).isEqualTo(Gsm7.VOID);
  }

  @Test
  void a_table_is_written_in_characters_runs_and_gaps() {
    assertThat(NationalTables.table(" 61-63 .\n.*3 20ac 7e-7e"))
        .isEqualTo("abc" + "\uFFFD".repeat(4) + "€~");
  }

  @Test
  void the_default_tables_are_those_of_gsm_03_38() {
    assertThat(Gsm7.BASIC).hasSize(128).startsWith("@£$¥èéùìòÇ\nØø\rÅå").endsWith("xyzäöñüà");
    assertThat(Gsm7.EXTENSION).hasSize(128).endsWith("€" + "\uFFFD".repeat(26));
    String extended = "\f^{}\\[~]|€";
    assertThat(extended.chars().map(Gsm7.EXTENSION::indexOf))
        .containsExactly(0x0A, 0x14, 0x28, 0x29, 0x2F, 0x3C, 0x3D, 0x3E, 0x40, 0x65);
  }

  /** Places that sources of the tables have been seen to differ in, and one of each table. */
  @ParameterizedTest
  @CsvSource({
    "TURKISH, single, 47, 011E", "TURKISH, locking, 07, 0131", "SPANISH, single, 09, 00E7",
    "PORTUGUESE, single, 7F, 00E2", "PORTUGUESE, locking, 15, 221E", "BENGALI, single, 19, 09E6",
    "BENGALI, locking, 7F, 09F1", "GUJARATI, single, 1C, 0AE6", "GUJARATI, locking, 7F, 0AF1",
    "HINDI, single, 3A, 0971", "HINDI, locking, 7F, 097F", "KANNADA, single, 3C, 005B",
    "KANNADA, locking, 24, 0CA1", "KANNADA, locking, 3D, 0CAA", "KANNADA, locking, 7F, 0CE3",
    "MALAYALAM, single, 34, 0D7F", "MALAYALAM, locking, 2E, 002E", "MALAYALAM, locking, 7F, 0D79",
    "ORIYA, single, 2A, 0B5F", "ORIYA, locking, 7F, 0B63", "PUNJABI, single, 2D, 0A75",
    "PUNJABI, locking, 7F, 0A74", "TAMIL, single, 2E, 0BFA", "TAMIL, locking, 7F, 0BF9",
    "TELUGU, single, 32, 0C7F", "TELUGU, single, 65, FFFD", "TELUGU, locking, 7F, 0C63",
    "URDU, single, 3F, 06D4", "URDU, locking, 7F, 0670"
  })
  void places_have_their_character(
      NationalLanguage language, String kind, String place, String character) {
    String table = kind.equals("single") ? language.singleShift() : language.lockingShift();
    assertThat((int) Objects.requireNonNull(table).charAt(Integer.parseInt(place, 16)))
        .isEqualTo(Integer.parseInt(character, 16));
  }

  @ParameterizedTest
  @EnumSource(NationalLanguage.class)
  void every_character_of_a_table_is_read_back(NationalLanguage language) {
    assertReadBack(Gsm7.single(language), Gsm7.BASIC + language.singleShift());
    Gsm7 locking = Gsm7.locking(language);
    if (locking != null) {
      assertReadBack(locking, language.lockingShift() + Gsm7.EXTENSION);
      assertReadBack(
          Objects.requireNonNull(Gsm7.both(language)),
          language.lockingShift() + language.singleShift());
    }
  }

  private static void assertReadBack(Gsm7 alphabet, String tables) {
    String text = tables.replace("\uFFFD", "");
    byte[] elements = alphabet.elements();
    byte[] userData = new byte[1 + elements.length + alphabet.units(text, 0, text.length())];
    userData[0] = (byte) elements.length;
    System.arraycopy(elements, 0, userData, 1, elements.length);
    alphabet.encode(text, 0, text.length(), userData, 1 + elements.length);
    DecodedText read = SmsDecoder.of(Coding.GSM7).decode(userData, 0, true);
    assertThat(read.text()).isEqualTo(text);
    assertThat(read.faults()).isZero();
  }

  @Test
  void a_language_is_found_by_its_identifier() {
    assertThat(IntStream.rangeClosed(1, 13).mapToObj(NationalLanguage::of))
        .containsExactly(NationalLanguage.values());
    assertThat(NationalLanguage.TURKISH.identifier()).isEqualTo(1);
    assertThat(NationalLanguage.of(0)).isNull();
    assertThat(NationalLanguage.of(14)).isNull();
  }

  @Test
  void national_tables_are_used_only_if_asked_for() {
    String text = "ışığı ".repeat(12);
    assertThat(SmsText.of(text).encoding()).isEqualTo(Encoding.UCS2);
    assertThat(SmsText.of(text, with(NationalLanguage.HINDI)).encoding()).isEqualTo(Encoding.UCS2);
    assertThat(SmsText.of(text, with(NationalLanguage.TURKISH)).encoding())
        .isEqualTo(Encoding.GSM7);
  }

  @Test
  void national_tables_are_used_only_if_that_saves_segments() {
    SmsFormat format = with(NationalLanguage.TURKISH);
    assertThat(SmsText.of("ş".repeat(70), format).encoding()).isEqualTo(Encoding.UCS2);
    assertThat(SmsText.of("ş".repeat(71), format).encoding()).isEqualTo(Encoding.GSM7);
    assertThat(SmsText.of("s".repeat(155), format).parts(0).get(0).hasHeader()).isFalse();
  }

  @Test
  void vietnamese_fits_no_national_table() {
    SmsFormat all = with(NationalLanguage.values());
    for (char letter : "ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉĩịọỏốồổỗộớờởỡợụủũứừửữựỳỵỷỹ".toCharArray()) {
      String text = String.valueOf(letter).repeat(80);
      boolean isElsewhere = letter == 'â' || letter == 'ê' || letter == 'ô';
      assertThat(SmsText.of(text, all).encoding())
          .as("%c", letter)
          .isEqualTo(isElsewhere ? Encoding.GSM7 : Encoding.UCS2);
    }
    assertThat(SmsText.of("Tiêm vắc-xin ".repeat(8), all).encoding()).isEqualTo(Encoding.UCS2);
  }

  /** 160 septets less what the header takes: 4 octets 5 septets, 7 octets 8, 9 octets 11. */
  @ParameterizedTest
  @CsvSource({"ş, 77, 1", "ş, 78, 1", "ş, 155, 1", "ş, 156, 2", "ş, 298, 2", "ş, 299, 3"})
  void a_header_takes_the_room_of_its_octets_in_septets(String letter, int times, int segments) {
    SmsText sms = SmsText.of(letter.repeat(times), with(NationalLanguage.TURKISH));
    assertThat(sms.encoding()).isEqualTo(Encoding.GSM7);
    assertThat(sms.segments()).isEqualTo(segments);
  }

  @Test
  void the_header_names_the_single_shift_table() {
    SmsPart part = SmsText.of("á".repeat(74), with(NationalLanguage.SPANISH)).parts(9).get(0);
    assertThat(part.hasHeader()).isTrue();
    assertThat(part.units()).isEqualTo(148);
    assertThat(part.userData()).startsWith(3, 0x24, 1, 2, 0x1B, 0x61, 0x1B, 0x61).hasSize(152);
  }

  @Test
  void the_header_names_the_locking_shift_table() {
    SmsPart part = SmsText.of("ş".repeat(150), with(NationalLanguage.TURKISH)).parts(9).get(0);
    assertThat(part.userData()).startsWith(3, 0x25, 1, 1, 0x1D, 0x1D).hasSize(154);
  }

  @Test
  void the_header_names_both_tables_behind_what_joins() {
    String text = "\u0915".repeat(140) + "\u0966".repeat(20);
    SmsFormat format =
        SmsFormat.builder()
            .nationalLanguages(Set.of(NationalLanguage.HINDI))
            .concatenation(Concatenation.UDH_16)
            .build();
    List<SmsPart> parts = SmsText.of(text, format).parts(0x0102);
    assertThat(parts).hasSize(2);
    assertThat(parts.get(0).userData())
        .startsWith(12, 8, 4, 1, 2, 2, 1, 0x24, 1, 6, 0x25, 1, 6, 0x15)
        .hasSize(13 + 144);
    assertThat(parts.get(1).userData())
        .startsWith(12, 8, 4, 1, 2, 2, 2, 0x24, 1, 6, 0x25, 1, 6, 0x1B, 0x1C);
  }

  @Test
  void marks_stay_with_their_letter_in_national_tables_too() {
    String syllable = "\u0915\u093F";
    SmsText sms = SmsText.of("a" + syllable.repeat(80), with(NationalLanguage.HINDI));
    assertThat(sms.encoding()).isEqualTo(Encoding.GSM7);
    assertThat(sms.parts(0).get(1).text()).startsWith(syllable).hasSizeGreaterThan(2);
    assertThat(sms.parts(0).get(0).units()).isEqualTo(149);
    assertThat(
            SmsText.of(syllable.repeat(80), with(NationalLanguage.HINDI)).parts(0).get(0).units())
        .isEqualTo(148);
  }

  @Test
  void the_shorter_header_is_taken_where_more_saves_nothing() {
    SmsPart part = SmsText.of("ğ".repeat(75), with(NationalLanguage.TURKISH)).parts(0).get(0);
    assertThat(part.userData()).startsWith(3, 0x24, 1, 1);
  }

  @Test
  void what_has_a_composed_form_excluded_from_normal_form_c_is_carried_in_two() {
    String composed = "\u0958".repeat(40);
    SmsText sms = SmsText.of(composed, with(NationalLanguage.HINDI));
    assertThat(sms.encoding()).isEqualTo(Encoding.GSM7);
    assertThat(sms.text()).isEqualTo(Normalizer.normalize(composed, Normalizer.Form.NFC));
    assertThat(sms.units()).isEqualTo(80);
  }

  @ParameterizedTest
  @EnumSource(
      value = Concatenation.class,
      names = {"SAR", "PAYLOAD"})
  void tables_need_a_header_of_ours(Concatenation concatenation) {
    SmsFormat.Builder builder =
        SmsFormat.builder()
            .concatenation(concatenation)
            .nationalLanguages(Set.of(NationalLanguage.TURKISH));
    assertThatIllegalArgumentException()
        .isThrownBy(builder::build)
        .withMessageContaining("TURKISH")
        .withMessageContaining(concatenation.name())
        .withMessageContaining("UDH_8");
    assertThat(builder.nationalLanguages(Set.of()).build().concatenation())
        .isEqualTo(concatenation);
  }

  @Test
  void a_format_tells_what_it_was_built_of() {
    assertThat(SmsFormat.standard().concatenation()).isEqualTo(Concatenation.UDH_8);
    assertThat(SmsFormat.standard().cutting()).isEqualTo(Cutting.GRAPHEMES);
    assertThat(SmsFormat.standard().nationalLanguages()).isEmpty();
    SmsFormat format =
        SmsFormat.builder()
            .cutting(Cutting.CODE_POINTS)
            .nationalLanguages(Set.of(NationalLanguage.URDU))
            .nationalLanguages(Set.of(NationalLanguage.TAMIL))
            .build();
    assertThat(format.cutting()).isEqualTo(Cutting.CODE_POINTS);
    assertThat(format.nationalLanguages()).containsExactly(NationalLanguage.TAMIL);
  }

  private static SmsFormat with(NationalLanguage... languages) {
    EnumSet<NationalLanguage> set = EnumSet.noneOf(NationalLanguage.class);
    set.addAll(List.of(languages));
    return SmsFormat.builder().nationalLanguages(set).build();
  }
}
