package vn.loa.sms;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A 7-bit alphabet of 3GPP TS 23.038: one table of 128 characters, and a second one behind an
 * escape. {@link #DEFAULT} has the two of GSM 03.38 (§6.2.1); national ones replace the first
 * (locking shift), the second (single shift) or both. Unpacked, one septet in each octet, as SMPP
 * carries it.
 */
final class Gsm7 implements Alphabet {

  static final int ESCAPE = 0x1B;

  /** Stands in a table where no character is. */
  static final char VOID = '\uFFFD';

  static final String BASIC =
      "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\uFFFDÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
          + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

  static final String EXTENSION =
      NationalTables.table(".*10 c .*9 5e .*19 7b 7d .*5 5c .*12 5b 7e 5d . 7c .*36 20ac .*26");

  static final Gsm7 DEFAULT = new Gsm7(BASIC, EXTENSION);

  /** The infinity sign of the Portuguese table: no character of any table lies beyond. */
  private static final int LAST = 0x221E;

  private static final short NONE = -1;
  private static final short ESCAPED = 0x100;
  private static final byte SINGLE_SHIFT = 0x24;
  private static final byte LOCKING_SHIFT = 0x25;

  /** By character: {@link #NONE}, or the septet, plus {@link #ESCAPED} from the second table. */
  private final short[] septets = new short[LAST + 1];

  private final byte[] elements;

  private Gsm7(String basic, String extension, byte... elements) {
    this.elements = elements;
    Arrays.fill(septets, NONE);
    enter(extension, ESCAPED);
    enter(basic, (short) 0);
  }

  /** The single shift table of a language, behind the default one. */
  static Gsm7 single(NationalLanguage language) {
    return new Gsm7(BASIC, language.singleShift(), SINGLE_SHIFT, (byte) 1, language.octet());
  }

  /** The locking shift table of a language before the default extension, if it has one. */
  static @Nullable Gsm7 locking(NationalLanguage language) {
    String locking = language.lockingShift();
    return locking == null
        ? null
        : new Gsm7(locking, EXTENSION, LOCKING_SHIFT, (byte) 1, language.octet());
  }

  /** Both tables of a language, if it has two. */
  static @Nullable Gsm7 both(NationalLanguage language) {
    String locking = language.lockingShift();
    byte id = language.octet();
    return locking == null
        ? null
        : new Gsm7(
            locking,
            language.singleShift(),
            SINGLE_SHIFT,
            (byte) 1,
            id,
            LOCKING_SHIFT,
            (byte) 1,
            id);
  }

  /** Backwards, for where a table has a character twice the lower code is to be used. */
  private void enter(String table, short flag) {
    for (int i = table.length() - 1; i >= 0; i--) {
      if (table.charAt(i) != VOID) {
        septets[table.charAt(i)] = (short) (flag | i);
      }
    }
  }

  /** Septets that the text takes in the default alphabet, or -1 if it does not hold all of it. */
  static int septets(String text) {
    return DEFAULT.units(text, 0, text.length());
  }

  @Override
  public SmsText.Encoding encoding() {
    return SmsText.Encoding.GSM7;
  }

  @Override
  public int units(String text, int from, int to) {
    int units = to - from;
    for (int i = from; i < to; i++) {
      int septet = septet(text.charAt(i));
      if (septet < 0) {
        return -1;
      }
      units += septet >> 8;
    }
    return units;
  }

  @Override
  public void encode(String text, int from, int to, byte[] into, int at) {
    int octet = at;
    for (int i = from; i < to; i++) {
      int septet = septet(text.charAt(i));
      if (septet >= ESCAPED) {
        into[octet++] = ESCAPE;
      }
      into[octet++] = (byte) septet;
    }
  }

  @Override
  public byte[] elements() {
    return elements.clone();
  }

  private int septet(char character) {
    return character < septets.length ? septets[character] : NONE;
  }
}
