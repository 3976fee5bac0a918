package vn.loa.channel.smpp;

/** Type of number and numbering plan of an address (SMPP 3.4 §5.2.5, §5.2.6). */
record Numbering(int ton, int npi) {

  static final Numbering INTERNATIONAL = new Numbering(1, 1);

  Numbering {
    checkOctet("a type of number", ton);
    checkOctet("a numbering plan indicator", npi);
  }

  static void checkOctet(String what, int value) {
    if (value < 0 || value > 0xFF) {
      throw new IllegalArgumentException(what + " is 0 to 255 but was " + value);
    }
  }
}
