package vn.loa.sms.audience;

import java.util.List;

/**
 * The rows rejected for one reason. Immutable.
 *
 * @param count of all
 * @param first in the order of the file, at most 1,000
 */
public record RejectedRows(long count, List<RejectedRow> first) {

  public RejectedRows {
    first = List.copyOf(first);
  }
}
