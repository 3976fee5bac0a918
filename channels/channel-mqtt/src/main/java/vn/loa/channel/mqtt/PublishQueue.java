package vn.loa.channel.mqtt;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is to be published, lane by lane. The hub's lock guards it. */
final class PublishQueue {

  private final Map<Publication.Lane, Deque<Publication>> lanes =
      new EnumMap<>(Publication.Lane.class);

  PublishQueue() {
    for (Publication.Lane lane : Publication.Lane.values()) {
      lanes.put(lane, new ArrayDeque<>());
    }
  }

  void add(Publication publication) {
    lane(publication).add(publication);
  }

  /** The most urgent; null when nothing waits. */
  @Nullable Publication poll() {
    for (Deque<Publication> lane : lanes.values()) {
      if (!lane.isEmpty()) {
        return lane.poll();
      }
    }
    return null;
  }

  boolean isEmpty() {
    return lanes.values().stream().allMatch(Deque::isEmpty);
  }

  int size() {
    return lanes.values().stream().mapToInt(Deque::size).sum();
  }

  /** Everything, the most urgent first. */
  List<Publication> takeAll() {
    List<Publication> all = new ArrayList<>();
    for (Deque<Publication> lane : lanes.values()) {
      all.addAll(lane);
      lane.clear();
    }
    return all;
  }

  private Deque<Publication> lane(Publication publication) {
    return Objects.requireNonNull(lanes.get(publication.lane()));
  }
}
