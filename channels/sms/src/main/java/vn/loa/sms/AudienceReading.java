package vn.loa.sms;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import vn.loa.channel.Audience;

/**
 * What a file of citizens gave. Immutable; {@code rows} is always the audience's size plus the
 * rejected.
 *
 * @param audience phone numbers, each once, in the order of the file
 * @param rows without the header and without empty lines
 * @param rejected in the order of the file
 */
public record AudienceReading(Audience audience, long rows, List<RejectedRow> rejected) {

  public AudienceReading {
    rejected = List.copyOf(rejected);
  }

  /** How many rows were rejected for each code, by name of the code. */
  public Map<String, Long> rejectedByReason() {
    return rejected.stream()
        .collect(Collectors.groupingBy(RejectedRow::code, TreeMap::new, Collectors.counting()));
  }
}
