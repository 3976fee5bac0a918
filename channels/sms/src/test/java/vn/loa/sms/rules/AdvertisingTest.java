package vn.loa.sms.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.loa.sms.rules.Sample.CITY;
import static vn.loa.sms.rules.Sample.NOON;
import static vn.loa.sms.rules.Sample.NUMBER;
import static vn.loa.sms.rules.Sample.advertising;
import static vn.loa.sms.rules.Sample.at;
import static vn.loa.sms.rules.Sample.forAdvertising;
import static vn.loa.sms.rules.Sample.prepared;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.loa.channel.Message;
import vn.loa.channel.Purpose;
import vn.loa.channel.Urgency;
import vn.loa.sms.PhoneNumber;
import vn.loa.sms.rules.Decision.Refuse;

class AdvertisingTest {

  private static final SendingHistory NONE = SendingHistory.none();

  private static Rule refused(SendingRules.Builder rules) {
    return ((Refuse) prepared(rules, advertising()).decide(NUMBER, NONE, NOON)).rule();
  }

  private static Refuse only(MessageRules rules) {
    assertThat(rules.refusals()).hasSize(1);
    assertThat(rules.decide(NUMBER, NONE, NOON)).isSameAs(rules.refusals().get(0));
    return rules.refusals().get(0);
  }

  @Test
  void goes_to_who_agreed_with_label_way_out_and_registered_name() {
    MessageRules rules = prepared(forAdvertising(), advertising());
    assertThat(rules.refusals()).isEmpty();
    assertThat(rules.decide(NUMBER, NONE, NOON).kind()).isEqualTo(Decision.Kind.SEND);
  }

  @Test
  void goes_to_nobody_by_default() {
    assertThat(prepared(SendingRules.builder(), advertising("Bán")).refusals())
        .extracting(Refuse::rule)
        .containsExactly(Rule.LABEL, Rule.WAY_OUT, Rule.SENDER);
    assertThat(refused(SendingRules.builder().registeredSenders(CITY))).isEqualTo(Rule.CONSENT);
  }

  @Test
  void each_citizen_is_asked_about() {
    SendingRules.Builder listed = forAdvertising().doNotAdvertise(n -> n == NUMBER);
    assertThat(refused(listed)).isEqualTo(Rule.DO_NOT_ADVERTISE);
    assertThat(refused(forAdvertising().optedOut(n -> n == NUMBER))).isEqualTo(Rule.OPT_OUT);
    assertThat(refused(forAdvertising().consented(n -> n != NUMBER))).isEqualTo(Rule.CONSENT);
    assertThat(prepared(listed, advertising()).decide(NUMBER + 1, NONE, NOON).kind())
        .isEqualTo(Decision.Kind.SEND);
  }

  @Test
  void the_list_and_consent_are_not_about_notices() {
    SendingRules.Builder rules = SendingRules.builder().doNotAdvertise(n -> true);
    assertThat(prepared(rules, Sample.notice()).decide(NUMBER, NONE, NOON).kind())
        .isEqualTo(Decision.Kind.SEND);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[ QC ]",
        "QC:",
        "[QC",
        "[qc]",
        "［QC］",
        "(QC)",
        " [QC]",
        "\u200b[QC]",
        "Mua [QC]",
        "[Q C]",
        "[QС]",
        "[AĐ]",
        "\uFEFF[AD]",
        "["
      })
  void look_alikes_of_the_label_are_refused_with_the_mend(String label) {
    Refuse refuse = only(prepared(forAdvertising(), advertising(label + " Bán. Soạn TC")));
    assertThat(refuse.rule()).isEqualTo(Rule.LABEL);
    assertThat(refuse.reason())
        .startsWith("the text \"vi\" begins with \"" + PhoneNumber.masked(label))
        .endsWith("\"; begin it with [QC] or [AD], exactly so");
  }

  @Test
  void both_labels_do() {
    assertThat(prepared(forAdvertising(), advertising("[AD] Bán. Soạn TC")).refusals()).isEmpty();
    assertThat(prepared(forAdvertising(), advertising("[QC]Bán. Soạn TC")).refusals()).isEmpty();
  }

  @Test
  void a_beginning_is_shown_without_its_numbers_and_whole_characters() {
    Refuse refuse = only(prepared(forAdvertising(), advertising("0903123456 bán, soạn TC")));
    assertThat(refuse.reason()).contains("\"*******456 b\"");
    Refuse astral = only(prepared(forAdvertising(), advertising("😀😀😀😀😀😀😀😀😀😀😀😀😀 TC")));
    assertThat(astral.reason()).contains("\"" + "😀".repeat(12) + "\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[QC] Soan TC gui 1022",
        "[QC] Từ chối: TỪ CHỐI gửi 1022",
        "[QC] STOP",
        "[QC] (HUY)",
        "[QC] HUY DNC hoac TC"
      })
  void a_way_out_is_a_keyword_in_capitals(String text) {
    assertThat(prepared(forAdvertising(), advertising(text)).refusals()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[QC] Bán",
        "[QC] Nguyễn Huy Tưởng",
        "[QC] tc",
        "[QC] TCX",
        "[QC] soạn HUY DNC",
        "[QC]"
      })
  void other_words_are_no_way_out(String text) {
    Refuse refuse = only(prepared(forAdvertising(), advertising(text)));
    assertThat(refuse.rule()).isEqualTo(Rule.WAY_OUT);
    assertThat(refuse.reason())
        .isEqualTo("the text \"vi\" does not say how to refuse; end it with: Tu choi: soan TC");
  }

  @Test
  void the_way_out_follows_the_keywords_set() {
    OptOutKeywords own =
        OptOutKeywords.builder()
            .without("TC", "STOP", "HUY")
            .optOut("NGUNG", "AB", "AA")
            .optIn("B")
            .build();
    SendingRules.Builder rules = forAdvertising().keywords(own);
    assertThat(prepared(rules, advertising("[QC] soan NGUNG")).refusals()).isEmpty();
    assertThat(only(prepared(rules, advertising("[QC] soan TC"))).reason()).endsWith("soan AA");
  }

  @Test
  void every_language_is_looked_at() {
    Message message =
        Message.builder("ad", "Bán")
            .text("vi", "[QC] Soạn TC")
            .text("en", "Sale")
            .purpose(Purpose.ADVERTISING)
            .validUntil(at("2030-01-01T00:00"))
            .build();
    assertThat(prepared(forAdvertising(), message).refusals())
        .extracting(Refuse::rule)
        .containsExactly(Rule.LABEL, Rule.WAY_OUT);
  }

  @Test
  void comes_from_a_registered_name_in_whatever_case() {
    SendingRules rules = forAdvertising().build();
    assertThat(rules.forMessage(advertising(), new SenderName("ubnd tp.hcm"), null).refusals())
        .isEmpty();
    assertThat(only(rules.forMessage(advertising(), new SenderName("Shop"), null)))
        .isEqualTo(
            new Refuse(
                Rule.SENDER,
                "\"Shop\" is not registered here; register it, and count it in"
                    + " registeredSenders(…)"));
    assertThat(only(rules.forMessage(advertising(), null, null)))
        .isEqualTo(
            new Refuse(Rule.SENDER, "it comes from a number; send it under a registered name"));
  }

  @Test
  void is_never_an_emergency_with_an_order_or_without() {
    Message message =
        Message.builder("ad", "Bán")
            .text("vi", "[QC] Soạn TC")
            .purpose(Purpose.ADVERTISING)
            .urgency(Urgency.EMERGENCY)
            .validUntil(at("2030-01-01T00:00"))
            .build();
    Refuse expected = new Refuse(Rule.EMERGENCY, "advertising is no emergency; make it ROUTINE");
    assertThat(only(prepared(forAdvertising(), message))).isEqualTo(expected);
    assertThat(only(forAdvertising().build().forMessage(message, CITY, Sample.ORDER)))
        .isEqualTo(expected);
  }
}
