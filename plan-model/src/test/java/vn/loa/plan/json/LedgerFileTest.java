package vn.loa.plan.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static vn.loa.plan.SmallPlan.clause;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.loa.plan.Activity;
import vn.loa.plan.DocumentRef;
import vn.loa.plan.Evidence;
import vn.loa.plan.Measure;
import vn.loa.plan.SmallPlan;
import vn.loa.plan.Submission;
import vn.loa.plan.Unit;
import vn.loa.plan.ledger.Ledger;
import vn.loa.plan.ledger.LedgerEntry;

class LedgerFileTest {

  private static final Instant NOW = Instant.parse("2022-05-10T02:00:00.123456789Z");

  @TempDir Path folder;
  private Path file;

  private final Logger logger = Logger.getLogger(LedgerFile.class.getName());
  private final List<String> warnings = new ArrayList<>();
  private final Handler listening =
      new Handler() {
        @Override
        public void publish(LogRecord record) {
          warnings.add(new SimpleFormatter().formatMessage(record));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void listen() {
    file = folder.resolve("ledger.jsonl");
    logger.addHandler(listening);
    logger.setUseParentHandlers(false);
  }

  @AfterEach
  void stopListening() {
    logger.removeHandler(listening);
    logger.setUseParentHandlers(true);
  }

  private Ledger open() {
    return Ledger.open(SmallPlan.plan(), SmallPlan.roster(), LedgerFile.open(file), () -> NOW);
  }

  private static Activity activity(int n) {
    return new Activity(
        "a-" + n,
        clause("II.1.2"),
        clause("II.2.a-1"),
        "q1",
        NOW,
        List.of(new Measure(9_500, Unit.RECIPIENTS), new Measure(3, Unit.MESSAGES)),
        List.of(new Evidence("biên bản.csv", "text/csv", 12, "ab".repeat(32))));
  }

  private static Submission submission() {
    return new Submission("q1", "monthly", "2022-05", NOW, DocumentRef.parse("12/BC-UBND"), 1);
  }

  /** Three entries; gives the file's bytes. */
  private byte[] threeEntries() throws IOException {
    try (Ledger ledger = open()) {
      ledger.submit(submission(), "văn thư \"Q1\"");
      ledger.record(activity(1));
      ledger.record(activity(2));
    }
    return Files.readAllBytes(file);
  }

  private List<LedgerEntry> reopened() {
    try (Ledger ledger = open()) {
      return List.copyOf(ledger.entries());
    }
  }

  @Test
  void entries_come_back_as_they_went() throws IOException {
    threeEntries();

    List<LedgerEntry> entries = reopened();

    assertThat(entries).extracting(LedgerEntry::seq).containsExactly(1L, 2L, 3L);
    assertThat(entries.get(0).actor()).isEqualTo("văn thư \"Q1\"");
    assertThat(entries.get(0).at()).isEqualTo(NOW);
    try (Ledger ledger = open()) {
      assertThat(ledger.submissions()).containsExactly(submission());
      assertThat(ledger.activities()).containsExactly(activity(1), activity(2));
    }
  }

  @Test
  void each_line_hashes_the_bytes_before_its_hash_and_names_the_line_above() throws Exception {
    List<String> lines = new String(threeEntries(), StandardCharsets.UTF_8).lines().toList();

    String prev = "0".repeat(64);
    for (String line : lines) {
      int end = line.indexOf(",\"hash\":\"");
      byte[] hashed = line.substring(0, end).getBytes(StandardCharsets.UTF_8);
      String hash = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(hashed));
      assertThat(line).endsWith(",\"prev\":\"" + prev + "\",\"hash\":\"" + hash + "\"}");
      prev = hash;
    }
    assertThat(lines.get(0))
        .startsWith("{\"seq\":1,\"at\":\"2022-05-10T02:00:00.123456789Z\",\"actor\":");
    try (LedgerFile ledger = LedgerFile.open(file)) {
      assertThat(ledger.head()).isEqualTo(prev);
    }
  }

  @Test
  void a_file_torn_at_any_byte_opens_with_the_entries_before_it() throws IOException {
    byte[] whole = threeEntries();
    List<LedgerEntry> all = reopened();

    for (int length = 0; length < whole.length; length++) {
      byte[] torn = Arrays.copyOf(whole, length);
      Files.write(file, torn);
      int kept =
          (int)
              new String(torn, StandardCharsets.ISO_8859_1).chars().filter(c -> c == '\n').count();

      assertThat(reopened()).isEqualTo(all.subList(0, kept));
    }
  }

  @Test
  void a_torn_file_goes_on_where_it_was_cut() throws IOException {
    byte[] whole = threeEntries();
    Files.write(file, Arrays.copyOf(whole, whole.length - 1));

    try (Ledger ledger = open()) {
      assertThat(ledger.record(activity(9)).seq()).isEqualTo(3);
    }

    assertThat(reopened()).hasSize(3);
  }

  @Test
  void a_torn_line_is_cut_with_a_warning_that_says_what_remains() throws IOException {
    byte[] whole = threeEntries();
    Files.write(file, Arrays.copyOf(whole, whole.length - 10));

    reopened();
    reopened();

    assertThat(warnings).hasSize(1);
    assertThat(warnings.get(0))
        .startsWith(file + " line 3 breaks off after ")
        .endsWith(" bytes: cut, 2 entries remain; it was never acknowledged, enter it again");
  }

  @Test
  void one_changed_byte_is_found_on_its_line_and_nothing_is_cut() throws IOException {
    byte[] whole = threeEntries();

    int line = 1;
    for (int i = 0; i < whole.length; i++) {
      byte[] changed = whole.clone();
      changed[i] ^= 1;
      Files.write(file, changed);

      LedgerDamagedException damaged =
          catchThrowableOfType(LedgerDamagedException.class, () -> LedgerFile.open(file).close());

      assertThat(damaged).as("byte %d", i).isNotNull();
      assertThat(damaged.line()).as("byte %d", i).isEqualTo(line);
      assertThat(Files.readAllBytes(file)).isEqualTo(changed);
      line += whole[i] == '\n' ? 1 : 0;
    }
  }

  @Test
  void a_line_feed_put_into_a_line_is_found_there() throws IOException {
    byte[] whole = threeEntries();
    int lastLine = new String(whole, StandardCharsets.ISO_8859_1).indexOf("{\"seq\":3");

    for (int i = lastLine; i < whole.length - 1; i++) {
      byte[] changed = whole.clone();
      changed[i] = '\n';
      Files.write(file, changed);

      assertThatThrownBy(() -> LedgerFile.open(file).close())
          .isInstanceOf(LedgerDamagedException.class)
          .hasMessageContaining("line 3");
    }
  }

  @Test
  void a_line_that_is_missing_moved_or_doubled_is_found() throws IOException {
    List<String> lines = new String(threeEntries(), StandardCharsets.UTF_8).lines().toList();

    assertThat(damage(lines.get(1), lines.get(2)).line()).isEqualTo(1);
    assertThat(damage(lines.get(0), lines.get(2)).line()).isEqualTo(2);
    assertThat(damage(lines.get(0), lines.get(2), lines.get(1)).line()).isEqualTo(2);
    assertThat(damage(lines.get(0), lines.get(0)).line()).isEqualTo(2);
  }

  @Test
  void a_line_that_was_rewritten_with_a_hash_of_its_own_is_found_by_the_line_below()
      throws IOException {
    List<String> lines = new String(threeEntries(), StandardCharsets.UTF_8).lines().toList();
    LedgerEntry first = reopened().get(0);
    String forged =
        LedgerLines.line(
            new LedgerEntry(1, first.at(), "somebody else", first.event()), "0".repeat(64));

    LedgerDamagedException damaged = damage(forged, lines.get(1), lines.get(2));

    assertThat(damaged.line()).isEqualTo(2);
    assertThat(damaged).hasMessageContaining("it does not follow the line above it");
  }

  private LedgerDamagedException damage(String... lines) throws IOException {
    Files.write(file, List.of(lines));
    return catchThrowableOfType(LedgerDamagedException.class, () -> LedgerFile.open(file).close());
  }

  @Test
  void a_damaged_line_is_named_with_reason_and_mend() throws IOException {
    String bad = new String(threeEntries(), StandardCharsets.UTF_8).replace("9500", "9900");
    Files.writeString(file, bad);

    assertThatThrownBy(() -> LedgerFile.open(file).close())
        .hasMessage(
            file
                + " line 2: its bytes do not give its hash: it was changed or broken off; nothing"
                + " was changed. Compare with a copy of the file and put the line back");
  }

  @Test
  void one_writer_at_a_time_has_the_file() {
    try (LedgerFile first = LedgerFile.open(file)) {
      assertThat(first.readAll()).isEmpty();
      assertRefused(file);
    }
    assertThat(reopened()).isEmpty();
  }

  @Test
  void a_refused_second_opening_leaves_other_processes_locked_out() throws Exception {
    try (LedgerFile first = LedgerFile.open(file)) {
      assertRefused(file);
      assertRefused(file);
      assertThat(OtherProcess.mayLock(lock())).isFalse();
      assertThat(first.readAll()).isEmpty();
    }
    assertThat(OtherProcess.mayLock(lock())).isTrue();
  }

  @Test
  void reading_the_ledger_while_it_is_open_leaves_other_processes_locked_out() throws Exception {
    try (Ledger ledger = open()) {
      ledger.record(activity(1));
      assertThat(Files.readAllLines(file)).hasSize(1);
      assertThat(OtherProcess.mayLock(lock())).isFalse();
    }
  }

  @Test
  void another_process_keeps_us_out_until_it_lets_go() throws Exception {
    try (OtherProcess other = OtherProcess.locking(lock())) {
      assertThat(other).isNotNull();
      assertRefused(file);
      assertRefused(file);
    }
    assertThat(reopened()).isEmpty();
  }

  @Test
  void a_link_to_an_open_ledger_is_the_same_ledger() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("link.jsonl"), file);
    try (LedgerFile first = LedgerFile.open(file)) {
      assertThat(first.readAll()).isEmpty();
      assertRefused(link);
    }
  }

  @Test
  void closing_twice_takes_nothing_from_the_next_writer() throws Exception {
    LedgerFile first = LedgerFile.open(file);
    first.close();
    try (LedgerFile second = LedgerFile.open(file)) {
      first.close();
      assertRefused(file);
      assertThat(second.readAll()).isEmpty();
      assertThat(OtherProcess.mayLock(lock())).isFalse();
    }
  }

  private Path lock() {
    return folder.resolve("ledger.jsonl.lock");
  }

  private static void assertRefused(Path ledger) {
    assertThatThrownBy(() -> LedgerFile.open(ledger))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("is open for writing elsewhere");
  }

  @Test
  void a_closed_file_takes_nothing() {
    Ledger ledger = open();
    ledger.close();
    ledger.close();

    assertThatThrownBy(() -> ledger.record(activity(1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("it was closed; open it anew");
  }

  @Test
  void a_file_that_does_not_fit_the_plan_is_closed_again() throws IOException {
    threeEntries();

    assertThatThrownBy(
            () ->
                Ledger.open(
                    SmallPlan.builder().tasks(List.of()).themes(List.of()).build(),
                    SmallPlan.roster(),
                    LedgerFile.open(file),
                    () -> NOW))
        .hasMessageContaining("ledger entry 2 does not fit plan 7/KH-UBND and its roster:")
        .hasMessageContaining("no theme \"II.1.2\"");
    assertThat(reopened()).hasSize(3);
  }
}
