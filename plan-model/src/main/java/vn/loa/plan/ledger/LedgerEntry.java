package vn.loa.plan.ledger;

import java.text.Normalizer;
import java.time.Instant;

/**
 * One event, as it was entered.
 *
 * @param seq counts from 1 without a gap
 * @param at when it was entered; never before the entry above it
 * @param actor who entered it; not blank, in Unicode normal form C
 */
public record LedgerEntry(long seq, Instant at, String actor, LedgerEvent event) {

  public LedgerEntry {
    if (seq < 1) {
      throw new IllegalArgumentException("entries of a ledger count from 1, not " + seq);
    }
    if (actor.isBlank() || !Normalizer.isNormalized(actor, Normalizer.Form.NFC)) {
      throw new IllegalArgumentException(
          "entry %d needs an actor, who entered it, in normal form C; not \"%s\""
              .formatted(seq, actor));
    }
  }
}
