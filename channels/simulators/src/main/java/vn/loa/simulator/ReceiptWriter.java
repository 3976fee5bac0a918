package vn.loa.simulator;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Makes the body of a receipt in a vendor's dialect. Not safe for use by several threads. */
final class ReceiptWriter {

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyMMddHHmm", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final ReceiptDialect dialect;
  private final boolean dataSm;
  private final SmscIds ids;
  private final PduBuffer body = new PduBuffer(256);
  private long minute = Long.MIN_VALUE;
  private String minuteText = "";

  /**
   * @param dataSm whether it goes into data_sm, which has no short_message
   */
  ReceiptWriter(ReceiptDialect dialect, boolean dataSm, SmscIds ids) {
    this.dialect = dialect;
    this.dataSm = dataSm;
    this.ids = ids;
  }

  byte[] body(ReceiptNote note, Instant done) {
    body.clear();
    int esmClass = dialect == ReceiptDialect.ESM_CLASS_ZERO ? 0 : Smpp.RECEIPT;
    int coding = dialect == ReceiptDialect.UCS2_TEXT ? Smpp.UCS2 : 0;
    byte[] text = dialect == ReceiptDialect.TLV_ONLY ? new byte[0] : text(note, done);
    DeliverBody.write(body, dataSm, note.from(), note.to(), esmClass, coding, inShortMessage(text));
    if (text.length > 0 && !isShortMessage()) {
      body.parameter(Smpp.MESSAGE_PAYLOAD, text);
    }
    if (dialect == ReceiptDialect.TLV_ONLY) {
      writeParameters(note);
    }
    return body.copy();
  }

  private byte[] inShortMessage(byte[] text) {
    return isShortMessage() ? text : new byte[0];
  }

  private boolean isShortMessage() {
    return !dataSm && dialect != ReceiptDialect.PAYLOAD;
  }

  private void writeParameters(ReceiptNote note) {
    byte[] id = (ids.inReceipt(note.number()) + "\0").getBytes(StandardCharsets.ISO_8859_1);
    int state = note.delivered() ? Smpp.STATE_DELIVERED : Smpp.STATE_UNDELIVERABLE;
    body.parameter(Smpp.RECEIPTED_MESSAGE_ID, id);
    body.parameter(Smpp.MESSAGE_STATE, new byte[] {(byte) state});
  }

  private byte[] text(ReceiptNote note, Instant done) {
    String text =
        dialect == ReceiptDialect.MISSING_FIELDS
            ? "id:" + ids.inReceipt(note.number()) + " stat:" + state(note)
            : whole(note, done);
    return text.getBytes(
        dialect == ReceiptDialect.UCS2_TEXT
            ? StandardCharsets.UTF_16BE
            : StandardCharsets.ISO_8859_1);
  }

  private String whole(ReceiptNote note, Instant done) {
    return "id:"
        + ids.inReceipt(note.number())
        + (note.delivered() ? " sub:001 dlvrd:001" : " sub:001 dlvrd:000")
        + " submit date:"
        + date(note.submitted())
        + " done date:"
        + date(done)
        + " stat:"
        + state(note)
        + (note.delivered() ? " err:000 text:" : " err:001 text:");
  }

  private String state(ReceiptNote note) {
    if (note.delivered()) {
      return dialect == ReceiptDialect.LOWER_CASE ? "delivrd" : "DELIVRD";
    }
    return switch (dialect) {
      case LOWER_CASE -> "undeliv";
      case STAT_FAILED -> "FAILED";
      default -> "UNDELIV";
    };
  }

  /** The text of a minute is kept: nearly every receipt falls into the one of its neighbour. */
  private String date(Instant at) {
    if (dialect == ReceiptDialect.ISO_DATES) {
      return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }
    long asked = Math.floorDiv(at.getEpochSecond(), 60);
    if (asked != minute) {
      minute = asked;
      minuteText = DATE.format(at);
    }
    return minuteText;
  }
}
