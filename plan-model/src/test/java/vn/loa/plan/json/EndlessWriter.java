package vn.loa.plan.json;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.postgresql.ds.PGSimpleDataSource;
import vn.loa.plan.ledger.LedgerEntry;
import vn.loa.plan.ledger.LedgerLog;

/**
 * A program that appends to a ledger in small batches until it is killed, and says after each the
 * number of the last entry that is kept.
 */
final class EndlessWriter {

  private EndlessWriter() {}

  /** A ledger in a table of a PostgreSQL database, when the place is its URL, or else in a file. */
  static LedgerLog open(String place) {
    if (!place.startsWith("jdbc:")) {
      return LedgerFile.open(Path.of(place));
    }
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(place);
    return LedgerTable.open(source, "killed");
  }

  public static void main(String[] arguments) {
    LedgerLog log = open(arguments[0]);
    Random random = new Random(Long.parseLong(arguments[1]));
    List<LedgerEntry> kept = log.readAfter(0);
    for (long seq = kept.size(); ; ) {
      long last = seq + random.nextInt(1, 20);
      log.append(LedgerLogContract.entries(seq + 1, last));
      System.out.println(last);
      seq = last;
    }
  }
}
