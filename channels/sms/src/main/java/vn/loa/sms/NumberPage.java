package vn.loa.sms;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The numbers of a {@link NumberSet} that differ in their low 16 bits only. */
abstract sealed class NumberPage {

  private final long key;

  private NumberPage(long key) {
    this.key = key;
  }

  static NumberPage empty(long key) {
    return new Few(key, Few.FEWEST_SLOTS);
  }

  /** With these low bits, in its smallest form. */
  static NumberPage of(long key, char[] lows) {
    NumberPage page =
        lows.length < Few.MOST ? new Few(key, Few.slotsFor(lows.length)) : new Many(key);
    for (char low : lows) {
      page.add(low);
    }
    return page;
  }

  /** The upper bits that all of them share. */
  final long key() {
    return key;
  }

  abstract int size();

  abstract boolean add(int low);

  abstract boolean remove(int low);

  abstract boolean contains(int low);

  /** Whether {@link #roomier} must take over before one more is added. */
  abstract boolean isFull();

  abstract NumberPage roomier();

  /** Itself, if it is a bitmap: what is set there is in the page. */
  abstract long @Nullable [] bits();

  static boolean contains(long[] bits, int low) {
    return (bits[low / Long.SIZE] & 1L << low) != 0;
  }

  static boolean add(long[] bits, int low) {
    long before = bits[low / Long.SIZE];
    bits[low / Long.SIZE] = before | 1L << low;
    return before != bits[low / Long.SIZE];
  }

  abstract char[] ascending();

  /** On the heap, about. */
  abstract long bytes();

  @Override
  public final boolean equals(@Nullable Object other) {
    return other instanceof NumberPage page
        && page.key == key
        && Arrays.equals(page.ascending(), ascending());
  }

  @Override
  public final int hashCode() {
    return 31 * Long.hashCode(key) + Arrays.hashCode(ascending());
  }

  /**
   * A hash table of at most 1024 slots of 16 bits, at most three quarters of them taken: a quarter
   * of a bitmap. 0 says that a slot is free, so 0 itself is kept apart. Linear probing.
   */
  private static final class Few extends NumberPage {

    static final int FEWEST_SLOTS = 4;
    static final int MOST_SLOTS = 1024;
    static final int MOST = MOST_SLOTS / 4 * 3;

    private char[] slots;
    private int shift;
    private int size;
    private boolean zero;

    Few(long key, int slots) {
      super(key);
      this.slots = new char[slots];
      this.shift = shiftFor(slots);
    }

    /** A power of two, and a quarter free. */
    static int slotsFor(int numbers) {
      int slots = FEWEST_SLOTS;
      while (numbers >= slots / 4 * 3) {
        slots *= 2;
      }
      return slots;
    }

    /** The upper bits of a 32-bit product are the slot. */
    private static int shiftFor(int slots) {
      return Integer.numberOfLeadingZeros(slots) + 1;
    }

    @Override
    int size() {
      return size;
    }

    @Override
    boolean isFull() {
      return size >= MOST;
    }

    @Override
    long @Nullable [] bits() {
      return null;
    }

    @Override
    NumberPage roomier() {
      Many roomier = new Many(key());
      for (char low : slots) {
        if (low != 0) {
          roomier.add(low);
        }
      }
      if (zero) {
        roomier.add(0);
      }
      return roomier;
    }

    @Override
    boolean contains(int low) {
      return low == 0 ? zero : slots[slot(low)] != 0;
    }

    @Override
    boolean add(int low) {
      boolean added = low == 0 ? !zero : put(low);
      zero |= low == 0;
      if (added && ++size >= slots.length / 4 * 3 && slots.length < MOST_SLOTS) {
        grow();
      }
      return added;
    }

    /** Whether it was not there; never 0. */
    private boolean put(int low) {
      int slot = slot(low);
      boolean free = slots[slot] == 0;
      slots[slot] = (char) low;
      return free;
    }

    /** In long strides: most pages that grow at all go on to be bitmaps. */
    private void grow() {
      char[] smaller = slots;
      slots = new char[Math.min(4 * smaller.length, MOST_SLOTS)];
      shift = shiftFor(slots.length);
      for (char low : smaller) {
        if (low != 0) {
          put(low);
        }
      }
    }

    @Override
    boolean remove(int low) {
      if (!contains(low)) {
        return false;
      }
      size--;
      if (low == 0) {
        zero = false;
      } else {
        free(slot(low));
      }
      return true;
    }

    /** What follows without a gap may have been pushed on by what goes: it is put again. */
    private void free(int slot) {
      slots[slot] = 0;
      int next = next(slot);
      while (slots[next] != 0) {
        char moved = slots[next];
        slots[next] = 0;
        put(moved);
        next = next(next);
      }
    }

    /** Where it is, or would be. */
    private int slot(int low) {
      int slot = (low * 0x9E37_79B1) >>> shift;
      while (slots[slot] != 0 && slots[slot] != low) {
        slot = next(slot);
      }
      return slot;
    }

    private int next(int slot) {
      return slot + 1 & slots.length - 1;
    }

    @Override
    char[] ascending() {
      char[] ascending = new char[size];
      int count = zero ? 1 : 0;
      for (char low : slots) {
        if (low != 0) {
          ascending[count++] = low;
        }
      }
      Arrays.sort(ascending);
      return ascending;
    }

    @Override
    long bytes() {
      return 56 + 2L * slots.length;
    }
  }

  /** A bit for each of the 65,536. */
  private static final class Many extends NumberPage {

    private final long[] bits = new long[(1 << Character.SIZE) / Long.SIZE];

    Many(long key) {
      super(key);
    }

    @Override
    int size() {
      int size = 0;
      for (long word : bits) {
        size += Long.bitCount(word);
      }
      return size;
    }

    @Override
    boolean isFull() {
      return false;
    }

    @Override
    NumberPage roomier() {
      return this;
    }

    @Override
    long[] bits() {
      return bits;
    }

    @Override
    boolean contains(int low) {
      return contains(bits, low);
    }

    @Override
    boolean add(int low) {
      return add(bits, low);
    }

    @Override
    boolean remove(int low) {
      boolean removed = contains(bits, low);
      bits[low / Long.SIZE] &= ~(1L << low);
      return removed;
    }

    @Override
    char[] ascending() {
      char[] ascending = new char[size()];
      int count = 0;
      for (int i = 0; i < bits.length; i++) {
        for (long rest = bits[i]; rest != 0; rest &= rest - 1) {
          ascending[count++] = (char) (i * Long.SIZE + Long.numberOfTrailingZeros(rest));
        }
      }
      return ascending;
    }

    @Override
    long bytes() {
      return 48 + 8L * bits.length;
    }
  }
}
