package vn.loa.channel.smpp;

/** What a connection is for (SMPP 3.4 §2.1). */
enum BindRole {
  TRANSCEIVER,
  TRANSMITTER,
  RECEIVER;

  boolean submits() {
    return this != RECEIVER;
  }
}
