package vn.loa.dispatch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import vn.loa.channel.Address;
import vn.loa.channel.HoldingChannel;
import vn.loa.channel.Message;
import vn.loa.channel.Recipients;
import vn.loa.dispatch.Breaches.Kind;

/**
 * What a channel that holds deliveries is told beside submissions: what earlier processes sent or
 * may have sent, and which messages are taken back. What it throws is a breach, and harms nobody.
 * Told under no monitor; taking back is safe for use by several threads.
 */
final class Holding {

  private static final int MOST = 1_000;

  private final HoldingChannel channel;
  private final Breaches breaches;

  /** Until the channel has been told; of the thread that builds the dispatcher. */
  private final Map<Course, List<Address>> left = new LinkedHashMap<>();

  Holding(HoldingChannel channel, Breaches breaches) {
    this.channel = channel;
    this.breaches = breaches;
  }

  /** An earlier process sent it on this channel, or may have, and no receipt came. */
  void mayBeThere(Course course, Address recipient) {
    left.computeIfAbsent(course, it -> new ArrayList<>()).add(recipient);
  }

  /** Hands the channel all that was left. */
  void handOver() {
    left.forEach((course, recipients) -> handOver(course.record().message(), recipients));
    left.clear();
  }

  private void handOver(Message message, List<Address> all) {
    for (int from = 0; from < all.size(); from += MOST) {
      Recipients some = Recipients.of(all.subList(from, Math.min(from + MOST, all.size())));
      try {
        channel.adopt(message, some);
      } catch (RuntimeException | Error fault) {
        breaches.note(Kind.THREW, fault);
      }
    }
  }

  /** As often as it is said. */
  void withdraw(Message message) {
    try {
      channel.withdraw(message);
    } catch (RuntimeException | Error fault) {
      breaches.note(Kind.THREW, fault);
    }
  }
}
