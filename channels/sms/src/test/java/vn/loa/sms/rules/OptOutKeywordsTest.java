package vn.loa.sms.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.text.Normalizer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.loa.sms.rules.OptOutReading.Meaning;

class OptOutKeywordsTest {

  private final OptOutKeywords standard = OptOutKeywords.standard();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "TC|OPT_OUT|TC",
        "tc|OPT_OUT|TC",
        "' “TC”. '|OPT_OUT|TC",
        "T.C|OPT_OUT|TC",
        "ＴＣ|OPT_OUT|TC",
        "𝐭𝐜|OPT_OUT|TC",
        "ⓣⓒ|OPT_OUT|TC",
        "T\u200bC|OPT_OUT|TC",
        "TC tc TC!!!|OPT_OUT|TC",
        "TC STOP|OPT_OUT|TC",
        "Từ chối|OPT_OUT|TU CHOI",
        "TỪ   CHỐI|OPT_OUT|TU CHOI",
        "tuchoi|OPT_OUT|TU CHOI",
        "stop|OPT_OUT|STOP",
        "HUY|OPT_OUT|HUY",
        "Hủy|OPT_OUT|HUY",
        "DK DNC|OPT_OUT|DK DNC",
        "ĐK ĐNC|OPT_OUT|DK DNC",
        "Ðk ðnc|OPT_OUT|DK DNC",
        "DKDNC S|OPT_OUT|DK DNC S",
        "DK DNC V|CALLS_ONLY|DK DNC V",
        "HUY DNC|OPT_IN|HUY DNC",
        "hủy-dnc|OPT_IN|HUY DNC",
        "HUYDNC|OPT_IN|HUY DNC",
        "HUY DNC S|OPT_IN|HUY DNC S",
        "HUY DNC V|CALLS_ONLY|HUY DNC V",
        "toi khong TC dau|UNCLEAR|TC",
        "TC nhe|UNCLEAR|TC",
        "HUY HUY DNC|UNCLEAR|HUY",
        "xin HUY DNC di|UNCLEAR|HUY DNC",
        "HUY DNC X|UNCLEAR|HUY DNC",
        "TC UBND TP.HCM|UNCLEAR|TC",
        "S TOP TC|OPT_OUT|STOP",
        "cam on|OTHER|''",
        "TCX|OTHER|''",
        "HUYEN|OTHER|''",
        "''|OTHER|''",
        "?!|OTHER|''",
        "😀|OTHER|''"
      })
  void answers_are_understood(String answer, Meaning meaning, String keyword) {
    assertThat(standard.read(answer)).isEqualTo(new OptOutReading(meaning, keyword));
    assertThat(standard.read(Normalizer.normalize(answer, Normalizer.Form.NFD)))
        .isEqualTo(new OptOutReading(meaning, keyword));
  }

  @Test
  void marks_without_end_take_no_time_without_end() {
    String hostile = "T" + "\u0301\u0323".repeat(500_000) + "C";
    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> assertThat(standard.read(hostile).meaning()).isEqualTo(Meaning.OPT_OUT));
  }

  @Test
  void a_senders_name_may_follow() {
    OptOutKeywords keywords =
        OptOutKeywords.builder().senders(List.of(new SenderName("UBND TP.HCM"))).build();
    OptOutReading out = new OptOutReading(Meaning.OPT_OUT, "TC");
    assertThat(keywords.read("TC UBND TP.HCM")).isEqualTo(out);
    assertThat(keywords.read("tc ubnd tphcm!")).isEqualTo(out);
    assertThat(keywords.read("HUY DNC ubnd tp hcm").meaning()).isEqualTo(Meaning.OPT_IN);
    assertThat(keywords.read("TC UBND").meaning()).isEqualTo(Meaning.UNCLEAR);
    assertThat(keywords.read("UBND TP.HCM").meaning()).isEqualTo(Meaning.OTHER);
    assertThat(keywords.read("UBND TP.HCM TC").meaning()).isEqualTo(Meaning.UNCLEAR);
  }

  @Test
  void keywords_can_be_added_changed_and_taken_away() {
    OptOutKeywords own =
        OptOutKeywords.builder()
            .without("huỷ", "NONE SUCH")
            .optOut("Ngừng nhận", "HUY DNC V")
            .optIn("TIEP")
            .callsOnly("STOP")
            .build();
    assertThat(own.read("ngung nhan")).isEqualTo(new OptOutReading(Meaning.OPT_OUT, "NGUNG NHAN"));
    assertThat(own.read("HUY").meaning()).isEqualTo(Meaning.OTHER);
    assertThat(own.read("HUY DNC V").meaning()).isEqualTo(Meaning.OPT_OUT);
    assertThat(own.read("tiep").meaning()).isEqualTo(Meaning.OPT_IN);
    assertThat(own.read("stop").meaning()).isEqualTo(Meaning.CALLS_ONLY);
    assertThat(standard.read("stop").meaning()).isEqualTo(Meaning.OPT_OUT);
  }

  @Test
  void a_keyword_that_can_be_no_keyword_is_refused() {
    OptOutKeywords.Builder builder = OptOutKeywords.builder();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.optOut(" -"))
        .withMessage("a keyword has 1 to 50 letters or digits, not as \" -\"");
    assertThatIllegalArgumentException().isThrownBy(() -> builder.optIn("A".repeat(51)));
    assertThat(builder.optIn("A".repeat(50)).build().read("a".repeat(50)).meaning())
        .isEqualTo(Meaning.OPT_IN);
  }

  @Test
  void people_need_a_way_to_refuse() {
    OptOutKeywords.Builder none =
        OptOutKeywords.builder().without("TC", "TU CHOI", "STOP", "HUY", "DK DNC", "DK DNC S");
    assertThatIllegalStateException()
        .isThrownBy(none::build)
        .withMessage("no keyword refuses messages: people need one, give optOut(…) one");
  }
}
