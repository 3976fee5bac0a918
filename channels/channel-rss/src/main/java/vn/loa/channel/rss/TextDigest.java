package vn.loa.channel.rss;

import java.security.MessageDigest;

/**
 * SHA-256 of a text as every format carries it, which comes in pieces and is not held: line ends
 * are LF, and code units that XML 1.0 cannot carry (production 2) are U+FFFD, as {@link Octets}
 * writes them; in UTF-8.
 *
 * <p>Not safe for use by several threads.
 */
final class TextDigest implements TextSink {

  private static final int INSTEAD = 0xFFFD;

  /** No text in UTF-8 has such an octet. */
  private static final byte BETWEEN = (byte) 0xFF;

  private final MessageDigest sha = Sha256.start();
  private final byte[] buffer = new byte[1024];
  private int size;

  /** The first half of a surrogate pair whose second is still to come, or 0. */
  private char high;

  private boolean afterReturn;
  private boolean begun;

  static byte[] of(String text) {
    TextDigest digest = new TextDigest();
    digest.accept(text.toCharArray(), 0, text.length());
    return digest.finish();
  }

  /**
   * Says that a text begins. Where one has been already, two elements say what one should: readers
   * differ in which they show, so the digest becomes that of no text.
   */
  void begin() {
    if (begun) {
      half();
      put(BETWEEN);
    }
    begun = true;
  }

  boolean hasBegun() {
    return begun;
  }

  @Override
  public void accept(char[] text, int from, int length) {
    for (int i = from; i < from + length; i++) {
      accept(text[i]);
    }
  }

  private void accept(char c) {
    boolean ended = afterReturn && c == '\n';
    afterReturn = c == '\r';
    if (ended) {
      return;
    }
    if (high != 0 && Character.isLowSurrogate(c)) {
      encode(Character.toCodePoint(high, c));
      high = 0;
      return;
    }
    half();
    if (Character.isHighSurrogate(c)) {
      high = c;
    } else {
      encode(c == '\r' ? '\n' : carried(c));
    }
  }

  private static int carried(char c) {
    boolean control = c < 0x20 && c != '\t' && c != '\n';
    return control || Character.isLowSurrogate(c) || c >= 0xFFFE ? INSTEAD : c;
  }

  private void half() {
    if (high != 0) {
      high = 0;
      encode(INSTEAD);
    }
  }

  private void encode(int c) {
    if (c < 0x80) {
      put(c);
    } else if (c < 0x800) {
      put(0xC0 | (c >> 6));
      tail(c);
    } else if (c < 0x10000) {
      put(0xE0 | (c >> 12));
      tail(c >> 6);
      tail(c);
    } else {
      put(0xF0 | (c >> 18));
      tail(c >> 12);
      tail(c >> 6);
      tail(c);
    }
  }

  private void tail(int bits) {
    put(0x80 | (bits & 0x3F));
  }

  private void put(int octet) {
    if (size == buffer.length) {
      flush();
    }
    buffer[size++] = (byte) octet;
  }

  private void flush() {
    sha.update(buffer, 0, size);
    size = 0;
  }

  /** The digest of all that came; what comes next is another text. */
  byte[] finish() {
    half();
    flush();
    forget();
    return sha.digest();
  }

  /** What came counts no more; what comes next is another text. */
  void reset() {
    sha.reset();
    forget();
  }

  private void forget() {
    size = 0;
    high = 0;
    afterReturn = false;
    begun = false;
  }
}
