package vn.loa.sms.internal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** What keeps a file's name over a loss of power. */
public final class Folders {

  private Folders() {}

  /**
   * Waits until the name of a file is on the disk. Where a folder cannot be opened, as on Windows,
   * names are kept without being asked.
   *
   * @throws IOException if it is not certain that the name is there
   */
  public static void forceName(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    boolean opens = file.getFileSystem().supportedFileAttributeViews().contains("posix");
    if (folder != null && opens) {
      try (FileChannel channel = FileChannel.open(folder)) {
        channel.force(true);
      }
    }
  }
}
