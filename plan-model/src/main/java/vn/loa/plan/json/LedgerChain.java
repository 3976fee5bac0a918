package vn.loa.plan.json;

import java.util.ArrayList;
import java.util.List;
import vn.loa.plan.ledger.LedgerEntry;
import vn.loa.plan.ledger.SequenceTakenException;

/**
 * How far the lines of a ledger were followed. Every store has one; what a line must be, and which
 * entry may come next, is the same in all of them.
 *
 * @param ledger for messages: where it is kept
 * @param seq of the last line, 0 when there is none
 * @param head its hash
 */
record LedgerChain(String ledger, long seq, String head) {

  /** Before the first line. */
  static LedgerChain of(String ledger) {
    return new LedgerChain(ledger, 0, LedgerLines.NO_HASH);
  }

  /**
   * One line further.
   *
   * @throws LedgerDamagedException when it is not the line that was written there
   */
  LedgerChain follow(byte[] line) {
    if (!LedgerLines.isWhole(line)) {
      throw damaged("its bytes do not give its hash: it was changed or broken off");
    }
    if (!LedgerLines.isNumbered(line, seq + 1)) {
      throw damaged("another entry stands where entry " + (seq + 1) + " must");
    }
    if (!LedgerLines.isBelow(line, head)) {
      throw damaged("it does not follow the line above it");
    }
    return past(1, line);
  }

  /** The next line is not what was written. */
  LedgerDamagedException damaged(String reason) {
    return new LedgerDamagedException(ledger, seq + 1, reason);
  }

  /**
   * The entry in a line that {@link #follow} would accept.
   *
   * @throws LedgerDamagedException when it cannot be read; such a line was never written here
   */
  LedgerEntry entry(byte[] line) {
    try {
      return LedgerLines.entry(line);
    } catch (PlanFormatException stranger) {
      throw damaged(stranger.problems().get(0).toString());
    }
  }

  /**
   * The lines of the entries that come next.
   *
   * @throws SequenceTakenException when the first is no longer next
   * @throws IllegalArgumentException when there is none, when they leave a gap, or when one could
   *     not be read back
   */
  List<byte[]> lines(List<LedgerEntry> entries) {
    if (entries.isEmpty()) {
      throw new IllegalArgumentException("there is no entry to keep in " + ledger);
    }
    if (entries.get(0).seq() <= seq) {
      throw new SequenceTakenException(ledger, entries.get(0).seq());
    }
    List<byte[]> lines = new ArrayList<>(entries.size());
    LedgerChain above = this;
    for (LedgerEntry entry : entries) {
      byte[] line = above.line(entry);
      lines.add(line);
      above = above.past(1, line);
    }
    return lines;
  }

  private byte[] line(LedgerEntry entry) {
    if (entry.seq() != seq + 1) {
      throw new IllegalArgumentException(
          "entry %d cannot follow entry %d of %s; number entries without a gap"
              .formatted(entry.seq(), seq, ledger));
    }
    return LedgerLines.line(entry, head);
  }

  /** After lines that were made here. */
  LedgerChain past(List<byte[]> lines) {
    return past(lines.size(), lines.get(lines.size() - 1));
  }

  private LedgerChain past(int count, byte[] last) {
    return new LedgerChain(ledger, seq + count, LedgerLines.hash(last));
  }
}
