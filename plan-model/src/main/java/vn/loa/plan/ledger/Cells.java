package vn.loa.plan.ledger;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import vn.loa.plan.ledger.ReportStatus.State;

/**
 * Sixty-four neighbouring cells of a column, sorted by where they stand: bit {@code i} of exactly
 * one word is set for cell {@code i}. Scratch paper, filled again and again by one query.
 */
final class Cells {

  private static final VarHandle EIGHT_BYTES =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** For eight bits, eight bytes that are 0 or 1. */
  private static final long[] SPREAD = new long[256];

  static {
    for (int bits = 0; bits < SPREAD.length; bits++) {
      for (int bit = 0; bit < 8; bit++) {
        SPREAD[bits] |= ((bits >>> bit) & 1L) << (8 * bit);
      }
    }
  }

  long onTime;
  long late;
  long excused;
  long exempt;
  long missing;
  long strange;

  /**
   * Writes one byte for each of the first cells: the code of its state, or {@link
   * ComplianceMatrix#NOT_EXPECTED}.
   *
   * @param open what the missing are called: overdue or pending
   */
  void write(State open, byte[] out, int offset, int count) {
    int cell = 0;
    for (; cell + 8 <= count; cell += 8) {
      EIGHT_BYTES.set(out, offset + cell, eight(cell, open));
    }
    long rest = cell < count ? eight(cell, open) : 0;
    for (; cell < count; cell++, rest >>>= 8) {
      out[offset + cell] = (byte) rest;
    }
  }

  private long eight(int cell, State open) {
    return spread(onTime, cell) * State.ON_TIME.code()
        | spread(late, cell) * State.LATE.code()
        | spread(excused, cell) * State.EXCUSED.code()
        | spread(exempt, cell) * State.EXEMPT.code()
        | spread(missing, cell) * open.code()
        | spread(strange, cell) * (ComplianceMatrix.NOT_EXPECTED & 0xFF);
  }

  private static long spread(long word, int cell) {
    return SPREAD[(int) (word >>> cell) & 0xFF];
  }
}
