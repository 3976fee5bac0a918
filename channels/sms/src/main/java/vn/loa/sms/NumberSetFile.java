package vn.loa.sms;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;
import vn.loa.sms.internal.Folders;

/**
 * A {@link NumberSet} in octets, by the layout of {@link NumberSet#write(Path)}. Reading believes
 * nothing: no room is made for a count before the octets it counts were seen, every number is
 * checked to come after the one before it, and the sum at the end must agree.
 */
final class NumberSetFile {

  private static final byte[] MAGIC = "LOANUMS\n".getBytes(US_ASCII);
  private static final int VERSION = 1;
  private static final int PAGE = 1 << Character.SIZE;
  private static final int MOST_LISTED = PAGE / Character.SIZE;

  private final CheckedInputStream checked;
  private final DataInputStream in;
  private final String name;
  private long last;

  private NumberSetFile(InputStream in, String name) {
    this.checked = new CheckedInputStream(in, new CRC32C());
    this.in = new DataInputStream(checked);
    this.name = name;
  }

  static void write(NumberSet numbers, Path file) {
    Path draft = file.resolveSibling(file.getFileName() + ".tmp");
    try {
      draft(numbers, draft);
      Files.move(draft, file, ATOMIC_MOVE, REPLACE_EXISTING);
      Folders.forceName(file);
    } catch (IOException e) {
      delete(draft, e);
      throw new NumberFileException(
          file + " cannot be written (" + e + "); give the folder room and the right to write", e);
    }
  }

  private static void draft(NumberSet numbers, Path draft) throws IOException {
    try (FileChannel channel = FileChannel.open(draft, CREATE, TRUNCATE_EXISTING, WRITE)) {
      write(numbers, Channels.newOutputStream(channel));
      channel.force(true);
    }
  }

  private static void delete(Path draft, IOException because) {
    try {
      Files.deleteIfExists(draft);
    } catch (IOException e) {
      because.addSuppressed(e);
    }
  }

  static void write(NumberSet numbers, OutputStream to) throws IOException {
    CheckedOutputStream sum = new CheckedOutputStream(to, new CRC32C());
    DataOutputStream out = new DataOutputStream(new BufferedOutputStream(sum));
    NumberPage[] pages = numbers.ascending();
    out.write(MAGIC);
    out.writeInt(VERSION);
    out.writeInt(pages.length);
    out.writeLong(numbers.size());
    for (NumberPage page : pages) {
      out.writeLong(page.key());
      out.writeInt(page.size());
      out.write(page.size() <= MOST_LISTED ? listed(page) : bitmap(page));
    }
    out.flush();
    out.writeInt((int) sum.getChecksum().getValue());
    out.flush();
  }

  private static byte[] listed(NumberPage page) {
    byte[] listed = new byte[2 * page.size()];
    int at = 0;
    for (char low : page.ascending()) {
      listed[at++] = (byte) (low >> 8);
      listed[at++] = (byte) low;
    }
    return listed;
  }

  private static byte[] bitmap(NumberPage page) {
    BitSet bits = new BitSet(PAGE);
    for (char low : page.ascending()) {
      bits.set(low);
    }
    return Arrays.copyOf(bits.toByteArray(), PAGE / Byte.SIZE);
  }

  static NumberSet read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return read(in, file.toString());
    } catch (IOException e) {
      throw unreadable(file.toString(), e);
    }
  }

  static NumberSet read(InputStream in, String name) {
    try {
      return new NumberSetFile(new BufferedInputStream(in, 1 << 16), name).read();
    } catch (EOFException e) {
      throw new NumberFileException(
          name + " is cut off; take an unhurt copy, or write the set again", e);
    } catch (IOException e) {
      throw unreadable(name, e);
    }
  }

  private static NumberFileException unreadable(String name, IOException e) {
    return new NumberFileException(
        name + " cannot be read (" + e + "); see that it is there and may be read", e);
  }

  private NumberSet read() throws IOException {
    header();
    int pages = in.readInt();
    long size = in.readLong();
    demand(pages >= 0, "it says that it has fewer pages than none");
    NumberSet numbers = new NumberSet();
    for (int i = 0; i < pages; i++) {
      page(numbers);
    }
    demand(numbers.size() == size, "it does not hold as many numbers as it says");
    sum();
    return numbers;
  }

  private void header() throws IOException {
    if (!Arrays.equals(octets(MAGIC.length), MAGIC)) {
      throw new NumberFileException(
          name + " is no set of numbers; name a file that NumberSet.write made", null);
    }
    int version = in.readInt();
    if (version != VERSION) {
      throw new NumberFileException(
          name
              + (" is of version " + version + ", and this reads " + VERSION)
              + "; read it with the Loa that wrote it, or a newer one",
          null);
    }
  }

  private void page(NumberSet numbers) throws IOException {
    long key = in.readLong();
    int size = in.readInt();
    demand(last == 0 ? key >= 0 : key > last >>> Character.SIZE, "its pages are not in order");
    demand(key <= NumberSet.LONGEST >>> Character.SIZE, "a page is out of range");
    demand(size > 0 && size <= PAGE, "a page is empty or overfull");
    char[] lows = size <= MOST_LISTED ? listed(size) : bitmap(size);
    for (char low : lows) {
      long number = key << Character.SIZE | low;
      demand(number > last && number <= NumberSet.LONGEST, "its numbers are not in order");
      last = number;
    }
    numbers.append(key, lows);
  }

  private char[] listed(int size) throws IOException {
    byte[] listed = octets(2 * size);
    char[] lows = new char[size];
    for (int i = 0; i < size; i++) {
      lows[i] = (char) ((listed[2 * i] & 0xFF) << 8 | (listed[2 * i + 1] & 0xFF));
    }
    return lows;
  }

  private char[] bitmap(int size) throws IOException {
    BitSet bits = BitSet.valueOf(octets(PAGE / Byte.SIZE));
    demand(bits.cardinality() == size, "a page does not hold as many numbers as it says");
    char[] lows = new char[size];
    int at = 0;
    for (int low = bits.nextSetBit(0); low >= 0; low = bits.nextSetBit(low + 1)) {
      lows[at++] = (char) low;
    }
    return lows;
  }

  private void sum() throws IOException {
    int sum = (int) checked.getChecksum().getValue();
    demand(in.readInt() == sum, "its checksum does not agree");
    demand(in.read() < 0, "more octets follow than it says");
  }

  private byte[] octets(int count) throws IOException {
    byte[] octets = new byte[count];
    in.readFully(octets);
    return octets;
  }

  private void demand(boolean holds, String otherwise) {
    if (!holds) {
      throw new NumberFileException(
          name + " is damaged: " + otherwise + "; take an unhurt copy, or write the set again",
          null);
    }
  }
}
