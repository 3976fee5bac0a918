package vn.loa.simulator;

/** The body of what goes to a client: deliver_sm (SMPP 3.4 §4.6.1), or data_sm (§4.7.1). */
final class DeliverBody {

  private static final int INTERNATIONAL = 1;
  private static final int ISDN = 1;

  /**
   * @param shortMessage left out of a data_sm
   */
  static void write(
      PduBuffer out,
      boolean dataSm,
      String from,
      String to,
      int esmClass,
      int dataCoding,
      byte[] shortMessage) {
    out.octet(0).octet(INTERNATIONAL).octet(ISDN).text(from).octet(0).octet(0).text(to);
    out.octet(esmClass);
    if (dataSm) {
      out.octet(0).octet(dataCoding);
    } else {
      out.octet(0).octet(0).octet(0).octet(0).octet(0).octet(0).octet(dataCoding).octet(0);
      out.octet(shortMessage.length).octets(shortMessage);
    }
  }

  private DeliverBody() {}
}
