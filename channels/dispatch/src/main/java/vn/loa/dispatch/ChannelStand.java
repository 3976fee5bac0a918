package vn.loa.dispatch;

import org.jspecify.annotations.Nullable;
import vn.loa.channel.Reason;

/**
 * A channel as it stands.
 *
 * @param paused why nothing goes out until {@link Dispatcher#resume}; null when it is at work
 * @param unanswered deliveries submitted and not answered
 * @param window most of them, now
 * @param waitingReceipts receipts whose delivery is not known yet
 * @param breaches how often it broke the contract of {@link vn.loa.channel.Channel}: answers that
 *     came twice, never, or for nothing that was asked, and calls that threw
 */
public record ChannelStand(
    String name,
    @Nullable Reason paused,
    int unanswered,
    int window,
    long waitingReceipts,
    long breaches) {}
