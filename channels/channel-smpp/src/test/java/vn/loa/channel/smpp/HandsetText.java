package vn.loa.channel.smpp;

import com.cloudhopper.commons.charset.CharsetUtil;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Letters of one short message, as cloudhopper reads them: none of our code, none of jsmpp's. */
final class HandsetText {

  private static final int HAS_HEADER = 0x40; // SMPP 3.4 §5.2.12
  private static final int UCS2 = 8; // SMPP 3.4 §5.2.19

  static String of(int esmClass, int dataCoding, byte[] shortMessage) {
    int from = (esmClass & HAS_HEADER) == 0 ? 0 : 1 + shortMessage[0];
    byte[] letters = Arrays.copyOfRange(shortMessage, from, shortMessage.length);
    return dataCoding == UCS2
        ? new String(letters, StandardCharsets.UTF_16BE)
        : CharsetUtil.decode(letters, CharsetUtil.CHARSET_GSM);
  }

  private HandsetText() {}
}
