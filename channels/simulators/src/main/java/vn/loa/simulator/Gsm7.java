package vn.loa.simulator;

import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/** GSM 03.38, unpacked: one septet in each octet. What has no character is read as U+FFFD. */
final class Gsm7 {

  static final int ESCAPE = 0x1B;

  private static final char UNKNOWN = '\uFFFD';
  private static final String DEFAULT =
      "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\uFFFDÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
          + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
  private static final String EXTENDED = "\f^{}\\[~]|€";
  private static final byte[] EXTENDED_SEPTETS = {
    0x0A, 0x14, 0x28, 0x29, 0x2F, 0x3C, 0x3D, 0x3E, 0x40, 0x65
  };

  static String decode(byte[] septets) {
    StringBuilder text = new StringBuilder(septets.length);
    for (int i = 0; i < septets.length; i++) {
      if (septets[i] != ESCAPE) {
        text.append(septets[i] < 0 ? UNKNOWN : DEFAULT.charAt(septets[i]));
      } else {
        i++;
        text.append(i < septets.length ? extended(septets[i]) : UNKNOWN);
      }
    }
    return text.toString();
  }

  /** Null if it has a character that GSM 03.38 has not. */
  static byte @Nullable [] encode(String text) {
    ByteArrayOutputStream septets = new ByteArrayOutputStream(text.length());
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      int septet = character == UNKNOWN ? -1 : DEFAULT.indexOf(character);
      int extended = EXTENDED.indexOf(character);
      if (septet >= 0) {
        septets.write(septet);
      } else if (extended >= 0) {
        septets.write(ESCAPE);
        septets.write(EXTENDED_SEPTETS[extended]);
      } else {
        return null;
      }
    }
    return septets.toByteArray();
  }

  private static char extended(byte septet) {
    for (int i = 0; i < EXTENDED_SEPTETS.length; i++) {
      if (EXTENDED_SEPTETS[i] == septet) {
        return EXTENDED.charAt(i);
      }
    }
    return UNKNOWN;
  }

  private Gsm7() {}
}
