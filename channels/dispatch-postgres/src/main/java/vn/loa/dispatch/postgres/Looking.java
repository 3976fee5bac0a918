package vn.loa.dispatch.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.DeliveryState;
import vn.loa.channel.Reason;
import vn.loa.channel.Tally;
import vn.loa.dispatch.store.CampaignStand;
import vn.loa.dispatch.store.Query;
import vn.loa.dispatch.store.Visitor;

/** Shows what is in the database, all of it as at one instant. */
final class Looking {

  /** Chunks in memory at a time. All receipts of the campaign are read once for so many. */
  private static final int TOGETHER = 4_096;

  /** States that a delivery may be in only because it has, or might have, a receipt. */
  private static final Set<DeliveryState> PROVABLE =
      EnumSet.of(
          DeliveryState.SENT,
          DeliveryState.DELIVERED,
          DeliveryState.UNCONFIRMED,
          DeliveryState.REFUSED);

  private final Connection on;
  private final Campaigns campaigns;
  private final Chunks chunks;

  Looking(Connection on, Campaigns campaigns, Chunks chunks) {
    this.on = on;
    this.campaigns = campaigns;
    this.chunks = chunks;
  }

  void show(Query query, Visitor visitor) throws SQLException {
    for (CampaignRow campaign : asked(query)) {
      CampaignStand stand = stand(campaign);
      if (query.open() && isOver(stand)) {
        continue;
      }
      visitor.campaign(stand);
      boolean any = query.states().stream().anyMatch(it -> stand.tally().count(it) > 0);
      if (any && !campaign.isSummary()) {
        deliveries(campaign, query.states(), visitor);
      }
    }
    waiting(visitor);
  }

  private List<CampaignRow> asked(Query query) throws SQLException {
    String key = query.campaign();
    if (key == null) {
      return query.open() ? campaigns.open(on) : campaigns.all(on);
    }
    CampaignRow only = campaigns.find(on, key);
    return only == null ? List.of() : List.of(only);
  }

  // Stands

  private CampaignStand stand(CampaignRow campaign) throws SQLException {
    CampaignStand summary = campaign.summary();
    return summary != null
        ? summary
        : new CampaignStand(
            campaign.record(),
            campaign.phase(),
            campaign.urgency(),
            campaign.notBefore(),
            tally(campaign),
            false);
  }

  /**
   * Chunks count their deliveries as they were before receipts, and before what follows from the
   * campaign as a whole.
   */
  private Tally tally(CampaignRow campaign) throws SQLException {
    Map<DeliveryState, Long> counts = new EnumMap<>(DeliveryState.class);
    Map<DeliveryState, Reason> first = new EnumMap<>(DeliveryState.class);
    counted(campaign, counts);
    reasons(campaign, counts, first);
    proven(campaign, counts, first);
    if (campaign.cancelled()) {
      move(counts, DeliveryState.QUEUED, DeliveryState.CANCELLED);
      move(counts, DeliveryState.DEFERRED, DeliveryState.CANCELLED);
      first.remove(DeliveryState.QUEUED);
      first.remove(DeliveryState.DEFERRED);
    }
    return Tally.of(counts, first);
  }

  private void counted(CampaignRow campaign, Map<DeliveryState, Long> counts) throws SQLException {
    String sums =
        Chunks.counted().stream()
            .map(state -> "coalesce(sum(" + Chunks.column(state) + "), 0)")
            .collect(Collectors.joining(", "));
    String sql = "SELECT " + sums + " FROM chunk_" + campaign.number();
    try (PreparedStatement select = on.prepareStatement(sql);
        ResultSet row = select.executeQuery()) {
      row.next();
      int column = 1;
      for (DeliveryState state : Chunks.counted()) {
        counts.put(state, row.getLong(column++));
      }
    }
  }

  private void reasons(
      CampaignRow campaign, Map<DeliveryState, Long> counts, Map<DeliveryState, Reason> first)
      throws SQLException {
    for (Map.Entry<DeliveryState, Long> some : counts.entrySet()) {
      if (some.getValue() > 0) {
        int place = Chunks.counted().indexOf(some.getKey()) + 1;
        String sql =
            "SELECT reasons[%s] FROM chunk_%s WHERE reasons[%s] IS NOT NULL ORDER BY number LIMIT 1"
                .formatted(place, campaign.number(), place);
        try (PreparedStatement select = on.prepareStatement(sql);
            ResultSet row = select.executeQuery()) {
          if (row.next()) {
            first.put(some.getKey(), Chunks.Reasons.reason(row.getString(1)));
          }
        }
      }
    }
  }

  private void proven(
      CampaignRow campaign, Map<DeliveryState, Long> counts, Map<DeliveryState, Reason> first)
      throws SQLException {
    String sql =
        "SELECT coalesce(sum(delivered), 0), coalesce(sum(refused), 0), coalesce(sum(late), 0),"
            + " min(reason) FROM proof_"
            + campaign.number();
    try (PreparedStatement select = on.prepareStatement(sql);
        ResultSet row = select.executeQuery()) {
      row.next();
      long delivered = row.getLong(1);
      long refused = row.getLong(2);
      long unconfirmed = campaign.unconfirmed() - row.getLong(3);
      counts.merge(DeliveryState.DELIVERED, delivered, Long::sum);
      counts.merge(DeliveryState.REFUSED, refused, Long::sum);
      counts.merge(DeliveryState.UNCONFIRMED, unconfirmed, Long::sum);
      counts.merge(DeliveryState.SENT, -delivered - refused - unconfirmed, Long::sum);
      String reason = row.getString(4);
      if (reason != null) {
        first.putIfAbsent(DeliveryState.REFUSED, Chunks.Reasons.reason(reason));
      }
    }
  }

  private static void move(Map<DeliveryState, Long> counts, DeliveryState from, DeliveryState to) {
    counts.merge(to, counts.getOrDefault(from, 0L), Long::sum);
    counts.put(from, 0L);
  }

  // Deliveries

  private void deliveries(CampaignRow campaign, Set<DeliveryState> states, Visitor visitor)
      throws SQLException {
    int from = 0;
    SortedMap<Integer, KeptChunk> some = read(campaign, states, from);
    while (!some.isEmpty()) {
      if (states.stream().anyMatch(PROVABLE::contains)) {
        Chunks.prove(on, campaign, some);
      }
      some.values().forEach(kept -> kept.chunk.show(states, visitor));
      from = some.lastKey() + 1;
      some = read(campaign, states, from);
    }
  }

  private SortedMap<Integer, KeptChunk> read(
      CampaignRow campaign, Set<DeliveryState> states, int from) throws SQLException {
    String sql =
        "SELECT %s FROM chunk_%s WHERE number >= ? AND (%s) ORDER BY number LIMIT %s"
            .formatted(Chunks.COLUMNS, campaign.number(), condition(states), TOGETHER);
    SortedMap<Integer, KeptChunk> some = new TreeMap<>();
    try (PreparedStatement select = on.prepareStatement(sql)) {
      select.setInt(1, from);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          KeptChunk kept = chunks.read(on, campaign, row);
          some.put(kept.number, kept);
        }
      }
    }
    return some;
  }

  /** Which chunks may have a delivery in one of these states. */
  private static String condition(Set<DeliveryState> states) {
    Set<DeliveryState> columns = EnumSet.noneOf(DeliveryState.class);
    for (DeliveryState state : states) {
      switch (state) {
        case DELIVERED -> columns.add(DeliveryState.SENT);
        case UNCONFIRMED, REFUSED -> {
          columns.add(state);
          columns.add(DeliveryState.SENT);
        }
        case CANCELLED -> {
          columns.add(state);
          columns.add(DeliveryState.QUEUED);
          columns.add(DeliveryState.DEFERRED);
        }
        case QUEUED, DEFERRED, ATTEMPTED, SENT, EXPIRED, IN_DOUBT, DEAD -> columns.add(state);
      }
    }
    return columns.stream()
        .map(state -> Chunks.column(state) + " > 0")
        .collect(Collectors.joining(" OR "));
  }

  private void waiting(Visitor visitor) throws SQLException {
    String sql =
        "SELECT c.name, count(*) FROM waiting w JOIN channel c ON c.id = w.channel"
            + " GROUP BY c.name ORDER BY c.name";
    try (PreparedStatement select = on.prepareStatement(sql);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        visitor.waitingReceipts(row.getString(1), row.getLong(2));
      }
    }
  }

  /** For the summary of a campaign; null where it may still change. */
  @Nullable CampaignStand summary(CampaignRow campaign) throws SQLException {
    CampaignStand stand = stand(campaign);
    return isOver(stand)
        ? new CampaignStand(
            campaign.record(),
            campaign.phase(),
            campaign.urgency(),
            campaign.notBefore(),
            stand.tally(),
            true)
        : null;
  }

  /** Whether nothing can happen to it any more but late receipts. */
  private static boolean isOver(CampaignStand stand) {
    Tally tally = stand.tally();
    return stand.summary()
        || (stand.phase() != CampaignStand.Phase.OPENING
            && tally.open() + tally.count(DeliveryState.SENT) == 0
            && tally.count(DeliveryState.IN_DOUBT) == 0);
  }
}
