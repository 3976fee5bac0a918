package vn.loa.simulator;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Which part of how many a submit_sm carries: by its header (3GPP TS 23.040 §9.2.3.24.1 and
 * §9.2.3.24.8), or by the optional parameters sar_* (SMPP 3.4 §5.3.2.22 to 24).
 */
final class SmsPart {

  private static final int SHORT_REFERENCE = 0;
  private static final int LONG_REFERENCE = 8;

  private final int reference;
  private final int count;
  private final int number;
  private final byte[] octets;

  private SmsPart(int reference, int count, int number, byte[] octets) {
    this.reference = reference;
    this.count = count;
    this.number = number;
    this.octets = octets;
  }

  /** Null if it has a header that says no part of how many it is. */
  static @Nullable SmsPart of(SubmitPdu submit) {
    byte[] userData = submit.userData();
    SmsPart part = submit.hasHeader() ? headed(userData) : numbered(submit, userData);
    return part == null || part.number < 1 || part.number > part.count ? null : part;
  }

  private static @Nullable SmsPart headed(byte[] userData) {
    int end = userData.length == 0 ? 0 : 1 + (userData[0] & 0xFF);
    if (end > userData.length) {
      return null;
    }
    byte[] text = Arrays.copyOfRange(userData, end, userData.length);
    int at = 1;
    while (end - at >= 2 && end - at - 2 >= (userData[at + 1] & 0xFF)) {
      int length = userData[at + 1] & 0xFF;
      SmsPart part = element(userData, at, length, text);
      if (part != null) {
        return part;
      }
      at += 2 + length;
    }
    return null;
  }

  private static @Nullable SmsPart element(byte[] header, int at, int length, byte[] text) {
    if (header[at] == SHORT_REFERENCE && length == 3) {
      return new SmsPart(header[at + 2] & 0xFF, header[at + 3] & 0xFF, header[at + 4] & 0xFF, text);
    }
    if (header[at] == LONG_REFERENCE && length == 4) {
      int reference = ((header[at + 2] & 0xFF) << 8) | (header[at + 3] & 0xFF);
      return new SmsPart(reference, header[at + 4] & 0xFF, header[at + 5] & 0xFF, text);
    }
    return null;
  }

  private static SmsPart numbered(SubmitPdu submit, byte[] userData) {
    byte[] reference = submit.parameter(Smpp.SAR_MSG_REF_NUM);
    byte[] count = submit.parameter(Smpp.SAR_TOTAL_SEGMENTS);
    byte[] number = submit.parameter(Smpp.SAR_SEGMENT_SEQNUM);
    return reference == null || count == null || number == null
        ? new SmsPart(0, 1, 1, userData)
        : new SmsPart(value(reference), value(count), value(number), userData);
  }

  private static int value(byte[] octets) {
    int value = 0;
    for (byte octet : octets) {
      value = (value << 8) | (octet & 0xFF);
    }
    return value;
  }

  /** What the parts of one text have in common. */
  int reference() {
    return reference;
  }

  int count() {
    return count;
  }

  /** From 1 to {@link #count}. */
  int number() {
    return number;
  }

  /** Its text, without header. */
  byte[] octets() {
    return octets;
  }
}
