package vn.loa.sms;

/** What the characters of a text become on the way: units of 7 or of 16 bits. Immutable. */
sealed interface Alphabet permits Gsm7, Ucs2 {

  SmsText.Encoding encoding();

  /** Units that the characters from, up to but not including to, take; -1 if one has no code. */
  int units(String text, int from, int to);

  /** Writes characters that all have a code, from {@code at} on. */
  void encode(String text, int from, int to, byte[] into, int at);

  /** Information elements (3GPP TS 23.040 §9.2.3.24) that tell a handset how to read it. */
  byte[] elements();
}
