package vn.loa.sms.audience;

import java.util.List;

/**
 * The rows whose number was taken, though not as it was written. Immutable.
 *
 * @param count of all
 * @param firstLines in the order of the file, at most 1,000
 */
public record MendedRows(long count, List<Long> firstLines) {

  public MendedRows {
    firstLines = List.copyOf(firstLines);
  }
}
