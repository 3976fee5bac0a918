package vn.loa.sms;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;

/**
 * A text as short messages: which encoding it needs, how many parts it takes, and the parts. The
 * text is brought to Unicode normal form C first, which saves a fifth of Vietnamese pasted from
 * some systems; no character is replaced or left out, and a surrogate that stands alone is carried
 * as it is. Immutable.
 */
public final class SmsText {

  /** What the octet of a header that counts them can hold. */
  static final int MOST_PARTS = 255;

  /**
   * Nothing longer can be sent: a character of normal form C comes of four others at most (a Greek
   * vowel and three marks). To compose marks without end takes time with the square of their count.
   */
  private static final int MOST_CHARACTERS = 4 * MOST_PARTS * Encoding.GSM7.unitsJoined();

  private static final byte[] NONE = {};

  private final String text;
  private final SmsFormat format;
  private final Alphabet alphabet;
  private final int units;
  private final int[] starts;

  /** What the characters travel in; the cheapest that carries all of them. */
  public enum Encoding {
    /**
     * GSM 03.38 with its extension table, or national tables; a unit is a septet, an escaped
     * character takes two.
     */
    GSM7(7),
    /** UTF-16, big end first; a unit is 16 bits, a character beyond the first plane takes two. */
    UCS2(16);

    private static final int OCTETS = 140;

    private final int bits;

    Encoding(int bits) {
      this.bits = bits;
    }

    /** Units in a message of one part: 160 or 70. */
    public int unitsAlone() {
      return units(0);
    }

    /**
     * Units in each of several parts, beside the header of {@link Concatenation#UDH_8}: 153 or 67.
     */
    public int unitsJoined() {
      return units(1 + Concatenation.UDH_8.elementOctets());
    }

    /** Whole units in what a header leaves: septets begin at a septet's border after it. */
    private int units(int headerOctets) {
      return (OCTETS - headerOctets) * Byte.SIZE / bits;
    }

    /** Beside information elements, which have an octet for their length in front. */
    private int unitsBeside(int elementOctets) {
      return units(elementOctets == 0 ? 0 : 1 + elementOctets);
    }

    /** Octets that units take in user data, where septets are not packed. */
    private int octets(int units) {
      return this == GSM7 ? units : 2 * units;
    }
  }

  private SmsText(String text, SmsFormat format, Alphabet alphabet, int units) {
    this.text = text;
    this.format = format;
    this.alphabet = alphabet;
    this.units = units;
    this.starts = starts();
  }

  /**
   * As {@link #of(String, SmsFormat)} in the {@linkplain SmsFormat#standard() standard format}.
   *
   * @throws IllegalArgumentException if the text is empty, or takes more than the 255 parts that a
   *     header can count
   */
  public static SmsText of(String text) {
    return of(text, SmsFormat.standard());
  }

  /**
   * @throws IllegalArgumentException if the text is empty, or takes more than the 255 parts that a
   *     header can count
   */
  public static SmsText of(String text, SmsFormat format) {
    int septets = Gsm7.septets(text);
    if (septets > 0) {
      // All of that alphabet is in normal form C, and no two of it compose.
      return new SmsText(text, format, Gsm7.DEFAULT, septets).checked();
    }
    if (text.length() > MOST_CHARACTERS) {
      throw tooLong("has " + text.length() + " characters");
    }
    return ofComposed(Normalizer.normalize(text, Normalizer.Form.NFC), format);
  }

  /** As {@link #of}, for a text that is in normal form C already, or is to stay as it is. */
  static SmsText ofComposed(String text, SmsFormat format) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("an empty text cannot be sent as SMS; give it words");
    }
    return cheapest(text, format).checked();
  }

  /** How many a text in normal form C would take, also where that is more than SMS can join. */
  static int segments(String composed, SmsFormat format) {
    return cheapest(composed, format).segments();
  }

  private static SmsText cheapest(String text, SmsFormat format) {
    int septets = Gsm7.septets(text);
    return septets >= 0
        ? new SmsText(text, format, Gsm7.DEFAULT, septets)
        : new SmsText(text, format, Ucs2.INSTANCE, text.length()).orNational();
  }

  /** The same in national tables if that takes fewer segments, in fewest; else this one. */
  private SmsText orNational() {
    SmsText fewest = this;
    for (Gsm7 national : format.nationalAlphabets()) {
      int septets = national.units(text, 0, text.length());
      if (septets >= 0) {
        SmsText other = new SmsText(text, format, national, septets);
        fewest = other.segments() < fewest.segments() ? other : fewest;
      }
    }
    return fewest;
  }

  private SmsText checked() {
    if (segments() > MOST_PARTS) {
      throw tooLong("takes " + segments() + " parts (" + units + " units as " + encoding() + ')');
    }
    return this;
  }

  private static IllegalArgumentException tooLong(String found) {
    return new IllegalArgumentException(
        "the text " + found + ", and SMS joins at most " + MOST_PARTS + " parts; shorten it");
  }

  /** In normal form C. */
  public String text() {
    return text;
  }

  public Encoding encoding() {
    return alphabet.encoding();
  }

  /** Septets or 16-bit units of the text, without headers. */
  public int units() {
    return units;
  }

  /** Units that fit beside the last part, before another one begins. */
  public int unitsLeft() {
    int from = starts[segments() - 1];
    return room(joins()) - alphabet.units(text, from, text.length());
  }

  /**
   * How many short messages it takes, and costs. It is the number of {@link #parts}, but for {@link
   * Concatenation#PAYLOAD}, where the SMSC makes them of one.
   */
  public int segments() {
    return starts.length;
  }

  /**
   * The parts in order, with what joins them where there is more than one. No part begins or ends
   * inside what the format's {@link Cutting} keeps whole.
   *
   * @param reference 0 to {@link Concatenation#mostReference()}; not to be used again for the same
   *     handset soon, see {@link PartReferences}. A text of one part and {@link
   *     Concatenation#PAYLOAD} do without
   * @throws IllegalArgumentException if the reference is outside that range
   */
  public List<SmsPart> parts(int reference) {
    int most = concatenation().mostReference();
    if (reference < 0 || reference > most) {
      throw new IllegalArgumentException("a reference is 0 to " + most + " but was " + reference);
    }
    if (joins() && concatenation() == Concatenation.PAYLOAD) {
      Tlv payload = new Tlv(Tlv.MESSAGE_PAYLOAD, userData(NONE, 0, text.length(), units));
      return List.of(new SmsPart(text, units, NONE, false, List.of(payload)));
    }
    List<SmsPart> parts = new ArrayList<>(starts.length);
    for (int i = 0; i < starts.length; i++) {
      parts.add(part(i, reference));
    }
    return List.copyOf(parts);
  }

  private SmsPart part(int index, int reference) {
    int from = starts[index];
    int to = index + 1 < starts.length ? starts[index + 1] : text.length();
    int partUnits = alphabet.units(text, from, to);
    byte[] header = header(index, reference);
    return new SmsPart(
        text.substring(from, to),
        partUnits,
        userData(header, from, to, partUnits),
        header.length > 0,
        joins() ? concatenation().parameters(reference, segments(), index + 1) : List.of());
  }

  private byte[] userData(byte[] header, int from, int to, int partUnits) {
    byte[] userData = new byte[header.length + encoding().octets(partUnits)];
    System.arraycopy(header, 0, userData, 0, header.length);
    alphabet.encode(text, from, to, userData, header.length);
    return userData;
  }

  /** The length, then the element that joins, then those that name tables (23.040 §9.2.3.24). */
  private byte[] header(int index, int reference) {
    byte[] tables = alphabet.elements();
    byte[] joining = joins() ? concatenation().element(reference, segments(), index + 1) : NONE;
    if (tables.length + joining.length == 0) {
      return NONE;
    }
    byte[] header = new byte[1 + joining.length + tables.length];
    header[0] = (byte) (header.length - 1);
    System.arraycopy(joining, 0, header, 1, joining.length);
    System.arraycopy(tables, 0, header, 1 + joining.length, tables.length);
    return header;
  }

  private int[] starts() {
    return units <= room(false)
        ? new int[] {0}
        : new Cuts(text, alphabet, units, format.cutting(), room(true)).starts();
  }

  /** Units in a part, alone or joined to others. */
  private int room(boolean joined) {
    int tables = alphabet.elements().length;
    int joining = joined ? concatenation().elementOctets() : 0;
    return encoding().unitsBeside(tables + joining);
  }

  private boolean joins() {
    return starts.length > 1;
  }

  private Concatenation concatenation() {
    return format.concatenation();
  }
}
