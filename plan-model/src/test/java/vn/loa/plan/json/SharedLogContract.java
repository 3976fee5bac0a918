package vn.loa.plan.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import vn.loa.plan.Clause;
import vn.loa.plan.Measure;
import vn.loa.plan.SmallPlan;
import vn.loa.plan.Unit;
import vn.loa.plan.ledger.Activity;
import vn.loa.plan.ledger.Ledger;
import vn.loa.plan.ledger.LedgerEntry;
import vn.loa.plan.ledger.LedgerEvent;
import vn.loa.plan.ledger.LedgerLog;
import vn.loa.plan.ledger.Notice;
import vn.loa.plan.ledger.SequenceTakenException;

/** What a store promises that several may write to at a time, each through a log of its own. */
abstract class SharedLogContract extends LedgerLogContract {

  private static final int WRITERS = 4;
  private static final int EACH = 25;

  @Test
  @Timeout(60)
  void of_several_writers_no_entry_is_lost_and_none_kept_twice() throws Exception {
    together(this::appendAll);

    List<LedgerEntry> kept = reopened();
    assertThat(kept).hasSize(WRITERS * EACH);
    assertThat(kept).extracting(LedgerEntry::seq).isSorted().doesNotHaveDuplicates();
    for (int writer = 0; writer < WRITERS; writer++) {
      String actor = "writer " + writer;
      assertThat(kept)
          .filteredOn(entry -> entry.actor().equals(actor))
          .extracting(LedgerEntry::event)
          .containsExactlyElementsOf(notices(writer));
    }
  }

  private static List<LedgerEvent> notices(int writer) {
    return IntStream.range(0, EACH)
        .<LedgerEvent>mapToObj(n -> new Notice("n-" + writer + "-" + n, NOW))
        .toList();
  }

  /** In batches of one, two and three. */
  private void appendAll(int writer) {
    List<LedgerEvent> left = notices(writer);
    try (LedgerLog log = open()) {
      long last = 0;
      while (!left.isEmpty()) {
        List<LedgerEvent> some = left.subList(0, Math.min(1 + left.size() % 3, left.size()));
        try {
          log.append(numbered(some, last, writer));
          last += some.size();
          left = left.subList(some.size(), left.size());
        } catch (SequenceTakenException taken) {
          last += log.readAfter(last).size();
        }
      }
    }
  }

  private static List<LedgerEntry> numbered(List<LedgerEvent> events, long last, int writer) {
    List<LedgerEntry> entries = new ArrayList<>();
    for (LedgerEvent event : events) {
      entries.add(new LedgerEntry(last + entries.size() + 1, NOW, "writer " + writer, event));
    }
    return entries;
  }

  @Test
  @Timeout(60)
  void ledgers_of_one_store_know_the_same_once_they_are_refreshed() throws Exception {
    List<Ledger> ledgers = new ArrayList<>();
    for (int writer = 0; writer < WRITERS; writer++) {
      ledgers.add(Ledger.open(SmallPlan.plan(), SmallPlan.roster(), open(), () -> NOW));
    }

    together(writer -> enterAll(ledgers.get(writer), writer));
    ledgers.forEach(Ledger::refresh);

    List<LedgerEntry> known = ledgers.get(0).entries();
    assertThat(known).hasSize(WRITERS * EACH);
    assertThat(known)
        .extracting(entry -> ((Activity) entry.event()).id())
        .containsExactlyInAnyOrderElementsOf(ids());
    for (Ledger ledger : ledgers) {
      assertThat(ledger.entries()).isEqualTo(known);
      assertThat(ledger.head()).isEqualTo(ledgers.get(0).head());
      ledger.close();
    }
    assertThat(reopened()).isEqualTo(known);
  }

  private static List<String> ids() {
    return IntStream.range(0, WRITERS * EACH).mapToObj(n -> id(n / EACH, n % EACH)).toList();
  }

  private static String id(int writer, int n) {
    return "a-" + writer + "-" + n;
  }

  /** Alone and in pairs. */
  private static void enterAll(Ledger ledger, int writer) {
    ledger.record(activity(id(writer, 0)));
    for (int n = 1; n < EACH; n += 2) {
      List<Activity> pair = List.of(activity(id(writer, n)), activity(id(writer, n + 1)));
      assertThat(ledger.enter(pair, "writer " + writer)).hasSize(2);
    }
  }

  private static Activity activity(String id) {
    Clause theme = Clause.parse("II.1.2");
    Clause form = Clause.parse("II.2.a-1");
    List<Measure> measures = List.of(new Measure(3, Unit.MESSAGES));
    return new Activity(id, theme, form, "q1", NOW, measures, List.of());
  }

  private interface Writing {
    void by(int writer);
  }

  private static void together(Writing writing) throws InterruptedException, ExecutionException {
    ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
    try {
      List<Future<?>> writers = new ArrayList<>();
      for (int writer = 0; writer < WRITERS; writer++) {
        int number = writer;
        writers.add(threads.submit(() -> writing.by(number)));
      }
      for (Future<?> writer : writers) {
        writer.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
