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

    private boolean isMaybe(String other) {
      return !ours && message.equals(other);
    }

    private Kept inVain(Instant now) {
      return new Kept(message, now, false);
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

  /** Topics where the broker says, or has to say, that it has this announcement; forgotten here. */
  List<String> take(String message) {
    return take(byTopic.entrySet().stream().filter(it -> it.getValue().message().equals(message)));
  }

  /**
   * From now on this announcement is kept in vain. Topics that hold it for certain; they are
   * forgotten here. Where it may have got lost on its way, an older one may be that is to stay: it
   * is {@link #takeExpired too late} now, unless the broker says that it has another.
   */
  List<String> takeBack(String message, Instant now) {
    byTopic.replaceAll((topic, kept) -> kept.isMaybe(message) ? kept.inVain(now) : kept);
    return take(
        byTopic.entrySet().stream()
            .filter(it -> it.getValue().ours() && it.getValue().message().equals(message)));
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
