package vn.loa.dispatch;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Address;
import vn.loa.channel.Reason;
import vn.loa.dispatch.store.DeliveryRow;

/** A delivery that may or may not have gone out, as it stood when asked. Immutable. */
public final class InDoubt {

  private final DeliveryRow row;

  InDoubt(DeliveryRow row) {
    this.row = row;
  }

  /** Key of its campaign. */
  public String campaign() {
    return row.campaign();
  }

  public Address recipient() {
    return row.recipient();
  }

  /** When it was handed to the channel; null where the store does not know any more. */
  public @Nullable Instant since() {
    return row.changedAt();
  }

  /** Why nobody knows. */
  public @Nullable Reason reason() {
    return row.reason();
  }

  /** Whether it was in doubt before, and was sent again. */
  public boolean wasSentAgain() {
    return row.again();
  }

  int chunk() {
    return row.chunk();
  }

  int index() {
    return row.index();
  }

  @Override
  public String toString() {
    return row.campaign() + " to " + row.recipient() + " since " + row.changedAt();
  }
}
