package vn.loa.sms.rules;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a second writer off a file, by a lock on {@code <file>.lock}; the system lifts it when the
 * process ends.
 *
 * <p>On POSIX systems a process loses its lock on a file as soon as it closes the file anywhere, if
 * only after reading it. Hence a file of its own, which nobody has a reason to read, and which is
 * not opened here while this process has it locked.
 */
final class FileLease implements AutoCloseable {

  /**
   * What this process has locked. Static because the system grants locks to processes: what one
   * part of a process opens and closes, another loses.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path path;
  private final FileChannel channel;

  private FileLease(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /**
   * @param file exists; by whichever links one comes to it, it has the same lock
   * @throws IllegalStateException if somebody else has it, in this process or another
   */
  static FileLease take(Path file) throws IOException {
    Path real = file.toRealPath();
    Path path = real.resolveSibling(real.getFileName() + ".lock");
    if (!HELD.add(path)) {
      throw heldElsewhere(file);
    }
    FileChannel channel = null;
    try {
      channel = locked(path);
    } finally {
      if (channel == null) {
        HELD.remove(path);
      }
    }
    if (channel == null) {
      throw heldElsewhere(file);
    }
    return new FileLease(path, channel);
  }

  private static @Nullable FileChannel locked(Path path) throws IOException {
    FileChannel channel =
        FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() != null) {
        return channel;
      }
    } catch (OverlappingFileLockException otherLoader) {
      // Held by this class of another class loader: no other than another process.
    } catch (IOException fault) {
      channel.close();
      throw fault;
    }
    channel.close();
    return null;
  }

  private static IllegalStateException heldElsewhere(Path file) {
    return new IllegalStateException(
        file + " is open for writing elsewhere; one process writes it, close it there");
  }

  /** The name is given back last: until then nobody here opens the file. */
  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      HELD.remove(path);
    }
  }
}
