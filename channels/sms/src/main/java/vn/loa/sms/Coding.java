package vn.loa.sms;

/** What octets of a message from the SMSC stand for. */
public enum Coding {
  /** 3GPP TS 23.038: the default alphabet or the national tables that a header names, unpacked. */
  GSM7,
  /** ITU-T T.50, as good as ASCII. */
  IA5,
  /** ISO 8859-1. */
  LATIN1,
  /** UTF-16, big end first. */
  UCS2,
  /** No text, or none in a code known here: each octet becomes the character of its value. */
  BINARY
}
