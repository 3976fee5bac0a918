package vn.loa.channel.smpp;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.bean.OptionalParameter;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Address;
import vn.loa.channel.Reason;
import vn.loa.channel.Receipt;
import vn.loa.sms.PhoneNumber;

/**
 * Reads receipts as operators write them. SMPP 3.4 Appendix B only suggests a text, and hardly two
 * agree on it: keys and states come in any case, fields are missing or of another width. The
 * optional parameters receipted_message_id and message_state (§5.3.2.12, §5.3.2.35) go before the
 * text; an id that is empty, or only blanks, counts as missing. Never throws.
 */
final class ReceiptText {

  private static final Pattern PADDING = Pattern.compile("[\\x00\\s]++$");
  private static final Pattern ID = field("id");
  private static final Pattern STATE = field("stat");
  private static final Pattern ERROR = field("err");

  /** E.164, without plus: a country code begins with no zero. */
  private static final Pattern ABROAD = Pattern.compile("[1-9][0-9]{0,14}");

  private static Pattern field(String key) {
    return Pattern.compile("(?:^|\\s)" + key + "\\s*:\\s*([^\\s:]+)", Pattern.CASE_INSENSITIVE);
  }

  /** Whether this deliver_sm is a receipt at all, and no citizen's message. */
  static boolean isReceipt(DeliverSm deliver) {
    return deliver.isSmscDeliveryReceipt()
        || deliver.isIntermediateDeliveryNotification()
        || deliver.getOptionalParameter(OptionalParameter.Receipted_message_id.class) != null;
  }

  /** Empty if it names no message, or tells no end: on its way, or a state we do not know. */
  static Optional<Receipt> read(DeliverSm deliver, Instant at) {
    String text = text(deliver);
    String id = id(deliver, text);
    return id.isEmpty() ? Optional.empty() : receipt(id, state(deliver, text), text, at);
  }

  /**
   * Whom the receipt is about: its source is where the message went (SMPP 3.4 §4.6.1). Null when
   * that is no number.
   */
  static Address.@Nullable Phone subscriber(DeliverSm deliver) {
    String source = deliver.getSourceAddr() == null ? "" : deliver.getSourceAddr();
    long parsed = PhoneNumber.parse(source);
    if (PhoneNumber.isNumber(parsed)) {
      return new Address.Phone(PhoneNumber.e164(parsed));
    }
    return ABROAD.matcher(source).matches() ? new Address.Phone(Long.parseLong(source)) : null;
  }

  private static Optional<Receipt> receipt(String id, String state, String text, Instant at) {
    return switch (state) {
      case "DELIVRD", "DELIVERED", "DELIVERD" -> Optional.of(new Receipt.Delivered(id, at));
      case "EXPIRED" -> Optional.of(new Receipt.Expired(id, at));
      case "UNDELIV",
          "UNDELIVERABLE",
          "UNDELIVERED",
          "UNDELIVRD",
          "DELETED",
          "FAILED",
          "REJECTD",
          "REJECTED" ->
          Optional.of(new Receipt.Undelivered(id, at, reason(state, text)));
      default -> Optional.empty(); // ENROUTE, ACCEPTD, UNKNOWN and what else there may be
    };
  }

  private static Reason reason(String state, String text) {
    String error = first(ERROR, text);
    return new Reason(
        state,
        error.isEmpty()
            ? "the operator could not deliver it"
            : "the operator could not deliver it; its code is " + error);
  }

  private static String id(DeliverSm deliver, String text) {
    OptionalParameter.Receipted_message_id parameter =
        deliver.getOptionalParameter(OptionalParameter.Receipted_message_id.class);
    String told = parameter == null ? "" : octets(parameter.getValue());
    return told.isEmpty() ? first(ID, text) : told;
  }

  /** jsmpp's own string drops the last octet unseen, which not every SMSC sends as NUL. */
  private static String octets(byte[] value) {
    String padded = new String(value, StandardCharsets.ISO_8859_1);
    return PADDING.matcher(padded).replaceAll("").strip();
  }

  private static String state(DeliverSm deliver, String text) {
    OptionalParameter.Message_state parameter =
        deliver.getOptionalParameter(OptionalParameter.Message_state.class);
    return parameter == null
        ? first(STATE, text).toUpperCase(Locale.ROOT)
        : stateOf(parameter.getValue());
  }

  /** SMPP 3.4 §5.2.28. */
  private static String stateOf(byte code) {
    return switch (code) {
      case 2 -> "DELIVERED";
      case 3 -> "EXPIRED";
      case 4 -> "DELETED";
      case 5 -> "UNDELIVERABLE";
      case 8 -> "REJECTED";
      default -> "";
    };
  }

  private static String text(DeliverSm deliver) {
    byte @Nullable [] octets = deliver.getShortMessage();
    return octets == null ? "" : new String(octets, StandardCharsets.ISO_8859_1);
  }

  private static String first(Pattern field, String text) {
    Matcher matcher = field.matcher(text);
    return matcher.find() ? matcher.group(1) : "";
  }

  private ReceiptText() {}
}
