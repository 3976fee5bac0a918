package vn.loa.channel.mqtt;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Emergencies that the broker keeps for whoever subscribes next: ours, and those that an earlier
 * process left behind. One for each topic, the last. The hub's lock guards it.
 */
final class RetainedCommands {

  private final Map<String, Kept> byTopic = new HashMap<>();

  /**
   * @param ours it went out on the connection that there is: the broker ends with it, since it
   *     takes what comes on a topic in order (MQTT 3.1.1 section 4.6)
   */
  private record Kept(String message, Instant expires, boolean ours) {

    private Kept lost() {
      return new Kept(message, expires, false);
    }
  }

  /** It is on its way there. */
  void put(String topic, String message, Instant expires) {
    byTopic.put(topic, new Kept(message, expires, true));
  }

  /** The broker says that it has it: which was so before it took ours. */
  void found(String topic, String message, Instant expires) {
    Kept known = byTopic.get(topic);
    if (known == null || !known.ours()) {
      byTopic.put(topic, new Kept(message, expires, false));
    }
  }

  /** The connection is gone: the broker says on the next what it has. */
  void lost() {
    byTopic.replaceAll((topic, kept) -> kept.lost());
  }

  /** Whether something is there that is to stay. */
  boolean holds(String topic) {
    return byTopic.containsKey(topic);
  }

  /** Topics whose command is too late by now; they are forgotten here. */
  List<String> takeExpired(Instant now) {
    return take(byTopic.entrySet().stream().filter(it -> !now.isBefore(it.getValue().expires())));
  }

  /** Topics that hold this announcement; they are forgotten here. */
  List<String> take(String message) {
    return take(byTopic.entrySet().stream().filter(it -> it.getValue().message().equals(message)));
  }

  private List<String> take(Stream<Map.Entry<String, Kept>> some) {
    List<String> topics = some.map(Map.Entry::getKey).toList();
    topics.forEach(byTopic::remove);
    return topics;
  }

  /** When the next is too late, or {@code latest} if that is sooner. */
  Instant nextExpiry(Instant latest) {
    return byTopic.values().stream()
        .map(Kept::expires)
        .filter(latest::isAfter)
        .min(Instant::compareTo)
        .orElse(latest);
  }
}
