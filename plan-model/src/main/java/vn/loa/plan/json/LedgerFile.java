package vn.loa.plan.json;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
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
 *
 * <p>Safe for use by several threads.
 */
public final class LedgerFile implements LedgerLog {

  private static final System.Logger LOG = System.getLogger(LedgerFile.class.getName());
  private static final int BUFFER = 1 << 16;

  private final Path file;
  private final FileChannel channel;
  private final LedgerLock lock;
  private LedgerChain chain;

  /** Where the last line ends that was read or kept. */
  private long end;

  private boolean closed;
  private @Nullable String broken;

  private LedgerFile(Path file, FileChannel channel, LedgerLock lock) {
    this.file = file;
    this.channel = channel;
    this.lock = lock;
    this.chain = LedgerChain.of(file.toString());
  }

  /**
   * Opens the file, or begins it.
   *
   * @throws LedgerDamagedException when a line is not what was written
   * @throws IllegalStateException when somebody else has it open
   * @throws UncheckedIOException when it cannot be read or written
   */
  public static LedgerFile open(Path file) {
    return open(file, channel -> channel);
  }

  /** As {@link #open(Path)}, on a disk that a test may let fail. */
  static LedgerFile open(Path file, UnaryOperator<FileChannel> disk) {
    FileChannel channel = null;
    LedgerLock lock = null;
    try {
      channel =
          FileChannel.open(
              file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
      lock = LedgerLock.take(file);
      LedgerFile ledger = new LedgerFile(file, disk.apply(channel), lock);
      ledger.check();
      return ledger;
    } catch (IOException fault) {
      close(channel, lock);
      throw new UncheckedIOException("cannot open ledger " + file, fault);
    } catch (RuntimeException refused) {
      close(channel, lock);
      throw refused;
    }
  }

  private void check() throws IOException {
    if (channel.size() == 0) {
      keepName();
    }
    LineReader lines = new LineReader(channel, channel.size());
    for (byte[] line = lines.next(); line != null; line = lines.next()) {
      chain = chain.follow(line);
      end += line.length + 1;
    }
    if (lines.rest().length > 0) {
      cut(lines.rest());
    }
    channel.position(end);
  }

  /**
   * Cuts what follows the last line feed. A write that broke off leaves less than a line; a whole
   * line with something after it is a line whose end was changed, and was acknowledged.
   */
  private void cut(byte[] rest) throws IOException {
    if (LedgerLines.isWhole(Arrays.copyOf(rest, rest.length - 1))) {
      throw chain.damaged("a byte stands where its line feed must");
    }
    channel.truncate(end);
    channel.force(true);
    LOG.log(
        System.Logger.Level.WARNING,
        "{0} line {1} breaks off after {2} bytes: cut, {3} entries remain; it was never"
            + " acknowledged, enter it again",
        file,
        Long.toString(chain.seq() + 1),
        Integer.toString(rest.length),
        Long.toString(chain.seq()));
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

  /**
   * {@inheritDoc}
   *
   * <p>Nobody else writes the file: what came after the last entry kept here is nothing, and that
   * answer is free. Any other reads the file again, and checks it again.
   *
   * @throws LedgerDamagedException when a line is no longer what was written
   */
  @Override
  public synchronized List<LedgerEntry> readAfter(long seq) {
    if (closed) {
      throw new IllegalStateException(file + " was closed; open it anew");
    }
    if (seq >= chain.seq()) {
      return List.of();
    }
    try {
      return read(seq);
    } catch (IOException fault) {
      throw new UncheckedIOException("cannot read ledger " + file, fault);
    }
  }

  private List<LedgerEntry> read(long seq) throws IOException {
    List<LedgerEntry> found = new ArrayList<>();
    LedgerChain above = LedgerChain.of(file.toString());
    LineReader lines = new LineReader(channel, end);
    for (byte[] line = lines.next(); line != null; line = lines.next()) {
      LedgerChain here = above.follow(line);
      if (here.seq() > seq) {
        found.add(above.entry(line));
      }
      above = here;
    }
    if (!above.equals(chain)) {
      throw above.damaged("the lines that were here when it was opened are gone");
    }
    return found;
  }

  /** {@inheritDoc} However many, they are forced to the disk once. */
  @Override
  public synchronized void append(List<LedgerEntry> entries) {
    if (broken != null) {
      throw new IllegalStateException(
          file + " takes no entries since " + broken + "; open it anew");
    }
    List<byte[]> lines = chain.lines(entries);
    try {
      end += write(lines);
    } catch (IOException fault) {
      broken = "entry " + entries.get(0).seq() + " could not be kept";
      throw new UncheckedIOException(
          "%s: entry %d may not be on the disk (%s); open the ledger anew to see"
              .formatted(file, entries.get(0).seq(), fault.getMessage()),
          fault);
    }
    chain = chain.past(lines);
  }

  private long write(List<byte[]> lines) throws IOException {
    long bytes = 0;
    OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
    for (byte[] line : lines) {
      out.write(line);
      out.write('\n');
      bytes += line.length + 1;
    }
    out.flush();
    channel.force(false);
    return bytes;
  }

  @Override
  public synchronized String head() {
    return chain.head();
  }

  /** Releases the file. Closing twice is harmless. */
  @Override
  public synchronized void close() {
    close(channel, lock);
    closed = true;
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
