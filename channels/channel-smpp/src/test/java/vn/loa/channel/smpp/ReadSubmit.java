package vn.loa.channel.smpp;

import java.util.HexFormat;
import java.util.Map;

/**
 * A submit_sm as a decoder reads it.
 *
 * @param shortMessage hexadecimal
 * @param tlvs values in hexadecimal, by tag
 */
record ReadSubmit(
    int sequence,
    String serviceType,
    Numbering source,
    String sourceAddress,
    Numbering destination,
    String destinationAddress,
    int esmClass,
    int protocolId,
    int priority,
    String schedule,
    String validity,
    int registeredDelivery,
    int replace,
    int dataCoding,
    int defaultMessage,
    String shortMessage,
    Map<Integer, String> tlvs) {

  static String hex(byte[] octets) {
    return HexFormat.of().formatHex(octets);
  }
}
