package vn.loa.channel.rss;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PushbackReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * A document on its way to a parser: counted, digested, and copied for the evidence. What stops it
 * is kept, since a parser tells of it in words of its own.
 *
 * <p>Not safe for use by several threads.
 */
final class Body extends InputStream {

  private static final int PIECE = 8192;
  private static final int FIRST = 256;
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final HttpAnswer answer;
  private final Budget budget;
  private final OutputStream copy;
  private final MessageDigest sha = Sha256.start();
  private long ration = Long.MAX_VALUE;
  private @Nullable InputStream in;
  private @Nullable Unproven stopped;
  private boolean ended;

  /**
   * @param copy takes all that is read, and throws nothing
   */
  Body(HttpAnswer answer, Budget budget, OutputStream copy) {
    this.answer = answer;
    this.budget = budget;
    this.copy = copy;
  }

  /** How many octets may come until it is called again. */
  void ration(long octets) {
    ration = octets;
  }

  /** What stopped it, or null. */
  @Nullable Unproven stopped() {
    return stopped;
  }

  /** Its first octets as Latin-1, at most 256; takes none. */
  String first() throws IOException {
    try {
      InputStream source = source();
      source.mark(FIRST);
      String first = new String(source.readNBytes(FIRST), ISO_8859_1);
      source.reset();
      return first;
    } catch (IOException failure) {
      throw stop(failure);
    }
  }

  /**
   * As text, without a byte order mark; where it is not of that encoding, reading it throws a
   * {@link java.nio.charset.CharacterCodingException}.
   */
  Reader text(Charset charset) throws IOException {
    CharsetDecoder strict =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    PushbackReader text = new PushbackReader(new InputStreamReader(this, strict));
    int first = text.read();
    if (first >= 0 && first != BYTE_ORDER_MARK) {
      text.unread(first);
    }
    return text;
  }

  private InputStream source() throws IOException {
    if (in == null) {
      in = new BufferedInputStream(answer.body(), PIECE);
    }
    return in;
  }

  private Unproven stop(IOException failure) {
    stopped = said(failure);
    return stopped;
  }

  /** Reads what a parser left, for the digest and the copy. */
  void drain() throws IOException {
    ration = Long.MAX_VALUE;
    byte[] piece = new byte[PIECE];
    while (read(piece, 0, PIECE) >= 0) {
      // Only past us.
    }
  }

  /** SHA-256 of the whole document; empty when it did not come whole. Asked once. */
  String sha256() {
    return ended ? HexFormat.of().formatHex(sha.digest()) : "";
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    if (stopped != null) {
      throw stopped;
    }
    if (ended || length == 0) {
      return ended ? -1 : 0;
    }
    try {
      return take(into, from, length);
    } catch (IOException failure) {
      throw stop(failure);
    }
  }

  private int take(byte[] into, int from, int length) throws IOException {
    budget.left();
    if (ration == 0) {
      throw Unproven.unreadable("has a tag, a comment or a piece of text beyond every limit");
    }
    int octets = source().read(into, from, (int) Math.min(length, ration));
    if (octets < 0) {
      ended = true;
      return -1;
    }
    budget.decoded(octets);
    ration -= octets;
    sha.update(into, from, octets);
    copy.write(into, from, octets);
    return octets;
  }

  private static Unproven said(IOException failure) {
    Unproven unproven = Unproven.in(failure);
    if (unproven != null) {
      return unproven;
    }
    if (failure instanceof ZipException) {
      return Unproven.unreadable("comes as gzip that is broken");
    }
    if (failure instanceof EOFException) {
      return HttpAnswer.cut();
    }
    return Unproven.unreachable("broke off with the connection; read again");
  }
}
