package vn.loa.simulator;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What data_coding (SMPP 3.4 §5.2.19) means at this SMSC: only 0 differs from one to another. */
enum SmscAlphabet {
  GSM(160, 153) {
    @Override
    String decodeDefault(byte[] octets) {
      return Gsm7.decode(octets);
    }

    @Override
    byte @Nullable [] encodeDefault(String text) {
      return Gsm7.encode(text);
    }
  },
  LATIN_1(140, 134) {
    @Override
    String decodeDefault(byte[] octets) {
      return new String(octets, StandardCharsets.ISO_8859_1);
    }

    @Override
    byte @Nullable [] encodeDefault(String text) {
      return StandardCharsets.ISO_8859_1.newEncoder().canEncode(text)
          ? text.getBytes(StandardCharsets.ISO_8859_1)
          : null;
    }
  };

  private static final int IA5 = 1;

  /** How many octets fit into one message, and into each of several. */
  final int alone;

  final int together;

  SmscAlphabet(int alone, int together) {
    this.alone = alone;
    this.together = together;
  }

  String decode(int dataCoding, byte[] octets) {
    return switch (dataCoding) {
      case Smpp.UCS2 -> new String(octets, StandardCharsets.UTF_16BE);
      case Smpp.LATIN_1, IA5 -> new String(octets, StandardCharsets.ISO_8859_1);
      default -> decodeDefault(octets);
    };
  }

  abstract String decodeDefault(byte[] octets);

  /** Null if it cannot say this text. */
  abstract byte @Nullable [] encodeDefault(String text);
}
