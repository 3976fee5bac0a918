package vn.loa.channel.smpp;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.jsmpp.PDUStringException;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.SubmitSm;
import org.jsmpp.util.DefaultDecomposer;

/** Reads a submit_sm with jsmpp. */
final class JsmppReading {

  private static final int TLV_HEADER = 4;

  static ReadSubmit read(byte[] pdu) throws PDUStringException {
    SubmitSm it = new DefaultDecomposer().submitSm(pdu);
    return new ReadSubmit(
        it.getSequenceNumber(),
        text(it.getServiceType()),
        numbering(it.getSourceAddrTon(), it.getSourceAddrNpi()),
        it.getSourceAddr(),
        numbering(it.getDestAddrTon(), it.getDestAddrNpi()),
        it.getDestAddress(),
        it.getEsmClass(),
        it.getProtocolId() & 0xFF,
        it.getPriorityFlag(),
        text(it.getScheduleDeliveryTime()),
        text(it.getValidityPeriod()),
        it.getRegisteredDelivery(),
        it.getReplaceIfPresent(),
        it.getDataCoding() & 0xFF,
        it.getSmDefaultMsgId(),
        ReadSubmit.hex(it.getShortMessage()),
        tlvs(it.getOptionalParameters()));
  }

  private static Numbering numbering(byte ton, byte npi) {
    return new Numbering(ton & 0xFF, npi & 0xFF);
  }

  private static String text(String orNull) {
    return orNull == null ? "" : orNull;
  }

  private static Map<Integer, String> tlvs(OptionalParameter[] parameters) {
    Map<Integer, String> tlvs = new TreeMap<>();
    for (OptionalParameter parameter : parameters) {
      byte[] all = parameter.serialize();
      tlvs.put(
          parameter.tag & 0xFFFF, ReadSubmit.hex(Arrays.copyOfRange(all, TLV_HEADER, all.length)));
    }
    return tlvs;
  }

  private JsmppReading() {}
}
