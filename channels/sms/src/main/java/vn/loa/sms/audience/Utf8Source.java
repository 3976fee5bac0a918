package vn.loa.sms.audience;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/**
 * The text of a stream as UTF-8, whatever its charset. Octets that are no text in that charset are
 * told after all that stands before them has been given.
 */
final class Utf8Source {

  /** What one reading gives at most, in octets. */
  static final int MOST = 48 * 1024;

  private static final int MOST_OCTETS_PER_CHAR = 3;

  private final InputStream in;
  private final CharsetDecoder decoder;
  private final boolean asItIs;
  private final ByteBuffer raw = ByteBuffer.allocate(MOST / MOST_OCTETS_PER_CHAR).flip();
  private final CharBuffer chars = CharBuffer.allocate(MOST / MOST_OCTETS_PER_CHAR);
  private CoderResult last = CoderResult.UNDERFLOW;
  private boolean ended;

  Utf8Source(InputStream in, Charset charset) {
    this.in = in;
    this.decoder = charset.newDecoder();
    this.asItIs = charset.equals(StandardCharsets.UTF_8);
  }

  /**
   * Reads on.
   *
   * @param into has room for {@link #MOST} octets after {@code from}
   * @return how many octets, at least one; or -1 at the end
   * @throws CharacterCodingException if what follows is no text in the charset
   */
  int read(byte[] into, int from) throws IOException {
    int count = 0;
    while (count == 0 && !ended) {
      if (last.isError()) {
        last.throwException();
      }
      fill();
      count = decode(into, from);
    }
    return count == 0 ? -1 : count;
  }

  private void fill() throws IOException {
    raw.compact();
    int count = last.isOverflow() ? 0 : in.read(raw.array(), raw.position(), raw.remaining());
    ended = count < 0;
    raw.position(raw.position() + Math.max(count, 0)).flip();
  }

  private int decode(byte[] into, int from) throws IOException {
    int start = raw.position();
    if (asItIs) {
      raw.position(wellFormedEnd(raw.array(), start, raw.limit()));
    }
    last = decoder.decode(raw, chars.clear(), ended);
    if (ended && last.isUnderflow()) {
      decoder.flush(chars);
    }
    ended &= last.isUnderflow();
    return asItIs ? copy(start, into, from) : encode(into, from);
  }

  /**
   * Where well-formed UTF-8 ends at the latest to be told at a glance (RFC 3629 section 4); the
   * decoder looks at the rest. It is all a file of UTF-8 needs, at a third of a decoder's time.
   */
  private static int wellFormedEnd(byte[] octets, int from, int to) {
    int i = from;
    while (i < to) {
      int length = octets[i] >= 0 ? 1 : sequence(octets, i, to);
      if (length == 0) {
        return i;
      }
      i += length;
    }
    return i;
  }

  /** Length of the sequence of two or three octets that begins here, or 0. */
  private static int sequence(byte[] octets, int i, int to) {
    int first = octets[i] & 0xFF;
    if (i + 2 >= to || first < 0xC2 || first > 0xEF || !isTail(octets[i + 1])) {
      return 0;
    }
    if (first < 0xE0) {
      return 2;
    }
    int code = (first & 0x0F) << 12 | (octets[i + 1] & 0x3F) << 6 | (octets[i + 2] & 0x3F);
    boolean surrogate = code >= Character.MIN_SURROGATE && code <= Character.MAX_SURROGATE;
    return isTail(octets[i + 2]) && code >= 0x800 && !surrogate ? 3 : 0;
  }

  private static boolean isTail(byte octet) {
    return (octet & 0xC0) == 0x80;
  }

  private int copy(int start, byte[] into, int from) {
    int count = raw.position() - start;
    System.arraycopy(raw.array(), start, into, from, count);
    return count;
  }

  private int encode(byte[] into, int from) {
    byte[] utf8 = chars.flip().toString().getBytes(StandardCharsets.UTF_8);
    System.arraycopy(utf8, 0, into, from, utf8.length);
    return utf8.length;
  }
}
