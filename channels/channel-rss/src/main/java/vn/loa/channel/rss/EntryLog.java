package vn.loa.channel.rss;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/**
 * The records of a store, in segments that only grow: {@code 00000001.log} and so on.
 *
 * <pre>
 *   "LOAE"  length (4)  CRC-32C of the octets (4)  octets
 * </pre>
 *
 * <p>Records that come together are written at once and forced once: a crash leaves all that was
 * forced, and perhaps a piece behind it, which is cut off on opening. What is whole and damaged is
 * left out and named, and the rest is read. A segment is opened anew for each append, so that a
 * disk that has gone is noticed.
 *
 * <p>Appended to by one thread; {@link #read} may be called by any.
 */
final class EntryLog {

  private static final Logger LOG = System.getLogger("vn.loa.channel.rss");
  private static final int MAGIC = 0x4C4F4145;
  private static final int HEADER = 12;
  private static final int LONGEST = 64 << 20;
  private static final long SEGMENT = 16 << 20;
  private static final int OFFSET_BITS = 40;
  private static final String SUFFIX = ".log";

  private final Path directory;
  private int segment;
  private long end;
  private boolean broken;

  /** Hears what is read on opening. */
  interface Visitor {

    /**
     * @throws IOException if it is no record; it is left out, and the reason named
     */
    void record(long position, byte[] octets) throws IOException;
  }

  /** Something was written that may stay, or not. */
  static final class UncertainException extends IOException {
    private static final long serialVersionUID = 1;

    UncertainException(String message, IOException cause) {
      super(message, cause);
    }
  }

  private EntryLog(Path directory) {
    this.directory = directory;
  }

  /**
   * Reads all there is.
   *
   * @param damaged hears what was left out: file, place and reason
   */
  static EntryLog open(Path directory, Visitor visitor, Consumer<String> damaged)
      throws IOException {
    Files.createDirectories(directory);
    EntryLog log = new EntryLog(directory);
    List<Integer> segments = log.segments();
    for (int number : segments) {
      boolean last = number == segments.get(segments.size() - 1);
      log.segment = number;
      log.end = log.replay(last, visitor, damaged);
    }
    return log;
  }

  /**
   * Appends records and forces them to disk.
   *
   * @return where each of them stands
   * @throws UncertainException if they may be there; nothing is appended any more until the log is
   *     opened again
   * @throws IOException if they are certainly not there
   */
  long[] append(List<byte[]> records) throws IOException {
    if (broken) {
      throw new IOException(
          "the disk failed in the middle of an earlier entry; open the channel again");
    }
    boolean fresh = segment == 0 || end >= SEGMENT;
    int number = fresh ? segment + 1 : segment;
    long start = fresh ? 0 : end;
    Path file = file(number);
    try (FileChannel out =
        fresh ? FileChannel.open(file, CREATE_NEW, WRITE) : FileChannel.open(file, WRITE)) {
      if (out.size() != start) {
        throw new IOException(
            "%s has %s octets where %s were written".formatted(file, out.size(), start));
      }
      write(out, records, start);
    } catch (IOException cause) {
      if (fresh && !broken) {
        Files.deleteIfExists(file);
      }
      throw cause;
    }
    if (fresh) {
      forceName();
    }
    segment = number;
    end = start;
    long[] positions = new long[records.size()];
    for (int i = 0; i < positions.length; i++) {
      positions[i] = (long) segment << OFFSET_BITS | end;
      end += HEADER + records.get(i).length;
    }
    return positions;
  }

  /**
   * One record.
   *
   * @throws IOException if it cannot be read, or was damaged since
   */
  byte[] read(long position) throws IOException {
    Path file = file((int) (position >>> OFFSET_BITS));
    long offset = position & ((1L << OFFSET_BITS) - 1);
    try (FileChannel in = FileChannel.open(file, READ)) {
      ByteBuffer header = fill(in, ByteBuffer.allocate(HEADER), offset);
      int length = header.getInt(4);
      if (header.getInt(0) != MAGIC || length < 0 || length > LONGEST) {
        throw new IOException("%s holds no record at %s".formatted(file, offset));
      }
      byte[] octets = fill(in, ByteBuffer.allocate(length), offset + HEADER).array();
      if (crc(octets, 0, length) != header.getInt(8)) {
        throw new IOException("%s at %s: the checksum does not match".formatted(file, offset));
      }
      return octets;
    }
  }

  private void write(FileChannel out, List<byte[]> records, long start) throws IOException {
    int size = 0;
    for (byte[] octets : records) {
      size = Math.addExact(size, HEADER + octets.length);
    }
    ByteBuffer frames = ByteBuffer.allocate(size);
    for (byte[] octets : records) {
      frames.putInt(MAGIC).putInt(octets.length).putInt(crc(octets, 0, octets.length)).put(octets);
    }
    frames.flip();
    try {
      for (long at = start; frames.hasRemaining(); ) {
        at += out.write(frames, at);
      }
    } catch (IOException cause) {
      takeBack(out, start, cause);
      throw cause;
    }
    try {
      out.force(true);
    } catch (IOException cause) {
      // What a failed force leaves on disk nobody knows, and a second one may not say.
      broken = true;
      throw new UncertainException("forcing failed: " + cause.getMessage(), cause);
    }
  }

  private void takeBack(FileChannel out, long start, IOException cause) throws IOException {
    try {
      out.truncate(start);
    } catch (IOException stays) {
      broken = true;
      cause.addSuppressed(stays);
      throw new UncertainException("written in part: " + cause.getMessage(), cause);
    }
  }

  private void forceName() throws IOException {
    try {
      Draft.force(directory);
    } catch (IOException cause) {
      broken = true;
      throw new UncertainException("forcing failed: " + cause.getMessage(), cause);
    }
  }

  /** Reads the segment {@link #segment}; gives the end of what is whole. */
  private long replay(boolean last, Visitor visitor, Consumer<String> damaged) throws IOException {
    Path file = file(segment);
    byte[] all = Files.readAllBytes(file);
    int at = 0;
    while (at < all.length) {
      int length = wholeAt(all, at);
      if (length >= 0) {
        visit(visitor, at, all, length, damaged);
        at += HEADER + length;
        continue;
      }
      int next = nextWhole(all, at + 1);
      int until = next < 0 ? all.length : next;
      if (next >= 0 || !last || isAllThere(all, at)) {
        damaged.accept("%s from %s to %s: the checksum does not match".formatted(file, at, until));
      }
      if (next < 0 && last) {
        cut(file, at, all.length);
        return at;
      }
      at = until;
    }
    return at;
  }

  private void visit(Visitor visitor, int at, byte[] all, int length, Consumer<String> damaged) {
    byte[] octets = Arrays.copyOfRange(all, at + HEADER, at + HEADER + length);
    try {
      visitor.record((long) segment << OFFSET_BITS | at, octets);
    } catch (IOException reason) {
      damaged.accept("%s at %s: %s".formatted(file(segment), at, reason.getMessage()));
    }
  }

  /**
   * What follows is to stand behind what is whole. It is kept beside, for whoever wants to know.
   */
  private static void cut(Path file, int from, int to) throws IOException {
    LOG.log(
        Level.INFO,
        "%s: the last %s octets are no whole record; cut off, kept in %s"
            .formatted(file, to - from, beside(file, from).getFileName()));
    try (FileChannel log = FileChannel.open(file, READ, WRITE)) {
      ByteBuffer rest = fill(log, ByteBuffer.allocate(to - from), from);
      Files.write(beside(file, from), rest.array());
      log.truncate(from);
      log.force(true);
    }
  }

  private static Path beside(Path file, int from) {
    return file.resolveSibling(file.getFileName() + "." + from + ".cut");
  }

  /** Length of the record that stands here whole, or -1. */
  private static int wholeAt(byte[] all, int at) {
    if (all.length - at < HEADER) {
      return -1;
    }
    ByteBuffer in = ByteBuffer.wrap(all);
    int length = in.getInt(at + 4);
    boolean fits = length >= 0 && length <= LONGEST && length <= all.length - at - HEADER;
    return in.getInt(at) == MAGIC && fits && crc(all, at + HEADER, length) == in.getInt(at + 8)
        ? length
        : -1;
  }

  /** Whether a record that is not whole is of the length that it says: no cut, but damage. */
  private static boolean isAllThere(byte[] all, int at) {
    ByteBuffer in = ByteBuffer.wrap(all);
    return all.length - at >= HEADER
        && in.getInt(at) == MAGIC
        && in.getInt(at + 4) == all.length - at - HEADER;
  }

  private static int nextWhole(byte[] all, int from) {
    for (int at = from; at <= all.length - HEADER; at++) {
      if (wholeAt(all, at) >= 0) {
        return at;
      }
    }
    return -1;
  }

  private static ByteBuffer fill(FileChannel in, ByteBuffer buffer, long from) throws IOException {
    for (long at = from; buffer.hasRemaining(); ) {
      int read = in.read(buffer, at);
      if (read < 0) {
        throw new IOException("ends at %s, in the middle of a record".formatted(at));
      }
      at += read;
    }
    return buffer;
  }

  private static int crc(byte[] octets, int from, int length) {
    CRC32C crc = new CRC32C();
    crc.update(octets, from, length);
    return (int) crc.getValue();
  }

  private List<Integer> segments() throws IOException {
    List<Integer> numbers = new ArrayList<>();
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(directory, "[0-9]".repeat(8) + SUFFIX)) {
      files.forEach(
          file -> numbers.add(Integer.valueOf(file.getFileName().toString().substring(0, 8))));
    }
    Collections.sort(numbers);
    return numbers;
  }

  private Path file(int number) {
    String digits = Integer.toString(number);
    return directory.resolve("0".repeat(8 - digits.length()) + digits + SUFFIX);
  }
}
