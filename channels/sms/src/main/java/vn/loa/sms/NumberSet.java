package vn.loa.sms;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.LongConsumer;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * A set of E.164 numbers of any country, for duplicates, opt-outs, do-not-advertise lists and what
 * was sent already. Where numbers stand close, as those of a city do, one takes about a byte; where
 * they stand alone, tens of octets. Equal to another by content.
 *
 * <p>One thread may write while nobody reads. A set that is no longer written to may be read by any
 * number of threads, once it was handed to them safely.
 *
 * <p>Inside, the numbers that differ in their low 16 bits only share a page; pages are found by
 * open addressing. A page is a small hash table of {@code char}s at first and a bitmap of 8 KiB
 * when it fills up ({@link NumberPage}). Most numbers of a large set are in bitmaps, so these are
 * reached without the page around them: each step from one object to the next may wait for memory.
 */
public final class NumberSet implements LongPredicate {

  /** ITU-T E.164: at most 15 digits. */
  static final long LONGEST = 999_999_999_999_999L;

  private static final int LOW_BITS = 16;
  private static final int LOW = (1 << LOW_BITS) - 1;
  private static final int FEWEST_SLOTS = 8;

  /** The upper bits that the numbers of a page share, plus one; 0 where there is no page. */
  private long[] keys = new long[FEWEST_SLOTS];

  private @Nullable NumberPage[] pages = new NumberPage[FEWEST_SLOTS];

  /** Of the pages that are bitmaps, the bits. */
  private long[] @Nullable [] bitmaps = new long[FEWEST_SLOTS][];

  private int count;
  private long size;

  /**
   * Whether it was not there before.
   *
   * @throws IllegalArgumentException if it has not 1 to 15 digits
   */
  public boolean add(long e164) {
    check(e164);
    int slot = slot(e164 >>> LOW_BITS);
    long[] bits = bitmaps[slot];
    int low = (int) e164 & LOW;
    boolean added = bits == null ? pageAt(slot, e164).add(low) : NumberPage.add(bits, low);
    size += added ? 1 : 0;
    return added;
  }

  /** Whether it was there. Gives no memory back; {@link #copy} does. */
  public boolean remove(long e164) {
    NumberPage page = pages[slot(e164 >>> LOW_BITS)];
    boolean removed = page != null && page.remove((int) e164 & LOW);
    size -= removed ? 1 : 0;
    return removed;
  }

  public boolean contains(long e164) {
    int slot = slot(e164 >>> LOW_BITS);
    long[] bits = bitmaps[slot];
    int low = (int) e164 & LOW;
    return bits == null ? isInSmall(slot, low) : NumberPage.contains(bits, low);
  }

  private boolean isInSmall(int slot, int low) {
    NumberPage page = pages[slot];
    return page != null && page.contains(low);
  }

  @Override
  public boolean test(long e164) {
    return contains(e164);
  }

  public long size() {
    return size;
  }

  /** In ascending order. The set must not be written to meanwhile. */
  public void forEach(LongConsumer each) {
    // Of every page a copy is walked: a set may be added to, and removed from, itself.
    for (NumberPage page : ascending()) {
      long high = page.key() << LOW_BITS;
      for (char low : page.ascending()) {
        each.accept(high | low);
      }
    }
  }

  /** Adds the numbers of another set; how many of them are new. */
  public long addAll(NumberSet others) {
    long before = size;
    others.forEach(this::add);
    return size - before;
  }

  /** Removes the numbers of another set; how many of them were there. */
  public long removeAll(NumberSet others) {
    long before = size;
    others.forEach(this::remove);
    return before - size;
  }

  /** The same numbers in a set of its own, as small as can be. */
  public NumberSet copy() {
    NumberSet copy = new NumberSet();
    for (NumberPage page : ascending()) {
      copy.append(page.key(), page.ascending());
    }
    return copy;
  }

  /** About how much heap the set takes, in bytes. */
  public long bytes() {
    long bytes = 64 + 16L * keys.length;
    for (@Nullable NumberPage page : pages) {
      bytes += page == null ? 0 : page.bytes();
    }
    return bytes;
  }

  /**
   * Writes the set into a file: beside it first, then in its place in one step, forced to disk. Who
   * reads it sees the old content or the new, never a part. One writer a file at a time.
   *
   * <p>The file has, most significant octet first:
   *
   * <pre>
   *   8 octets  "LOANUMS\n"
   *   4         version, 1
   *   4         how many pages
   *   8         how many numbers
   *   pages, each:
   *     8       the numbers' upper bits (the number &gt;&gt;&gt; 16), ascending from page to page
   *     4       how many numbers, 1 to 65536
   *     2 each  their lower 16 bits, ascending, if they are 4096 or fewer; else
   *     8192    a bit for each that is there, the lowest number the least bit of the first octet
   *   4         CRC-32C (RFC 3720, appendix B.4) of all octets before
   * </pre>
   *
   * The same numbers give the same octets.
   *
   * @throws NumberFileException if the file cannot be written
   */
  public void write(Path file) {
    NumberSetFile.write(this, file);
  }

  /** As {@link #write(Path)}, at the end of a stream, which stays open. */
  public void write(OutputStream out) throws IOException {
    NumberSetFile.write(this, out);
  }

  /**
   * Reads what {@link #write(Path)} wrote.
   *
   * @throws NumberFileException if the file cannot be read, is not a set of numbers, is damaged or
   *     cut off, or is of a newer version
   */
  public static NumberSet read(Path file) {
    return NumberSetFile.read(file);
  }

  /**
   * As {@link #read(Path)}, to the end of a stream, which stays open.
   *
   * @throws NumberFileException as {@link #read(Path)}
   */
  public static NumberSet read(InputStream in) {
    return NumberSetFile.read(in, "the stream");
  }

  static void check(long e164) {
    if (e164 < 1 || e164 > LONGEST) {
      throw new IllegalArgumentException(
          "an E.164 number has 1 to 15 digits; of what PhoneNumber.parse gave, take e164");
    }
  }

  /** Pages that hold numbers, lowest first. */
  NumberPage[] ascending() {
    return Arrays.stream(pages)
        .filter(page -> page != null && page.size() > 0)
        .sorted((a, b) -> Long.compare(a.key(), b.key()))
        .toArray(NumberPage[]::new);
  }

  /** Adds a page that is not there yet. */
  void append(long key, char[] ascending) {
    place(slot(key), NumberPage.of(key, ascending));
    size += ascending.length;
  }

  /** The page that is to take one number more, where no bitmap is. */
  private NumberPage pageAt(int slot, long e164) {
    NumberPage page = pages[slot];
    if (page == null) {
      return place(slot, NumberPage.empty(e164 >>> LOW_BITS));
    }
    if (page.isFull()) {
      page = page.roomier();
      pages[slot] = page;
      bitmaps[slot] = page.bits();
    }
    return page;
  }

  /** Where the page is, or would be. */
  private int slot(long key) {
    int last = keys.length - 1;
    int slot = (int) ((key * 0x9E37_79B9_7F4A_7C15L) >>> Integer.SIZE) & last;
    while (keys[slot] != 0 && keys[slot] != key + 1) {
      slot = slot + 1 & last;
    }
    return slot;
  }

  private NumberPage place(int slot, NumberPage page) {
    keys[slot] = page.key() + 1;
    pages[slot] = page;
    bitmaps[slot] = page.bits();
    if (++count > keys.length / 2) {
      grow();
    }
    return page;
  }

  private void grow() {
    @Nullable NumberPage[] before = pages;
    keys = new long[2 * before.length];
    pages = new NumberPage[keys.length];
    bitmaps = new long[keys.length][];
    count = 0;
    for (@Nullable NumberPage page : before) {
      if (page != null) {
        place(slot(page.key()), page);
      }
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof NumberSet numbers
        && numbers.size == size
        && Arrays.equals(numbers.ascending(), ascending());
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(ascending());
  }

  /** How many numbers, and none of them. */
  @Override
  public String toString() {
    return size + " numbers";
  }
}
