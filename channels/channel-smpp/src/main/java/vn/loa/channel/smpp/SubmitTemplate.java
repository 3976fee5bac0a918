package vn.loa.channel.smpp;

import vn.loa.sms.SmsPart;
import vn.loa.sms.Tlv;

/**
 * One part of a message as submit_sm (SMPP 3.4 §4.4.1): the octets before the destination, those
 * after it, and where among these the reference stands. Immutable.
 */
final class SubmitTemplate {

  private static final byte[] HEADER = {0, 0, 0, 0, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0};
  private static final int SEQUENCE_AT = 12;
  private static final int UDHI = 0x40;

  /** TON, NPI, and the octet that ends the number. */
  private static final int AROUND_NUMBER = 3;

  private final byte[] before;
  private final byte[] after;
  private final PartReference reference;
  private final DestinationForm form;
  private final Numbering usual;

  private SubmitTemplate(
      SmppProfile profile, Octets before, Octets after, PartReference reference) {
    this.before = before.toArray();
    this.after = after.toArray();
    this.reference = reference;
    this.form = profile.destinationForm();
    this.usual = profile.destination();
  }

  static SubmitTemplate of(SubmitFields fields, SmsPart part) {
    byte[] shortMessage = fields.coding().shortMessage(part);
    Octets after = beforeText(fields, part.hasHeader()).octet(shortMessage.length);
    PartReference reference = PartReference.inHeader(part, shortMessage, after.size());
    after.all(shortMessage);
    for (Tlv tlv : fields.coding().tlvs(part)) {
      reference = tlv.tag() == Tags.SAR_MSG_REF_NUM ? PartReference.inTlv(after.size()) : reference;
      after.tlv(tlv);
    }
    fields.profile().tlvs().forEach(after::tlv);
    return new SubmitTemplate(fields.profile(), beforeNumber(fields), after, reference);
  }

  private static Octets beforeNumber(SubmitFields fields) {
    Numbering numbering = fields.profile().numbering(fields.sender());
    return new Octets()
        .all(HEADER)
        .text(fields.profile().serviceType())
        .octet(numbering.ton())
        .octet(numbering.npi())
        .text(fields.sender().address());
  }

  /** From esm_class to sm_default_msg_id; replace_if_present stays 0. */
  private static Octets beforeText(SubmitFields fields, boolean hasHeader) {
    return new Octets()
        .octet(hasHeader ? UDHI : 0)
        .octet(fields.profile().protocolId())
        .octet(fields.priority())
        .text(fields.times().schedule())
        .text(fields.times().validity())
        .octet(fields.profile().registeredDelivery().flag())
        .octet(0)
        .octet(fields.coding().dataCoding())
        .octet(0);
  }

  int mostOctets() {
    return before.length + AROUND_NUMBER + form.mostOctets() + after.length;
  }

  /** As {@link MessagePdus#write}. */
  int write(byte[] into, int at, int sequence, long e164, int referenceNumber) {
    System.arraycopy(before, 0, into, at, before.length);
    int tail = number(into, at + before.length, e164);
    System.arraycopy(after, 0, into, tail, after.length);
    reference.write(into, tail, referenceNumber);
    int length = tail + after.length - at;
    four(into, at, length);
    four(into, at + SEQUENCE_AT, sequence);
    return length;
  }

  /** Returns where it goes on. */
  private int number(byte[] into, int at, long e164) {
    Numbering numbering = form.isForeign(e164) ? Numbering.INTERNATIONAL : usual;
    into[at] = (byte) numbering.ton();
    into[at + 1] = (byte) numbering.npi();
    int end = at + 2 + form.write(into, at + 2, e164);
    into[end] = 0;
    return end + 1;
  }

  private static void four(byte[] into, int at, int value) {
    into[at] = (byte) (value >> 24);
    into[at + 1] = (byte) (value >> 16);
    into[at + 2] = (byte) (value >> 8);
    into[at + 3] = (byte) value;
  }
}
