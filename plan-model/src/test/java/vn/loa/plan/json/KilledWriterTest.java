package vn.loa.plan.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import vn.loa.plan.ledger.LedgerEntry;
import vn.loa.plan.ledger.LedgerLog;

/**
 * A writer that is killed ({@code kill -9}) at any moment leaves a ledger that opens, holds all it
 * said it kept, and can be gone on with. {@code mvn -Dquick test -pl plan-model
 * -Dtest=KilledWriterTest -Dloa.kill.rounds=500} kills five hundred writers of each store, which
 * takes half an hour.
 */
@ExtendWith(Postgres.class)
class KilledWriterTest {

  private static final int ROUNDS = Integer.getInteger("loa.kill.rounds", 4);

  private final Postgres.Server server;

  @TempDir Path folder;

  KilledWriterTest(Postgres.Server server) {
    this.server = server;
  }

  @Test
  void a_file_holds_all_that_a_killed_writer_said_it_kept() throws IOException {
    String file = folder.resolve("ledger.jsonl").toString();
    killWriters(file, file);
  }

  /** Of a server: a database in the writer's own process would be killed with it. */
  @Test
  void a_table_holds_all_that_a_killed_writer_said_it_kept() throws IOException {
    killWriters(server.url(), server.url());
  }

  private static void killWriters(String written, String read) throws IOException {
    Random random = new Random();
    for (int round = 0; round < ROUNDS; round++) {
      long seed = random.nextLong();
      long said = saidBeforeDeath(written, seed);
      try (Warnings warnings = new Warnings(LedgerFile.class);
          LedgerLog log = EndlessWriter.open(read)) {
        List<LedgerEntry> kept = log.readAfter(0);
        assertThat(kept).as("seed %d", seed).hasSizeGreaterThanOrEqualTo((int) said);
        assertThat(kept).isEqualTo(LedgerLogContract.entries(1, kept.size()));
        assertThat(warnings.heard()).hasSizeLessThanOrEqualTo(1);
      }
    }
  }

  /** The writer does not wait for its words to be heard: it is killed anywhere in its loop. */
  private static long saidBeforeDeath(String place, long seed) throws IOException {
    try (OtherProcess writer =
        OtherProcess.running(EndlessWriter.class, place, Long.toString(seed))) {
      long said = 0;
      int until = new Random(seed).nextInt(1, 50);
      int heard = 0;
      for (String line = writer.said(); line != null; line = writer.said()) {
        said = Long.parseLong(line);
        if (++heard == until) {
          writer.kill();
        }
      }
      assertThat(heard).as("seed %d", seed).isGreaterThanOrEqualTo(until);
      return said;
    }
  }
}
