package vn.loa.sms.rules;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads an opt-out file from its beginning, up to where whole lines end. */
final class OptOutLines {

  private static final int LONGEST = 2_000;

  private final Path file;
  private final FileChannel channel;
  private final byte[] header;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private long end;
  private long number = 1;

  /**
   * @param header the first line, with its line feed
   */
  OptOutLines(Path file, FileChannel channel, byte[] header) {
    this.file = file;
    this.channel = channel;
    this.header = header;
  }

  /**
   * @throws OptOutsDamagedException at the first line that is not as it was written
   */
  void forEach(Consumer<OptOutLine> each) throws IOException {
    InputStream in = new BufferedInputStream(Channels.newInputStream(channel), 1 << 16);
    for (int octet = in.read(); octet >= 0; octet = in.read()) {
      line.write(octet);
      if (octet == '\n') {
        next(each);
      } else if (line.size() > LONGEST) {
        throw tooLong();
      }
    }
  }

  private void next(Consumer<OptOutLine> each) {
    byte[] whole = line.toByteArray();
    if (number > 1) {
      each.accept(parsed(Arrays.copyOf(whole, whole.length - 1)));
    } else if (!Arrays.equals(whole, header)) {
      throw notTheFirst();
    }
    end += whole.length;
    number++;
    line.reset();
  }

  private OptOutLine parsed(byte[] whole) {
    try {
      return OptOutLine.parse(whole);
    } catch (IllegalArgumentException notAsWritten) {
      throw damaged(String.valueOf(notAsWritten.getMessage()), notAsWritten);
    }
  }

  /** Octets in whole lines. */
  long end() {
    return end;
  }

  /** What stands after the last line feed. */
  byte[] tail() {
    return line.toByteArray();
  }

  OptOutsDamagedException notTheFirst() {
    return new OptOutsDamagedException(
        file,
        1,
        "it is not the first line of an opt-out file of this version; name the right file, or"
            + " restore this one from a copy",
        null);
  }

  private OptOutsDamagedException tooLong() {
    return number == 1 ? notTheFirst() : damaged("it is longer than any line written here", null);
  }

  private OptOutsDamagedException damaged(String why, @Nullable Exception cause) {
    String mend = "; restore the line from a copy, or take it out and opt its number out anew";
    return new OptOutsDamagedException(file, number, why + mend, cause);
  }
}
