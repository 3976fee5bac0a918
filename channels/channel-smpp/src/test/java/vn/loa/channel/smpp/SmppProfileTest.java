package vn.loa.channel.smpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.loa.channel.Outcome;
import vn.loa.channel.Reason;
import vn.loa.channel.Receipt;
import vn.loa.channel.ReferenceCodec;
import vn.loa.channel.Urgency;
import vn.loa.sms.Coding;
import vn.loa.sms.NationalLanguage;
import vn.loa.sms.SmsFormat;
import vn.loa.sms.Tlv;

class SmppProfileTest {

  @Test
  void a_plain_SMSC_needs_no_settings() {
    SmppProfile plain = SmppProfile.standard();
    assertThat(plain.format()).isSameAs(SmsFormat.standard());
    assertThat(plain.standardCoding()).isEqualTo(Coding.GSM7);
    assertThat(plain.gsmDataCoding()).isZero();
    assertThat(plain.ucs2DataCoding()).isEqualTo(8);
    assertThat(plain.serviceType()).isEmpty();
    assertThat(plain.destinationForm()).isEqualTo(DestinationForm.DIGITS);
    assertThat(plain.destination()).isEqualTo(new Numbering(1, 1));
    assertThat(plain.registeredDelivery()).isEqualTo(RegisteredDelivery.FINAL);
    assertThat(plain.validity()).isEqualTo(ValidityForm.RELATIVE);
    assertThat(plain.protocolId()).isZero();
    assertThat(plain.tlvs()).isEmpty();
    assertThat(plain.references()).isSameAs(ReferenceCodec.exact());
    assertThat(plain.receiptStates()).isEmpty();
    assertThat(plain.receiptsByText()).isFalse();
    assertThat(plain).hasToString("SMPP 3.4");
  }

  @ParameterizedTest
  @EnumSource
  void nothing_is_urgent_by_itself(Urgency urgency) {
    assertThat(SmppProfile.standard().priority(urgency)).isZero();
  }

  @Test
  void each_kind_of_sender_has_its_numbering() {
    SmppProfile plain = SmppProfile.standard();
    assertThat(plain.numbering(Sender.of("UBND Q1"))).isEqualTo(new Numbering(5, 0));
    assertThat(plain.numbering(Sender.of("5656"))).isEqualTo(new Numbering(3, 0));
    assertThat(plain.numbering(Sender.of("84903123456"))).isEqualTo(new Numbering(1, 1));
    SmppProfile other =
        SmppProfile.builder().senderName(5, 1).shortCode(6, 9).senderNumber(2, 1).build();
    assertThat(other.numbering(Sender.of("UBND Q1"))).isEqualTo(new Numbering(5, 1));
    assertThat(other.numbering(Sender.of("5656"))).isEqualTo(new Numbering(6, 9));
    assertThat(other.numbering(Sender.of("84903123456"))).isEqualTo(new Numbering(2, 1));
  }

  @Test
  void an_operators_own_status_means_what_the_operator_says() {
    SmppProfile profile =
        SmppProfile.builder()
            .status(0x400, Meaning.REFUSED)
            .status(0x401, Meaning.TEMPORARY)
            .status(0x402, Meaning.THROTTLED)
            .status(0x403, Meaning.QUEUE_FULL)
            .status(0x404, Meaning.ACCOUNT)
            .status(-1, Meaning.TEMPORARY)
            .build();
    assertThat(refused(profile, 0x400).code()).isEqualTo("0x00000400");
    assertThat(retry(profile, 0x401).code()).isEqualTo("0x00000401");
    assertThat(retry(profile, 0x402).code()).isEqualTo("ESME_RTHROTTLED");
    assertThat(retry(profile, 0x402).text()).contains("0x00000402");
    assertThat(retry(profile, 0x403).code()).isEqualTo("ESME_RMSGQFUL");
    assertThat(retry(profile, 0x403).text()).contains("0x00000403");
    assertThat(refused(profile, 0x404).code()).isEqualTo("ESME_RBINDFAIL");
    assertThat(refused(profile, 0x404).text()).contains("0x00000404");
    assertThat(retry(profile, -1).code()).isEqualTo("0xFFFFFFFF");
  }

  @Test
  void what_the_operator_says_goes_before_what_SMPP_says() {
    SmppProfile profile =
        SmppProfile.builder()
            .status(0x45, Meaning.TEMPORARY)
            .status(0x58, Meaning.REFUSED)
            .status(0x08, Meaning.THROTTLED)
            .build();
    assertThat(retry(profile, 0x45).code()).isEqualTo("ESME_RSUBMITFAIL");
    assertThat(refused(profile, 0x58).code()).isEqualTo("ESME_RTHROTTLED");
    assertThat(retry(profile, 0x08).text()).contains("ESME_RSYSERR");
    assertThat(profile.outcome(0x14)).isEqualTo(CommandStatus.outcome(0x14));
  }

  @Test
  void words_of_receipts_are_known_in_any_case() {
    SmppProfile profile =
        SmppProfile.builder()
            .receiptState(" Failed", Receipt.Kind.UNDELIVERED)
            .receiptsByText(true)
            .build();
    assertThat(profile.receiptStates()).containsEntry("FAILED", Receipt.Kind.UNDELIVERED);
    assertThat(profile.receiptsByText()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(names = {"PLAYED", "PUBLISHED"})
  void no_SMS_is_played_or_published(Receipt.Kind kind) {
    assertThatThrownBy(() -> SmppProfile.builder().receiptState("X", kind))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_profile_does_not_change_with_its_builder() {
    SmppProfile.Builder builder = SmppProfile.builder();
    SmppProfile before = builder.build();
    builder.tlv(Tlv.of(0x1400, (byte) 1)).status(0x400, Meaning.TEMPORARY);
    builder.receiptState("X", Receipt.Kind.EXPIRED).priority(Urgency.EMERGENCY, 3).shortCode(0, 0);
    assertThat(before.tlvs()).isEmpty();
    assertThat(before.receiptStates()).isEmpty();
    assertThat(before.priority(Urgency.EMERGENCY)).isZero();
    assertThat(before.numbering(Sender.of("5656"))).isEqualTo(new Numbering(3, 0));
    assertThat(before.outcome(0x400)).isInstanceOf(Outcome.Refused.class);
  }

  @ParameterizedTest
  @MethodSource
  void what_SMPP_cannot_carry_is_refused_with_what_is_wrong(
      UnaryOperator<SmppProfile.Builder> wrong, String words) {
    assertThatThrownBy(() -> wrong.apply(SmppProfile.builder()).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(words);
  }

  static Stream<Object[]> what_SMPP_cannot_carry_is_refused_with_what_is_wrong() {
    SmsFormat turkish =
        SmsFormat.builder().nationalLanguages(Set.of(NationalLanguage.TURKISH)).build();
    return Stream.of(
        wrong(it -> it.name(""), "name"),
        wrong(it -> it.name("a\nb"), "name"),
        wrong(it -> it.serviceType("123456"), "at most 5"),
        wrong(it -> it.serviceType("a b"), "visible"),
        wrong(it -> it.gsmDataCoding(256), "256"),
        wrong(it -> it.gsmDataCoding(8), "UCS-2"),
        wrong(it -> it.ucs2DataCoding(-1), "-1"),
        wrong(it -> it.ucs2DataCoding(0).gsmDataCoding(1), "UCS-2"),
        wrong(it -> it.destination(DestinationForm.PLUS, 256, 0), "type of number"),
        wrong(it -> it.destination(DestinationForm.PLUS, 1, -1), "numbering plan"),
        wrong(it -> it.protocolId(256), "protocol_id"),
        wrong(it -> it.priority(Urgency.ROUTINE, 4), "priority_flag"),
        wrong(it -> it.status(0, Meaning.TEMPORARY), "accepted"),
        wrong(it -> it.receiptState(" ", Receipt.Kind.EXPIRED), "blank"),
        wrong(it -> it.defaultAlphabet(DefaultAlphabet.LATIN1).format(turkish), "national tables"));
  }

  private static Object[] wrong(UnaryOperator<SmppProfile.Builder> wrong, String words) {
    return new Object[] {wrong, words};
  }

  @ParameterizedTest
  @ValueSource(ints = {0x020C, 0x020E, 0x020F, 0x0424})
  void a_parameter_that_joins_parts_is_nobodys_own(int tag) {
    assertThatThrownBy(() -> SmppProfile.builder().tlv(Tlv.of(tag)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("format");
  }

  private static Reason refused(SmppProfile profile, int status) {
    return ((Outcome.Refused) profile.outcome(status)).reason();
  }

  private static Reason retry(SmppProfile profile, int status) {
    return ((Outcome.Retry) profile.outcome(status)).reason();
  }
}
