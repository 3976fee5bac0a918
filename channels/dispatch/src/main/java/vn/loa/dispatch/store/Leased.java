package vn.loa.dispatch.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a {@link LeaseRequest}.
 *
 * @param lease null when nothing is due that is not leased already
 * @param nextDue without a lease: when the earliest delivery of these routes is due that is not
 *     leased; null when none waits
 */
public record Leased(@Nullable Lease lease, @Nullable Instant nextDue) {}
