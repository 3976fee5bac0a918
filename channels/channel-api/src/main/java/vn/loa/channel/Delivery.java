package vn.loa.channel;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One recipient of a campaign, as it stood when asked.
 *
 * @param reason why, where the state needs one; else null
 * @param receipt the proof, once it came; else null
 */
public record Delivery(
    Address recipient, DeliveryState state, @Nullable Reason reason, @Nullable Receipt receipt) {

  /** The receipt if it is of this type. */
  public <R extends Receipt> Optional<R> receipt(Class<R> type) {
    return type.isInstance(receipt) ? Optional.of(type.cast(receipt)) : Optional.empty();
  }
}
