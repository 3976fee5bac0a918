package vn.loa.channel.smpp;

import static java.util.Map.entry;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Address;
import vn.loa.channel.Reason;
import vn.loa.channel.Receipt;

/**
 * Reads receipts as operators write them. SMPP 3.4 Appendix B only suggests a text, and hardly two
 * agree on it: keys and states come in any case, fields are missing or of another width. The
 * optional parameters receipted_message_id and message_state (§5.3.2.12, §5.3.2.35) go before the
 * text; an id that is empty, or only blanks, counts as missing, and so does a state that neither
 * SMPP 3.4 nor 5.0 knows. Dates and counts are not read: {@link Receipt#at} is when the receipt was
 * taken, by the channel's clock, for SMSCs tell their dates without a zone. Immutable.
 */
final class ReceiptReader {

  private static final int DELIVERY_RECEIPT = 0x04;
  private static final int INTERMEDIATE_NOTIFICATION = 0x20;

  /** SMPP 3.4 §5.3.2.12, without NUL. */
  private static final int LONGEST_ID = 64;

  private static final int LONGEST_ERROR = 16;

  /** Ends, in the words of Appendix B and in those met instead of them. */
  private static final Map<String, Receipt.Kind> STANDARD =
      Map.ofEntries(
          entry("DELIVRD", Receipt.Kind.DELIVERED),
          entry("DELIVERED", Receipt.Kind.DELIVERED),
          entry("DELIVERD", Receipt.Kind.DELIVERED),
          entry("EXPIRED", Receipt.Kind.EXPIRED),
          entry("UNDELIV", Receipt.Kind.UNDELIVERED),
          entry("UNDELIVRD", Receipt.Kind.UNDELIVERED),
          entry("UNDELIVERED", Receipt.Kind.UNDELIVERED),
          entry("UNDELIVERABLE", Receipt.Kind.UNDELIVERED),
          entry("DELETED", Receipt.Kind.UNDELIVERED),
          entry("FAILED", Receipt.Kind.UNDELIVERED),
          entry("REJECTD", Receipt.Kind.UNDELIVERED),
          entry("REJECTED", Receipt.Kind.UNDELIVERED),
          entry("SKIPPED", Receipt.Kind.UNDELIVERED));

  /** By message_state, from 1 on: SMPP 3.4 §5.2.28; the last is of 5.0 §4.7.15. */
  private static final String[] STATES = {
    "ENROUTE",
    "DELIVERED",
    "EXPIRED",
    "DELETED",
    "UNDELIVERABLE",
    "ACCEPTED",
    "UNKNOWN",
    "REJECTED",
    "SKIPPED"
  };

  private final DeskRules rules;
  private final Map<String, Receipt.Kind> kinds = new HashMap<>(STANDARD);

  ReceiptReader(DeskRules rules) {
    this.rules = rules;
    rules.receiptStates().forEach((word, kind) -> kinds.put(upper(word), kind));
  }

  /** Whether this is a receipt at all, and no citizen's message. */
  boolean isReceipt(DeliverPdu pdu) {
    return switch (pdu.messageType()) {
      case DELIVERY_RECEIPT, INTERMEDIATE_NOTIFICATION -> true;
      case 0 -> pdu.parameter(Tags.RECEIPTED_MESSAGE_ID) != null || isReceiptByText(pdu);
      default -> pdu.parameter(Tags.RECEIPTED_MESSAGE_ID) != null;
    };
  }

  private boolean isReceiptByText(DeliverPdu pdu) {
    if (!rules.receiptsByText()) {
      return false;
    }
    ReceiptFields fields = ReceiptFields.of(pdu);
    return !fields.first("id").isEmpty() && !fields.first("stat").isEmpty();
  }

  /** Null if it names no message, or tells no end: on its way, or a state we do not know. */
  @Nullable Receipt read(DeliverPdu pdu, Instant at) {
    ReceiptFields fields = ReceiptFields.of(pdu);
    String id = id(pdu, fields);
    String state = state(pdu, fields);
    Receipt.Kind kind = kinds.get(state);
    return kind == null || id.isEmpty() || id.length() > LONGEST_ID
        ? null
        : receipt(kind, rules.references().canonicalReceipt(id), at, state, error(pdu, fields));
  }

  /**
   * Whom the receipt is about: its source is where the message went (SMPP 3.4 §4.6.1). Null when
   * that is no number.
   */
  static Address.@Nullable Phone subscriber(DeliverPdu pdu) {
    long e164 = Subscribers.e164(pdu.source());
    return e164 == Subscribers.NONE ? null : new Address.Phone(e164);
  }

  private static Receipt receipt(
      Receipt.Kind kind, String reference, Instant at, String state, String error) {
    return switch (kind) {
      case DELIVERED -> new Receipt.Delivered(reference, at);
      case EXPIRED -> new Receipt.Expired(reference, at);
      default -> new Receipt.Undelivered(reference, at, reason(state, error));
    };
  }

  private static Reason reason(String state, String error) {
    return new Reason(
        state,
        error.isEmpty()
            ? "the operator could not deliver it"
            : "the operator could not deliver it; its code is " + error);
  }

  private static String id(DeliverPdu pdu, ReceiptFields fields) {
    byte[] parameter = pdu.parameter(Tags.RECEIPTED_MESSAGE_ID);
    String told =
        parameter == null
            ? ""
            : ReceiptFields.bare(new String(parameter, StandardCharsets.ISO_8859_1));
    return told.isEmpty() ? fields.first("id") : told;
  }

  private static String state(DeliverPdu pdu, ReceiptFields fields) {
    int told = pdu.number(Tags.MESSAGE_STATE);
    return told >= 1 && told <= STATES.length ? STATES[told - 1] : upper(fields.first("stat"));
  }

  /** Of the text; else network_error_code (§5.3.2.31) behind the octet that names the network. */
  private static String error(DeliverPdu pdu, ReceiptFields fields) {
    String told = fields.first("err");
    if (!told.isEmpty() && told.length() <= LONGEST_ERROR) {
      return told;
    }
    byte[] network = pdu.parameter(Tags.NETWORK_ERROR_CODE);
    return network == null || network.length != 3
        ? ""
        : Integer.toString((network[1] & 0xFF) << 8 | (network[2] & 0xFF));
  }

  private static String upper(String word) {
    return word.toUpperCase(Locale.ROOT);
  }
}
