package vn.loa.dispatch.postgres;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Address;
import vn.loa.channel.Receipt;
import vn.loa.dispatch.journal.StoreCodec;
import vn.loa.dispatch.postgres.Work.Place;
import vn.loa.dispatch.postgres.Work.Proof;
import vn.loa.dispatch.store.Changes;
import vn.loa.dispatch.store.ReceiptsTaken;

/**
 * Takes receipts of a channel. Their references are looked up together; what finds none may settle
 * a doubt about its person; what settles none is looked up once more while no reference of the
 * channel can be written, and then waits.
 */
final class ReceiptsCall extends Call<ReceiptsTaken> {

  /** Receipts that may wait at the same time. */
  private static final int MOST_WAITING = 1_000_000;

  /** A receipt settles a doubt when it is not older than the attempt by more than this. */
  private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(5);

  private final String channel;
  private final List<Taking> batch;
  private final Instant now;
  private final Duration keepWaiting;

  /** A receipt, and the key it is looked up by. */
  record Taking(long number, @Nullable String text, Receipt receipt, @Nullable Address from) {

    Key key() {
      return new Key(number, text == null ? "" : text);
    }
  }

  /** A reference; of a text, with its hash. */
  private record Key(long number, String text) {}

  /** A delivery that has a reference. */
  private record Found(int campaign, int chunk, int place, long sent) {}

  ReceiptsCall(String channel, List<Taking> batch, Instant now, Duration keepWaiting) {
    this.channel = channel;
    this.batch = batch;
    this.now = now;
    this.keepWaiting = keepWaiting;
  }

  @Override
  ReceiptsTaken make(Work work) throws SQLException {
    work.flush();
    int id = work.shared().campaigns().channel(work.on(), channel);
    Map<Key, List<Found>> found = find(work, id, batch);
    settleDoubts(work, id, found);
    Set<Key> waits = await(work, id, found);
    int noRoom = noRoom(work, id, found, waits);
    Set<Place> proven = prove(work, found);
    return taken(work, found, waits, noRoom, proven);
  }

  // Looking up

  private Map<Key, List<Found>> find(Work work, int id, List<Taking> asked) throws SQLException {
    Map<Key, List<Found>> found = new HashMap<>();
    if (asked.isEmpty()) {
      return found;
    }
    String sql =
        "SELECT f.number, f.text, f.campaign, f.chunk, f.place, f.sent"
            + " FROM unnest(?::bigint[]) r (number) CROSS JOIN LATERAL"
            + " (SELECT * FROM reference WHERE number = r.number AND channel = ? OFFSET 0) f";
    try (PreparedStatement select = work.on().prepareStatement(sql)) {
      select.setObject(1, asked.stream().mapToLong(Taking::number).distinct().toArray());
      select.setInt(2, id);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          String text = row.getString(2);
          found
              .computeIfAbsent(
                  new Key(row.getLong(1), text == null ? "" : text), it -> new ArrayList<>(1))
              .add(new Found(row.getInt(3), row.getInt(4), row.getInt(5), row.getLong(6)));
        }
      }
    }
    keepNewest(work, found);
    return found;
  }

  /** Of messages that had the same reference, the last that was sent is meant. */
  private static void keepNewest(Work work, Map<Key, List<Found>> found) throws SQLException {
    Set<Integer> campaigns = new TreeSet<>();
    found.values().forEach(some -> some.forEach(it -> campaigns.add(it.campaign())));
    Map<Integer, CampaignRow> rows = work.share(campaigns);
    for (List<Found> some : found.values()) {
      if (some.size() > 1) {
        Found newest = some.get(0);
        for (Found it : some) {
          newest = isNewer(it, newest) ? it : newest;
        }
        String message = message(rows, newest);
        some.removeIf(it -> !message(rows, it).equals(message));
      }
    }
  }

  private static boolean isNewer(Found it, Found than) {
    return it.sent() > than.sent() || (it.sent() == than.sent() && it.campaign() > than.campaign());
  }

  private static String message(Map<Integer, CampaignRow> rows, Found found) {
    CampaignRow row = rows.get(found.campaign());
    return row == null ? "" : row.record().message().id();
  }

  // Doubts

  private record Doubt(int campaign, int chunk, int place, long attempted) {}

  private void settleDoubts(Work work, int id, Map<Key, List<Found>> found) throws SQLException {
    List<Taking> unknown =
        batch.stream().filter(it -> it.from() != null && !found.containsKey(it.key())).toList();
    if (unknown.isEmpty()) {
      return;
    }
    Map<String, List<Doubt>> doubts = doubts(work, id, unknown);
    for (Taking taking : doubts.isEmpty() ? List.<Taking>of() : unknown) {
      Address from = Objects.requireNonNull(taking.from());
      List<Doubt> some = doubts.getOrDefault(Chunks.address(from), List.of());
      if (some.size() == 1 && !found.containsKey(taking.key())) {
        Found settled = settle(work, some.get(0), taking, from);
        if (settled != null) {
          found.put(taking.key(), List.of(settled));
          doubts.remove(Chunks.address(from));
        }
      }
    }
    work.flush();
  }

  private static Map<String, List<Doubt>> doubts(Work work, int id, List<Taking> unknown)
      throws SQLException {
    String sql =
        "SELECT address, campaign, chunk, place, attempted FROM doubt"
            + " WHERE channel = ? AND address = ANY (?)";
    Map<String, List<Doubt>> doubts = new HashMap<>();
    try (PreparedStatement select = work.on().prepareStatement(sql)) {
      select.setInt(1, id);
      select.setArray(
          2,
          work.on()
              .createArrayOf(
                  "text",
                  unknown.stream()
                      .map(it -> Chunks.address(Objects.requireNonNull(it.from())))
                      .distinct()
                      .toArray()));
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          doubts
              .computeIfAbsent(row.getString(1), it -> new ArrayList<>(1))
              .add(new Doubt(row.getInt(2), row.getInt(3), row.getInt(4), row.getLong(5)));
        }
      }
    }
    return doubts;
  }

  /** The only delivery in doubt that a receipt can be about gets its reference; else null. */
  private @Nullable Found settle(Work work, Doubt doubt, Taking taking, Address from)
      throws SQLException {
    Instant earliest = Instant.ofEpochSecond(doubt.attempted()).minus(CLOCKS_DIFFER);
    if (taking.receipt().at().isBefore(earliest) || isAttempted(work, from)) {
      return null;
    }
    CampaignRow campaign = work.share(Set.of(doubt.campaign())).get(doubt.campaign());
    KeptChunk kept = campaign == null ? null : work.chunk(campaign, doubt.chunk());
    if (kept == null) {
      return null;
    }
    Changes changes = new Changes().at(now);
    String text = taking.text();
    if (text == null) {
      changes.sent(doubt.place(), taking.number());
    } else {
      changes.sent(doubt.place(), text);
    }
    return kept.settle(changes).all()
        ? new Found(
            doubt.campaign(), doubt.chunk(), doubt.place(), kept.chunk.changed(doubt.place()))
        : null;
  }

  /** Whether another delivery for this person may be what the receipt is about. */
  private boolean isAttempted(Work work, Address from) throws SQLException {
    List<int[]> places = new ArrayList<>();
    String sql = "SELECT campaign, number FROM chunk WHERE attempted > 0 ORDER BY 1, 2";
    try (PreparedStatement select = work.on().prepareStatement(sql);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        places.add(new int[] {row.getInt(1), row.getInt(2)});
      }
    }
    for (int[] place : places) {
      CampaignRow campaign = work.share(Set.of(place[0])).get(place[0]);
      KeptChunk kept = campaign == null ? null : work.look(campaign, place[1]);
      if (kept != null && kept.chunk.isAttempted(channel, from)) {
        return true;
      }
    }
    return false;
  }

  // Waiting

  /** Those that wait from now on. */
  private Set<Key> await(Work work, int id, Map<Key, List<Found>> found) throws SQLException {
    Map<Key, Taking> unknown = new HashMap<>();
    for (Taking taking : batch) {
      if (!found.containsKey(taking.key())) {
        unknown.putIfAbsent(taking.key(), taking);
      }
    }
    if (unknown.isEmpty()) {
      return Set.of();
    }
    work.lock(1, id);
    find(work, id, List.copyOf(unknown.values()))
        .forEach(
            (key, some) -> {
              if (unknown.remove(key) != null) {
                found.put(key, some);
              }
            });
    return insert(work, id, unknown);
  }

  private Set<Key> insert(Work work, int id, Map<Key, Taking> unknown) throws SQLException {
    List<Map.Entry<Key, Taking>> rows = List.copyOf(unknown.entrySet());
    String sql =
        "INSERT INTO waiting (channel, number, text, octets, since)"
            + " SELECT ?, r.number, r.text, r.octets, ?"
            + " FROM unnest(?::bigint[], ?::text[], ?::bytea[]) r (number, text, octets)"
            + " WHERE (SELECT count(*) FROM (SELECT FROM waiting LIMIT ?) w) < ?"
            + " ON CONFLICT DO NOTHING RETURNING number, text";
    Set<Key> waits = new HashSet<>();
    try (PreparedStatement insert = work.on().prepareStatement(sql)) {
      insert.setInt(1, id);
      insert.setLong(2, now.toEpochMilli());
      insert.setObject(3, rows.stream().mapToLong(it -> it.getKey().number()).toArray());
      insert.setArray(
          4,
          work.on().createArrayOf("text", rows.stream().map(it -> it.getKey().text()).toArray()));
      insert.setObject(
          5,
          rows.stream()
              .map(it -> StoreCodec.encode(it.getValue().receipt()))
              .toArray(byte[][]::new));
      insert.setInt(6, MOST_WAITING);
      insert.setInt(7, MOST_WAITING);
      try (ResultSet row = insert.executeQuery()) {
        while (row.next()) {
          waits.add(new Key(row.getLong(1), row.getString(2)));
        }
      }
    }
    return waits;
  }

  /** How many are lost because too many wait. */
  private int noRoom(Work work, int id, Map<Key, List<Found>> found, Set<Key> waits)
      throws SQLException {
    Set<Key> lost = new HashSet<>();
    for (Taking taking : batch) {
      if (!found.containsKey(taking.key()) && !waits.contains(taking.key())) {
        lost.add(taking.key());
      }
    }
    if (lost.isEmpty()) {
      return 0;
    }
    String sql = "SELECT number, text FROM waiting WHERE channel = ? AND number = ANY (?)";
    try (PreparedStatement select = work.on().prepareStatement(sql)) {
      select.setInt(1, id);
      select.setObject(2, lost.stream().mapToLong(Key::number).toArray());
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          lost.remove(new Key(row.getLong(1), row.getString(2))); // waits since earlier
        }
      }
    }
    return lost.size();
  }

  private int dropWaiting(Work work) throws SQLException {
    long since = now.minus(keepWaiting).toEpochMilli();
    return Sql.run(work.on(), "DELETE FROM waiting WHERE since <= ?", since);
  }

  // Proving

  private Set<Place> prove(Work work, Map<Key, List<Found>> found) throws SQLException {
    List<Proof> proofs = new ArrayList<>();
    for (Taking taking : batch) {
      for (Found it : found.getOrDefault(taking.key(), List.of())) {
        proofs.add(new Proof(it.campaign(), it.chunk(), it.place(), it.sent(), taking.receipt()));
      }
    }
    return work.prove(proofs);
  }

  private ReceiptsTaken taken(
      Work work, Map<Key, List<Found>> found, Set<Key> waits, int noRoom, Set<Place> proven)
      throws SQLException {
    Set<String> changed = new HashSet<>();
    Map<Integer, CampaignRow> rows = work.share(Set.of());
    proven.forEach(it -> changed.add(Objects.requireNonNull(rows.get(it.campaign())).key()));
    Set<Place> left = new HashSet<>(proven);
    Set<Key> leftWaiting = new HashSet<>(waits);
    int matched = 0;
    int waiting = 0;
    for (Taking taking : batch) {
      boolean proves = false;
      for (Found it : found.getOrDefault(taking.key(), List.of())) {
        proves |= left.remove(new Place(it.campaign(), it.chunk(), it.place()));
      }
      matched += proves ? 1 : 0;
      waiting += leftWaiting.remove(taking.key()) ? 1 : 0;
    }
    int repeated = batch.size() - matched - waiting - noRoom;
    int dropped = dropWaiting(work) + noRoom;
    return new ReceiptsTaken(changed, matched, waiting, repeated, dropped);
  }
}
