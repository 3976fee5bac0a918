package vn.loa.sms.audience;

import org.jspecify.annotations.Nullable;

/**
 * The rows of one list, one at a time. What is asked of a row is asked between two calls of {@link
 * #next()}; nothing is made for a row that is not asked for.
 */
sealed interface Rows extends AutoCloseable permits CsvRows, SheetRows, ListRows {

  /** Goes to the next row that is not empty; whether there is one. */
  boolean next();

  /** Where the row begins, from 1. */
  long line();

  /** Code of why the row has no cell to read, or null if it has. */
  @Nullable String fault();

  /** One sentence on the {@link #fault()}. */
  String explanation();

  /** What {@link vn.loa.sms.PhoneNumber#parse} makes of the cell. */
  long number();

  /** Whether {@link #number()} got back the zero that a spreadsheet had dropped. */
  default boolean zeroRestored() {
    return false;
  }

  /** The text of the cell. */
  String cell();

  /** What to call the cell in a sentence: the name of its column. */
  String cellName();

  @Override
  default void close() {}
}
