package vn.loa.plan.ledger;

import java.time.Instant;
import vn.loa.plan.internal.Names;

/**
 * A reminder or an escalation was carried out, and is not due again.
 *
 * @param key of the {@link DueAction}
 */
public record Notice(String key, Instant at) implements LedgerEvent {

  public Notice {
    Names.words("the key of a notice", key);
  }

  @Override
  public Kind kind() {
    return Kind.NOTICE;
  }

  @Override
  public Instant happenedAt() {
    return at;
  }
}
