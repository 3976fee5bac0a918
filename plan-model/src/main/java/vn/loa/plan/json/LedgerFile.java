package vn.loa.plan.json;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.loa.plan.ledger.LedgerEntry;
import vn.loa.plan.ledger.LedgerLog;

/**
 * A ledger in a file of JSON lines that anybody can read. Each line carries a SHA-256 over itself
 * and the line above: no line can be changed without changing all below it. There is no key in it,
 * so whoever may write the file can change them all; keep {@link #head()} elsewhere to notice.
 *
 * <p>One writer at a time, kept so by a lock on {@code <ledger>.lock}, which may stay behind,
 * empty. Anybody may read the ledger meanwhile; leave the lock alone. Opening checks every line. A
 * last line that breaks off was being written when the power went, and nobody was told that it was
 * kept: it is cut off, and a warning logged. Anything else that does not fit is refused.
 */
public final class LedgerFile implements LedgerLog {

  private static final System.Logger LOG = System.getLogger(LedgerFile.class.getName());

  private final Path file;
  private final FileChannel channel;
  private final LedgerLock lock;
  private List<LedgerEntry> read = List.of();
  private long entries;
  private String head = LedgerLines.NO_HASH;
  private @Nullable String broken;

  private LedgerFile(Path file, FileChannel channel, LedgerLock lock) {
    this.file = file;
    this.channel = channel;
    this.lock = lock;
  }

  /**
   * Opens the file, or begins it.
   *
   * @throws LedgerDamagedException when a line is not what was written
   * @throws IllegalStateException when somebody else has it open
   * @throws UncheckedIOException when it cannot be read or written
   */
  public static LedgerFile open(Path file) {
    FileChannel channel = null;
    LedgerLock lock = null;
    try {
      channel =
          FileChannel.open(
              file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
      lock = LedgerLock.take(file);
      LedgerFile ledger = new LedgerFile(file, channel, lock);
      ledger.load();
      return ledger;
    } catch (IOException fault) {
      close(channel, lock);
      throw new UncheckedIOException("cannot open ledger " + file, fault);
    } catch (RuntimeException refused) {
      close(channel, lock);
      throw refused;
    }
  }

  private void load() throws IOException {
    byte[] bytes = new byte[Math.toIntExact(channel.size())];
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
      // Reads until all is here.
    }
    List<LedgerEntry> found = new ArrayList<>();
    int from = 0;
    for (int end = 0; end < bytes.length; end++) {
      if (bytes[end] == '\n') {
        found.add(check(Arrays.copyOfRange(bytes, from, end), found.size() + 1));
        from = end + 1;
      }
    }
    read = List.copyOf(found);
    entries = read.size();
    if (from < bytes.length) {
      cut(from, Arrays.copyOfRange(bytes, from, bytes.length));
    }
    if (bytes.length == 0) {
      keepName();
    }
    channel.position(from);
  }

  private LedgerEntry check(byte[] line, int number) {
    if (!LedgerLines.isWhole(line)) {
      throw new LedgerDamagedException(
          file.toString(), number, "its bytes do not give its hash: it was changed or broken off");
    }
    try {
      LedgerEntry entry = LedgerLines.entry(line, number, head);
      head = LedgerLines.hash(line);
      return entry;
    } catch (PlanFormatException stranger) {
      String reason = stranger.problems().get(0).wrong();
      throw new LedgerDamagedException(file.toString(), number, reason);
    }
  }

  /**
   * Cuts what follows the last line feed. A write that broke off leaves less than a line; a whole
   * line with something after it is a line whose end was changed, and was acknowledged.
   */
  private void cut(int from, byte[] rest) throws IOException {
    int number = read.size() + 1;
    if (LedgerLines.isWhole(Arrays.copyOf(rest, rest.length - 1))) {
      throw new LedgerDamagedException(
          file.toString(), number, "a byte stands where its line feed must");
    }
    channel.truncate(from);
    channel.force(true);
    LOG.log(
        System.Logger.Level.WARNING,
        "{0} line {1} breaks off after {2} bytes: cut, {3} entries remain; it was never"
            + " acknowledged, enter it again",
        file,
        Integer.toString(number),
        Integer.toString(rest.length),
        Integer.toString(read.size()));
  }

  /** Makes the name of a new file as durable as what will be in it. */
  private void keepName() throws IOException {
    channel.force(true);
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      return;
    }
    try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
      directory.force(true);
    } catch (IOException unsupported) {
      // Windows cannot open a folder, and keeps names without being asked.
      LOG.log(System.Logger.Level.DEBUG, "cannot force folder {0}", folder);
    }
  }

  /** What the file held when it was opened. */
  @Override
  public synchronized List<LedgerEntry> readAll() {
    return read;
  }

  /**
   * Writes one line and forces it to the disk before it returns.
   *
   * @throws UncheckedIOException when it may not be on the disk; the file takes nothing more until
   *     it is opened anew
   * @throws IllegalArgumentException when the entry is not the next
   */
  @Override
  public synchronized void append(LedgerEntry entry) {
    if (broken != null) {
      throw new IllegalStateException(
          file + " takes no entries since " + broken + "; open it anew");
    }
    if (entry.seq() != entries + 1) {
      throw new IllegalArgumentException(
          "entry " + entry.seq() + " cannot follow entry " + entries + " of " + file);
    }
    String line = LedgerLines.line(entry, head);
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    try {
      write(line + "\n");
    } catch (IOException fault) {
      broken = "entry " + entry.seq() + " could not be kept";
      throw new UncheckedIOException(
          "%s: entry %d may not be on the disk (%s); open the ledger anew to see"
              .formatted(file, entry.seq(), fault.getMessage()),
          fault);
    }
    entries = entry.seq();
    head = LedgerLines.hash(bytes);
  }

  private void write(String line) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
    channel.force(false);
  }

  /**
   * Hash of the last line: who keeps it elsewhere notices later whether anything up to it was
   * changed. 64 zeros while the ledger is empty.
   */
  public synchronized String head() {
    return head;
  }

  /** Releases the file. Closing twice is harmless. */
  @Override
  public synchronized void close() {
    close(channel, lock);
    if (broken == null) {
      broken = "it was closed";
    }
  }

  private static void close(@Nullable FileChannel channel, @Nullable LedgerLock lock) {
    try (lock;
        channel) {
      // The file first, then the lock, whatever was opened.
    } catch (IOException fault) {
      throw new UncheckedIOException("cannot close the ledger", fault);
    }
  }
}
