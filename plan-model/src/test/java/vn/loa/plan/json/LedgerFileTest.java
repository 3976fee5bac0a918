package vn.loa.plan.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.loa.plan.Clause;
import vn.loa.plan.SmallPlan;
import vn.loa.plan.ledger.Activity;
import vn.loa.plan.ledger.Ledger;
import vn.loa.plan.ledger.LedgerEntry;
import vn.loa.plan.ledger.LedgerLog;

class LedgerFileTest extends LedgerLogContract {

  @TempDir Path folder;
  private Path file;
  private Warnings warnings;

  /** Under the ledger opened last by {@link #onFaultyDisk}. */
  @SuppressWarnings("NullAway.Init") // once it is opened
  private FaultyDisk disk;

  @BeforeEach
  void begin() {
    file = folder.resolve("ledger.jsonl");
    warnings = new Warnings(LedgerFile.class);
  }

  @AfterEach
  void stopListening() {
    warnings.close();
  }

  @Override
  LedgerLog open() {
    return LedgerFile.open(file);
  }

  private LedgerFile onFaultyDisk() {
    return LedgerFile.open(
        file,
        channel -> {
          disk = new FaultyDisk(channel);
          return disk;
        });
  }

  /** The file of three entries. */
  private byte[] wholeFile() throws IOException {
    try (LedgerLog log = open()) {
      log.append(three());
    }
    return Files.readAllBytes(file);
  }

  private List<String> wholeLines() throws IOException {
    return new String(wholeFile(), StandardCharsets.UTF_8).lines().toList();
  }

  private LedgerDamagedException damaged() {
    return catchThrowableOfType(LedgerDamagedException.class, () -> open().close());
  }

  private LedgerDamagedException damaged(String... lines) throws IOException {
    Files.write(file, List.of(lines));
    return damaged();
  }

  @Test
  void each_line_hashes_the_bytes_before_its_hash_and_names_the_line_above() throws Exception {
    String prev = NO_HASH;
    for (String line : wholeLines()) {
      int end = line.indexOf(",\"hash\":\"");
      byte[] hashed = line.substring(0, end).getBytes(StandardCharsets.UTF_8);
      String hash = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(hashed));
      assertThat(line).endsWith(",\"prev\":\"" + prev + "\",\"hash\":\"" + hash + "\"}");
      prev = hash;
    }
    try (LedgerLog log = open()) {
      assertThat(log.head()).isEqualTo(prev);
    }
  }

  @Test
  void a_file_torn_at_any_byte_opens_with_the_entries_before_it() throws IOException {
    byte[] whole = wholeFile();

    int kept = 0;
    for (int length = 0; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      kept += length > 0 && whole[length - 1] == '\n' ? 1 : 0;

      assertThat(reopened()).as("after byte %d", length).isEqualTo(entries(1, kept));
    }
  }

  @Test
  void a_batch_torn_in_its_middle_leaves_the_whole_lines_before() throws IOException {
    try (LedgerFile log = onFaultyDisk()) {
      log.append(three());
      disk.fillUpAfter(2000);

      assertThatThrownBy(() -> log.append(entries(4, 40)))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessage(
              file + ": entry 4 may not be on the disk (no room); open the ledger anew to see");
      assertThat(log.readAfter(0)).isEqualTo(three());
    }

    List<LedgerEntry> kept = reopened();
    assertThat(kept).hasSizeBetween(5, 39).isEqualTo(entries(1, kept.size()));
    assertThat(warnings.heard()).hasSize(1);
  }

  @Test
  void a_torn_file_goes_on_where_it_was_cut() throws IOException {
    byte[] whole = wholeFile();
    Files.write(file, Arrays.copyOf(whole, whole.length - 1));

    try (LedgerLog log = open()) {
      log.append(entries(3, 4));
    }

    assertThat(reopened()).isEqualTo(entries(1, 4));
  }

  @Test
  void a_torn_line_is_cut_with_a_warning_that_says_what_remains() throws IOException {
    byte[] whole = wholeFile();
    Files.write(file, Arrays.copyOf(whole, whole.length - 10));

    reopened();
    reopened();

    assertThat(warnings.heard()).hasSize(1);
    assertThat(warnings.heard().get(0))
        .startsWith(file + " line 3 breaks off after ")
        .endsWith(" bytes: cut, 2 entries remain; it was never acknowledged, enter it again");
  }

  @Test
  void one_changed_byte_is_found_on_its_line_and_nothing_is_cut() throws IOException {
    byte[] whole = wholeFile();

    int line = 1;
    for (int i = 0; i < whole.length; i++) {
      byte[] changed = whole.clone();
      changed[i] ^= 1;
      Files.write(file, changed);

      LedgerDamagedException damaged = damaged();

      assertThat(damaged).as("byte %d", i).isNotNull();
      assertThat(damaged.line()).as("byte %d", i).isEqualTo(line);
      assertThat(Files.readAllBytes(file)).isEqualTo(changed);
      line += whole[i] == '\n' ? 1 : 0;
    }
  }

  @Test
  void a_line_feed_put_into_a_line_is_found_there() throws IOException {
    byte[] whole = wholeFile();
    int lastLine = new String(whole, StandardCharsets.ISO_8859_1).indexOf("{\"seq\":3");

    for (int i = lastLine; i < whole.length - 1; i++) {
      byte[] changed = whole.clone();
      changed[i] = '\n';
      Files.write(file, changed);

      assertThat(damaged().line()).as("byte %d", i).isEqualTo(3);
    }
  }

  @Test
  void a_line_that_is_missing_moved_doubled_or_added_is_found() throws IOException {
    List<String> lines = wholeLines();
    String one = lines.get(0);
    String two = lines.get(1);
    String three = lines.get(2);

    assertThat(damaged(two, three).line()).isEqualTo(1);
    assertThat(damaged(one, three).line()).isEqualTo(2);
    assertThat(damaged(one, three, two).line()).isEqualTo(2);
    assertThat(damaged(one, one).line()).isEqualTo(2);
    assertThat(damaged(one, two, "", three).line()).isEqualTo(3);
    assertThat(damaged(one, two, three, three).line()).isEqualTo(4);
    assertThat(damaged(one, two, three, "{}").line()).isEqualTo(4);
  }

  @Test
  void a_line_that_was_rewritten_with_a_hash_of_its_own_is_found_by_the_line_below()
      throws IOException {
    List<String> lines = wholeLines();
    LedgerEntry changed = new LedgerEntry(1, NOW, "somebody else", entry(1).event());
    String forged = new String(LedgerLines.line(changed, NO_HASH), StandardCharsets.UTF_8);

    LedgerDamagedException damaged = damaged(forged, lines.get(1), lines.get(2));

    assertThat(damaged.line()).isEqualTo(2);
    assertThat(damaged).hasMessageContaining("it does not follow the line above it");
  }

  @Test
  void a_chain_forged_from_its_first_line_to_its_last_shows_in_its_head() throws IOException {
    wholeFile();
    String kept;
    try (LedgerLog log = open()) {
      kept = log.head();
    }
    Files.delete(file);
    try (LedgerLog log = open()) {
      log.append(List.of(new LedgerEntry(1, NOW, "somebody else", entry(1).event())));
      log.append(entries(2, 3));
    }
    try (LedgerLog log = open()) {
      assertThat(log.head()).isNotEqualTo(kept);
    }
  }

  @Test
  void a_damaged_line_is_named_with_reason_and_mend() throws IOException {
    String bad = new String(wholeFile(), StandardCharsets.UTF_8).replace("\"n-2\"", "\"n-7\"");
    Files.writeString(file, bad);

    assertThat(damaged())
        .hasMessage(
            file
                + " line 2: its bytes do not give its hash: it was changed or broken off; nothing"
                + " was changed. Compare with a copy of the ledger and put the line back");
  }

  @Test
  void a_whole_line_that_says_nothing_known_is_named_when_it_is_read() throws Exception {
    String start = "{\"seq\":1,\"at\":\"x\",\"prev\":\"" + NO_HASH + "\"";
    byte[] hash =
        MessageDigest.getInstance("SHA-256").digest(start.getBytes(StandardCharsets.UTF_8));
    Files.writeString(file, start + ",\"hash\":\"" + HexFormat.of().formatHex(hash) + "\"}\n");

    try (LedgerLog log = open()) {
      assertThatThrownBy(() -> log.readAfter(0))
          .isInstanceOf(LedgerDamagedException.class)
          .hasMessageStartingWith(file + " line 1: ")
          .hasMessageContaining("is no instant");
    }
  }

  @Test
  void a_file_that_is_changed_while_it_is_open_is_found_when_it_is_read_again() throws IOException {
    wholeFile();
    try (LedgerLog log = open()) {
      try (FileChannel other = FileChannel.open(file, StandardOpenOption.WRITE)) {
        other.write(ByteBuffer.wrap(new byte[] {'9'}), 7);
      }
      assertThatThrownBy(() -> log.readAfter(0))
          .isInstanceOf(LedgerDamagedException.class)
          .hasMessageContaining("line 1");

      Files.write(file, new byte[0]);
      assertThatThrownBy(() -> log.readAfter(0))
          .isInstanceOf(LedgerDamagedException.class)
          .hasMessageContaining("the lines that were here when it was opened are gone");
    }
  }

  @Test
  void a_batch_is_forced_to_the_disk_once() {
    try (LedgerFile log = onFaultyDisk()) {
      int before = disk.forces();
      log.append(entries(1, 1000));
      assertThat(disk.forces() - before).isEqualTo(1);
      log.append(entries(1001, 1001));
      assertThat(disk.forces() - before).isEqualTo(2);
    }
  }

  @Test
  void after_a_failed_force_nothing_is_taken_until_the_file_is_opened_anew() {
    try (LedgerFile log = onFaultyDisk()) {
      log.append(three());
      String head = log.head();
      disk.failForce();

      assertThatThrownBy(() -> log.append(entries(4, 5)))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessage(
              file
                  + ": entry 4 may not be on the disk (the disk failed); open the ledger anew to"
                  + " see");
      assertThatThrownBy(() -> log.append(entries(4, 5)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(file + " takes no entries since entry 4 could not be kept; open it anew");
      assertThat(log.readAfter(0)).isEqualTo(three());
      assertThat(log.head()).isEqualTo(head);
    }
    try (LedgerLog log = open()) {
      long kept = log.readAfter(0).size();
      log.append(entries(kept + 1, kept + 1));
    }
  }

  @Test
  void an_interrupted_writer_is_not_told_that_its_entry_is_kept() {
    try (LedgerLog log = open()) {
      log.append(three());
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> log.append(entries(4, 4)))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("entry 4 may not be on the disk");
      assertThat(Thread.interrupted()).isTrue();
      assertThatThrownBy(() -> log.append(entries(4, 4)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("open it anew");
    }
    assertThat(reopened()).startsWith(three().toArray(LedgerEntry[]::new));
  }

  @Test
  void a_folder_that_is_not_there_is_named() {
    Path nowhere = folder.resolve("nowhere").resolve("ledger.jsonl");
    assertThatThrownBy(() -> LedgerFile.open(nowhere))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("cannot open ledger " + nowhere);
  }

  @Test
  void one_writer_at_a_time_has_the_file() {
    try (LedgerLog first = open()) {
      assertThat(first.readAfter(0)).isEmpty();
      assertRefused(file);
    }
    assertThat(reopened()).isEmpty();
  }

  @Test
  void other_processes_stay_locked_out_however_we_use_the_file() throws IOException {
    try (LedgerLog first = open()) {
      assertRefused(file);
      first.append(three());
      assertThat(first.readAfter(0)).hasSize(3);
      assertThat(Files.readAllLines(file)).hasSize(3);
      assertThat(OtherProcess.mayLock(lock())).isFalse();
    }
    assertThat(OtherProcess.mayLock(lock())).isTrue();
  }

  @Test
  void another_process_keeps_us_out_until_it_lets_go() throws IOException {
    try (OtherProcess other = OtherProcess.locking(lock())) {
      assertThat(other).isNotNull();
      assertRefused(file);
      assertRefused(file);
    }
    assertThat(reopened()).isEmpty();
  }

  @Test
  void a_link_to_an_open_ledger_is_the_same_ledger() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link.jsonl"), file);
    try (LedgerLog first = open()) {
      assertThat(first.readAfter(0)).isEmpty();
      assertRefused(link);
    }
  }

  @Test
  void closing_twice_takes_nothing_from_the_next_writer() throws IOException {
    LedgerLog first = open();
    first.close();
    try (LedgerLog second = open()) {
      first.close();
      assertRefused(file);
      assertThat(second.readAfter(0)).isEmpty();
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
  void a_damaged_file_is_closed_again() throws IOException {
    byte[] whole = wholeFile();
    Files.write(file, Arrays.copyOfRange(whole, 1, whole.length));
    assertThat(damaged().line()).isEqualTo(1);

    Files.write(file, whole);
    assertThat(reopened()).isEqualTo(three());
  }

  @Test
  void a_file_that_does_not_fit_the_plan_is_closed_again() {
    Clause theme = Clause.parse("II.1.2");
    Clause form = Clause.parse("II.2.a-1");
    Activity activity = new Activity("a-1", theme, form, "q1", NOW, List.of(), List.of());
    try (LedgerLog log = open()) {
      log.append(List.of(new LedgerEntry(1, NOW, "q1", activity)));
    }

    assertThatThrownBy(
            () ->
                Ledger.open(
                    SmallPlan.builder().tasks(List.of()).themes(List.of()).build(),
                    SmallPlan.roster(),
                    open(),
                    () -> NOW))
        .hasMessageContaining("ledger entry 1 does not fit plan 7/KH-UBND and its roster:")
        .hasMessageContaining("no theme \"II.1.2\"");
    assertThat(reopened()).hasSize(1);
  }
}
