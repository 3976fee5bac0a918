package vn.loa.plan.json;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/** Reads the lines of a part of a file one at a time, so that a long file needs little memory. */
final class LineReader {

  private static final int BUFFER = 1 << 16;

  private final FileChannel file;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER).limit(0);
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private long unread;
  private long at;

  /** The first bytes of a file; its position stays where it is. */
  LineReader(FileChannel file, long bytes) {
    this.file = file;
    this.unread = bytes;
  }

  /** The next line without its line feed, or null when no line feed follows. */
  byte @Nullable [] next() throws IOException {
    line.reset();
    while (fill()) {
      int from = buffer.position();
      int end = lineFeed();
      line.write(buffer.array(), from, end - from);
      if (end < buffer.limit()) {
        buffer.position(end + 1);
        return line.toByteArray();
      }
      buffer.position(end);
    }
    return null;
  }

  /** What follows the last line feed. Asked for when there is no next line. */
  byte[] rest() {
    return line.toByteArray();
  }

  private int lineFeed() {
    int at = buffer.position();
    while (at < buffer.limit() && buffer.get(at) != '\n') {
      at++;
    }
    return at;
  }

  private boolean fill() throws IOException {
    if (buffer.hasRemaining()) {
      return true;
    }
    buffer.clear().limit((int) Math.min(BUFFER, unread));
    int count = unread == 0 ? -1 : file.read(buffer, at);
    buffer.flip();
    at += buffer.limit();
    unread -= buffer.limit();
    return count > 0;
  }
}
