package vn.loa.dispatch.postgres;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import vn.loa.dispatch.store.Changes;
import vn.loa.dispatch.store.Lease;
import vn.loa.dispatch.store.LeaseRequest;
import vn.loa.dispatch.store.Leased;

/**
 * Leases the next chunk in which something is due. Chunks are looked for from where the last one
 * was found, so that nobody walks past all that is done; now and then, and where nothing is found,
 * from the first. Leases that have ended by time are looked for as often.
 */
final class LeaseCall extends Call<Leased> {

  private static final Leased NOTHING = new Leased(null, null);

  /** Leases that have ended by time, taken over in one transaction. */
  private static final int TAKEN_OVER = 32;

  private final LeaseRequest request;
  private final long nanos;

  LeaseCall(LeaseRequest request, long nanos) {
    this.request = request;
    this.nanos = nanos;
  }

  /** One that was given and not heard of ends by time, and nothing was attempted under it. */
  @Override
  boolean matters() {
    return false;
  }

  @Override
  @Nullable Call<?> undoing() {
    Leased given = value();
    Lease lease = given == null ? null : given.lease();
    return lease == null ? null : new RecordCall(lease, new Changes().at(request.now()).release());
  }

  @Override
  Leased make(Work work) throws SQLException {
    work.flush();
    CampaignRow campaign = work.campaign(request.campaign());
    if (!campaign.isRunning() || request.route() >= campaign.routes()) {
      return NOTHING;
    }
    boolean begun = !request.now().isBefore(campaign.notBefore());
    Lease lease = begun ? lease(work, campaign) : null;
    return lease != null ? new Leased(lease, null) : new Leased(null, nextDue(work, campaign));
  }

  private @Nullable Lease lease(Work work, CampaignRow campaign) throws SQLException {
    KeptChunks kept = work.shared().kept();
    boolean everywhere = kept.isTimeToLook(campaign.number(), nanos);
    int hint = everywhere ? 0 : kept.hint(campaign.number());
    if (everywhere) {
      takeOver(work, campaign);
    }
    Lease lease = leaseFrom(work, campaign, hint);
    if (lease == null && !everywhere) {
      takeOver(work, campaign);
      lease = leaseFrom(work, campaign, 0);
    }
    return lease;
  }

  private @Nullable Lease leaseFrom(Work work, CampaignRow campaign, int from) throws SQLException {
    String sql =
        "SELECT %s FROM chunk_%s WHERE number >= ? AND NOT leased AND LEAST(%s) <= ?"
            + " ORDER BY number LIMIT 1 FOR UPDATE SKIP LOCKED";
    KeptChunk kept;
    try (PreparedStatement select =
        work.on()
            .prepareStatement(sql.formatted(Chunks.COLUMNS, campaign.number(), dueColumns()))) {
      select.setInt(1, from);
      select.setLong(2, request.now().toEpochMilli());
      try (ResultSet row = select.executeQuery()) {
        if (!row.next()) {
          return null;
        }
        kept = work.shared().chunks().read(work.on(), campaign, row);
      }
    }
    Lease lease =
        Objects.requireNonNull(
            kept.chunk.lease(request, kept.epoch + 1), "something is due, says the chunk's row");
    kept.leased = true;
    kept.here = true;
    kept.epoch++;
    kept.route = request.route();
    kept.renew = request.ttl().toMillis();
    work.shared().kept().ttl(kept.renew);
    work.add(kept);
    work.flush();
    work.shared().kept().hint(campaign.number(), kept.number + 1);
    return lease;
  }

  private String dueColumns() {
    return IntStream.rangeClosed(request.from(), request.route())
        .mapToObj(route -> "due" + route)
        .collect(Collectors.joining(", "));
  }

  /** What was attempted under leases that have ended by time is in doubt. */
  private void takeOver(Work work, CampaignRow campaign) throws SQLException {
    String sql =
        "SELECT %s FROM chunk_%s WHERE leased AND lease_until < clock_timestamp()"
            + " ORDER BY number LIMIT %s FOR UPDATE SKIP LOCKED";
    List<KeptChunk> ended = new ArrayList<>();
    try (PreparedStatement select =
            work.on()
                .prepareStatement(sql.formatted(Chunks.COLUMNS, campaign.number(), TAKEN_OVER));
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        ended.add(work.shared().chunks().read(work.on(), campaign, row));
      }
    }
    for (KeptChunk kept : ended) {
      kept.interrupt(request.now());
      work.add(kept);
    }
    work.flush();
  }

  private @Nullable Instant nextDue(Work work, CampaignRow campaign) throws SQLException {
    String sql = "SELECT min(LEAST(%s)) FROM chunk_%s WHERE NOT leased";
    try (PreparedStatement select =
            work.on().prepareStatement(sql.formatted(dueColumns(), campaign.number()));
        ResultSet row = select.executeQuery()) {
      row.next();
      long due = row.getLong(1);
      if (row.wasNull()) {
        return null;
      }
      Instant instant = Instant.ofEpochMilli(due);
      return instant.isBefore(campaign.notBefore()) ? campaign.notBefore() : instant;
    }
  }
}
