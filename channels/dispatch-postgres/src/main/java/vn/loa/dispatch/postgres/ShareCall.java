package vn.loa.dispatch.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import vn.loa.dispatch.store.ShareRequest;

/**
 * Gives a store its share of an account: what is fair, of what no other may be using. Fair is that
 * nobody gets more than it wants while another gets less than an equal part. Where there are fewer
 * units than stores, they go round.
 *
 * <p>A unit that somebody gave back, or whose time ran out, rests before somebody else gets it: so
 * that in each second at most one of them has used it.
 */
final class ShareCall extends Call<Integer> {

  private final ShareRequest request;
  private final String holder;

  /** Another store's part of the account; what it {@code reserves} nobody else may use. */
  private record Part(String holder, boolean live, int wanted, int reserves) {}

  ShareCall(ShareRequest request, String holder) {
    this.request = request;
    this.holder = holder;
  }

  @Override
  boolean matters() {
    return false;
  }

  @Override
  Integer make(Work work) throws SQLException {
    work.lock(5, request.account().hashCode());
    List<Part> others = others(work.on());
    int reserved = others.stream().mapToInt(Part::reserves).sum();
    int free = Math.max(0, request.units() - reserved);
    int given = Math.min(fair(others, turn(work.on())), free);
    write(work.on(), Math.max(given, request.holding()));
    return given;
  }

  private List<Part> others(Connection on) throws SQLException {
    String sql =
        "SELECT s.holder, s.until > clock_timestamp(), s.wanted,"
            + " CASE WHEN s.until + ? * interval '1 ms' > clock_timestamp() THEN s.units ELSE 0 END"
            + " + coalesce((SELECT sum(r.units) FROM rest r WHERE r.account = s.account"
            + " AND r.holder = s.holder AND r.until > clock_timestamp()), 0)"
            + " FROM share s WHERE s.account = ? AND s.holder <> ?";
    List<Part> parts = new ArrayList<>();
    try (PreparedStatement select = on.prepareStatement(sql)) {
      select.setLong(1, request.apart().toMillis());
      select.setString(2, request.account());
      select.setString(3, holder);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          parts.add(new Part(row.getString(1), row.getBoolean(2), row.getInt(3), row.getInt(4)));
        }
      }
    }
    return parts;
  }

  /** Counts up every ten seconds, the same for all. */
  private static long turn(Connection on) throws SQLException {
    try (PreparedStatement select =
            on.prepareStatement("SELECT floor(extract(epoch FROM clock_timestamp()) / 10)");
        ResultSet row = select.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  private int fair(List<Part> others, long turn) {
    List<Part> all = new ArrayList<>(others.stream().filter(Part::live).toList());
    Part mine = new Part(holder, true, request.wanted(), 0);
    all.add(mine);
    all.sort(Comparator.comparing(Part::holder));
    all.removeIf(part -> part.wanted() == 0 && !isMine(part));
    int left = request.units();
    int takers = all.size();
    // Those that want less than an equal part get that, and the others share what is left.
    for (Part part : all.stream().sorted(Comparator.comparingInt(Part::wanted)).toList()) {
      if (part.wanted() > left / takers) {
        break;
      }
      if (isMine(part)) {
        return part.wanted();
      }
      left -= part.wanted();
      takers--;
    }
    int equal = left / takers;
    int over = left % takers;
    List<Part> greedy = all.stream().filter(part -> part.wanted() > equal).toList();
    int first = equal == 0 ? (int) (turn % greedy.size()) : 0;
    int place = Math.floorMod(greedy.indexOf(mine) - first, greedy.size());
    return Math.min(request.wanted(), equal + (place < over ? 1 : 0));
  }

  private boolean isMine(Part part) {
    return part.holder().equals(holder);
  }

  /** What it may be using from now on; what it gave back, or had no more, rests first. */
  private void write(Connection on, int units) throws SQLException {
    Sql.run(on, "DELETE FROM rest WHERE until < clock_timestamp()");
    Sql.run(
        on,
        "INSERT INTO rest (account, holder, units, until)"
            + " SELECT account, holder, CASE WHEN until < clock_timestamp() THEN units"
            + " ELSE units - ? END,"
            + " LEAST(until, clock_timestamp()) + ? * interval '1 ms' FROM share"
            + " WHERE account = ? AND holder = ? AND (units > ? OR until < clock_timestamp())",
        units,
        request.apart().toMillis(),
        request.account(),
        holder,
        units);
    Sql.run(
        on,
        "INSERT INTO share (account, holder, units, until, wanted)"
            + " VALUES (?, ?, ?, clock_timestamp() + ? * interval '1 ms', ?)"
            + " ON CONFLICT (account, holder) DO UPDATE SET units = excluded.units,"
            + " until = excluded.until, wanted = excluded.wanted",
        request.account(),
        holder,
        units,
        request.holds().toMillis(),
        request.wanted());
    Sql.run(on, "DELETE FROM share WHERE until < clock_timestamp() - interval '1 day'");
  }
}
