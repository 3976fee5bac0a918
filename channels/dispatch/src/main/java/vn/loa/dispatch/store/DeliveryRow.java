package vn.loa.dispatch.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Address;
import vn.loa.channel.Delivery;
import vn.loa.channel.DeliveryState;
import vn.loa.channel.Reason;
import vn.loa.channel.Receipt;

/**
 * One delivery as it stands.
 *
 * @param campaign its key
 * @param index in the chunk
 * @param changedAt when it was last attempted or sent, or its receipt came, to the second and
 *     rounded up; null before the first attempt
 * @param attempts that count
 * @param again whether it was in doubt once and was sent again
 * @param route index, in {@link CampaignRecord#channels()}, of the channel it was attempted on, or
 *     waits for
 * @param reason why, where the state needs one; else null
 * @param receipt the proof, once it came; else null. Its instant may be kept to the second and
 *     rounded up, and its reference as it was recorded
 */
public record DeliveryRow(
    String campaign,
    int chunk,
    int index,
    Address recipient,
    DeliveryState state,
    @Nullable Instant changedAt,
    int attempts,
    boolean again,
    int route,
    @Nullable Reason reason,
    @Nullable Receipt receipt) {

  public Delivery delivery() {
    return new Delivery(recipient, state, reason, receipt);
  }
}
