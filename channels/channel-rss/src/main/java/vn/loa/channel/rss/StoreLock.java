package vn.loa.channel.rss;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;

/** Keeps a second writer out of a store; the system lifts it when the process ends. */
final class StoreLock implements AutoCloseable {

  private final FileChannel file;

  private StoreLock(FileChannel file) {
    this.file = file;
  }

  /**
   * @throws IOException if another channel has the store, in this process or another
   */
  static StoreLock take(Path store) throws IOException {
    FileChannel file = FileChannel.open(store.resolve(".lock"), CREATE, WRITE);
    try {
      if (file.tryLock() != null) {
        return new StoreLock(file);
      }
    } catch (OverlappingFileLockException ours) {
      // Held in this process: the same answer as below.
    } catch (IOException cause) {
      file.close();
      throw cause;
    }
    file.close();
    throw new IOException("another channel has it open; a store has one writer");
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
