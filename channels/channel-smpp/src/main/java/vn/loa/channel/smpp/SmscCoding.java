package vn.loa.channel.smpp;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.loa.sms.SmsPart;
import vn.loa.sms.SmsText;
import vn.loa.sms.Tlv;

/**
 * What the characters of a text become for one SMSC.
 *
 * @param dataCoding SMPP 3.4 §5.2.19
 * @param charset null if they stay as they were cut
 */
record SmscCoding(int dataCoding, @Nullable Charset charset) {

  private static final int LAST_OF_LATIN1 = 0xFF;

  /**
   * @throws IllegalArgumentException if the SMSC has no alphabet for the text
   */
  static SmscCoding of(SmsText text, SmppProfile profile) {
    if (text.encoding() == SmsText.Encoding.UCS2) {
      return new SmscCoding(profile.ucs2DataCoding(), null);
    }
    if (!profile.misreadsGsm()) {
      return new SmscCoding(profile.gsmDataCoding(), null);
    }
    if (text.text().chars().allMatch(character -> character <= LAST_OF_LATIN1)) {
      return new SmscCoding(0, StandardCharsets.ISO_8859_1);
    }
    if (text.text().length() <= SmsText.Encoding.UCS2.unitsAlone()) {
      return new SmscCoding(profile.ucs2DataCoding(), StandardCharsets.UTF_16BE);
    }
    throw new IllegalArgumentException(
        "the text has €, or a Greek letter, and more than %d characters: neither Latin-1 nor UCS-2 "
                .formatted(SmsText.Encoding.UCS2.unitsAlone())
            + "carries it to this SMSC in as many parts as were counted; leave them out, or ask the "
            + "operator for the data_coding of the GSM alphabet");
  }

  /** short_message: empty where a parameter carries the text. */
  byte[] shortMessage(SmsPart part) {
    byte[] cut = part.userData();
    if (charset == null || cut.length == 0) {
      return cut;
    }
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    if (part.hasHeader()) {
      octets.write(cut, 0, 1 + (cut[0] & 0xFF));
    }
    octets.writeBytes(part.text().getBytes(charset));
    return octets.toByteArray();
  }

  /** What goes beside it. */
  List<Tlv> tlvs(SmsPart part) {
    return part.tlvs().stream().map(tlv -> recoded(tlv, part.text())).toList();
  }

  private Tlv recoded(Tlv tlv, String text) {
    return charset == null || tlv.tag() != Tags.MESSAGE_PAYLOAD
        ? tlv
        : Tlv.of(tlv.tag(), text.getBytes(charset));
  }
}
