package vn.loa.sms;

/** UTF-16, big end first: carries everything, also a surrogate that stands alone. */
final class Ucs2 implements Alphabet {

  static final Ucs2 INSTANCE = new Ucs2();

  private Ucs2() {}

  @Override
  public SmsText.Encoding encoding() {
    return SmsText.Encoding.UCS2;
  }

  @Override
  public int units(String text, int from, int to) {
    return to - from;
  }

  /** By hand: an encoder of the JDK would replace a surrogate that stands alone, and is slower. */
  @Override
  public void encode(String text, int from, int to, byte[] into, int at) {
    int octet = at;
    for (int i = from; i < to; i++) {
      char unit = text.charAt(i);
      into[octet++] = (byte) (unit >> 8);
      into[octet++] = (byte) unit;
    }
  }

  @Override
  public byte[] elements() {
    return new byte[0];
  }
}
