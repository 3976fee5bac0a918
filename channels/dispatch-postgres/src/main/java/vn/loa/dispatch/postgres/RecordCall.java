package vn.loa.dispatch.postgres;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import vn.loa.dispatch.journal.Chunk;
import vn.loa.dispatch.store.CampaignRecord;
import vn.loa.dispatch.store.Changes;
import vn.loa.dispatch.store.Lease;
import vn.loa.dispatch.store.Recorded;
import vn.loa.dispatch.store.StoreException;

/** What happened under a lease. */
final class RecordCall extends Call<Recorded> {

  private final Lease lease;
  private final Changes changes;

  /**
   * @param changes a copy
   */
  RecordCall(Lease lease, Changes changes) {
    this.lease = lease;
    this.changes = changes;
  }

  /** Locks together what several calls will ask for one by one. */
  static void expect(Work work, List<? extends Call<?>> calls) throws SQLException {
    Map<String, Set<Integer>> chunks = new HashMap<>();
    for (Call<?> call : calls) {
      if (call instanceof RecordCall it) {
        chunks.computeIfAbsent(it.lease.campaign(), any -> new TreeSet<>()).add(it.lease.chunk());
      }
    }
    if (!chunks.isEmpty()) {
      work.expect(chunks);
    }
  }

  @Override
  Recorded make(Work work) throws SQLException {
    CampaignRow campaign = work.campaign(lease.campaign());
    KeptChunk kept = work.chunk(campaign, lease.chunk());
    if (kept == null || !kept.leased || kept.epoch != lease.epoch()) {
      throw new StoreException(
          StoreException.Kind.STALE,
          "lease " + lease + " has ended: drop it, and settle what it attempted");
    }
    Recorded recorded = kept.record(lease.route(), changes);
    kept.renew = work.shared().kept().ttl();
    if (changes.releases()) {
      kept.release();
      if (isWaitedFor(kept)) {
        work.shared().kept().lower(kept.campaign, kept.number);
      }
    }
    return recorded;
  }

  private static boolean isWaitedFor(KeptChunk kept) {
    for (int route = 0; route < CampaignRecord.MOST_CHANNELS; route++) {
      if (kept.chunk.due(route) != Chunk.NEVER) {
        return true;
      }
    }
    return false;
  }
}
