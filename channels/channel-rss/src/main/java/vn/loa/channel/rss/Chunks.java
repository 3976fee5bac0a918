package vn.loa.channel.rss;

import java.io.IOException;
import java.io.InputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A body in pieces of told lengths (RFC 9112, 7.1), or in one. One that ends before its length has
 * come is cut.
 *
 * <p>Not safe for use by several threads.
 */
final class Chunks extends InputStream {

  private static final Pattern SIZE = Pattern.compile("([0-9A-Fa-f]{1,15})[ \t]*(;.*)?");
  private static final int HEX = 16;

  private final InputStream in;
  private final boolean isSingle;
  private long left;
  private boolean begun;
  private boolean ended;

  Chunks(InputStream in) {
    this(in, false, 0);
  }

  private Chunks(InputStream in, boolean isSingle, long left) {
    this.in = in;
    this.isSingle = isSingle;
    this.left = left;
  }

  /** One piece without framing. */
  static InputStream single(InputStream in, long octets) {
    return new Chunks(in, true, octets);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (left == 0 && !isSingle && !ended) {
      next();
    }
    if (left == 0) {
      return -1;
    }
    int octets = in.read(into, from, (int) Math.min(length, left));
    if (octets < 0) {
      throw HttpAnswer.cut();
    }
    left -= octets;
    return octets;
  }

  private void next() throws IOException {
    if (begun && !HttpAnswer.line(in).isEmpty()) {
      throw broken();
    }
    begun = true;
    Matcher size = SIZE.matcher(HttpAnswer.line(in));
    if (!size.matches()) {
      throw broken();
    }
    left = Long.parseLong(size.group(1), HEX);
    if (left == 0) {
      ended = true;
      trailers();
    }
  }

  private void trailers() throws IOException {
    while (!HttpAnswer.line(in).isEmpty()) {
      // They say nothing that counts here.
    }
  }

  private static Unproven broken() {
    return Unproven.unreadable("comes in chunks that are broken (RFC 9112, 7.1)");
  }
}
