package vn.loa.channel.mqtt;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Reason;

/**
 * How a channel stood when asked: plain figures, for metrics and for people.
 *
 * @param connected whether the broker is there
 * @param trouble why it is not, or why the channel has stopped; null while it is connected
 * @param stopped whether it tries no more: another process took its client id
 * @param lastAnswer when the broker last acknowledged something; null if it never did
 * @param window most publishes that wait for the broker
 * @param inFlight how many do
 * @param queued publishes that wait for their turn
 * @param unanswered deliveries taken and not answered yet
 * @param announcements that are kept, finished ones too
 * @param online devices that said they are there
 * @param offline devices that said they go, or that the broker says are gone
 * @param dropped what came and was no message of a device, by kind
 */
public record SpeakerHealth(
    boolean connected,
    @Nullable Reason trouble,
    boolean stopped,
    @Nullable Instant lastAnswer,
    int window,
    int inFlight,
    int queued,
    int unanswered,
    int announcements,
    int online,
    int offline,
    Map<StrayException.Kind, Long> dropped) {

  public SpeakerHealth {
    dropped = Map.copyOf(dropped);
  }
}
