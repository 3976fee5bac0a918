package vn.loa.sms.rules;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import vn.loa.sms.internal.Folders;

/** What survives a loss of power. */
final class Disk {

  /** Adds a line to a file, and waits until it is there. */
  static void append(Path file, byte[] line) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      ByteBuffer rest = ByteBuffer.allocate(line.length + 1).put(line).put((byte) '\n').flip();
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
      channel.force(true);
    }
    Folders.forceName(file);
  }

  private Disk() {}
}
