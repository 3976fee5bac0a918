package vn.loa.simulator;

/**
 * How an operator writes its receipts. SMPP 3.4 Appendix B suggests a text and leaves the rest to
 * the vendor, so hardly two agree.
 */
public enum ReceiptDialect {
  /** The text of SMPP 3.4 Appendix B, no optional parameters. */
  STANDARD,
  /** As {@link #STANDARD}, the state in lower case: {@code stat:delivrd}. */
  LOWER_CASE,
  /** As {@link #STANDARD}, dates as {@code 2026-05-15T05:00:00Z}. */
  ISO_DATES,
  /** {@code id} and {@code stat} only. */
  MISSING_FIELDS,
  /** As {@link #STANDARD}; what could not be delivered is {@code stat:FAILED}. */
  STAT_FAILED,
  /** No text: receipted_message_id and message_state (SMPP 3.4 §5.3.2.12, §5.3.2.35). */
  TLV_ONLY,
  /** The text of {@link #STANDARD} in message_payload (SMPP 3.4 §5.3.2.32). */
  PAYLOAD,
  /** Answers {@code 1A}, and reports on {@code 26}. */
  HEX_ANSWER_DECIMAL_RECEIPT,
  /** Answers {@code 26}, and reports on {@code 00000000000000000026}. */
  LEADING_ZEROS,
  /** As {@link #STANDARD}, but esm_class does not say that it is a receipt. */
  ESM_CLASS_ZERO,
  /** The text of {@link #STANDARD} in UCS-2. */
  UCS2_TEXT
}
