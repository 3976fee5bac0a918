package vn.loa.channel.smpp;

import vn.loa.sms.Coding;

/** What an SMSC takes the octets of data_coding 0 for (SMPP 3.4 §5.2.19 leaves it to the SMSC). */
public enum DefaultAlphabet {
  /** The default alphabet of 3GPP TS 23.038, one septet in each octet. */
  GSM(Coding.GSM7),
  /** ISO 8859-1. */
  LATIN1(Coding.LATIN1);

  private final Coding coding;

  DefaultAlphabet(Coding coding) {
    this.coding = coding;
  }

  Coding coding() {
    return coding;
  }
}
