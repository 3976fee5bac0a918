package vn.loa.simulator;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** How message_id is written in an answer, and in the receipt for it. */
final class SmscIds {

  private static final int WIDTH = 20;

  private final ReceiptDialect dialect;
  private final long start;
  private final byte[] prefix;

  /**
   * @param start differs from one start to the next, as a number of milliseconds does
   */
  SmscIds(ReceiptDialect dialect, long start) {
    this.dialect = dialect;
    this.start = start;
    this.prefix = latin1(Long.toHexString(start) + "-");
  }

  /** Into an answer. */
  void write(PduBuffer out, long number) {
    switch (dialect) {
      case HEX_ANSWER_DECIMAL_RECEIPT ->
          out.text(Long.toHexString(start + number).toUpperCase(Locale.ROOT));
      case LEADING_ZEROS -> out.decimal(start + number).octet(0);
      default -> out.octets(prefix).decimal(number).octet(0);
    }
  }

  /** As the receipt says it. */
  String inReceipt(long number) {
    return switch (dialect) {
      case HEX_ANSWER_DECIMAL_RECEIPT -> Long.toString(start + number);
      case LEADING_ZEROS -> {
        String digits = Long.toString(start + number);
        yield "0".repeat(WIDTH - digits.length()) + digits;
      }
      default -> Long.toHexString(start) + "-" + number;
    };
  }

  private static byte[] latin1(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
