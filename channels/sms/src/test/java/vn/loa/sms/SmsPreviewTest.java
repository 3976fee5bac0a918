package vn.loa.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.loa.channel.Purpose;
import vn.loa.sms.SmsPreview.Saving;
import vn.loa.sms.SmsPreview.Total;
import vn.loa.sms.SmsText.Encoding;

class SmsPreviewTest {

  private static final String TEXT =
      "Từ ngày 16/5, mời đến trạm y tế phường tiêm vắc-xin mũi 4."
          + " Nhớ mang theo căn cước công dân và sổ tiêm.";

  /** Made-up prices: Viettel carries both encodings, MobiFone none but GSM-7. */
  private static final Tariff TARIFF =
      Tariff.builder()
          .step(Operator.VIETTEL, Purpose.PUBLIC_NOTICE, Encoding.GSM7, 160, new BigDecimal("350"))
          .step(Operator.VIETTEL, Purpose.PUBLIC_NOTICE, Encoding.UCS2, 70, new BigDecimal("350.5"))
          .step(Operator.VIETTEL, Purpose.PUBLIC_NOTICE, Encoding.UCS2, 134, new BigDecimal("701"))
          .step(Operator.MOBIFONE, Purpose.PUBLIC_NOTICE, Encoding.GSM7, 122, new BigDecimal("400"))
          .build();

  private static SmsPreview.Builder notice(String text) {
    return SmsPreview.builder(text, Purpose.PUBLIC_NOTICE);
  }

  private static SmsPreview.Builder city() {
    return notice(TEXT)
        .recipients(Map.of(Operator.MOBIFONE, 300L, Operator.VIETTEL, 1_200L, Operator.ITEL, 0L))
        .recipients(Operator.FOREIGN, 5);
  }

  @Test
  void each_form_has_its_parts_and_the_room_left_in_the_last() {
    SmsPreview preview = city().build();
    assertThat(preview.accented().sms().encoding()).isEqualTo(Encoding.UCS2);
    assertThat(preview.accented().sms().segments()).isEqualTo(2);
    assertThat(preview.accented().sms().unitsLeft()).isEqualTo(2 * 67 - 102);
    assertThat(preview.unaccented().sms().encoding()).isEqualTo(Encoding.GSM7);
    assertThat(preview.unaccented().sms().segments()).isEqualTo(1);
    assertThat(preview.unaccented().sms().unitsLeft()).isEqualTo(160 - 102);
    assertThat(preview.unaccented().sms().text()).startsWith("Tu ngay 16/5, moi den tram y te");
    assertThat(preview.purpose()).isEqualTo(Purpose.PUBLIC_NOTICE);
  }

  @Test
  void a_text_in_pieces_is_previewed_composed_and_warned_of_as_given() {
    SmsPreview preview = notice("Tie\u0302m va\u0306\u0301c-xin").build();
    assertThat(preview.accented().sms().text()).isEqualTo("Tiêm vắc-xin");
    assertThat(preview.warnings().first())
        .extracting(TextWarning::kind)
        .containsExactly(TextWarning.Kind.NOT_COMPOSED);
  }

  @Test
  void each_operator_with_recipients_has_a_row_with_what_it_bills_or_why_it_does_not() {
    assertThat(city().tariff(TARIFF).build().rows())
        .containsExactly(
            new SmsPreview.Row(
                Operator.VIETTEL,
                1_200,
                new Quote.Billed(2, new BigDecimal("701")),
                new Quote.Billed(1, new BigDecimal("350"))),
            new SmsPreview.Row(
                Operator.MOBIFONE,
                300,
                Quote.Refused.NO_ENCODING,
                new Quote.Billed(1, new BigDecimal("400"))),
            new SmsPreview.Row(
                Operator.FOREIGN, 5, Quote.Refused.NO_PURPOSE, Quote.Refused.NO_PURPOSE));
  }

  @Test
  void totals_are_of_whom_the_operators_reach() {
    SmsPreview preview = city().tariff(TARIFF).build();
    assertThat(preview.accented().total())
        .isEqualTo(new Total(1_200, 305, 2_400, Optional.of(new BigDecimal("841200"))));
    assertThat(preview.unaccented().total())
        .isEqualTo(new Total(1_500, 5, 1_500, Optional.of(new BigDecimal("540000"))));
  }

  @Test
  void savings_are_where_both_forms_are_carried() {
    assertThat(city().tariff(TARIFF).build().saving())
        .isEqualTo(
            new Saving(1, 1_200, Optional.of(new BigDecimal("421200")), new BigDecimal("50.1")));
  }

  @Test
  void without_tariff_messages_are_what_sms_needs_and_nothing_has_a_price() {
    SmsPreview preview = city().build();
    assertThat(preview.currency()).isEmpty();
    assertThat(preview.rows().get(0))
        .isEqualTo(
            new SmsPreview.Row(
                Operator.VIETTEL, 1_200, new Quote.Unpriced(2), new Quote.Unpriced(1)));
    assertThat(preview.accented().total()).isEqualTo(new Total(1_505, 0, 3_010, Optional.empty()));
    assertThat(preview.saving())
        .isEqualTo(new Saving(1, 1_505, Optional.empty(), new BigDecimal("50.0")));
  }

  @Test
  void without_recipients_there_are_parts_and_no_rows() {
    SmsPreview preview = notice(TEXT).recipients(Operator.VIETTEL, 0).tariff(TARIFF).build();
    assertThat(preview.rows()).isEmpty();
    assertThat(preview.saving())
        .isEqualTo(new Saving(1, 0, Optional.of(BigDecimal.ZERO), new BigDecimal("0.0")));
    assertThat(preview.toString()).doesNotContain("Operator").doesNotContain("Messages billed");
  }

  @Test
  void ellipses_can_make_the_unaccented_form_the_longer_one_and_that_is_said() {
    SmsPreview preview = notice("…".repeat(70)).recipients(Operator.VIETTEL, 10).build();
    assertThat(preview.saving())
        .isEqualTo(new Saving(-1, -10, Optional.empty(), new BigDecimal("-100.0")));
    assertThat(preview.toString()).contains("Unaccented saves -1 each, -10 messages in all");
  }

  @Test
  void what_is_said_later_of_an_operator_replaces_what_was_said_before() {
    SmsPreview preview =
        notice(TEXT).recipients(Operator.VIETTEL, 7).recipients(Operator.VIETTEL, 9).build();
    assertThat(preview.rows()).hasSize(1);
    assertThat(preview.rows().get(0).recipients()).isEqualTo(9);
  }

  @Test
  void a_builder_that_goes_on_leaves_the_preview_as_it_is() {
    SmsPreview.Builder builder = notice(TEXT).recipients(Operator.VIETTEL, 7);
    SmsPreview preview = builder.build();
    builder.recipients(Operator.VIETTEL, 9).recipients(Operator.ITEL, 9).tariff(TARIFF);
    assertThat(preview.accented().total().reached()).isEqualTo(7);
    assertThat(preview.currency()).isEmpty();
  }

  @Test
  void texts_are_cut_as_the_operator_takes_them() {
    SmsFormat wide = SmsFormat.builder().concatenation(Concatenation.UDH_16).build();
    SmsPreview preview = notice("ạ".repeat(2 * 66 + 1)).format(wide).build();
    assertThat(preview.accented().sms().segments()).isEqualTo(3);
    assertThat(preview.accented().sms().unitsLeft()).isEqualTo(66 - 1);
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 100_000_000_001L, Long.MIN_VALUE, Long.MAX_VALUE})
  void impossible_counts_are_refused(long count) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> notice(TEXT).recipients(Operator.VIETTEL, count))
        .withMessage("recipients of VIETTEL are " + count + "; give 0 to 100000000000");
  }

  @Test
  void the_largest_counts_add_up() {
    SmsPreview.Builder builder = notice("ạ".repeat(255 * 67));
    for (Operator operator : Operator.values()) {
      builder.recipients(operator, 100_000_000_000L);
    }
    assertThat(builder.build().accented().total().messages())
        .isEqualTo(Operator.values().length * 100_000_000_000L * 255);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\u200B", "\uFEFF\u00AD"})
  void a_text_that_shows_nothing_is_refused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> notice(text).build())
        .withMessage("the text shows nothing to read; give it words");
  }

  @Test
  void a_text_too_long_for_sms_is_refused_in_either_form() {
    assertThatIllegalArgumentException().isThrownBy(() -> notice("ạ".repeat(255 * 67 + 1)).build());
    assertThatIllegalArgumentException().isThrownBy(() -> notice("…".repeat(255 * 67)).build());
  }

  @ParameterizedTest
  @CsvSource({
    "a, 1", "a, 159", "a, 160", "a, 161", "a, 306", "a, 307", "€, 80", "€, 81", "ạ, 1", "ạ, 69",
    "ạ, 70", "ạ, 71", "ạ, 134", "ạ, 135"
  })
  void what_is_left_can_be_added_and_not_one_more(String sign, int times) {
    String text = sign.repeat(times);
    SmsPreview.Form form = notice(text).build().accented();
    String full = text + "a".repeat(form.sms().unitsLeft());
    assertThat(SmsText.of(full).segments()).isEqualTo(form.sms().segments());
    assertThat(SmsText.of(full + "a").segments()).isGreaterThan(form.sms().segments());
  }

  @Property(tries = 100)
  void totals_are_the_sums_of_rows_and_accents_never_come_cheaper(
      @ForAll("notices") String text,
      @ForAll @LongRange(max = 100_000_000) long viettel,
      @ForAll @LongRange(max = 100_000_000) long itel) {
    SmsPreview preview =
        notice(text).recipients(Operator.VIETTEL, viettel).recipients(Operator.ITEL, itel).build();
    Total accented = preview.accented().total();
    Total unaccented = preview.unaccented().total();
    assertThat(accented.reached()).isEqualTo(viettel + itel);
    assertThat(accented.messages())
        .isEqualTo((viettel + itel) * preview.accented().sms().segments());
    assertThat(preview.saving().messages())
        .isEqualTo(accented.messages() - unaccented.messages())
        .isNotNegative();
    assertThat(preview.saving().parts()).isNotNegative();
  }

  /** Of signs that stand for one sign each. */
  @Provide
  Arbitrary<String> notices() {
    return Arbitraries.strings()
        .withChars("aăâđêôơưạảấầẩẫậ “”–[]{}€^|~\n".toCharArray())
        .ofMinLength(1)
        .ofMaxLength(700);
  }

  @Test
  void a_page_in_vietnamese() {
    assertThat(city().tariff(TARIFF).build().text(new Locale("vi", "VN")))
        .isEqualTo(
            """
                                  có dấu  bỏ dấu
            Mã hóa                  UCS2    GSM7
            Số đơn vị                102     102
            Số tin                     2       1
            Còn trống ở tin cuối      32      58

            Số tin tính cước và giá tiền:
            Nhà mạng  Người nhận  tin có dấu      VND  tin bỏ dấu      VND
            VIETTEL        1.200       2.400  841.200       1.200  420.000
            MOBIFONE         300           -        -         300  120.000
            FOREIGN            5           -        -           -        -
            Tổng           1.505       2.400  841.200       1.500  540.000
            - MOBIFONE, có dấu: không nhận kiểu mã hóa này
            - FOREIGN, có dấu: bảng giá không có dòng cho mục đích này
            - FOREIGN, bỏ dấu: bảng giá không có dòng cho mục đích này

            Bỏ dấu bớt được 1 tin mỗi người, 1.200 tin tất cả, 421.200 VND (50,1 %)

            Có dấu:
              Từ ngày 16/5, mời đến trạm y tế phường tiêm vắc-xin mũi 4. Nhớ mang theo căn cước công dân và sổ tiêm.

            Bỏ dấu, cần người đọc duyệt:
              Tu ngay 16/5, moi den tram y te phuong tiem vac-xin mui 4. Nho mang theo can cuoc cong dan va so tiem.
            """);
  }

  @Test
  void a_page_in_english() {
    String text = "Từ ngày 16/5 – mời đến trạm y tế phường.\nÐông\u200B \u0000" + "x".repeat(30);
    assertThat(notice(text).recipients(Operator.VIETTEL, 3).tariff(TARIFF).build())
        .hasToString(
            """
                                    with accents  unaccented
            Encoding                        UCS2        GSM7
            Units                             78          76
            Parts                              2           1
            Units left in the last            56          84

            Messages billed, and their price:
            Operator  Recipients  with accents    VND  unaccented    VND
            VIETTEL            3             6  2,103           3  1,050
            Total              3             6  2,103           3  1,050

            Unaccented saves 1 each, 3 messages in all, 1,053 VND (50.1 %)

            Warnings: 3
            - Character 42, U+00D0 LATIN CAPITAL LETTER ETH "Ð", only looks like "Đ"; type "Đ".
            - Character 46, U+200B ZERO WIDTH SPACE, shows nothing and takes room; delete it.
            - Character 48, U+0000 NULL, shows nothing and takes room; delete it.

            With accents:
              Từ ngày 16/5 – mời đến trạm y tế phường.
              Ðông\u200B \uFFFDxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx

            Unaccented, to be read before it is approved:
              Tu ngay 16/5 - moi den tram y te phuong.
              Dong xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx
            """);
  }

  @Test
  void a_page_has_the_lines_of_the_text_and_nothing_that_overwrites_them() {
    assertThat(notice("Mời\r\nhọp\tlúc\r8:00\u202E\u001B[2J").build().toString())
        .contains("With accents:\n  Mời\n  họp\tlúc\n  8:00\uFFFD\uFFFD[2J\n");
  }

  @Test
  void a_page_without_tariff_says_so() {
    assertThat(city().build().text(new Locale("vi")))
        .contains(
            """
            Số tin cần gửi:
            Nhà mạng  Người nhận  tin có dấu  tin bỏ dấu
            VIETTEL        1.200       2.400       1.200
            MOBIFONE         300         600         300
            FOREIGN            5          10           5
            Tổng           1.505       3.010       1.505

            Bỏ dấu bớt được 1 tin mỗi người, 1.505 tin tất cả (50,0 %)
            Chưa có giá vì chưa có bảng giá.
            """);
    assertThat(city().build())
        .asString()
        .contains("Messages needed:")
        .contains("without a tariff.");
  }

  @Test
  void prices_with_decimals_and_warnings_beyond_the_list_are_shown() {
    Locale vietnamese = new Locale("vi");
    SmsPreview preview =
        notice("ạ" + "\u200B".repeat(65)).recipients(Operator.VIETTEL, 3).tariff(TARIFF).build();
    assertThat(preview.text(vietnamese)).contains("1.051,5").doesNotContain("\n- ...\n");
    assertThat(preview.text(Locale.ENGLISH)).contains("1,051.5").contains("Warnings: 65\n");
    assertThat(notice("ạả" + "\u200B".repeat(101)).build().text(vietnamese))
        .contains("Cảnh báo: 101\n")
        .contains("\n- ...\n");
  }

  @Test
  void the_machine_s_language_changes_nothing() {
    Locale before = Locale.getDefault();
    String page = city().tariff(TARIFF).build().toString();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertThat(city().tariff(TARIFF).build()).hasToString(page);
    } finally {
      Locale.setDefault(before);
    }
  }
}
