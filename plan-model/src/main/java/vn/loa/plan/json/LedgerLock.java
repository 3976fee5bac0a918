package vn.loa.plan.json;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a second writer out of a ledger, by a lock on {@code <ledger>.lock}; the system lifts it
 * when the process ends.
 *
 * <p>On POSIX systems a process loses its lock on a file as soon as it closes the file anywhere, if
 * only after reading it. Hence a file of its own, which nobody has a reason to read, and which is
 * not opened here while this process has it locked.
 */
final class LedgerLock implements AutoCloseable {

  /**
   * What this process has locked. Static because the system grants locks to processes: what one
   * part of a process opens and closes, another loses.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path path;
  private final FileChannel file;

  private LedgerLock(Path path, FileChannel file) {
    this.path = path;
    this.file = file;
  }

  /**
   * @param ledger exists
   * @throws IllegalStateException when somebody else has it open, in this process or another
   */
  static LedgerLock take(Path ledger) throws IOException {
    Path real = ledger.toRealPath();
    Path path = real.resolveSibling(real.getFileName() + ".lock");
    if (!HELD.add(path)) {
      throw heldElsewhere(ledger);
    }
    try {
      FileChannel file = locked(path);
      if (file != null) {
        return new LedgerLock(path, file);
      }
    } catch (IOException fault) {
      HELD.remove(path);
      throw fault;
    }
    HELD.remove(path);
    throw heldElsewhere(ledger);
  }

  private static @Nullable FileChannel locked(Path path) throws IOException {
    FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
    try {
      if (file.tryLock() != null) {
        return file;
      }
    } catch (OverlappingFileLockException otherLoader) {
      // Held by this class of another class loader: no other than another process.
    } catch (IOException fault) {
      file.close();
      throw fault;
    }
    file.close();
    return null;
  }

  private static IllegalStateException heldElsewhere(Path ledger) {
    return new IllegalStateException(
        ledger + " is open for writing elsewhere; one process writes a ledger, close it there");
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
