package vn.loa.plan.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import org.junit.jupiter.api.Test;
import vn.loa.plan.DocumentRef;
import vn.loa.plan.ledger.Events;
import vn.loa.plan.ledger.LedgerEntry;
import vn.loa.plan.ledger.LedgerLog;
import vn.loa.plan.ledger.Notice;
import vn.loa.plan.ledger.SequenceTakenException;
import vn.loa.plan.ledger.Submission;

/** What every store of a ledger promises. */
abstract class LedgerLogContract {

  static final String NO_HASH = "0".repeat(64);
  static final Instant NOW = Instant.parse("2022-05-10T02:00:00.123456789Z");

  /** The hash of the last of {@link #three()}: one figure for all stores, and for years to come. */
  private static final String HEAD_OF_THREE =
      "4f68873af2437b0cdc03eacd86700e395085d457e409ee596b5dcb31c3aefcd5";

  /** Opens the store of this test: empty at first, then with what was kept in it. */
  abstract LedgerLog open();

  static LedgerEntry entry(long seq) {
    return new LedgerEntry(
        seq, NOW.plusSeconds(seq), "văn thư \"Q1\"", new Notice("n-" + seq, NOW));
  }

  static List<LedgerEntry> entries(long from, long to) {
    return LongStream.rangeClosed(from, to).mapToObj(LedgerLogContract::entry).toList();
  }

  static List<LedgerEntry> three() {
    return entries(1, 3);
  }

  final List<LedgerEntry> reopened() {
    try (LedgerLog log = open()) {
      return log.readAfter(0);
    }
  }

  @Test
  void an_empty_log_has_no_entries_and_a_head_of_zeros() {
    try (LedgerLog log = open()) {
      assertThat(log.readAfter(0)).isEmpty();
      assertThat(log.head()).isEqualTo(NO_HASH);
    }
    assertThat(reopened()).isEmpty();
  }

  @Test
  void entries_of_every_kind_come_back_as_they_went() {
    List<LedgerEntry> entries =
        Events.entries().list().ofSize(40).sample().stream().flatMap(List::stream).toList();
    List<LedgerEntry> numbered = new ArrayList<>();
    for (LedgerEntry entry : entries) {
      numbered.add(new LedgerEntry(numbered.size() + 1L, entry.at(), entry.actor(), entry.event()));
    }

    try (LedgerLog log = open()) {
      log.append(numbered);
      assertThat(log.readAfter(0)).isEqualTo(numbered);
    }

    assertThat(reopened()).isEqualTo(numbered);
  }

  @Test
  void batches_of_any_size_give_one_chain() {
    List<LedgerEntry> entries = entries(1, 100);
    String head;
    try (LedgerLog log = open()) {
      int from = 0;
      for (int size : Arbitraries.integers().between(1, 9).list().ofSize(100).sample()) {
        int to = Math.min(from + size, entries.size());
        if (from < to) {
          log.append(entries.subList(from, to));
        }
        from = to;
      }
      head = log.head();
      assertThat(log.readAfter(97)).isEqualTo(entries(98, 100));
      assertThat(log.readAfter(100)).isEmpty();
      assertThat(log.readAfter(1000)).isEmpty();
    }
    try (LedgerLog log = open();
        LedgerLog memory = LedgerMemory.open()) {
      assertThat(log.readAfter(0)).isEqualTo(entries);
      memory.append(entries);
      assertThat(log.head()).isEqualTo(head).isEqualTo(memory.head());
    }
  }

  @Test
  void equal_entries_have_one_head_in_every_store() {
    try (LedgerLog log = open()) {
      log.append(three());
      assertThat(log.head()).isEqualTo(HEAD_OF_THREE);
    }
    try (LedgerLog log = open()) {
      assertThat(log.head()).isEqualTo(HEAD_OF_THREE);
    }
  }

  @Test
  void the_head_changes_with_every_entry() {
    List<String> heads = new ArrayList<>();
    try (LedgerLog log = open()) {
      heads.add(log.head());
      for (LedgerEntry entry : three()) {
        log.append(List.of(entry));
        heads.add(log.head());
      }
    }
    assertThat(heads).doesNotHaveDuplicates();
  }

  @Test
  void a_log_goes_on_where_it_was_closed() {
    try (LedgerLog log = open()) {
      log.append(entries(1, 2));
    }
    try (LedgerLog log = open()) {
      log.append(entries(3, 4));
    }
    assertThat(reopened()).isEqualTo(entries(1, 4));
  }

  @Test
  void a_gap_is_refused_and_nothing_kept() {
    try (LedgerLog log = open()) {
      log.append(List.of(entry(1)));

      assertThatThrownBy(() -> log.append(List.of(entry(3))))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("entry 3 cannot follow entry 1 of ");
      assertThatThrownBy(() -> log.append(List.of(entry(2), entry(4))))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("entry 4 cannot follow entry 2 of ");
      assertThatThrownBy(() -> log.append(List.of()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("there is no entry to keep");

      log.append(List.of(entry(2)));
    }
    assertThat(reopened()).isEqualTo(entries(1, 2));
  }

  @Test
  void a_taken_number_is_refused_and_nothing_kept() {
    try (LedgerLog log = open()) {
      log.append(three());
      String head = log.head();

      assertThatThrownBy(() -> log.append(entries(3, 5)))
          .isInstanceOfSatisfying(
              SequenceTakenException.class, taken -> assertThat(taken.seq()).isEqualTo(3))
          .hasMessageContaining("read what came and try again");

      assertThat(log.head()).isEqualTo(head);
      log.append(List.of(entry(4)));
    }
    assertThat(reopened()).isEqualTo(entries(1, 4));
  }

  @Test
  void what_could_not_be_read_back_is_refused_and_nothing_kept() {
    LedgerEntry half = new LedgerEntry(1, NOW, "half a horn \uD83D", new Notice("n", NOW));
    Submission inTheYear10000 =
        Submission.builder("q1", NOW, DocumentRef.parse("12/BC-UBND"))
            .discharges("monthly", "2022-05")
            .documentDate(LocalDate.of(10_000, 1, 1))
            .build();
    LedgerEntry bad = new LedgerEntry(2, NOW, "q1", inTheYear10000);
    try (LedgerLog log = open()) {
      assertThatThrownBy(() -> log.append(List.of(half)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("entry 1 could not be read back, and was not kept");
      assertThatThrownBy(() -> log.append(List.of(entry(1), bad)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("entry 2 could not be read back, and was not kept");
    }
    assertThat(reopened()).isEmpty();
  }

  @Test
  void long_words_are_kept_whole() {
    LedgerEntry large = new LedgerEntry(1, NOW, "loa ".repeat(1_000_000), new Notice("n", NOW));
    try (LedgerLog log = open()) {
      log.append(List.of(large));
    }
    assertThat(reopened()).isEqualTo(List.of(large));
  }

  @Test
  void what_was_read_does_not_change_with_what_is_appended() {
    try (LedgerLog log = open()) {
      log.append(three());
      List<LedgerEntry> read = log.readAfter(0);
      log.append(List.of(entry(4)));
      assertThat(read).isEqualTo(three());
    }
  }

  @Test
  void a_closed_log_takes_and_gives_nothing() {
    LedgerLog log = open();
    log.append(three());
    log.close();
    log.close();

    assertThatThrownBy(() -> log.append(List.of(entry(4))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
    assertThatThrownBy(() -> log.readAfter(0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
    assertThat(reopened()).isEqualTo(three());
  }

  @Test
  void numbers_are_written_the_same_in_every_locale() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
    try (LedgerLog log = open()) {
      log.append(three());
      assertThat(log.head()).isEqualTo(HEAD_OF_THREE);
    } finally {
      Locale.setDefault(before);
    }
  }
}
