package vn.loa.channel.smpp;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsmpp.bean.TypeOfNumber;
import vn.loa.channel.Outcome;
import vn.loa.channel.Receipt;
import vn.loa.channel.ReferenceCodec;
import vn.loa.channel.Urgency;
import vn.loa.sms.Coding;
import vn.loa.sms.SmsFormat;
import vn.loa.sms.Tlv;

/**
 * How one operator's SMSC takes messages, answers and reports, as data. {@link #standard()} is what
 * a plain SMSC of SMPP 3.4 does. Immutable.
 *
 * <p>SMPP leaves much to the operator. What to ask it, and where the answer goes:
 *
 * <ul>
 *   <li>How do you take long texts: with a header of ours, with sar_ parameters, or whole in
 *       message_payload? {@link Builder#format}
 *   <li>What is data_coding 0, and which number has UCS-2? {@link Builder#defaultAlphabet}, {@link
 *       Builder#gsmDataCoding}, {@link Builder#ucs2DataCoding}
 *   <li>How do you want subscribers' numbers, and which TON and NPI for them, for a sender name and
 *       for a short code? {@link Builder#destination}, {@link Builder#senderName}, {@link
 *       Builder#shortCode}, {@link Builder#senderNumber}
 *   <li>Do you want a service_type, or parameters of your own? {@link Builder#serviceType}, {@link
 *       Builder#tlv}
 *   <li>Is validity_period relative or absolute, and what does priority_flag do? {@link
 *       Builder#validity}, {@link Builder#priority}
 *   <li>Which receipts may we ask for, in which esm_class do they come, which words tell their
 *       state, and do they write message ids as your answers do? {@link
 *       Builder#registeredDelivery}, {@link Builder#receiptsByText}, {@link Builder#receiptState},
 *       {@link Builder#references}
 *   <li>Which command_status means that we are too fast, and which that the account is blocked?
 *       {@link Builder#status}
 * </ul>
 */
public final class SmppProfile {

  private static final SmppProfile STANDARD = builder().build();

  private final String name;
  private final SmsFormat format;
  private final DefaultAlphabet defaultAlphabet;
  private final int gsmDataCoding;
  private final int ucs2DataCoding;
  private final String serviceType;
  private final DestinationForm destinationForm;
  private final Numbering destination;
  private final Map<TypeOfNumber, Numbering> senders;
  private final RegisteredDelivery registeredDelivery;
  private final ValidityForm validity;
  private final int protocolId;
  private final Map<Urgency, Integer> priorities;
  private final List<Tlv> tlvs;
  private final Map<Integer, Meaning> statuses;
  private final ReferenceCodec references;
  private final Map<String, Receipt.Kind> receiptStates;
  private final boolean receiptsByText;

  private SmppProfile(Builder from) {
    this.name = from.name;
    this.format = from.format;
    this.defaultAlphabet = from.defaultAlphabet;
    this.gsmDataCoding = from.gsmDataCoding;
    this.ucs2DataCoding = from.ucs2DataCoding;
    this.serviceType = from.serviceType;
    this.destinationForm = from.destinationForm;
    this.destination = from.destination;
    this.senders = Map.copyOf(from.senders);
    this.registeredDelivery = from.registeredDelivery;
    this.validity = from.validity;
    this.protocolId = from.protocolId;
    this.priorities = Map.copyOf(from.priorities);
    this.tlvs = List.copyOf(from.tlvs);
    this.statuses = Map.copyOf(from.statuses);
    this.references = from.references;
    this.receiptStates = Map.copyOf(from.receiptStates);
    this.receiptsByText = from.receiptsByText;
  }

  /** A plain SMSC of SMPP 3.4: all the defaults of {@link Builder}. */
  public static SmppProfile standard() {
    return STANDARD;
  }

  public static Builder builder() {
    return new Builder();
  }

  public String name() {
    return name;
  }

  SmsFormat format() {
    return format;
  }

  int gsmDataCoding() {
    return gsmDataCoding;
  }

  int ucs2DataCoding() {
    return ucs2DataCoding;
  }

  /** Whether septets would be read as something else: they go under 0, and 0 is Latin-1. */
  boolean misreadsGsm() {
    return defaultAlphabet == DefaultAlphabet.LATIN1 && gsmDataCoding == 0;
  }

  /** What data_coding 0 stands for in what comes from this SMSC. */
  Coding standardCoding() {
    return defaultAlphabet.coding();
  }

  String serviceType() {
    return serviceType;
  }

  DestinationForm destinationForm() {
    return destinationForm;
  }

  Numbering destination() {
    return destination;
  }

  Numbering numbering(Sender sender) {
    Numbering usual = new Numbering(sender.ton().value(), sender.npi().value());
    return senders.getOrDefault(sender.ton(), usual);
  }

  RegisteredDelivery registeredDelivery() {
    return registeredDelivery;
  }

  ValidityForm validity() {
    return validity;
  }

  int protocolId() {
    return protocolId;
  }

  int priority(Urgency urgency) {
    return priorities.getOrDefault(urgency, 0);
  }

  /** The operator's own parameters, in the order given. */
  List<Tlv> tlvs() {
    return tlvs;
  }

  /** How answers and receipts write message ids. */
  ReferenceCodec references() {
    return references;
  }

  /** The operator's own words for states of receipts, in upper case. */
  Map<String, Receipt.Kind> receiptStates() {
    return receiptStates;
  }

  /** Whether a deliver_sm of esm_class 0 that reads like a receipt is one. */
  boolean receiptsByText() {
    return receiptsByText;
  }

  /** What a negative answer to submit_sm, or a generic_nack, means here. */
  Outcome outcome(int commandStatus) {
    Meaning meaning = statuses.get(commandStatus);
    return meaning == null
        ? CommandStatus.outcome(commandStatus)
        : CommandStatus.outcome(commandStatus, meaning);
  }

  /** The name. */
  @Override
  public String toString() {
    return name;
  }

  /** Starts as a plain SMSC of SMPP 3.4. Not safe for use by several threads. */
  public static final class Builder {

    private static final Pattern NAME = Pattern.compile("[\\w .()-]{1,64}");
    private static final Pattern SERVICE_TYPE = Pattern.compile("[!-~]{0,5}");
    private static final int MOST_PRIORITY = 3;

    /** Those that joining and long texts need. */
    private static final Set<Integer> OURS =
        Set.of(
            Tags.SAR_MSG_REF_NUM,
            Tags.SAR_TOTAL_SEGMENTS,
            Tags.SAR_SEGMENT_SEQNUM,
            Tags.MESSAGE_PAYLOAD);

    private String name = "SMPP 3.4";
    private SmsFormat format = SmsFormat.standard();
    private DefaultAlphabet defaultAlphabet = DefaultAlphabet.GSM;
    private int gsmDataCoding;
    private int ucs2DataCoding = 8;
    private String serviceType = "";
    private DestinationForm destinationForm = DestinationForm.DIGITS;
    private Numbering destination = Numbering.INTERNATIONAL;
    private final Map<TypeOfNumber, Numbering> senders = new EnumMap<>(TypeOfNumber.class);
    private RegisteredDelivery registeredDelivery = RegisteredDelivery.FINAL;
    private ValidityForm validity = ValidityForm.RELATIVE;
    private int protocolId;
    private final Map<Urgency, Integer> priorities = new EnumMap<>(Urgency.class);
    private final List<Tlv> tlvs = new ArrayList<>();
    private final Map<Integer, Meaning> statuses = new HashMap<>();
    private ReferenceCodec references = ReferenceCodec.exact();
    private final Map<String, Receipt.Kind> receiptStates = new HashMap<>();
    private boolean receiptsByText;

    private Builder() {}

    /** What logs call it. Default {@code SMPP 3.4}; 1 to 64 letters, digits, spaces, . _ ( ) -. */
    public Builder name(String name) {
      if (!NAME.matcher(name).matches()) {
        throw new IllegalArgumentException(
            "a profile's name is 1 to 64 letters, digits, spaces, . _ ( ) - but was \""
                + name
                + '"');
      }
      this.name = name;
      return this;
    }

    /** How texts are cut and joined. Default {@link SmsFormat#standard()}. */
    public Builder format(SmsFormat format) {
      this.format = format;
      return this;
    }

    /**
     * What data_coding 0 is. Default {@link DefaultAlphabet#GSM}. With {@link
     * DefaultAlphabet#LATIN1} a text of the GSM alphabet goes as Latin-1, in as many parts as ever;
     * one with characters that Latin-1 lacks (€, Greek capitals) goes as UCS-2, which it may up to
     * 70 characters, or is refused; all others go as UCS-2 as ever, since the SMSC would have to
     * replace letters that no handset's alphabet has. If the SMSC takes the GSM alphabet under a
     * number of its own, say so with {@link #gsmDataCoding}, and nothing is refused.
     */
    public Builder defaultAlphabet(DefaultAlphabet alphabet) {
      this.defaultAlphabet = alphabet;
      return this;
    }

    /** data_coding of the GSM alphabet (SMPP 3.4 §5.2.19). Default 0; 0 to 255. */
    public Builder gsmDataCoding(int dataCoding) {
      Numbering.checkOctet("data_coding", dataCoding);
      this.gsmDataCoding = dataCoding;
      return this;
    }

    /** data_coding of UCS-2. Default 8; 1 to 255. */
    public Builder ucs2DataCoding(int dataCoding) {
      Numbering.checkOctet("data_coding", dataCoding);
      this.ucs2DataCoding = dataCoding;
      return this;
    }

    /** Default empty; at most 5 visible ASCII characters (SMPP 3.4 §5.2.11). */
    public Builder serviceType(String serviceType) {
      if (!SERVICE_TYPE.matcher(serviceType).matches()) {
        throw new IllegalArgumentException(
            "a service_type has at most 5 visible ASCII characters but was \"" + serviceType + '"');
      }
      this.serviceType = serviceType;
      return this;
    }

    /**
     * How subscribers' numbers are written. Default {@link DestinationForm#DIGITS}, international
     * (TON 1), ISDN (NPI 1).
     *
     * @param ton dest_addr_ton (SMPP 3.4 §5.2.5), 0 to 255
     * @param npi dest_addr_npi (§5.2.6), 0 to 255
     */
    public Builder destination(DestinationForm form, int ton, int npi) {
      this.destinationForm = form;
      this.destination = new Numbering(ton, npi);
      return this;
    }

    /** TON and NPI, 0 to 255, where a name is the sender. Default alphanumeric (5), unknown (0). */
    public Builder senderName(int ton, int npi) {
      senders.put(TypeOfNumber.ALPHANUMERIC, new Numbering(ton, npi));
      return this;
    }

    /** The same for a short code. Default network specific (3), unknown (0). */
    public Builder shortCode(int ton, int npi) {
      senders.put(TypeOfNumber.NETWORK_SPECIFIC, new Numbering(ton, npi));
      return this;
    }

    /** The same for a number with country code. Default international (1), ISDN (1). */
    public Builder senderNumber(int ton, int npi) {
      senders.put(TypeOfNumber.INTERNATIONAL, new Numbering(ton, npi));
      return this;
    }

    /** Default {@link RegisteredDelivery#FINAL}. */
    public Builder registeredDelivery(RegisteredDelivery wanted) {
      this.registeredDelivery = wanted;
      return this;
    }

    /**
     * Default {@link ValidityForm#RELATIVE}. Schedules are absolute if this is {@link
     * ValidityForm#ABSOLUTE}, and relative if not.
     */
    public Builder validity(ValidityForm form) {
      this.validity = form;
      return this;
    }

    /** Default 0; 0 to 255 (SMPP 3.4 §5.2.13). */
    public Builder protocolId(int protocolId) {
      Numbering.checkOctet("protocol_id", protocolId);
      this.protocolId = protocolId;
      return this;
    }

    /** Default 0 for each; 0 to 3 (SMPP 3.4 §5.2.14). */
    public Builder priority(Urgency urgency, int priorityFlag) {
      if (priorityFlag < 0 || priorityFlag > MOST_PRIORITY) {
        throw new IllegalArgumentException("priority_flag is 0 to 3 but was " + priorityFlag);
      }
      priorities.put(urgency, priorityFlag);
      return this;
    }

    /**
     * Adds a parameter of the operator's own to every submit_sm. Default none.
     *
     * @throws IllegalArgumentException if long texts are joined by it
     */
    public Builder tlv(Tlv tlv) {
      if (OURS.contains(tlv.tag())) {
        throw new IllegalArgumentException(
            tlv + ": this parameter carries or joins parts of texts, and is set with format");
      }
      tlvs.add(tlv);
      return this;
    }

    /**
     * What a command_status means here. Default what SMPP says of it; one that SMPP does not know
     * is refused.
     *
     * @param commandStatus any but 0; an operator's own are 0x400 to 0x4FF
     */
    public Builder status(int commandStatus, Meaning meaning) {
      if (commandStatus == 0) {
        throw new IllegalArgumentException("command_status 0 means accepted, and nothing else");
      }
      statuses.put(commandStatus, meaning);
      return this;
    }

    /** How answers and receipts write message ids. Default {@link ReferenceCodec#exact()}. */
    public Builder references(ReferenceCodec codec) {
      this.references = codec;
      return this;
    }

    /**
     * The operator's own word for a state of receipts, beside those of SMPP 3.4 Appendix B. Default
     * none.
     *
     * @param word in any case
     * @param kind DELIVERED, UNDELIVERED or EXPIRED
     */
    public Builder receiptState(String word, Receipt.Kind kind) {
      if (word.isBlank()) {
        throw new IllegalArgumentException("a receipt's state is a word, but it was blank");
      }
      if (kind == Receipt.Kind.PLAYED || kind == Receipt.Kind.PUBLISHED) {
        throw new IllegalArgumentException("\"" + word + "\": no SMS is ever " + kind);
      }
      receiptStates.put(word.strip().toUpperCase(Locale.ROOT), kind);
      return this;
    }

    /**
     * Whether receipts may come with an esm_class of 0, and are known by their text (SMPP 3.4
     * Appendix B). Default no: then a citizen's text that looks like one stays a citizen's text.
     */
    public Builder receiptsByText(boolean byText) {
      this.receiptsByText = byText;
      return this;
    }

    /**
     * @throws IllegalArgumentException if texts of two alphabets would go under one data_coding, or
     *     national tables under Latin-1
     */
    public SmppProfile build() {
      SmppProfile profile = new SmppProfile(this);
      if (ucs2DataCoding == 0 || ucs2DataCoding == gsmDataCoding) {
        throw new IllegalArgumentException(
            name + ": UCS-2 needs a data_coding of its own, not " + ucs2DataCoding);
      }
      if (profile.misreadsGsm() && !format.nationalLanguages().isEmpty()) {
        throw new IllegalArgumentException(
            name
                + ": national tables belong to the GSM alphabet, and data_coding 0 is Latin-1 here;"
                + " give the number of the GSM alphabet, or no national tables");
      }
      return profile;
    }
  }
}
