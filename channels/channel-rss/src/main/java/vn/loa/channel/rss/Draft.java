package vn.loa.channel.rss;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;

/**
 * The next content of a file, whole on disk beside it and not yet in its place. A reader of the
 * file sees the old content or the new, never a part.
 */
final class Draft {

  static final String SUFFIX = ".tmp";

  private final Path draft;
  private final Path target;

  private Draft(Path draft, Path target) {
    this.draft = draft;
    this.target = target;
  }

  /**
   * Writes and forces the draft; nobody sees it.
   *
   * @param changed becomes the file's time of change
   */
  static Draft of(Path target, byte[] content, Instant changed) throws IOException {
    Path draft = target.resolveSibling(target.getFileName() + SUFFIX);
    try (FileChannel out = FileChannel.open(draft, CREATE, TRUNCATE_EXISTING, WRITE)) {
      ByteBuffer rest = ByteBuffer.wrap(content);
      while (rest.hasRemaining()) {
        out.write(rest);
      }
      Files.setLastModifiedTime(draft, FileTime.from(changed));
      out.force(true);
    }
    return new Draft(draft, target);
  }

  /** Puts it in its place, in one step. Durable once the directory was {@link #force forced}. */
  void take() throws IOException {
    Files.move(draft, target, ATOMIC_MOVE, REPLACE_EXISTING);
  }

  /** Makes the names in a directory durable, where the system lets a directory be forced. */
  static void force(Path directory) throws IOException {
    if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      try (FileChannel names = FileChannel.open(directory)) {
        names.force(true);
      }
    }
  }
}
