package vn.loa.sms.audience;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import vn.loa.sms.NumberSet;
import vn.loa.sms.Operator;

/**
 * What became of every row of a list. Each row is counted once: {@code rows} is always {@code
 * valid} plus duplicates plus refused plus opted out. Immutable but for {@code numbers}, which is
 * the caller's to keep or change.
 *
 * @param name of the list: {@code citizens.csv}
 * @param rows without the header and without empty lines
 * @param valid numbers given on, each once
 * @param duplicates rows whose number stands in an earlier row
 * @param optedOut rows whose number wants no messages, each time it is there
 * @param refused rows without a number that can be reached, by {@link RejectedRow#code() code}
 * @param upgraded among the valid, those written in the eleven digits of before September 2018
 * @param zeroRestored among the valid, those whose leading zero a spreadsheet had dropped
 * @param byOperator how many of the valid each operator has; no operator with none
 * @param numbers the valid
 */
public record AudienceReport(
    String name,
    long rows,
    long valid,
    RejectedRows duplicates,
    RejectedRows optedOut,
    Map<String, RejectedRows> refused,
    MendedRows upgraded,
    MendedRows zeroRestored,
    Map<Operator, Long> byOperator,
    NumberSet numbers) {

  private static final RejectedRows NONE = new RejectedRows(0, List.of());

  public AudienceReport {
    refused = Collections.unmodifiableMap(new TreeMap<>(refused));
    byOperator = Collections.unmodifiableMap(new TreeMap<>(byOperator));
    long counted = valid + duplicates.count() + optedOut.count() + count(refused);
    if (rows != counted) {
      throw new IllegalArgumentException(
          name + ": " + rows + " rows, but " + counted + " are valid or rejected");
    }
  }

  /** The rows refused for this {@link RejectedRow#code() code}; none, if there are none. */
  public RejectedRows refused(String code) {
    return refused.getOrDefault(code, NONE);
  }

  /** How many rows have no number that can be reached. */
  public long refusedCount() {
    return count(refused);
  }

  private static long count(Map<String, RejectedRows> refused) {
    return refused.values().stream().mapToLong(RejectedRows::count).sum();
  }

  /** The counts, for a log. */
  @Override
  public String toString() {
    return name
        + (": " + rows + " rows: " + valid + " valid, " + duplicates.count() + " duplicate, ")
        + (refusedCount() + " refused, " + optedOut.count() + " opted out");
  }
}
