package vn.loa.sms.audience;

/**
 * A row that gives no recipient, and why.
 *
 * @param line where the row begins in the file, from 1; of a workbook the number of the row, of an
 *     iterator the place of the element
 * @param code a {@link vn.loa.sms.PhoneProblem}'s name, or one of the codes here
 * @param text one sentence for a person; of a number it shows the last three digits
 */
public record RejectedRow(long line, String code, String text) {

  /** The same number stands in an earlier row. */
  public static final String DUPLICATE = "DUPLICATE";

  /** Who has this number wants no messages. */
  public static final String OPTED_OUT = "OPTED_OUT";

  /** More or fewer columns than the header has. */
  public static final String COLUMNS = "COLUMNS";

  /** A quote that is never closed, or that closes too early. */
  public static final String BROKEN = "BROKEN";

  /** More than 65,536 octets without a line end. */
  public static final String LINE_TOO_LONG = "LINE_TOO_LONG";
}
