package vn.loa.dispatch.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Receipt;

/**
 * One transaction, and what it has in hand: campaigns whose controls wait for its end, chunks that
 * nobody else changes until then, and what of them is not written yet.
 *
 * <p><b>Locks.</b> Whoever changes deliveries of a campaign shares its lock, and whoever changes
 * the campaign as a whole has it alone: so a change that is recorded after a cancel knows of it.
 * Whoever writes references of a channel shares the channel's lock, and whoever lets a receipt wait
 * has it alone, and looks once more: so a receipt and its reference never miss each other. Both are
 * advisory locks of the transaction, which cost no write; chunks are locked by their rows.
 */
final class Work {

  private final Connection on;
  private final Shared shared;
  private final Map<Integer, CampaignRow> campaigns = new HashMap<>();
  private final Map<Integer, Map<Integer, KeptChunk>> locked = new TreeMap<>();
  private final Set<Integer> channels = new HashSet<>();
  private final Set<Integer> proving = new HashSet<>();

  /** What all transactions of a store know. */
  record Shared(
      Campaigns campaigns,
      Chunks chunks,
      KeptChunks kept,
      Proven proven,
      Schema schema,
      String holder) {}

  /** Names a chunk. */
  record ChunkId(int campaign, int number) {}

  Work(Connection on, Shared shared) {
    this.on = on;
    this.shared = shared;
  }

  Connection on() {
    return on;
  }

  Shared shared() {
    return shared;
  }

  // Campaigns

  /**
   * A campaign that no control changes until the transaction ends.
   *
   * @throws vn.loa.dispatch.store.StoreException UNKNOWN
   */
  CampaignRow campaign(String key) throws SQLException {
    int number = number(key);
    share(Set.of(number));
    CampaignRow row = campaigns.get(number);
    if (row == null) {
      shared.kept().forget(key);
      throw Campaigns.unknown(key);
    }
    return row;
  }

  private int number(String key) throws SQLException {
    Integer number = shared.kept().number(key);
    if (number == null) {
      number = shared.campaigns().known(on, key).number();
      shared.kept().number(key, number);
    }
    return number;
  }

  /** Campaigns that no control changes until the transaction ends. */
  Map<Integer, CampaignRow> share(Collection<Integer> numbers) throws SQLException {
    List<Integer> fresh =
        numbers.stream().filter(it -> !campaigns.containsKey(it)).sorted().toList();
    if (!fresh.isEmpty()) {
      lockShared(0, fresh);
      campaigns.putAll(shared.campaigns().numbered(on, fresh));
    }
    return campaigns;
  }

  /** A campaign that nobody else changes until the transaction ends, nor its deliveries. */
  CampaignRow alone(String key) throws SQLException {
    int number = number(key);
    lock(0, number);
    CampaignRow row = shared.campaigns().known(on, key);
    campaigns.remove(number);
    return row;
  }

  private void lockShared(int kind, List<Integer> numbers) throws SQLException {
    String sql = "SELECT pg_advisory_xact_lock_shared(?, n) FROM unnest(?::int[]) n";
    try (PreparedStatement select = on.prepareStatement(sql)) {
      select.setInt(1, shared.schema().locks() + kind);
      select.setObject(2, numbers.stream().mapToInt(Integer::intValue).toArray());
      select.execute();
    }
  }

  /**
   * @param kind 0 for a campaign, 1 for a channel, 2 for a key, 3 for the receipts of a campaign
   */
  void lock(int kind, int number) throws SQLException {
    try (PreparedStatement select = on.prepareStatement("SELECT pg_advisory_xact_lock(?, ?)")) {
      select.setInt(1, shared.schema().locks() + kind);
      select.setInt(2, number);
      select.execute();
    }
  }

  // Chunks

  /** Locks chunks that will be asked for one by one. */
  void expect(Map<String, Set<Integer>> chunksByKey) throws SQLException {
    Map<Integer, Set<Integer>> byNumber = new TreeMap<>();
    for (Map.Entry<String, Set<Integer>> of : chunksByKey.entrySet()) {
      Integer number = shared.kept().number(of.getKey());
      if (number != null) {
        byNumber.put(number, of.getValue());
      }
    }
    share(byNumber.keySet());
    for (Map.Entry<Integer, Set<Integer>> of : byNumber.entrySet()) {
      CampaignRow campaign = campaigns.get(of.getKey());
      if (campaign != null && !campaign.isSummary()) {
        lock(campaign, of.getValue());
      }
    }
  }

  /** Null where there is none; else nobody else changes it until the transaction ends. */
  @Nullable KeptChunk chunk(CampaignRow campaign, int number) throws SQLException {
    if (campaign.isSummary()) {
      return null;
    }
    KeptChunk known = of(campaign.number()).get(number);
    if (known != null) {
      return known;
    }
    lock(campaign, Set.of(number));
    return of(campaign.number()).get(number);
  }

  /** As it stands; null where there is none. */
  @Nullable KeptChunk look(CampaignRow campaign, int number) throws SQLException {
    KeptChunk known = of(campaign.number()).get(number);
    return known != null ? known : shared.chunks().look(on, campaign, number);
  }

  private Map<Integer, KeptChunk> of(int campaign) {
    return locked.computeIfAbsent(campaign, it -> new TreeMap<>());
  }

  /** Nobody else has it: it was locked by a query. */
  void add(KeptChunk chunk) {
    of(chunk.campaign).put(chunk.number, chunk);
  }

  private void lock(CampaignRow campaign, Set<Integer> numbers) throws SQLException {
    String sql =
        "SELECT number, version, leased, epoch FROM chunk_%s WHERE number = ANY (?)"
            + " ORDER BY number FOR UPDATE";
    List<Integer> stale = new ArrayList<>();
    try (PreparedStatement select = on.prepareStatement(sql.formatted(campaign.number()))) {
      select.setObject(1, numbers.stream().mapToInt(Integer::intValue).toArray());
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          KeptChunk kept = shared.kept().get(campaign.number(), row.getInt(1));
          if (kept != null && kept.isAs(row.getInt(2), row.getBoolean(3), row.getLong(4))) {
            if (campaign.cancelled()) {
              kept.chunk.cancel();
            }
            add(kept);
          } else {
            stale.add(row.getInt(1));
          }
        }
      }
    }
    for (int number : stale) {
      KeptChunk fresh = shared.chunks().look(on, campaign, number);
      add(Objects.requireNonNull(fresh, "a chunk whose row is locked"));
    }
  }

  /** Writes what is in hand, so that queries see it. */
  void flush() throws SQLException {
    List<Sent> sent = new ArrayList<>();
    for (Map<Integer, KeptChunk> chunks : locked.values()) {
      for (KeptChunk kept : chunks.values()) {
        kept.references.forEach(it -> sent.add(new Sent(kept.campaign, kept.number, it)));
      }
    }
    shareChannels(sent);
    for (Map<Integer, KeptChunk> chunks : locked.values()) {
      shared.chunks().write(on, chunks.values(), shared.holder());
    }
    prove(Waiting.met(on, shared.campaigns(), sent));
  }

  private void shareChannels(List<Sent> sent) throws SQLException {
    Set<Integer> fresh = new HashSet<>();
    for (Sent it : sent) {
      fresh.add(shared.campaigns().channel(on, it.reference().channel()));
    }
    fresh.removeAll(channels);
    if (!fresh.isEmpty()) {
      lockShared(1, fresh.stream().sorted().toList());
      channels.addAll(fresh);
    }
  }

  /** The transaction is durable: what was read and written may be known to the next. */
  void committed() {
    for (Map<Integer, KeptChunk> chunks : locked.values()) {
      chunks.values().forEach(shared.kept()::put);
    }
  }

  /** It came to nothing: what was changed in memory was not. */
  void undone() {
    for (Map<Integer, KeptChunk> chunks : locked.values()) {
      chunks.values().forEach(shared.kept()::remove);
    }
    proving.forEach(shared.proven()::forget);
    shared.campaigns().forget();
  }

  // Receipts

  /** A delivery that was sent. */
  record Sent(int campaign, int chunk, KeptChunk.Reference reference) {}

  /** A delivery that a receipt names. */
  record Proof(int campaign, int chunk, int place, long sent, Receipt receipt) {}

  /** Names a delivery. */
  record Place(int campaign, int chunk, int place) {}

  /** Writes what receipts prove; those whose delivery had no receipt before. */
  Set<Place> prove(List<Proof> proofs) throws SQLException {
    Set<Place> proven = new HashSet<>();
    Map<Integer, List<Proof>> byCampaign = new TreeMap<>();
    proofs.forEach(
        it -> byCampaign.computeIfAbsent(it.campaign(), any -> new ArrayList<>()).add(it));
    share(byCampaign.keySet());
    for (Map.Entry<Integer, List<Proof>> of : byCampaign.entrySet()) {
      CampaignRow campaign = campaigns.get(of.getKey());
      if (campaign != null && !campaign.isSummary()) {
        lock(3, campaign.number());
        proving.add(campaign.number());
        proven.addAll(shared.proven().write(on, campaign, of.getValue()));
      }
    }
    return proven;
  }
}
