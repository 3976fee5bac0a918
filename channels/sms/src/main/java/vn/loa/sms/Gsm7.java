package vn.loa.sms;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * The 7-bit alphabet of GSM 03.38: the default table, and the extension table behind an escape.
 * Unpacked, one septet in each octet, as SMPP carries it (data_coding 0).
 */
final class Gsm7 {

  static final int ESCAPE = 0x1B;

  private static final String DEFAULT =
      "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u001BÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
          + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
  private static final String EXTENDED = "\f^{}\\[~]|€";
  private static final byte[] EXTENDED_SEPTETS = {
    0x0A, 0x14, 0x28, 0x29, 0x2F, 0x3C, 0x3D, 0x3E, 0x40, 0x65
  };

  /** By character up to the euro sign: -1 not in the alphabet, else the septet, plus the flag. */
  private static final short[] SEPTETS = new short['€' + 1];

  private static final short EXTENSION = 0x100;

  static {
    Arrays.fill(SEPTETS, (short) -1);
    for (int i = 0; i < DEFAULT.length(); i++) {
      if (i != ESCAPE) {
        SEPTETS[DEFAULT.charAt(i)] = (short) i;
      }
    }
    for (int i = 0; i < EXTENDED.length(); i++) {
      SEPTETS[EXTENDED.charAt(i)] = (short) (EXTENSION | EXTENDED_SEPTETS[i]);
    }
  }

  /** Septets that the text takes, or -1 if a character of it is not in the alphabet. */
  static int septets(String text) {
    int septets = 0;
    for (int i = 0; i < text.length(); i++) {
      int septet = septet(text.charAt(i));
      if (septet < 0) {
        return -1;
      }
      septets += septet < EXTENSION ? 1 : 2;
    }
    return septets;
  }

  /** Of a text whose {@link #septets(String)} are not -1. */
  static byte[] encode(String text) {
    ByteArrayOutputStream octets = new ByteArrayOutputStream(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      int septet = septet(text.charAt(i));
      if (septet >= EXTENSION) {
        octets.write(ESCAPE);
      }
      octets.write(septet & 0x7F);
    }
    return octets.toByteArray();
  }

  private static int septet(char character) {
    return character < SEPTETS.length ? SEPTETS[character] : -1;
  }

  private Gsm7() {}
}
