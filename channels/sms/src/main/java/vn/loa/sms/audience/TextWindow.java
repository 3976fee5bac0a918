package vn.loa.sms.audience;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The part of a text file that is in memory: UTF-8 octets, of which those from {@link #at()} on are
 * still to be read. After {@link #ensure()} a row of {@value #LONGEST} octets and its line end are
 * here whole, or all that is left of the file, so that who scans a row asks for no more; behind the
 * last octet stands a line end, so that who scans a line need not look at {@link #limit()}.
 */
final class TextWindow {

  /** Octets of the longest row. */
  static final int LONGEST = 65_536;

  /** Octets of a Windows line end. */
  private static final int LINE_END = 2;

  private static final int NEEDED = LONGEST + LINE_END;

  private static final int SIZE = 4 * LONGEST;

  private final Path file;
  private final Charset charset;
  private final Utf8Source source;
  private final byte[] octets = new byte[SIZE + 1];
  private int at;
  private int limit;
  private boolean ended;
  private @Nullable IOException fault;

  TextWindow(Path file, InputStream in, Charset charset) {
    this.file = file;
    this.charset = charset;
    this.source = new Utf8Source(in, charset);
    ensure();
    passByteOrderMark();
  }

  static AudienceFileException unreadable(Path file, IOException fault) {
    if (fault instanceof NoSuchFileException) {
      return new AudienceFileException(
          file.toAbsolutePath() + ": there is no such file; check the path", fault);
    }
    return new AudienceFileException(
        file.toAbsolutePath() + " cannot be read: " + fault + "; check that it may be opened",
        fault);
  }

  private void passByteOrderMark() {
    if (limit >= 3
        && octets[0] == (byte) 0xEF
        && octets[1] == (byte) 0xBB
        && octets[2] == (byte) 0xBF) {
      at = 3;
    }
  }

  byte[] octets() {
    return octets;
  }

  int at() {
    return at;
  }

  int limit() {
    return limit;
  }

  void ensure() {
    if (limit - at >= NEEDED || ended) {
      return;
    }
    System.arraycopy(octets, at, octets, 0, limit - at);
    limit -= at;
    at = 0;
    while (!ended && limit + Utf8Source.MOST <= SIZE) {
      read();
    }
    octets[limit] = '\n';
  }

  /** What cannot be read is told when all that stands before it has been. */
  private void read() {
    try {
      int count = source.read(octets, limit);
      limit += Math.max(count, 0);
      ended = count < 0;
    } catch (IOException unreadable) {
      fault = unreadable;
      ended = true;
    }
  }

  /** Where the line that holds this octet ends: at a line feed, a carriage return or the limit. */
  int lineEnd(int from) {
    int i = from;
    while (octets[i] != '\n' && octets[i] != '\r') {
      i++;
    }
    return i;
  }

  /** Reads on behind the line end that stands here; the row before it stays where it is. */
  void passLineEnd(int end) {
    at = end;
    if (limit - at < LINE_END) {
      ensure();
    }
    if (at < limit) {
      boolean windows = octets[at] == '\r' && at + 1 < limit && octets[at + 1] == '\n';
      at += windows ? 2 : 1;
    }
  }

  /** Reads on behind the next line end, however far it is. */
  void skipLine() {
    int end = lineEnd(at);
    while (end == limit && !ended) {
      at = limit;
      ensure();
      end = lineEnd(at);
    }
    passLineEnd(end);
  }

  /**
   * To be called before a line that ends here is believed: where the file could not be read on, a
   * line seems to end.
   *
   * @param line number of the last line that was read whole
   */
  void check(int end, long line) {
    if (end < limit || fault == null) {
      return;
    }
    if (fault instanceof CharacterCodingException) {
      throw new AudienceFileException(
          "%s is not %s (noticed after line %d); save it as \"CSV UTF-8\", or say its charset"
              .formatted(file, charset, line),
          fault);
    }
    throw unreadable(file, fault);
  }

  /** The next octets as text, as many as a row may have. */
  String head() {
    return new String(octets, at, Math.min(limit - at, LONGEST), StandardCharsets.UTF_8);
  }
}
