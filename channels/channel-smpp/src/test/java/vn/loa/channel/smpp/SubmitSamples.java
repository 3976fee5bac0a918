package vn.loa.channel.smpp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import vn.loa.channel.Message;
import vn.loa.channel.Urgency;
import vn.loa.sms.Concatenation;
import vn.loa.sms.NationalLanguage;
import vn.loa.sms.SmsFormat;
import vn.loa.sms.SmsPart;
import vn.loa.sms.SmsText;
import vn.loa.sms.Tlv;

/**
 * submit_sm of every kind that we write, and what anybody should read in them: said in the numbers
 * of the standard, not by the code under test.
 */
final class SubmitSamples {

  static final Instant NOW = Instant.parse("2026-11-23T08:30:00Z");

  private static final String GSM = "Cup nuoc tai Quan 1, 08:00 {mai} ";
  private static final String VIETNAMESE = "Cúp nước tại Quận 1, từ 08:00 sáng mai 😀 ";
  private static final String TURKISH = "Bugün şehirde ağaçlar budanacak ";
  private static final Tlv BILLING = Tlv.of(0x1403, "dv-01".getBytes(ISO_8859_1));
  private static final Tlv LARGE = Tlv.of(0x3FFF, new byte[300]);

  /** One PDU. */
  static final class Sample {
    private final String name;
    private final byte[] octets;
    private final int reference;
    private final ReadSubmit expected;

    private Sample(String name, byte[] octets, int reference, ReadSubmit expected) {
      this.name = name;
      this.octets = octets;
      this.reference = reference;
      this.expected = expected;
    }

    byte[] octets() {
      return octets.clone();
    }

    int reference() {
      return reference;
    }

    ReadSubmit expected() {
      return expected;
    }

    /** Ends with {@code part 1 of 3}. */
    @Override
    public String toString() {
      return name;
    }
  }

  private final List<Sample> samples = new ArrayList<>();

  static List<Sample> all() {
    SubmitSamples all = new SubmitSamples();
    all.concatenations();
    all.alphabets();
    all.numbers();
    all.rest();
    return all.samples;
  }

  private void concatenations() {
    for (Concatenation concatenation : Concatenation.values()) {
      SmppProfile.Builder profile =
          SmppProfile.builder().format(SmsFormat.builder().concatenation(concatenation).build());
      for (String text : List.of(GSM, VIETNAMESE, GSM.repeat(12), VIETNAMESE.repeat(6))) {
        add(new Plan(concatenation.name(), profile.build(), text, 0xA7));
      }
    }
  }

  private void alphabets() {
    SmsFormat tables =
        SmsFormat.builder().nationalLanguages(Set.of(NationalLanguage.TURKISH)).build();
    SmppProfile turkish = SmppProfile.builder().format(tables).build();
    add(new Plan("national tables", turkish, TURKISH, 0));
    add(new Plan("national tables, full", turkish, TURKISH.repeat(4), 0));
    add(new Plan("national tables, long", turkish, TURKISH.repeat(8), 0xFF));
    SmppProfile own = SmppProfile.builder().gsmDataCoding(0xF1).ucs2DataCoding(0x18).build();
    add(new Plan("own codings", own, GSM, 0).dataCoding(0xF1));
    add(new Plan("own codings, UCS-2", own, VIETNAMESE, 0).dataCoding(0x18));
    SmppProfile latin1 = SmppProfile.builder().defaultAlphabet(DefaultAlphabet.LATIN1).build();
    Plan latin = new Plan("Latin-1", latin1, "à {ñ} @ " + GSM, 0);
    add(latin.octets(latin.text.getBytes(ISO_8859_1)));
    Plan euro = new Plan("Latin-1 without euro", latin1, "100 €", 0).dataCoding(8);
    add(euro.octets(euro.text.getBytes(UTF_16BE)));
  }

  private void numbers() {
    for (DestinationForm form : DestinationForm.values()) {
      SmppProfile profile = SmppProfile.builder().destination(form, 2, 8).build();
      String written =
          switch (form) {
            case DIGITS -> "84903123456";
            case PLUS -> "+84903123456";
            case NATIONAL -> "0903123456";
          };
      add(new Plan(form.name(), profile, GSM, 0).destination(new Numbering(2, 8), written));
    }
    SmppProfile senders =
        SmppProfile.builder().senderName(5, 1).shortCode(6, 0).senderNumber(0, 1).build();
    add(new Plan("name", senders, GSM, 0).source("UBND TP.HCM", new Numbering(5, 1)));
    add(new Plan("short code", senders, GSM, 0).source("5656", new Numbering(6, 0)));
    add(new Plan("number", senders, GSM, 0).source("842438220000", new Numbering(0, 1)));
  }

  private void rest() {
    SmppProfile absolute =
        SmppProfile.builder()
            .validity(ValidityForm.ABSOLUTE)
            .registeredDelivery(RegisteredDelivery.FAILURE)
            .serviceType("CMT")
            .protocolId(0x7F)
            .priority(Urgency.EMERGENCY, 3)
            .tlv(BILLING)
            .tlv(LARGE)
            .build();
    Plan all = new Plan("all fields", absolute, GSM.repeat(6), 0x10);
    all.schedule = NOW.plusSeconds(3600);
    all.times("261123093000000+", "261125083000000+");
    all.serviceType = "CMT";
    all.protocolId = 0x7F;
    all.priority = 3;
    all.registeredDelivery = 2;
    all.tlvs = Map.of(0x1403, "64762d3031", 0x3FFF, "00".repeat(300));
    add(all);
    SmppProfile none =
        SmppProfile.builder()
            .validity(ValidityForm.NONE)
            .registeredDelivery(RegisteredDelivery.NONE)
            .build();
    Plan bare = new Plan("no times", none, GSM, 0);
    bare.times("", "");
    bare.registeredDelivery = 0;
    add(bare);
    Plan later = new Plan("relative schedule", SmppProfile.standard(), GSM, 0);
    later.schedule = NOW.plus(Duration.ofHours(25));
    later.times("000001010000000R", "000002000000000R");
    add(later);
  }

  /** A message, how it is to go, and what is to be read. */
  private static final class Plan {
    final String name;
    final SmppProfile profile;
    final String text;
    final int reference;
    String sender = "5656";
    Numbering source = new Numbering(3, 0);
    Numbering destination = new Numbering(1, 1);
    String destinationAddress = "84903123456";
    Instant schedule = NOW;
    String scheduled = "";
    String validity = "000002000000000R";
    int dataCoding = -1;
    byte[] octets = {};
    String serviceType = "";
    int protocolId;
    int priority;
    int registeredDelivery = 1;
    Map<Integer, String> tlvs = Map.of();

    Plan(String name, SmppProfile profile, String text, int reference) {
      this.name = name;
      this.profile = profile;
      this.text = text;
      this.reference = reference;
    }

    Plan dataCoding(int number) {
      dataCoding = number;
      return this;
    }

    Plan octets(byte[] those) {
      octets = those;
      return this;
    }

    Plan destination(Numbering numbering, String address) {
      destination = numbering;
      destinationAddress = address;
      return this;
    }

    Plan source(String address, Numbering numbering) {
      sender = address;
      source = numbering;
      return this;
    }

    void times(String scheduled, String validity) {
      this.scheduled = scheduled;
      this.validity = validity;
    }
  }

  private void add(Plan plan) {
    Message message =
        Message.builder("m", "t")
            .text("vi", plan.text)
            .urgency(Urgency.EMERGENCY)
            .validUntil(NOW.plus(Duration.ofDays(2)))
            .build();
    SmppSettings settings =
        SmppSettings.builder("localhost", 2775)
            .login("loa", "secret")
            .sender(plan.sender)
            .profile(plan.profile)
            .schedule(any -> plan.schedule)
            .build();
    MessagePdus pdus = MessagePdus.of(message, settings, NOW);
    SmsText text = SmsText.of(plan.text, plan.profile.format());
    List<SmsPart> parts = text.parts(plan.reference);
    byte[] buffer = new byte[pdus.mostOctets()];
    for (int i = 0; i < parts.size(); i++) {
      int sequence = samples.size() + 1;
      int length = pdus.write(buffer, 0, i, sequence, 84_903_123_456L, plan.reference);
      samples.add(
          new Sample(
              plan.name + ", part " + (i + 1) + " of " + parts.size(),
              Arrays.copyOf(buffer, length),
              plan.reference,
              expected(plan, sequence, text, parts.get(i))));
    }
  }

  private static ReadSubmit expected(Plan plan, int sequence, SmsText text, SmsPart part) {
    boolean gsm = text.encoding() == SmsText.Encoding.GSM7;
    Map<Integer, String> tlvs = new TreeMap<>(plan.tlvs);
    part.tlvs().forEach(tlv -> tlvs.put(tlv.tag(), ReadSubmit.hex(tlv.value())));
    return new ReadSubmit(
        sequence,
        plan.serviceType,
        plan.source,
        plan.sender,
        plan.destination,
        plan.destinationAddress,
        part.hasHeader() ? 0x40 : 0,
        plan.protocolId,
        plan.priority,
        plan.scheduled,
        plan.validity,
        plan.registeredDelivery,
        0,
        plan.dataCoding >= 0 ? plan.dataCoding : gsm ? 0 : 8,
        0,
        ReadSubmit.hex(plan.octets.length > 0 ? plan.octets : part.userData()),
        tlvs);
  }
}
