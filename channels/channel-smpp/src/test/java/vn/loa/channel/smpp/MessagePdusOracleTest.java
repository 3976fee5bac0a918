package vn.loa.channel.smpp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.text.Normalizer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jsmpp.PDUStringException;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.util.DefaultComposer;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Message;
import vn.loa.channel.Urgency;
import vn.loa.sms.Concatenation;
import vn.loa.sms.Cutting;
import vn.loa.sms.NationalLanguage;
import vn.loa.sms.SmsDecoder;
import vn.loa.sms.SmsFormat;
import vn.loa.sms.SmsPart;
import vn.loa.sms.SmsText;
import vn.loa.sms.Tlv;

/** jsmpp writes the same octets for the same fields, and reads ours back. */
class MessagePdusOracleTest {

  private static final Instant NOW = Instant.parse("2026-11-23T08:30:00.250Z");
  private static final int MOST_OF_SHORT_MESSAGE = 254;

  private static final String GSM =
      "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
          + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà€[]{}^|~\\\f";
  private static final String LATIN = "Thong bao: ngay mai @ {1} [2] £ ñ à Ø ~ ";
  private static final String VIETNAMESE = "Thông báo: ngày mai cúp nước ở phường Bến Nghé. ";
  private static final String TURKISH = "Bugün şehirde ağaçlar budanacak. ";
  private static final Set<NationalLanguage> TABLES =
      EnumSet.of(NationalLanguage.TURKISH, NationalLanguage.PORTUGUESE);

  /** What a call gets, and the fields that an operator settles. */
  record Case(
      String text,
      String sender,
      long e164,
      int sequence,
      int anyReference,
      Duration left,
      @Nullable Duration schedule,
      Urgency urgency,
      SmppProfile profile) {

    Message message() {
      return Message.builder("m", "t")
          .text("vi", text)
          .urgency(urgency)
          .validUntil(NOW.plus(left))
          .build();
    }

    SmppSettings settings() {
      return SmppSettings.builder("localhost", 2775)
          .login("loa", "secret")
          .sender(sender)
          .profile(profile)
          .schedule(any -> later())
          .build();
    }

    @Nullable Instant later() {
      return schedule == null ? null : NOW.plus(schedule);
    }

    SmsText cut() {
      return SmsText.of(message().text(), profile.format());
    }

    int reference() {
      return anyReference & profile.format().concatenation().mostReference();
    }

    /** Characters that neither the SMSC's alphabet nor as many parts of UCS-2 have room for. */
    boolean cannotGo() {
      return profile.misreadsGsm()
          && cut().encoding() == SmsText.Encoding.GSM7
          && !isLatin1(message().text())
          && message().text().length() > 70;
    }
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void jsmpp_writes_the_same_octets(@ForAll("cases") Case it) throws Exception {
    if (it.cannotGo()) {
      assertThatThrownBy(() -> pdus(it))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageNotContaining(it.text);
      return;
    }
    MessagePdus pdus = pdus(it);
    List<SmsPart> parts = it.cut().parts(it.reference());
    assertThat(pdus.parts()).isEqualTo(parts.size());
    for (int i = 0; i < parts.size(); i++) {
      byte[] ours = written(pdus, it, i);
      assertThat(ours).isEqualTo(composed(it, parts.get(i)));
      assertThat(ours.length).isLessThanOrEqualTo(pdus.mostOctets());
    }
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void what_jsmpp_reads_is_the_text_again(@ForAll("cases") Case it) throws Exception {
    if (it.cannotGo()) {
      return;
    }
    MessagePdus pdus = pdus(it);
    SmsDecoder decoder = SmsDecoder.of(it.profile.standardCoding());
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < pdus.parts(); i++) {
      ReadSubmit read = JsmppReading.read(written(pdus, it, i));
      assertThat(read.sequence()).isEqualTo(it.sequence);
      String octets = read.tlvs().getOrDefault(Tags.MESSAGE_PAYLOAD, read.shortMessage());
      assertThat(read.shortMessage().length() / 2).isLessThanOrEqualTo(MOST_OF_SHORT_MESSAGE);
      boolean header = (read.esmClass() & 0x40) != 0;
      text.append(
          decoder.decode(HexFormat.of().parseHex(octets), read.dataCoding(), header).text());
    }
    assertThat(text.toString()).isEqualTo(Normalizer.normalize(it.text, Normalizer.Form.NFC));
  }

  private static MessagePdus pdus(Case it) {
    return MessagePdus.of(it.message(), it.settings(), NOW);
  }

  private static byte[] written(MessagePdus pdus, Case it, int part) {
    byte[] buffer = new byte[pdus.mostOctets()];
    int length = pdus.write(buffer, 0, part, it.sequence, it.e164, it.reference());
    return Arrays.copyOf(buffer, length);
  }

  private static byte[] composed(Case it, SmsPart part) throws PDUStringException {
    SmppProfile profile = it.profile;
    Sender sender = Sender.of(it.sender);
    Times times = Times.of(profile.validity(), it.message(), it.later(), NOW);
    boolean gsm = it.cut().encoding() == SmsText.Encoding.GSM7;
    boolean latin1 = gsm && profile.misreadsGsm() && isLatin1(it.cut().text());
    boolean wide = !gsm || (profile.misreadsGsm() && !latin1);
    Numbering destination = destination(it);
    return new DefaultComposer()
        .submitSm(
            it.sequence,
            profile.serviceType(),
            (byte) profile.numbering(sender).ton(),
            (byte) profile.numbering(sender).npi(),
            sender.address(),
            (byte) destination.ton(),
            (byte) destination.npi(),
            number(it),
            (byte) (part.hasHeader() ? 0x40 : 0),
            (byte) profile.protocolId(),
            (byte) profile.priority(it.urgency),
            times.schedule(),
            times.validity(),
            (byte) profile.registeredDelivery().flag(),
            (byte) 0,
            (byte) (latin1 ? 0 : wide ? profile.ucs2DataCoding() : profile.gsmDataCoding()),
            (byte) 0,
            shortMessage(part, latin1, wide && gsm),
            parameters(it, part, latin1));
  }

  private static Numbering destination(Case it) {
    boolean foreign =
        it.profile.destinationForm() == DestinationForm.NATIONAL
            && !Long.toString(it.e164).startsWith("84");
    return foreign ? new Numbering(1, 1) : it.profile.destination();
  }

  private static String number(Case it) {
    String digits = Long.toString(it.e164);
    return switch (it.profile.destinationForm()) {
      case DIGITS -> digits;
      case PLUS -> "+" + digits;
      case NATIONAL -> digits.replaceFirst("^84", "0");
    };
  }

  private static byte[] shortMessage(SmsPart part, boolean latin1, boolean widened) {
    byte[] cut = part.userData();
    if (cut.length == 0 || !(latin1 || widened)) {
      return cut;
    }
    byte[] text = part.text().getBytes(latin1 ? ISO_8859_1 : UTF_16BE);
    int header = part.hasHeader() ? 1 + cut[0] : 0;
    byte[] all = Arrays.copyOf(cut, header + text.length);
    System.arraycopy(text, 0, all, header, text.length);
    return all;
  }

  private static OptionalParameter[] parameters(Case it, SmsPart part, boolean latin1) {
    return Stream.concat(
            part.tlvs().stream()
                .map(
                    tlv ->
                        latin1 && tlv.tag() == Tags.MESSAGE_PAYLOAD
                            ? Tlv.of(tlv.tag(), part.text().getBytes(ISO_8859_1))
                            : tlv),
            it.profile.tlvs().stream())
        .map(tlv -> new OptionalParameter.OctetString((short) tlv.tag(), tlv.value()))
        .toArray(OptionalParameter[]::new);
  }

  private static boolean isLatin1(String text) {
    return ISO_8859_1.newEncoder().canEncode(text);
  }

  @Provide
  Arbitrary<Case> cases() {
    Arbitrary<Long> numbers =
        Arbitraries.oneOf(
            Arbitraries.longs().between(84_300_000_000L, 84_999_999_999L),
            Arbitraries.longs().between(1, 999_999_999_999_999L));
    Arbitrary<Integer> sequences =
        Arbitraries.oneOf(
            Arbitraries.of(1, 255, 256, 65_535, 65_536, 0x7FFFFFFF),
            Arbitraries.integers().between(1, 0x7FFFFFFF));
    Arbitrary<Integer> references =
        Arbitraries.oneOf(
            Arbitraries.of(0, 1, 254, 255, 256, 65_534, 65_535),
            Arbitraries.integers().between(0, 65_535));
    Arbitrary<Duration> left =
        Arbitraries.longs()
            .between(3_600_000, Duration.ofDays(60).toMillis())
            .map(Duration::ofMillis);
    Arbitrary<Duration> schedule =
        Arbitraries.longs().between(-5_000, 3_599_999).map(Duration::ofMillis).injectNull(0.5);
    return Combinators.combine(
            texts(), senders(), numbers, sequences, references, left, schedule, profiles())
        .flatAs(
            (text, sender, number, sequence, reference, lasts, later, profile) ->
                Arbitraries.of(Urgency.class)
                    .map(
                        urgency ->
                            new Case(
                                text, sender, number, sequence, reference, lasts, later, urgency,
                                profile)));
  }

  private static Arbitrary<String> texts() {
    Arbitrary<String> gsm = Arbitraries.strings().withChars(GSM.toCharArray()).ofMaxLength(700);
    Arbitrary<String> anything = Arbitraries.strings().ofMaxLength(300);
    Arbitrary<String> repeated =
        Combinators.combine(
                Arbitraries.of(
                    LATIN,
                    VIETNAMESE,
                    TURKISH,
                    Normalizer.normalize(VIETNAMESE, Normalizer.Form.NFD),
                    "Giá 5 € ",
                    "😀 gió "),
                Arbitraries.integers().between(1, 60))
            .as(String::repeat);
    return Arbitraries.oneOf(gsm, anything, repeated).filter(text -> !text.isBlank());
  }

  private static Arbitrary<String> senders() {
    String letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 ._-";
    return Arbitraries.oneOf(
        Arbitraries.strings()
            .withChars(letters.toCharArray())
            .ofMinLength(1)
            .ofMaxLength(10)
            .map(name -> "Q" + name),
        Arbitraries.strings().numeric().ofMinLength(3).ofMaxLength(8),
        Arbitraries.strings().numeric().ofMinLength(9).ofMaxLength(15));
  }

  private static Arbitrary<SmppProfile> profiles() {
    Arbitrary<Tlv> tlvs =
        Combinators.combine(
                Arbitraries.integers().between(0x1400, 0x3FFF),
                Arbitraries.bytes().array(byte[].class).ofMaxSize(300))
            .as(Tlv::of);
    Arbitrary<SmppProfile.Builder> common =
        Combinators.combine(
                Arbitraries.of(DestinationForm.class),
                Arbitraries.integers().between(0, 255),
                Arbitraries.of(RegisteredDelivery.class),
                Arbitraries.of(ValidityForm.class),
                Arbitraries.integers().between(0, 255),
                Arbitraries.integers().between(0, 3),
                Arbitraries.strings().withCharRange('!', '~').ofMaxLength(5),
                tlvs.list().ofMaxSize(3))
            .as(
                (form, octet, registered, validity, protocol, priority, service, own) -> {
                  SmppProfile.Builder builder =
                      SmppProfile.builder()
                          .destination(form, octet, 255 - octet)
                          .senderName(octet, 1)
                          .registeredDelivery(registered)
                          .validity(validity)
                          .protocolId(protocol)
                          .priority(Urgency.PRIORITY, priority)
                          .serviceType(service);
                  own.forEach(builder::tlv);
                  return builder;
                });
    return Combinators.combine(
            common,
            Arbitraries.of(Concatenation.class),
            Arbitraries.of(Cutting.class),
            Arbitraries.of(DefaultAlphabet.class),
            Arbitraries.of(0, 0xF1),
            Arbitraries.of(8, 0xE4),
            Arbitraries.of(true, false))
        .as(
            (builder, concatenation, cutting, alphabet, gsm, ucs2, tables) ->
                builder
                    .defaultAlphabet(alphabet)
                    .gsmDataCoding(gsm)
                    .ucs2DataCoding(ucs2)
                    .format(
                        format(
                            concatenation,
                            cutting,
                            tables && (alphabet == DefaultAlphabet.GSM || gsm != 0)))
                    .build());
  }

  private static SmsFormat format(Concatenation concatenation, Cutting cutting, boolean tables) {
    boolean inHeader =
        concatenation == Concatenation.UDH_8 || concatenation == Concatenation.UDH_16;
    return SmsFormat.builder()
        .concatenation(concatenation)
        .cutting(cutting)
        .nationalLanguages(tables && inHeader ? TABLES : Set.of())
        .build();
  }
}
