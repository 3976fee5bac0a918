package vn.loa.sms;

/**
 * A row of an audience file that gives no recipient, and why.
 *
 * @param line where the row begins in the file, from 1
 * @param code a {@link PhoneProblem}'s name, or {@link #DUPLICATE}, {@link #COLUMNS}, {@link
 *     #BROKEN}
 * @param text one sentence for a person; of a number it shows the last three digits
 */
public record RejectedRow(long line, String code, String text) {

  /** The same number stands in an earlier row. */
  public static final String DUPLICATE = "DUPLICATE";

  /** More or fewer columns than the header has. */
  public static final String COLUMNS = "COLUMNS";

  /** A quote that is never closed, or that closes too early. */
  public static final String BROKEN = "BROKEN";
}
