package vn.loa.simulator;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Cuts what a citizen writes into deliver_sm. Safe for use by several threads. */
final class InboundParts {

  private static final int UCS2_ALONE = 140;
  private static final int UCS2_TOGETHER = 134;

  private final SmscAlphabet alphabet;
  private final AtomicInteger references = new AtomicInteger();

  InboundParts(SmscAlphabet alphabet) {
    this.alphabet = alphabet;
  }

  /**
   * @throws IllegalArgumentException if it is longer than 255 parts
   */
  List<Parcel> of(String from, String to, String text) {
    byte[] octets = alphabet.encodeDefault(text);
    return octets == null
        ? parcels(from, to, Smpp.UCS2, cutUcs2(text.getBytes(StandardCharsets.UTF_16BE)))
        : parcels(from, to, 0, cutDefault(octets));
  }

  private List<byte[]> cutDefault(byte[] octets) {
    List<byte[]> parts = new ArrayList<>();
    int most = octets.length <= alphabet.alone ? alphabet.alone : alphabet.together;
    int from = 0;
    do {
      int to = Math.min(octets.length, from + most);
      if (to < octets.length && alphabet == SmscAlphabet.GSM && octets[to - 1] == Gsm7.ESCAPE) {
        to--; // an escape stays with what it escapes
      }
      parts.add(Arrays.copyOfRange(octets, from, to));
      from = to;
    } while (from < octets.length);
    return parts;
  }

  private static List<byte[]> cutUcs2(byte[] octets) {
    List<byte[]> parts = new ArrayList<>();
    int most = octets.length <= UCS2_ALONE ? UCS2_ALONE : UCS2_TOGETHER;
    int from = 0;
    while (from < octets.length) {
      int to = Math.min(octets.length, from + most);
      if (to < octets.length && (octets[to] & 0xFC) == 0xDC) {
        to -= 2; // the low half of a pair stays with the high one
      }
      parts.add(Arrays.copyOfRange(octets, from, to));
      from = to;
    }
    return parts;
  }

  private List<Parcel> parcels(String from, String to, int coding, List<byte[]> parts) {
    if (parts.size() > 255) {
      throw new IllegalArgumentException(
          "a text of " + parts.size() + " parts: SMS joins at most 255; shorten it");
    }
    int reference = references.incrementAndGet();
    List<Parcel> parcels = new ArrayList<>();
    for (int number = 1; number <= parts.size(); number++) {
      byte[] text = parts.get(number - 1);
      byte[] userData = parts.size() == 1 ? text : headed(reference, parts.size(), number, text);
      PduBuffer body = new PduBuffer(256);
      int esmClass = parts.size() == 1 ? 0 : Smpp.UDHI;
      DeliverBody.write(body, false, from, to, esmClass, coding, userData);
      parcels.add(new Parcel(Smpp.DELIVER_SM, false, body::copy, null));
    }
    return parcels;
  }

  /** 3GPP TS 23.040 §9.2.3.24.1. */
  private static byte[] headed(int reference, int count, int number, byte[] text) {
    byte[] headed = new byte[6 + text.length];
    headed[0] = 5;
    headed[2] = 3;
    headed[3] = (byte) reference;
    headed[4] = (byte) count;
    headed[5] = (byte) number;
    System.arraycopy(text, 0, headed, 6, text.length);
    return headed;
  }
}
