package vn.loa.channel.rss;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a second writer out of a store; the system lifts it when the process ends. On POSIX systems
 * a process loses its lock on a file as soon as it closes the file anywhere, so a file that this
 * process has locked is not opened a second time.
 */
final class StoreLock implements AutoCloseable {

  /**
   * What this process has locked. Static because the system grants locks to processes: what one
   * part of a process opens and closes, another loses.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path path;
  private final FileChannel file;

  private StoreLock(Path path, FileChannel file) {
    this.path = path;
    this.file = file;
  }

  /**
   * @throws IOException if another channel has the store, in this process or another
   */
  static StoreLock take(Path store) throws IOException {
    Path path = store.toRealPath().resolve(".lock");
    if (!HELD.add(path)) {
      throw heldElsewhere();
    }
    try {
      FileChannel file = locked(path);
      if (file != null) {
        return new StoreLock(path, file);
      }
    } catch (IOException cause) {
      HELD.remove(path);
      throw cause;
    }
    HELD.remove(path);
    throw heldElsewhere();
  }

  private static @Nullable FileChannel locked(Path path) throws IOException {
    FileChannel file = FileChannel.open(path, CREATE, WRITE);
    try {
      if (file.tryLock() != null) {
        return file;
      }
    } catch (OverlappingFileLockException otherLoader) {
      // Held by this class of another class loader: no other than another process.
    } catch (IOException cause) {
      file.close();
      throw cause;
    }
    file.close();
    return null;
  }

  private static IOException heldElsewhere() {
    return new IOException("another channel has it open; a store has one writer");
  }

  /** The name is given back last: until then nobody here opens the file. */
  @Override
  public synchronized void close() throws IOException {
    if (!file.isOpen()) {
      return;
    }
    try {
      file.close();
    } finally {
      HELD.remove(path);
    }
  }
}
