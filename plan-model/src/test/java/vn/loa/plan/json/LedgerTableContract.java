package vn.loa.plan.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vn.loa.plan.ledger.LedgerEntry;
import vn.loa.plan.ledger.LedgerLog;
import vn.loa.plan.ledger.Notice;
import vn.loa.plan.ledger.SequenceTakenException;

/** What a ledger in a table promises on any database. */
abstract class LedgerTableContract extends SharedLogContract {

  static final String PLACE = "ledger \"plan-1270\" in table loa_ledger";

  abstract DataSource database();

  /** The data source that is handed to the table; it can be told to fail. */
  FaultySource source;

  @BeforeEach
  void begin() throws SQLException {
    source = new FaultySource(database());
    execute("DROP TABLE IF EXISTS loa_ledger");
  }

  @Override
  LedgerLog open() {
    return LedgerTable.open(source, "plan-1270");
  }

  final int execute(String sql, Object... values) throws SQLException {
    try (Connection connection = database().getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      return statement.executeUpdate();
    }
  }

  private void keep(List<LedgerEntry> entries) {
    try (LedgerLog log = open()) {
      log.append(entries);
    }
  }

  private LedgerDamagedException damage() {
    return catchThrowableOfType(LedgerDamagedException.class, () -> open().close());
  }

  @Test
  void ledgers_of_two_names_have_nothing_in_common() {
    keep(three());
    try (LedgerLog other = LedgerTable.open(source, "plan-1271")) {
      assertThat(other.readAfter(0)).isEmpty();
      other.append(entries(1, 1));
    }
    assertThat(reopened()).isEqualTo(three());
  }

  @Test
  void a_name_that_is_none_is_refused() {
    assertThatThrownBy(() -> LedgerTable.open(source, "1270/KH-UBND"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must be 1 to 64 of A-Z a-z 0-9 . _ -");
  }

  @Test
  void the_line_in_the_table_is_the_line_in_a_file() throws SQLException {
    LedgerEntry nul = new LedgerEntry(1, NOW, "Quận 1 \u0000📢\u001f", new Notice("n", NOW));
    keep(List.of(nul));

    try (Connection connection = database().getConnection();
        PreparedStatement statement = connection.prepareStatement("SELECT line FROM loa_ledger")) {
      var rows = statement.executeQuery();
      assertThat(rows.next()).isTrue();
      assertThat(rows.getString(1).getBytes(StandardCharsets.UTF_8))
          .isEqualTo(LedgerLines.line(nul, NO_HASH));
    }
    assertThat(reopened()).containsExactly(nul);
  }

  @Test
  void a_changed_row_is_found_and_named() throws SQLException {
    keep(entries(1, 1500));
    execute("UPDATE loa_ledger SET line = REPLACE(line, 'n-1234', 'n-1235') WHERE seq = 1234");

    assertThat(damage())
        .hasMessage(
            PLACE
                + " line 1234: its bytes do not give its hash: it was changed or broken off;"
                + " nothing was changed. Compare with a copy of the ledger and put the line back")
        .extracting(LedgerDamagedException::line)
        .isEqualTo(1234L);
  }

  @Test
  void a_missing_row_is_found_and_named() throws SQLException {
    keep(entries(1, 5));
    execute("DELETE FROM loa_ledger WHERE seq = 3");
    assertThat(damage()).hasMessageStartingWith(PLACE + " line 3: its row is missing");

    execute("DELETE FROM loa_ledger WHERE seq = 1");
    assertThat(damage()).hasMessageStartingWith(PLACE + " line 1: its row is missing");
  }

  @Test
  void an_inserted_row_is_found_and_named() throws SQLException {
    keep(three());
    execute("INSERT INTO loa_ledger SELECT ledger, seq - 3, line FROM loa_ledger WHERE seq = 2");
    assertThat(damage())
        .hasMessageStartingWith(PLACE + " line 1: a row numbered -1 was put before it");

    execute("UPDATE loa_ledger SET seq = 4 WHERE seq = -1");
    assertThat(damage())
        .hasMessageStartingWith(PLACE + " line 4: another entry stands where entry 4 must");
  }

  @Test
  void swapped_rows_are_found_and_named() throws SQLException {
    keep(entries(1, 5));
    execute("UPDATE loa_ledger SET seq = 99 WHERE seq = 2");
    execute("UPDATE loa_ledger SET seq = 2 WHERE seq = 4");
    execute("UPDATE loa_ledger SET seq = 4 WHERE seq = 99");
    assertThat(damage().line()).isEqualTo(2);
  }

  @Test
  void a_rewritten_row_with_a_hash_of_its_own_is_found_by_the_row_below() throws SQLException {
    keep(three());
    byte[] forged =
        LedgerLines.line(new LedgerEntry(1, NOW, "somebody", new Notice("n-1", NOW)), NO_HASH);
    execute(
        "UPDATE loa_ledger SET line = ? WHERE seq = 1", new String(forged, StandardCharsets.UTF_8));

    assertThat(damage())
        .hasMessageStartingWith(PLACE + " line 2: it does not follow the line above it");
  }

  @Test
  void what_is_done_to_the_last_row_of_an_open_log_is_found() throws SQLException {
    keep(three());
    try (LedgerLog log = open()) {
      execute("DELETE FROM loa_ledger WHERE seq = 3");
      assertNoticed(() -> log.append(entries(4, 4)));
      assertNoticed(() -> log.readAfter(3));
      assertNoticed(() -> log.readAfter(0));
      byte[] forged =
          LedgerLines.line(new LedgerEntry(3, NOW, "somebody", new Notice("n", NOW)), NO_HASH);
      execute(
          "INSERT INTO loa_ledger VALUES ('plan-1270', 3, ?)",
          new String(forged, StandardCharsets.UTF_8));
      assertNoticed(() -> log.append(entries(4, 4)));
    }
    assertThat(damage().line()).isEqualTo(3);
  }

  private static void assertNoticed(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOf(LedgerDamagedException.class)
        .hasMessageStartingWith(
            PLACE + " line 3: it is not the line that was here when it was read last");
  }

  @Test
  void one_of_two_writers_reads_what_the_other_kept_and_tries_again() {
    try (LedgerLog first = open();
        LedgerLog second = open()) {
      first.append(entries(1, 2));
      assertThatThrownBy(() -> second.append(entries(1, 3)))
          .isInstanceOfSatisfying(
              SequenceTakenException.class, taken -> assertThat(taken.seq()).isEqualTo(1))
          .hasMessage(
              "entry 1 of " + PLACE + " is taken by another writer; read what came and try again");
      assertThat(second.readAfter(0)).isEqualTo(entries(1, 2));

      second.append(entries(3, 3));
      assertThat(first.readAfter(2)).isEqualTo(entries(3, 3));
      assertThat(first.head()).isEqualTo(second.head());
    }
  }

  @Test
  void a_batch_that_meets_anothers_entry_in_its_middle_leaves_nothing() throws SQLException {
    keep(three());
    try (LedgerLog log = open()) {
      execute("INSERT INTO loa_ledger VALUES ('plan-1270', 6, 'x')");
      assertThatThrownBy(() -> log.append(entries(4, 8)))
          .isInstanceOf(SequenceTakenException.class);
      assertThat(execute("DELETE FROM loa_ledger WHERE seq > 3")).isEqualTo(1);
      log.append(entries(4, 8));
    }
    assertThat(reopened()).isEqualTo(entries(1, 8));
  }

  @Test
  void connections_go_back_as_they_came() {
    for (boolean autoCommit : new boolean[] {true, false}) {
      source.autoCommit(autoCommit);
      try (LedgerLog log = LedgerTable.open(source, "lent-" + autoCommit)) {
        log.append(three());
        assertThatThrownBy(() -> log.append(entries(5, 5)))
            .isInstanceOf(IllegalArgumentException.class);
        assertThat(log.readAfter(0)).hasSize(3);
      }
      assertThat(source.lent()).isZero();
      assertThat(source.returnedWith()).containsOnly(autoCommit);
    }
  }

  @Test
  void what_fails_before_the_commit_kept_nothing_and_can_be_tried_again() {
    try (LedgerLog log = open()) {
      log.append(entries(1, 1));
      for (String step :
          List.of(
              "source.getConnection",
              "connection.setAutoCommit",
              "statement.executeBatch",
              "statement.close")) {
        source.failOnce(step);
        assertThatThrownBy(() -> log.append(entries(2, 3)))
            .as(step)
            .isInstanceOf(UncheckedIOException.class)
            .hasMessage(
                PLACE
                    + ": entry 2 was not kept (pulled out); mend the database and enter it again");
      }
      log.append(entries(2, 3));
      source.failOnce("statement.executeQuery");
      assertThatThrownBy(() -> log.readAfter(0))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessage(PLACE + ": it cannot be read (pulled out); mend the database and read again");
    }
    assertThat(source.lent()).isZero();
    assertThat(reopened()).isEqualTo(three());
  }

  @Test
  void a_commit_without_an_answer_closes_the_log_to_entries_until_it_is_opened_anew() {
    for (boolean reached : new boolean[] {true, false}) {
      long kept = reopened().size();
      try (LedgerLog log = open()) {
        if (reached) {
          source.failAfter("connection.commit");
        } else {
          source.failOnce("connection.commit");
        }
        assertThatThrownBy(() -> log.append(entries(kept + 1, kept + 2)))
            .isInstanceOf(UncheckedIOException.class)
            .hasMessageContaining("may not have been kept (pulled out); open the ledger anew");
        assertThatThrownBy(() -> log.append(entries(kept + 1, kept + 2)))
            .isInstanceOf(IllegalStateException.class)
            .hasMessageContaining("takes no entries since nobody knows whether entry");
      }
      assertThat(reopened()).isEqualTo(entries(1, reached ? kept + 2 : kept));
    }
  }

  @Test
  void what_fails_while_a_connection_goes_back_takes_nothing_back() {
    try (LedgerLog log = open()) {
      source.failOnce("connection.rollback");
      log.append(entries(1, 1));
      source.failOnce("connection.close");
      log.append(entries(2, 2));
    }
    assertThat(reopened()).isEqualTo(entries(1, 2));
  }

  @Test
  void a_database_that_cannot_be_reached_is_named_when_opening() {
    source.failAlways("source.getConnection");
    assertThatThrownBy(this::open)
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage(
            PLACE + ": it cannot be read (pulled out); mend the database and open it again");
  }
}
