package vn.loa.sms.audience;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import vn.loa.channel.Audience;

/**
 * What a list of citizens gave, when it fits in memory.
 *
 * @param audience phone numbers, each once, in the order of the list
 * @param report what became of every row
 */
public record AudienceReading(Audience audience, AudienceReport report) {

  /** How many, without the header and without empty lines. */
  public long rows() {
    return report.rows();
  }

  /**
   * Every row that gave no recipient, in the order of the list; of each reason the first 1,000. All
   * are counted in {@link #rejectedByReason()}.
   */
  public List<RejectedRow> rejected() {
    return Stream.concat(
            Stream.of(report.duplicates(), report.optedOut()), report.refused().values().stream())
        .flatMap(rows -> rows.first().stream())
        .sorted(Comparator.comparingLong(RejectedRow::line))
        .toList();
  }

  /** How many rows gave no recipient. */
  public long rejectedCount() {
    return report.rows() - report.valid();
  }

  /** How many rows were rejected for each code, by name of the code. */
  public Map<String, Long> rejectedByReason() {
    Map<String, Long> counts = new TreeMap<>();
    report.refused().forEach((code, rows) -> counts.put(code, rows.count()));
    counts.put(RejectedRow.DUPLICATE, report.duplicates().count());
    counts.put(RejectedRow.OPTED_OUT, report.optedOut().count());
    counts.values().removeIf(count -> count == 0);
    return counts;
  }
}
