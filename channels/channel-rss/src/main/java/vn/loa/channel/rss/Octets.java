package vn.loa.channel.rss;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import java.util.List;

/**
 * A document under construction, as UTF-8: what is fixed is put as it is, and text as XML or JSON
 * can carry it, whatever it is. A code unit that XML 1.0 cannot carry (production 2: a control,
 * half of a surrogate pair, U+FFFE, U+FFFF) becomes U+FFFD, and every line end becomes LF; in JSON
 * too, so that every format says the same.
 *
 * <p>In XML {@code &} and {@code <} are written as hexadecimal references: the form the RSS Profile
 * asks for in titles, and legal everywhere.
 *
 * <p>Not safe for use by several threads.
 */
final class Octets {

  private static final int INSTEAD = 0xFFFD;

  /** How many code units are encoded before there has to be room again. */
  private static final int STRETCH = 512;

  /** The longest that one code unit becomes: an ampersand's reference. */
  private static final int LONGEST = 6;

  private static final byte[] AMP = fixed("&#x26;");
  private static final byte[] LT = fixed("&#x3C;");
  private static final byte[] GT = fixed("&#x3E;");
  private static final byte[] QUOTE = fixed("&#x22;");
  private static final byte[] TAB = fixed("&#x9;");
  private static final byte[] LF = fixed("&#xA;");
  private static final byte[] JSON_QUOTE = fixed("\\\"");
  private static final byte[] JSON_BACKSLASH = fixed("\\\\");
  private static final byte[] JSON_TAB = fixed("\\t");
  private static final byte[] JSON_LF = fixed("\\n");

  /** How the ASCII characters are written that text of a kind may not hold as they are. */
  private static final byte[][] XML_TEXT = new byte[128][];

  private static final byte[][] XML_ATTRIBUTE = new byte[128][];
  private static final byte[][] JSON = new byte[128][];

  static {
    byte[] instead = {(byte) 0xEF, (byte) 0xBF, (byte) 0xBD};
    Arrays.fill(XML_TEXT, 0, 0x20, instead);
    XML_TEXT['\t'] = null;
    XML_TEXT['\n'] = null;
    XML_TEXT['&'] = AMP;
    XML_TEXT['<'] = LT;
    // "]]>" may not stand in text (XML 1.0, 2.4).
    XML_TEXT['>'] = GT;
    System.arraycopy(XML_TEXT, 0, XML_ATTRIBUTE, 0, XML_TEXT.length);
    XML_ATTRIBUTE['"'] = QUOTE;
    // A parser turns these into spaces in an attribute (XML 1.0, 3.3.3).
    XML_ATTRIBUTE['\t'] = TAB;
    XML_ATTRIBUTE['\n'] = LF;
    Arrays.fill(JSON, 0, 0x20, instead);
    JSON['\t'] = JSON_TAB;
    JSON['\n'] = JSON_LF;
    JSON['"'] = JSON_QUOTE;
    JSON['\\'] = JSON_BACKSLASH;
  }

  private final char[] stretch = new char[STRETCH + 1];
  private byte[] array;
  private int size;

  /**
   * @param expected how many there will be, about
   */
  Octets(int expected) {
    this.array = new byte[expected];
  }

  /** What is written as it is, again and again: ASCII, encoded once. */
  static byte[] fixed(String ascii) {
    return ascii.getBytes(ISO_8859_1);
  }

  /** All of them, one after the other. */
  static byte[] joined(List<byte[]> parts) {
    int size = 0;
    for (byte[] part : parts) {
      size = Math.addExact(size, part.length);
    }
    byte[] whole = new byte[size];
    int at = 0;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, whole, at, part.length);
      at += part.length;
    }
    return whole;
  }

  Octets put(byte[] fixed) {
    room(fixed.length);
    System.arraycopy(fixed, 0, array, size, fixed.length);
    size += fixed.length;
    return this;
  }

  /** ASCII that needs no escape anywhere: dates, numbers. */
  Octets ascii(String text) {
    return put(fixed(text));
  }

  Octets put(char ascii) {
    room(1);
    array[size++] = (byte) ascii;
    return this;
  }

  /** Character data of XML. */
  Octets text(String text) {
    return encode(text, XML_TEXT);
  }

  /** The value of an attribute of XML, to stand between double quotes. */
  Octets attribute(String value) {
    return encode(value, XML_ATTRIBUTE);
  }

  /** A string of JSON, with its quotes. */
  Octets json(String text) {
    return put('"').encode(text, JSON).put('"');
  }

  /** The whole document; nothing is written after it. */
  byte[] toArray() {
    return size == array.length ? array : Arrays.copyOf(array, size);
  }

  /** A copy of what was written; then this is empty. */
  byte[] take() {
    byte[] taken = Arrays.copyOf(array, size);
    size = 0;
    return taken;
  }

  private Octets encode(String text, byte[][] escapes) {
    int length = text.length();
    for (int i = 0; i < length; ) {
      int count = Math.min(length - i, STRETCH);
      int seen = Math.min(length - i, STRETCH + 1);
      // Out of the string at once: to ask it for each is slower.
      text.getChars(i, i + seen, stretch, 0);
      room(count * LONGEST);
      i += encode(count, seen, escapes);
    }
    return this;
  }

  /**
   * Encodes code units of the stretch.
   *
   * @param count how many
   * @param seen how many are there: one more, if there is one, for a pair across the end
   * @return {@code count}, or one more
   */
  private int encode(int count, int seen, byte[][] escapes) {
    char[] in = stretch;
    byte[] out = array;
    int at = size;
    int i = 0;
    while (i < count) {
      char c = in[i++];
      if (c < 0x80) {
        byte[] escape = escapes[c];
        if (escape == null) {
          out[at++] = (byte) c;
        } else if (c == '\r') {
          i += i < seen && in[i] == '\n' ? 1 : 0;
          at = lineEnd(out, at, escapes['\n']);
        } else {
          System.arraycopy(escape, 0, out, at, escape.length);
          at += escape.length;
        }
      } else if (c < 0x800) {
        out[at++] = (byte) (0xC0 | (c >> 6));
        out[at++] = (byte) (0x80 | (c & 0x3F));
      } else if (!Character.isSurrogate(c)) {
        at = three(out, at, c < 0xFFFE ? c : INSTEAD);
      } else if (Character.isHighSurrogate(c) && i < seen && Character.isLowSurrogate(in[i])) {
        at = four(out, at, Character.toCodePoint(c, in[i++]));
      } else {
        at = three(out, at, INSTEAD);
      }
    }
    size = at;
    return i;
  }

  private static int lineEnd(byte[] out, int from, byte[] escape) {
    if (escape == null) {
      out[from] = '\n';
      return from + 1;
    }
    System.arraycopy(escape, 0, out, from, escape.length);
    return from + escape.length;
  }

  private static int three(byte[] out, int from, int c) {
    int at = from;
    out[at++] = (byte) (0xE0 | (c >> 12));
    out[at++] = (byte) (0x80 | ((c >> 6) & 0x3F));
    out[at++] = (byte) (0x80 | (c & 0x3F));
    return at;
  }

  private static int four(byte[] out, int from, int c) {
    int at = from;
    out[at++] = (byte) (0xF0 | (c >> 18));
    out[at++] = (byte) (0x80 | ((c >> 12) & 0x3F));
    out[at++] = (byte) (0x80 | ((c >> 6) & 0x3F));
    out[at++] = (byte) (0x80 | (c & 0x3F));
    return at;
  }

  private void room(int octets) {
    if (array.length - size < octets) {
      array = Arrays.copyOf(array, Math.max(array.length * 2, Math.addExact(size, octets)));
    }
  }
}
