package vn.loa.channel.smpp;

import com.cloudhopper.smpp.pdu.SubmitSm;
import com.cloudhopper.smpp.tlv.Tlv;
import com.cloudhopper.smpp.transcoder.DefaultPduTranscoder;
import com.cloudhopper.smpp.transcoder.DefaultPduTranscoderContext;
import com.cloudhopper.smpp.type.Address;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jboss.netty.buffer.ChannelBuffer;
import org.jboss.netty.buffer.ChannelBuffers;

/** Reads a submit_sm with cloudhopper. */
final class CloudhopperReading {

  static ReadSubmit read(byte[] pdu) throws Exception {
    ChannelBuffer octets = ChannelBuffers.wrappedBuffer(pdu);
    SubmitSm it =
        (SubmitSm) new DefaultPduTranscoder(new DefaultPduTranscoderContext()).decode(octets);
    if (octets.readable()) {
      throw new IllegalStateException(octets.readableBytes() + " octets too many");
    }
    return new ReadSubmit(
        it.getSequenceNumber(),
        it.getServiceType(),
        numbering(it.getSourceAddress()),
        it.getSourceAddress().getAddress(),
        numbering(it.getDestAddress()),
        it.getDestAddress().getAddress(),
        it.getEsmClass(),
        it.getProtocolId() & 0xFF,
        it.getPriority(),
        it.getScheduleDeliveryTime(),
        it.getValidityPeriod(),
        it.getRegisteredDelivery(),
        it.getReplaceIfPresent(),
        it.getDataCoding() & 0xFF,
        it.getDefaultMsgId(),
        it.getShortMessage() == null ? "" : ReadSubmit.hex(it.getShortMessage()),
        tlvs(it.getOptionalParameters()));
  }

  private static Numbering numbering(Address address) {
    return new Numbering(address.getTon(), address.getNpi());
  }

  private static Map<Integer, String> tlvs(List<Tlv> parameters) {
    Map<Integer, String> tlvs = new TreeMap<>();
    if (parameters != null) {
      parameters.forEach(tlv -> tlvs.put(tlv.getTag() & 0xFFFF, ReadSubmit.hex(tlv.getValue())));
    }
    return tlvs;
  }

  private CloudhopperReading() {}
}
