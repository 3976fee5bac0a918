package vn.loa.sms.rules;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.locks.StampedLock;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Address;
import vn.loa.sms.NumberSet;
import vn.loa.sms.internal.Folders;
import vn.loa.sms.rules.OptOutReading.Meaning;

/**
 * Who refused messages, kept in a file of lines that anybody can read: instant, number, {@code OUT}
 * or {@code IN}, the keyword, and a CRC-32C, set apart by tabs. Lines are only ever added; the last
 * one of a number counts. The numbers stand there in full: the file is personal data, and so is
 * what is set aside from it.
 *
 * <p>What is answered is on the disk. A refusal binds from the moment it comes in, before it is
 * there, and also when the disk fails; to be asked again binds only once it is there. {@link #test}
 * never waits for the disk.
 *
 * <p>One writer at a time, kept so by a lock on {@code <file>.lock}, which may stay behind, empty.
 * A last line that breaks off was being written when the power went, and nobody was told that it
 * was kept: on opening it is cut, and added to {@code <file>.damaged}. Any other line that is not
 * as it was written keeps the file from opening: who does not know all refusals must not send.
 *
 * <p>Safe for use by several threads. A thread interrupted while it writes closes the file to all
 * ({@link java.nio.channels.ClosedByInterruptException}); open it anew.
 */
public final class OptOuts implements LongPredicate, AutoCloseable {

  private static final byte[] HEADER =
      "loa opt-outs 1 (personal data: numbers in full)\n".getBytes(US_ASCII);

  private final Path file;
  private final OptOutKeywords keywords;
  private final FileLease lease;
  private final FileChannel channel;
  private final NumberSet numbers = new NumberSet();

  /** Guards the numbers; the file is guarded by this object's monitor. */
  private final StampedLock guard = new StampedLock();

  private boolean closed;
  private @Nullable IOException broken;

  private OptOuts(Path file, OptOutKeywords keywords, FileLease lease, FileChannel channel) {
    this.file = file;
    this.keywords = keywords;
    this.lease = lease;
    this.channel = channel;
  }

  /** As {@link #open(Path, OptOutKeywords)}, with the standard keywords. */
  public static OptOuts open(Path file) {
    return open(file, OptOutKeywords.standard());
  }

  /**
   * Opens the file, or begins it in a folder that exists.
   *
   * @throws OptOutsDamagedException if a line is not what was written
   * @throws IllegalStateException if somebody else has it open, in this process or another
   * @throws UncheckedIOException if it cannot be read or written
   */
  public static OptOuts open(Path file, OptOutKeywords keywords) {
    try {
      FileChannel channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      try {
        return leased(file, keywords, channel);
      } catch (IOException | RuntimeException fault) {
        channel.close();
        throw fault;
      }
    } catch (IOException fault) {
      throw new UncheckedIOException(
          "cannot open opt-outs " + file + "; see that the folder is there and may be written to",
          fault);
    }
  }

  private static OptOuts leased(Path file, OptOutKeywords keywords, FileChannel channel)
      throws IOException {
    FileLease lease = FileLease.take(file);
    try {
      OptOuts optOuts = new OptOuts(file, keywords, lease, channel);
      optOuts.load();
      return optOuts;
    } catch (IOException | RuntimeException fault) {
      lease.close();
      throw fault;
    }
  }

  private void load() throws IOException {
    OptOutLines lines = new OptOutLines(file, channel, HEADER);
    lines.forEach(this::apply);
    byte[] tail = lines.tail();
    if (lines.end() == 0) {
      begin(lines, tail);
    } else if (tail.length > 0) {
      mend(lines.end(), tail);
    }
    channel.position(channel.size());
  }

  /** The file is new, or broke off in its first line. Another's file is left alone. */
  private void begin(OptOutLines lines, byte[] tail) throws IOException {
    if (!Arrays.equals(tail, Arrays.copyOf(HEADER, Math.min(tail.length, HEADER.length - 1)))) {
      throw lines.notTheFirst();
    }
    channel.truncate(0);
    write(HEADER);
    Folders.forceName(file);
  }

  /** Only its end of line may be missing; else it is set aside before it is cut. */
  private void mend(long end, byte[] tail) throws IOException {
    try {
      apply(OptOutLine.parse(tail));
      channel.position(channel.size());
      write(new byte[] {'\n'});
    } catch (IllegalArgumentException tornOff) {
      Path damaged = file.resolveSibling(file.getFileName() + ".damaged");
      Disk.append(damaged, tail);
      channel.truncate(end);
      channel.force(true);
    }
  }

  private void apply(OptOutLine line) {
    set(line.e164(), line.out());
  }

  /**
   * Takes a citizen's answer. What opts out or in is on the disk when this returns; what is unclear
   * is left to the caller, who has the text and a person to read it, and who confirms a refusal to
   * the citizen (Decree 91/2020/NĐ-CP, Art. 14–16).
   *
   * @param from the number it came from
   * @return what was understood
   * @throws IllegalArgumentException if {@code from} is no number
   * @throws UncheckedIOException if it cannot be written
   * @throws IllegalStateException if this is closed, or could not be written to before
   */
  public OptOutReading inbound(long from, String text, Instant at) {
    Address.Phone citizen = new Address.Phone(from);
    OptOutReading reading = keywords.read(text);
    if (reading.meaning() == Meaning.OPT_OUT) {
      optOut(citizen.e164(), reading.keyword(), at);
    } else if (reading.meaning() == Meaning.OPT_IN) {
      optIn(citizen.e164(), reading.keyword(), at);
    }
    return reading;
  }

  /**
   * Notes a refusal that came another way.
   *
   * @param why one line: {@code "by phone"}; not longer than 200 characters
   * @throws IllegalArgumentException if the number or the reason cannot be
   * @throws UncheckedIOException if it cannot be written; it binds until this is closed
   * @throws IllegalStateException if this is closed, or could not be written to before; it binds
   *     too
   */
  public void optOut(long e164, String why, Instant at) {
    OptOutLine line = new OptOutLine(at, e164, true, why);
    apply(line);
    append(line);
  }

  /**
   * As {@link #optOut}, of who wants messages again. What fails here does not bind; after opening
   * anew it may, if the line was on the disk all the same.
   */
  public void optIn(long e164, String why, Instant at) {
    append(new OptOutLine(at, e164, false, why));
  }

  /** With the file's lines in the order of what binds: a number is set once its line is there. */
  private synchronized void append(OptOutLine line) {
    if (closed || broken != null) {
      throw new IllegalStateException(
          "opt-outs "
              + file
              + (closed ? " are closed" : " take no more since " + broken)
              + "; open them anew",
          broken);
    }
    try {
      write(line.bytes());
    } catch (IOException fault) {
      broken = fault;
      throw new UncheckedIOException(
          "opt-outs " + file + " cannot be written; see to the disk and open them anew", fault);
    }
    apply(line);
  }

  private void write(byte[] bytes) throws IOException {
    for (ByteBuffer rest = ByteBuffer.wrap(bytes); rest.hasRemaining(); ) {
      channel.write(rest);
    }
    channel.force(false);
  }

  private void set(long e164, boolean out) {
    long stamp = guard.writeLock();
    try {
      if (out) {
        numbers.add(e164);
      } else {
        numbers.remove(e164);
      }
    } finally {
      guard.unlockWrite(stamp);
    }
  }

  /** Whether a number refuses messages. Answers after {@link #close} too, as of then. */
  @Override
  public boolean test(long e164) {
    long stamp = guard.readLock();
    try {
      return numbers.contains(e164);
    } finally {
      guard.unlockRead(stamp);
    }
  }

  /** How many numbers refuse messages. */
  public long size() {
    long stamp = guard.readLock();
    try {
      return numbers.size();
    } finally {
      guard.unlockRead(stamp);
    }
  }

  /**
   * Lets another writer open the file. Closing again does nothing.
   *
   * @throws UncheckedIOException if the file cannot be closed
   */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    try (lease;
        channel) {
      // Both are closed, whatever happens to the first.
    } catch (IOException fault) {
      throw new UncheckedIOException("cannot close opt-outs " + file, fault);
    }
  }

  /** Which file and how many numbers; none of them. */
  @Override
  public String toString() {
    return file + ": " + size() + " numbers opted out";
  }
}
