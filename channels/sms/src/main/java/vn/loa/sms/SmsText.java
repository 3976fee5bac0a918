package vn.loa.sms;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;

/**
 * A text as short messages: which encoding it needs, how many parts it takes, and the parts. The
 * text is brought to Unicode normal form C first, which saves a fifth of Vietnamese pasted from
 * some systems; no character is replaced or left out. Immutable.
 */
public final class SmsText {

  private static final int HEADER = 6;
  private static final int MOST_PARTS = 255;

  private final Encoding encoding;
  private final byte[] octets;
  private final int[] starts;

  /** What the characters travel in; the cheapest that carries all of them. */
  public enum Encoding {
    /** GSM 03.38 with its extension table; a unit is a septet, an extended character takes two. */
    GSM7(1, 160, 153),
    /** UTF-16, big end first; a unit is 16 bits, a character beyond the first plane takes two. */
    UCS2(2, 70, 67);

    private final int octetsPerUnit;
    private final int alone;
    private final int joined;

    Encoding(int octetsPerUnit, int alone, int joined) {
      this.octetsPerUnit = octetsPerUnit;
      this.alone = alone;
      this.joined = joined;
    }

    /** Units in a message of one part: 160 or 70. */
    public int unitsAlone() {
      return alone;
    }

    /** Units in each of several parts, beside the header that joins them: 153 or 67. */
    public int unitsJoined() {
      return joined;
    }
  }

  private SmsText(Encoding encoding, byte[] octets) {
    this.encoding = encoding;
    this.octets = octets;
    this.starts = starts();
  }

  /**
   * @throws IllegalArgumentException if the text is empty, or takes more than the 255 parts that a
   *     header can count
   */
  public static SmsText of(String text) {
    return ofComposed(Normalizer.normalize(text, Normalizer.Form.NFC));
  }

  /** As {@link #of}, for a text that is in normal form C already, or is to stay as it is. */
  static SmsText ofComposed(String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("an empty text cannot be sent as SMS; give it words");
    }
    SmsText sms =
        Gsm7.septets(text) >= 0
            ? new SmsText(Encoding.GSM7, Gsm7.encode(text))
            : new SmsText(Encoding.UCS2, utf16(text));
    if (sms.segments() > MOST_PARTS) {
      throw new IllegalArgumentException(
          "the text takes %d parts (%d units as %s), and SMS joins at most %d; shorten it"
              .formatted(sms.segments(), sms.units(), sms.encoding, MOST_PARTS));
    }
    return sms;
  }

  public Encoding encoding() {
    return encoding;
  }

  /** Septets or 16-bit units of the text, without headers. */
  public int units() {
    return octets.length / encoding.octetsPerUnit;
  }

  /** How many short messages it takes, and costs. */
  public int segments() {
    return starts.length;
  }

  /**
   * The parts in order. More than one carry the header that joins them (3GPP TS 23.040 §9.2.3.24.1,
   * 8-bit reference). No part begins or ends inside an escaped character or a surrogate pair.
   *
   * @param reference 0 to 255; not to be used again for the same handset soon
   */
  public List<SmsPart> parts(int reference) {
    if (reference < 0 || reference > 0xFF) {
      throw new IllegalArgumentException("a reference is 0 to 255 but was " + reference);
    }
    if (starts.length == 1) {
      return List.of(new SmsPart(octets, false));
    }
    List<SmsPart> parts = new ArrayList<>(starts.length);
    for (int i = 0; i < starts.length; i++) {
      parts.add(new SmsPart(withHeader(i, reference), true));
    }
    return List.copyOf(parts);
  }

  private byte[] withHeader(int index, int reference) {
    int start = starts[index];
    int end = index + 1 < starts.length ? starts[index + 1] : octets.length;
    byte[] userData = new byte[HEADER + end - start];
    userData[0] = HEADER - 1;
    userData[1] = 0; // concatenated short messages, 8-bit reference
    userData[2] = 3;
    userData[3] = (byte) reference;
    userData[4] = (byte) starts.length;
    userData[5] = (byte) (index + 1);
    System.arraycopy(octets, start, userData, HEADER, end - start);
    return userData;
  }

  /** Where in {@link #octets} each part begins: as late as its room and the pairs allow. */
  private int[] starts() {
    if (units() <= encoding.alone) {
      return new int[] {0};
    }
    List<Integer> starts = new ArrayList<>();
    int room = encoding.joined * encoding.octetsPerUnit;
    for (int start = 0; start < octets.length; ) {
      starts.add(start);
      int end = start + room;
      start = end < octets.length && isInsidePair(end) ? end - encoding.octetsPerUnit : end;
    }
    return starts.stream().mapToInt(Integer::intValue).toArray();
  }

  private boolean isInsidePair(int at) {
    return switch (encoding) {
      // What follows an escape is never an escape itself: one octet back tells.
      case GSM7 -> octets[at - 1] == Gsm7.ESCAPE;
      case UCS2 ->
          Character.isHighSurrogate(unitAt(at - 2)) && Character.isLowSurrogate(unitAt(at));
    };
  }

  private char unitAt(int at) {
    return (char) ((octets[at] & 0xFF) << 8 | (octets[at + 1] & 0xFF));
  }

  /** By hand: an encoder of the JDK would replace a surrogate that stands alone. */
  private static byte[] utf16(String text) {
    byte[] octets = new byte[text.length() * 2];
    for (int i = 0; i < text.length(); i++) {
      octets[2 * i] = (byte) (text.charAt(i) >> 8);
      octets[2 * i + 1] = (byte) text.charAt(i);
    }
    return octets;
  }
}
