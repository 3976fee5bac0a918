package vn.loa.bench.smpp;

import java.util.Locale;

/** What a {@link Sink} does with a submit_sm. */
enum SinkMode {
  /** Answers at once. */
  INSTANT,
  /** Answers 20 ms later. */
  AFTER_20_MS,
  /** Answers at once, and sends a receipt on the same connection. */
  RECEIPTS,
  /** As {@link #RECEIPTS}, and remembers what each recipient got. */
  LEDGER;

  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  boolean sendsReceipts() {
    return this == RECEIPTS || this == LEDGER;
  }
}
