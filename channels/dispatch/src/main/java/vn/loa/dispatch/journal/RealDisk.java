package vn.loa.dispatch.journal;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.loa.dispatch.store.StoreException;

/** A folder of the machine's file system. */
final class RealDisk implements Disk {

  private static final String LOCK = "lock";

  /** What may be in a folder in which there is no journal yet. */
  static final Set<String> LOCK_ONLY = Set.of(LOCK);

  private final Path folder;

  private RealDisk(Path folder) {
    this.folder = folder;
  }

  /**
   * @throws StoreException UNUSABLE if there is no such folder
   */
  static RealDisk existing(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw unusable("there is no journal in " + folder + ": no such folder; check the path", null);
    }
    return new RealDisk(folder);
  }

  /** Makes the folder where it is not there. */
  static RealDisk in(Path folder) {
    try {
      make(folder.toAbsolutePath());
      return new RealDisk(folder);
    } catch (FileAlreadyExistsException file) {
      throw unusable(
          "no journal can be in " + folder + ": it is a file; name a folder instead", file);
    } catch (IOException failed) {
      throw unusable(
          "the folder "
              + folder
              + " cannot be made ("
              + failed
              + "): let this user write to the folder above it, or make it yourself",
          failed);
    }
  }

  /** With those above it, and the name of each durable. */
  private static void make(Path folder) throws IOException {
    Path parent = folder.getParent();
    if (parent != null && !Files.isDirectory(folder)) {
      make(parent);
      Files.createDirectories(folder);
      forceNames(parent);
    }
  }

  @Override
  public List<String> list() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(it -> it.getFileName().toString()).toList();
    }
  }

  @Override
  public DiskFile create(String name) throws IOException {
    return new RealFile(
        FileChannel.open(folder.resolve(name), CREATE, TRUNCATE_EXISTING, READ, WRITE));
  }

  @Override
  public DiskFile open(String name, boolean write) throws IOException {
    Path file = folder.resolve(name);
    return new RealFile(write ? FileChannel.open(file, READ, WRITE) : FileChannel.open(file, READ));
  }

  @Override
  public void rename(String from, String to) throws IOException {
    Files.move(folder.resolve(from), folder.resolve(to), StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void delete(String name) throws IOException {
    Files.deleteIfExists(folder.resolve(name));
  }

  @Override
  public void forceNames() throws IOException {
    forceNames(folder);
  }

  private static void forceNames(Path folder) throws IOException {
    try (FileChannel names = FileChannel.open(folder, READ)) {
      names.force(true);
    } catch (IOException failed) {
      // Windows opens no folder; there the file system's own log keeps names.
      if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        throw failed;
      }
    }
  }

  @Override
  public long usableSpace() {
    return folder.toFile().getUsableSpace();
  }

  @Override
  public Closeable lock() throws IOException {
    FileChannel channel = FileChannel.open(folder.resolve(LOCK), CREATE, WRITE);
    FileLock lock;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException here) {
      channel.close();
      throw unusable(
          "the journal in " + folder + " is open in this process already: close it first", here);
    } catch (IOException failed) {
      channel.close();
      throw failed;
    }
    if (lock == null) {
      channel.close();
      throw unusable(
          "the journal in "
              + folder
              + " is open in another process: stop that one, or choose another folder",
          null);
    }
    return channel;
  }

  @Override
  public String path() {
    return folder.toString();
  }

  private static StoreException unusable(String message, @Nullable Throwable cause) {
    return new StoreException(StoreException.Kind.UNUSABLE, message, cause);
  }

  private record RealFile(FileChannel channel) implements DiskFile {

    @Override
    public void write(ByteBuffer from, long position) throws IOException {
      long next = position;
      while (from.hasRemaining()) {
        next += channel.write(from, next);
      }
    }

    @Override
    public int read(ByteBuffer into, long position) throws IOException {
      int start = into.position();
      while (into.hasRemaining()) {
        if (channel.read(into, position + into.position() - start) < 0) {
          break;
        }
      }
      return into.position() - start;
    }

    @Override
    public long size() throws IOException {
      return channel.size();
    }

    @Override
    public void force() throws IOException {
      channel.force(false);
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
