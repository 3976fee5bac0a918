package vn.loa.channel.smpp;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes what an SMSC brings, octet by octet. */
final class Brought {

  private final boolean isData;
  private final ByteArrayOutputStream parameters = new ByteArrayOutputStream();
  private int sourceTon = 1;
  private byte[] source = cString("84903123456");
  private byte[] destination = cString("9029");
  private int esmClass;
  private int dataCoding;
  private byte[] text = {};

  private Brought(boolean isData) {
    this.isData = isData;
  }

  static Brought deliver() {
    return new Brought(false);
  }

  static Brought data() {
    return new Brought(true);
  }

  /** A receipt as Appendix B has it. */
  static byte[] receipt(String text) {
    return deliver().esmClass(0x04).text(text).octets();
  }

  Brought from(int ton, String address) {
    return from(ton, cString(address));
  }

  Brought from(int ton, byte[] field) {
    sourceTon = ton;
    source = field;
    return this;
  }

  Brought to(String address) {
    destination = cString(address);
    return this;
  }

  Brought esmClass(int value) {
    esmClass = value;
    return this;
  }

  Brought dataCoding(int value) {
    dataCoding = value;
    return this;
  }

  Brought text(String latin1) {
    return text(latin1.getBytes(StandardCharsets.ISO_8859_1));
  }

  Brought text(byte[] octets) {
    text = octets;
    return this;
  }

  Brought parameter(int tag, String latin1) {
    return parameter(tag, latin1.getBytes(StandardCharsets.ISO_8859_1));
  }

  Brought parameter(int tag, byte... value) {
    parameters.write(tag >> 8);
    parameters.write(tag);
    parameters.write(value.length >> 8);
    parameters.write(value.length);
    parameters.writeBytes(value);
    return this;
  }

  /** Octets behind the last parameter that are none. */
  Brought rest(byte... octets) {
    parameters.writeBytes(octets);
    return this;
  }

  byte[] octets() {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(cString(""));
    body.write(sourceTon);
    body.write(1);
    body.writeBytes(source);
    body.write(0);
    body.write(1);
    body.writeBytes(destination);
    body.write(esmClass);
    if (isData) {
      body.write(0);
      body.write(dataCoding);
    } else {
      body.writeBytes(new byte[6]);
      body.write(dataCoding);
      body.write(0);
      body.write(text.length);
      body.writeBytes(text);
    }
    body.writeBytes(parameters.toByteArray());
    return framed(body.toByteArray());
  }

  private byte[] framed(byte[] body) {
    ByteArrayOutputStream pdu = new ByteArrayOutputStream();
    int length = 16 + body.length;
    pdu.writeBytes(new byte[] {0, (byte) (length >> 16), (byte) (length >> 8), (byte) length});
    pdu.writeBytes(isData ? new byte[] {0, 0, 1, 3} : new byte[] {0, 0, 0, 5});
    pdu.writeBytes(new byte[] {0, 0, 0, 0, 0, 0, 0, 7});
    pdu.writeBytes(body);
    return pdu.toByteArray();
  }

  private static byte[] cString(String text) {
    return (text + "\0").getBytes(StandardCharsets.ISO_8859_1);
  }
}
