package vn.loa.simulator;

/** Reads unpacked GSM 03.38, one septet in each octet; what has no character becomes U+FFFD. */
final class Gsm7Decoder {

  private static final int ESCAPE = 0x1B;
  private static final char UNKNOWN = '\uFFFD';
  private static final String DEFAULT =
      "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\uFFFDÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
          + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

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

  private static char extended(byte septet) {
    return switch (septet) {
      case 0x0A -> '\f';
      case 0x14 -> '^';
      case 0x28 -> '{';
      case 0x29 -> '}';
      case 0x2F -> '\\';
      case 0x3C -> '[';
      case 0x3D -> '~';
      case 0x3E -> ']';
      case 0x40 -> '|';
      case 0x65 -> '€';
      default -> UNKNOWN;
    };
  }

  private Gsm7Decoder() {}
}
