package vn.loa.dispatch.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import vn.loa.channel.DeliveryState;
import vn.loa.channel.Message;
import vn.loa.channel.Receipt;
import vn.loa.channel.Recipients;
import vn.loa.channel.Time;
import vn.loa.channel.Urgency;
import vn.loa.dispatch.store.CampaignRecord;
import vn.loa.dispatch.store.CampaignStand;
import vn.loa.dispatch.store.Changes;
import vn.loa.dispatch.store.Control;
import vn.loa.dispatch.store.DispatchStore;
import vn.loa.dispatch.store.Lease;
import vn.loa.dispatch.store.LeaseRequest;
import vn.loa.dispatch.store.Query;
import vn.loa.dispatch.store.ReceiptBatch;
import vn.loa.dispatch.store.StoreException;

@Timeout(60)
class JournalTest {

  private static final Instant START = Instant.parse("2026-11-23T00:00:00Z");

  @TempDir private Path folder;
  private final Clock clock = new Clock();
  private final SimulatedDisk disk = new SimulatedDisk(new Random(1));
  private SimulatedDisk saved = disk;

  private static final class Clock implements Time {
    private volatile Instant now = START;

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public long nanos() {
      return 0;
    }

    @Override
    public void await(Object monitor, long deadline) {
      throw new UnsupportedOperationException();
    }
  }

  // Opening

  @Test
  void a_folder_that_is_not_there_is_made_and_found_again() {
    Path deep = folder.resolve("a/b");
    try (Journal journal = Journal.open(deep)) {
      done(append(journal, "k1", 0, 3, true));
    }
    try (Journal journal = Journal.open(deep)) {
      assertThat(audience(journal, "k1")).isEqualTo(3);
    }
  }

  @Test
  void a_folder_that_is_a_file_is_refused() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "mine");
    assertUnusable(() -> Journal.open(file), "it is a file; name a folder instead");
    assertThat(file).hasContent("mine");
  }

  @Test
  void a_folder_that_is_open_is_refused_until_it_is_closed() {
    Journal journal = Journal.open(folder);
    assertUnusable(() -> Journal.open(folder), "open in this process already: close it first");
    assertUnusable(() -> JournalTool.verify(folder), "open in this process already");
    journal.close();
    Journal.open(folder).close();
  }

  @Test
  void a_folder_that_cannot_be_written_to_is_refused() throws Exception {
    Path lock = Files.createDirectory(folder.resolve("lock"));
    assertUnusable(
        () -> Journal.open(folder), "let this user read and write the folder and all in it");
    assertThat(lock).isDirectory();
  }

  @Test
  void opening_often_leaves_one_segment() {
    for (int i = 0; i < 5; i++) {
      simulated().open().close();
    }
    assertThat(disk.list()).containsExactly(Segment.name(1));
    done(append(simulated().open(), "k1", 0, 3, true));
  }

  @Test
  void after_closing_every_call_fails_and_closing_again_does_nothing() {
    Journal journal = Journal.open(folder);
    done(append(journal, "k1", 0, 3, true));
    journal.close();
    journal.close();
    assertFails(append(journal, "k2", 0, 3, true), StoreException.Kind.CLOSED);
    assertThatThrownBy(() -> lease(journal, "k1"))
        .hasMessageContaining("was closed: open it again");
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(it -> it.getName().startsWith("loa-journal-" + folder.getFileName()));
  }

  // Damage

  @Test
  void another_version_is_named_and_left_as_it_is() {
    byte[] octets = someSegments().get(0);
    octets[8] = 9;
    disk.put(Segment.name(1), octets);
    assertUnusable(
        () -> simulated().open(), "is of format version 9, and this program reads version 1");
    assertThat(disk.get(Segment.name(1))).isEqualTo(octets);
  }

  @Test
  void every_octet_that_changes_in_a_closed_segment_is_damage_and_nothing_is_changed() {
    byte[] whole = someSegments().get(0);
    for (int i = 0; i < whole.length; i += 3) {
      byte[] octets = whole.clone();
      octets[i] ^= 0x41;
      disk.put(Segment.name(1), octets);
      List<String> names = disk.list();
      assertUnusable(() -> simulated().open(), i < 8 || i > 11 ? "is damaged in" : "version");
      assertThat(disk.list()).isEqualTo(names);
      assertThat(disk.get(Segment.name(1))).isEqualTo(octets);
    }
    disk.put(Segment.name(1), whole);
    simulated().open().close();
  }

  @Test
  void damage_names_the_file_the_place_and_the_mend() {
    byte[] octets = someSegments().get(0);
    octets[SegmentHeader.SIZE + Frame.HEADER] ^= 1;
    disk.put(Segment.name(1), octets);
    assertUnusable(
        () -> simulated().open(),
        "the journal in simulated is damaged in 0000000000000000001.segment at octet 48 (frame 1 is"
            + " broken or missing there); nothing was changed: put the file back from a copy, or"
            + " save what is whole with `java -cp … vn.loa.dispatch.journal.JournalTool salvage"
            + " simulated <new folder>`");
  }

  @Test
  void a_missing_segment_is_noticed() {
    someSegments();
    String second = segments().get(1);
    byte[] octets = disk.get(second);
    disk.delete(second);
    assertUnusable(() -> simulated().open(), "broken or missing there");
    disk.put(second, octets);
    disk.delete(segments().get(0));
    assertUnusable(() -> simulated().open(), Segment.name(1) + " at octet 0 (it is missing)");
  }

  @Test
  void a_segment_of_another_journal_is_noticed() {
    someSegments();
    String second = segments().get(1);
    SegmentHeader foreign = new SegmentHeader(99, Segment.first(second), 0, 0);
    byte[] octets = disk.get(second);
    System.arraycopy(foreign.octets(), 0, octets, 0, SegmentHeader.SIZE);
    disk.put(second, octets);
    assertUnusable(() -> simulated().open(), "it belongs to another journal");
  }

  @Test
  void damage_in_the_last_segment_is_no_torn_end_when_later_frames_say_that_it_was_durable() {
    Journal journal = simulated().segmentSize(1 << 20).open();
    for (int i = 0; i < 4; i++) {
      done(append(journal, "k" + i, 0, 3, true));
    }
    journal.close();
    byte[] octets = disk.get(Segment.name(1));
    byte[] broken = octets.clone();
    broken[SegmentHeader.SIZE + Frame.HEADER + 2] ^= 1;
    disk.put(Segment.name(1), broken);
    assertUnusable(() -> simulated().open(), "is damaged");
    byte[] torn = Arrays.copyOf(octets, octets.length + 700);
    disk.put(Segment.name(1), torn);
    try (Journal again = simulated().open()) {
      assertThat(Workload.seen(again)).hasSize(4 * (7 + 3));
    }
  }

  // Durability

  @Test
  void calls_that_come_together_share_a_force() throws Exception {
    CountDownLatch slow = new CountDownLatch(1);
    Journal journal = Journal.builder(folder).disk(new SlowDisk(disk, slow)).open();
    int before = disk.forces;
    List<CompletionStage<?>> stages = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      stages.add(append(journal, "k" + i, 0, 2, true));
    }
    slow.countDown();
    stages.forEach(JournalTest::done);
    assertThat(disk.forces - before).isBetween(1, 5);
    journal.close();
  }

  @Test
  void stages_complete_in_the_order_of_their_calls_and_only_after_their_force() throws Exception {
    CountDownLatch slow = new CountDownLatch(1);
    Journal journal = Journal.builder(folder).disk(new SlowDisk(disk, slow)).open();
    List<Integer> order = new ArrayList<>();
    List<CompletionStage<?>> stages = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      int number = i;
      stages.add(append(journal, "k" + i, 0, 2, true).thenAccept(it -> order.add(number)));
    }
    assertThat(order).isEmpty();
    slow.countDown();
    stages.forEach(JournalTest::done);
    assertThat(order).hasSize(100).isSorted();
    journal.close();
  }

  @Test
  void what_is_known_already_is_durable_before_it_is_said_to_be() {
    Journal journal = simulated().inline(2).open();
    CompletionStage<?> first = append(journal, "k1", 0, 3, true);
    CompletionStage<?> again = append(journal, "k1", 0, 3, true);
    assertThat(first.toCompletableFuture()).isDone();
    assertThat(done(again)).isEqualTo(DispatchStore.Appended.KNOWN);
  }

  @Test
  void a_stage_may_call_the_store_and_close_it() {
    Journal journal = Journal.open(folder);
    CompletableFuture<Object> inner = new CompletableFuture<>();
    append(journal, "k1", 0, 3, true)
        .thenRun(
            () -> {
              append(journal, "k2", 0, 3, true).thenAccept(inner::complete);
              journal.close();
            });
    assertThat(inner.join()).isEqualTo(DispatchStore.Appended.NEW);
  }

  @Test
  void after_a_failed_force_nothing_more_is_done_and_nothing_is_tried_again() {
    Journal journal = simulated().open();
    done(append(journal, "k1", 0, 3, true));
    disk.failForceAfter(0);
    assertFails(append(journal, "k2", 0, 3, true), StoreException.Kind.BROKEN);
    int operations = disk.operations;
    assertFails(append(journal, "k3", 0, 3, true), StoreException.Kind.BROKEN);
    assertThatThrownBy(() -> lease(journal, "k1"))
        .hasMessageContaining("could not be written (java.io.IOException: Input/output error)")
        .hasMessageContaining("then open the journal again");
    assertThat(disk.operations).isEqualTo(operations);
    journal.close();
    disk.powerOn();
    try (Journal again = simulated().open()) {
      assertThat(audience(again, "k1")).isEqualTo(3);
    }
  }

  @Test
  void a_write_that_finds_no_room_leaves_a_journal_that_opens() {
    Journal journal = simulated().open();
    done(append(journal, "k1", 0, 3, true));
    disk.room(20);
    assertFails(append(journal, "k2", 0, 3, true), StoreException.Kind.BROKEN);
    journal.close();
    disk.restart();
    try (Journal again = simulated().open()) {
      assertThat(audience(again, "k1")).isEqualTo(3);
      assertThat(audience(again, "k2")).isEqualTo(-1);
    }
  }

  @Test
  void a_disk_that_fills_stops_leases_then_appends_and_never_what_must_be_recorded() {
    Journal journal = simulated().reserve(1_000_000).open();
    done(append(journal, "k1", 0, 3, true));
    Lease lease = leased(journal, "k1");
    disk.room(1_999_999);
    assertThat(lease(journal, "k1")).isNull();
    assertThat(journal.isLowOnSpace()).isTrue();
    done(append(journal, "k2", 0, 3, true));
    disk.room(999_999);
    assertFails(append(journal, "k3", 0, 3, true), StoreException.Kind.FULL);
    Changes changes = new Changes().at(START);
    changes.attempted(0);
    done(journal.record(lease, changes));
    done(journal.control("k2", new Control.Pause()));
    done(journal.receipts("sms", new ReceiptBatch(), START));
    disk.room(Long.MAX_VALUE);
    assertThat(journal.isLowOnSpace()).isFalse();
    done(journal.control("k2", new Control.Resume()));
    assertThat(lease(journal, "k2")).isNotNull();
  }

  @Test
  void a_stage_that_interrupts_its_thread_harms_no_later_call() {
    try (Journal journal = Journal.open(folder)) {
      done(append(journal, "k1", 0, 3, true).thenRun(() -> Thread.currentThread().interrupt()));
      Thread.interrupted(); // it may have been complete, and this one's then
      assertThat(done(append(journal, "k2", 0, 3, true))).isEqualTo(DispatchStore.Appended.NEW);
    }
  }

  @Test
  void a_call_that_fails_half_way_breaks_the_journal_and_leaves_nothing_on_disk() {
    Journal journal = simulated().inline(2).open();
    CompletionStage<?> before = append(journal, "k1", 0, 3, true);
    assertThatThrownBy(() -> journal.control("k1", new Control.NotBefore(noInstant())))
        .isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> lease(journal, "k1"))
        .isInstanceOfSatisfying(
            StoreException.class,
            it -> assertThat(it.kind()).isEqualTo(StoreException.Kind.BROKEN));
    journal.close();
    assertThat(before.toCompletableFuture()).isDone();
    try (Journal again = simulated().open()) {
      done(append(again, "k1", 0, 3, true));
      assertThat(lease(again, "k1")).isNotNull();
    }
  }

  @SuppressWarnings("NullAway") // as a caller that is not checked
  private static Instant noInstant() {
    return null;
  }

  @Test
  void what_is_kept_is_kept_for_up_to_a_hundred_years() {
    Journal.Builder builder = Journal.builder(folder);
    builder.keepSummaries(Duration.ofDays(36_500));
    assertThatThrownBy(() -> builder.keepWaitingReceipts(Duration.ofSeconds(Long.MAX_VALUE)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("up to 100 years");
    assertThatThrownBy(() -> builder.keepDeliveries(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
  }

  // Compaction

  @Test
  void finished_campaigns_become_summaries_then_nothing_and_their_room_is_given_back() {
    Journal journal = simulated().open();
    for (int i = 0; i < 40; i++) {
      finish(journal, "k" + i, 20);
    }
    long full = size();
    clock.now = START.plus(Duration.ofDays(31));
    journal.compact();
    assertThat(stand(journal, "k0").summary()).isTrue();
    assertThat(stand(journal, "k0").tally().delivered()).isEqualTo(20);
    List<Object> seen = Workload.seen(journal);
    assertThat(size()).isLessThan(full / 2);
    journal.close();
    journal = simulated().open();
    assertThat(Workload.seen(journal)).isEqualTo(seen);
    clock.now = START.plus(Duration.ofDays(401));
    journal.compact();
    assertThat(Workload.seen(journal)).isEmpty();
    done(append(journal, "new", 0, 20, true));
    journal.close();
    journal = simulated().open();
    journal.close();
    journal = simulated().open();
    assertThat(size()).isLessThan(4_000);
    assertThat(audience(journal, "new")).isEqualTo(20);
    assertThat(disk.list()).contains(Segment.name(1));
    journal.close();
  }

  @Test
  void a_campaign_that_lives_on_does_not_keep_those_around_it() {
    Journal journal = simulated().open();
    done(append(journal, "long", 0, 2, true));
    for (int i = 0; i < 40; i++) {
      finish(journal, "k" + i, 20);
    }
    long full = size();
    clock.now = START.plus(Duration.ofDays(401));
    journal.compact();
    journal.close();
    journal = simulated().open();
    assertThat(audience(journal, "long")).isEqualTo(2);
    assertThat(lease(journal, "long")).isNotNull();
    assertThat(size()).isLessThan(full / 4);
    journal.close();
  }

  @Test
  void compaction_leaves_half_of_the_room_to_what_must_be_recorded() {
    Journal journal = simulated().segmentSize(4_000).open();
    done(append(journal, "long", 0, 900, false));
    done(append(journal, "long", 1, 900, true));
    for (int i = 0; i < 8; i++) {
      finish(journal, "k" + i, 60);
    }
    done(append(journal, "last", 0, 10, true));
    clock.now = START.plus(Duration.ofDays(31));
    disk.room(2_600);
    long full = size();
    journal.compact();
    assertThat(stand(journal, "k0").summary()).isTrue();
    assertThat(disk.isDying()).isFalse();
    Changes changes = new Changes().at(START);
    IntStream.range(0, 500).forEach(changes::attempted);
    done(journal.record(leased(journal, "long"), changes));
    disk.room(5_000);
    journal.compact();
    assertThat(size()).isLessThan(full);
  }

  @Test
  void receipts_that_were_dropped_between_calls_are_counted_by_the_next() {
    Journal journal = simulated().open();
    ReceiptBatch batch = new ReceiptBatch();
    for (int i = 0; i < 3; i++) {
      batch.add(i, new Receipt.Delivered("r", START), null);
    }
    done(journal.receipts("sms", batch, START));
    clock.now = START.plus(Duration.ofHours(73));
    journal.compact();
    assertThat(done(journal.receipts("sms", batch.clear(), clock.now)).dropped()).isEqualTo(3);
    assertThat(done(journal.receipts("sms", batch.clear(), clock.now)).dropped()).isZero();
  }

  @Test
  void compaction_beside_calls_of_several_threads_loses_nothing() throws Exception {
    List<Object> seen;
    try (Journal journal = Journal.builder(folder).time(clock).segmentSize(3_000).open()) {
      List<CompletableFuture<Void>> threads = new ArrayList<>();
      for (int thread = 0; thread < 4; thread++) {
        String prefix = "t" + thread + "-";
        threads.add(CompletableFuture.runAsync(() -> live(journal, prefix)));
      }
      for (int day = 1; day <= 60; day++) {
        clock.now = START.plus(Duration.ofDays(30 + day));
        journal.compact();
      }
      threads.forEach(CompletableFuture::join);
      journal.compact();
      seen = Workload.seen(journal);
    }
    for (int i = 0; i < 2; i++) {
      try (Journal journal = Journal.builder(folder).time(clock).segmentSize(3_000).open()) {
        assertThat(Workload.seen(journal)).isEqualTo(seen);
      }
    }
  }

  private static void live(Journal journal, String prefix) {
    for (int i = 0; i < 60; i++) {
      finish(journal, prefix + i, 20);
      done(append(journal, prefix + "open-" + i, 0, 5, i % 2 == 0));
      ReceiptBatch waits = new ReceiptBatch();
      waits.add(prefix + i, new Receipt.Delivered("r", START), null);
      done(journal.receipts("other", waits, START));
    }
  }

  @Test
  void receipts_that_wait_no_more_leave_the_disk() {
    Journal journal = simulated().open();
    for (int i = 0; i < 100; i++) {
      ReceiptBatch batch = new ReceiptBatch();
      batch.add(i, new Receipt.Delivered(Integer.toString(i), START), null);
      done(journal.receipts("sms", batch, START));
    }
    clock.now = START.plus(Duration.ofHours(73));
    journal.compact();
    journal.close();
    journal = simulated().open();
    journal.close();
    assertThat(size()).isLessThan(3_000);
  }

  // Tools

  @Test
  void the_tool_verifies_and_exports() throws Exception {
    try (Journal journal = Journal.builder(folder).time(clock).open()) {
      finish(journal, "k1", 1);
    }
    assertThat(tool("verify", folder.toString())).isEqualTo("0" + folder + " is whole\n");
    assertThat(tool("export", folder.toString()))
        .startsWith("0{\"campaign\":\"k1\",\"message\":\"tb-1\",\"title\":\"Nước \\\"dâng\\\"\"")
        .contains("\"DELIVERED\":1}\n")
        .contains(
            "{\"campaign\":\"k1\",\"chunk\":0,\"index\":0,\"to\":\"84900000000\","
                + "\"state\":\"DELIVERED\"")
        .contains("\"receipt\":\"DELIVERED\",\"reference\":\"0\"");
    assertThat(tool()).startsWith("2").contains("salvage <folder> <folder>");
    assertThat(tool("verify", folder.resolve("no").toString())).startsWith("1there is no journal");
    assertThat(tool("verify", Files.createDirectory(folder.resolve("e")).toString()))
        .startsWith("1there is no journal");
  }

  @Test
  void salvage_keeps_what_is_whole_and_doubts_what_may_have_been_sent() throws Exception {
    Path to = folder.resolve("to");
    Path from = folder.resolve("from");
    try (Journal journal = Journal.builder(from).time(clock).open()) {
      done(append(journal, "before", 0, 3, true));
      done(append(journal, "taken", 0, 3, false));
      done(journal.control("before", new Control.Pause()));
      done(journal.control("before", new Control.Resume()));
      done(append(journal, "after", 0, 3, true));
    }
    Path segment = from.resolve(Segment.name(1));
    byte[] octets = Files.readAllBytes(segment);
    int third = frameAt(octets, 3);
    octets[third + Frame.HEADER] ^= 1;
    Files.write(segment, octets);
    assertUnusable(() -> Journal.open(from), "is damaged");

    JournalTool.Salvaged salvaged = JournalTool.salvage(from, to);
    assertThat(salvaged.frames()).isEqualTo(4);
    assertThat(salvaged.octetsSkipped()).isEqualTo(frameAt(octets, 4) - third);
    assertThat(salvaged.campaigns()).containsExactlyInAnyOrder("before", "taken");
    assertThat(salvaged.inDoubt()).isEqualTo(6);
    try (Journal journal = Journal.builder(to).time(clock).open()) {
      assertThat(stand(journal, "before").tally().inDoubt()).isEqualTo(3);
      assertThat(stand(journal, "taken").tally().inDoubt()).isEqualTo(3);
      assertThat(stand(journal, "taken").phase()).isEqualTo(CampaignStand.Phase.CANCELLED);
      assertThat(stand(journal, "after").tally().count(DeliveryState.QUEUED)).isEqualTo(3);
    }
    assertThat(Files.readAllBytes(segment)).isEqualTo(octets);
    assertUnusable(() -> JournalTool.salvage(from, to), "is not empty: name a folder that is");
  }

  @Test
  void salvage_doubts_what_a_last_segment_without_a_header_may_have_held() throws Exception {
    someSegments();
    String last = segments().get(segments().size() - 1);
    byte[] octets = disk.get(last);
    disk.put(last, new byte[0]);
    assertUnusable(() -> simulated().open(), "its header is broken");
    assertThat(salvage().campaigns()).contains("k0", "k1", "k2");
    SegmentHeader foreign = new SegmentHeader(99, Segment.first(last), 0, 0);
    System.arraycopy(foreign.octets(), 0, octets, 0, SegmentHeader.SIZE);
    disk.put(last, octets);
    assertThat(salvage().campaigns()).contains("k0", "k1", "k2");
  }

  @Test
  void salvage_keeps_what_a_rewritten_segment_holds_beside_those_it_covers() throws Exception {
    Map<String, byte[]> covered = rewritten(100);
    List<Object> seen;
    try (Journal journal = simulated().open()) {
      seen = Workload.seen(journal);
    }
    covered.forEach(disk::put);
    JournalTool.Salvaged salvaged = salvage();
    assertThat(salvaged.campaigns()).isEmpty();
    try (Journal journal = simulated().disk(saved).open()) {
      assertThat(Workload.seen(journal)).isEqualTo(seen);
    }
  }

  @Test
  void salvage_doubts_what_a_rewritten_segment_may_have_held_that_was_cut() throws Exception {
    rewritten(1_900);
    String name = segments().get(1);
    byte[] octets = disk.get(name);
    assertThat(Objects.requireNonNull(SegmentHeader.read(octets)).rewritten()).isTrue();
    for (int length : List.of(SegmentHeader.SIZE, octets.length - 1)) {
      disk.put(name, Arrays.copyOf(octets, length));
      assertUnusable(() -> simulated().open(), "it was cut or has grown");
      assertThat(salvage().campaigns()).as("cut to " + length).contains("long");
    }
    octets[octets.length - 1] ^= 1;
    disk.put(name, octets);
    assertThat(salvage().campaigns()).contains("long");
  }

  @Test
  void what_follows_a_rewritten_segment_is_missed_also_beside_those_it_covers() throws Exception {
    Map<String, byte[]> covered = rewritten(100);
    segments().stream().filter(it -> !it.equals(Segment.name(1))).forEach(disk::delete);
    covered.forEach(disk::put);
    assertUnusable(() -> simulated().open(), "the segment behind it is missing");
    assertThat(salvage().campaigns()).contains("long");
  }

  @Test
  void salvage_leaves_out_what_nobody_can_read_and_doubts_what_it_may_have_been() throws Exception {
    Journal journal = simulated().open();
    done(append(journal, "k1", 0, 3, true));
    journal.close();
    byte[] octets = disk.get(Segment.name(1));
    byte[] longer = Arrays.copyOf(octets, octets.length + Frame.HEADER + 2);
    longer[octets.length + Frame.HEADER] = 100;
    Frame.fill(longer, octets.length, 2, 7, 2, 1);
    disk.put(Segment.name(1), longer);
    assertUnusable(() -> simulated().open(), "no entry is of kind 100");
    assertThat(salvage().entriesLeftOut()).isEqualTo(1);
    assertThat(salvage().campaigns()).containsExactly("k1");
    assertThat(salvage().inDoubt()).isEqualTo(3);
  }

  /** The disk has a rewritten segment then; returns those that it covers. */
  private Map<String, byte[]> rewritten(int size) {
    Map<String, byte[]> before = new TreeMap<>();
    try (Journal journal = simulated().open()) {
      done(append(journal, "long", 0, size / 2, false));
      done(append(journal, "long", 1, size / 2, true));
      for (int i = 0; i < 20; i++) {
        finish(journal, "k" + i, 20);
      }
      done(append(journal, "later", 0, 1_000, true));
      done(append(journal, "latest", 0, 1_000, true));
      segments().forEach(it -> before.put(it, disk.get(it)));
      clock.now = START.plus(Duration.ofDays(31));
      journal.compact();
    }
    before.keySet().removeAll(segments());
    assertThat(before).isNotEmpty();
    return before;
  }

  private JournalTool.Salvaged salvage() throws Exception {
    saved = new SimulatedDisk(new Random(2));
    return Salvage.salvage(disk, saved);
  }

  @Test
  void the_tool_leaves_nothing_where_there_is_no_journal_and_may_be_asked_again() throws Exception {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertUnusable(() -> JournalTool.verify(empty), "there is no journal in");
    assertThat(empty).isEmptyDirectory();
    Path broken = Files.createDirectory(folder.resolve("broken"));
    Files.write(broken.resolve(Segment.name(1)), new byte[60]);
    for (int i = 0; i < 2; i++) {
      assertUnusable(
          () -> JournalTool.salvage(broken, empty), "is the beginning of a segment of version 1");
    }
  }

  @Test
  void an_export_that_cannot_be_written_fails() {
    try (Journal journal = Journal.open(folder)) {
      done(append(journal, "k1", 0, 3, true));
    }
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int octet) throws IOException {
            throw new IOException("No space left on device");
          }
        };
    PrintStream out = new PrintStream(full, false, StandardCharsets.UTF_8);
    assertThat(JournalTool.run(new String[] {"export", folder.toString()}, out, System.out))
        .isEqualTo(1);
  }

  @Test
  void a_name_that_no_sequence_has_is_not_of_the_log() {
    disk.put("9999999999999999999.segment", new byte[] {1});
    simulated().open().close();
    assertThat(disk.get("9999999999999999999.segment")).containsExactly(1);
  }

  private static int frameAt(byte[] octets, int number) {
    int at = SegmentHeader.SIZE;
    for (int i = 1; i < number; i++) {
      at += Frame.HEADER + Frame.length(octets, at);
    }
    return at;
  }

  private static String tool(String... arguments) {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
    int code = JournalTool.run(arguments, out, out);
    return code + said.toString(StandardCharsets.UTF_8);
  }

  // Helpers

  private Journal.Builder simulated() {
    return Journal.builder(folder)
        .disk(disk)
        .ids(() -> 7)
        .time(clock)
        .reserve(0)
        .segmentSize(2_000)
        .inline(1);
  }

  /** Of a closed journal. */
  private List<byte[]> someSegments() {
    try (Journal journal = simulated().segmentSize(200).open()) {
      for (int i = 0; i < 6; i++) {
        done(append(journal, "k" + i, 0, 20, true));
      }
    }
    assertThat(segments()).hasSizeGreaterThan(2);
    return segments().stream().map(disk::get).toList();
  }

  private List<String> segments() {
    return disk.list().stream().filter(Segment::isName).sorted().toList();
  }

  private long size() {
    return disk.list().stream().mapToLong(it -> disk.get(it).length).sum();
  }

  private static void finish(Journal journal, String key, int size) {
    done(append(journal, key, 0, size, true));
    Lease lease = leased(journal, key);
    Changes changes = new Changes().at(START);
    ReceiptBatch receipts = new ReceiptBatch();
    long base = Math.floorMod((long) key.hashCode() * 1_000, 1L << 40);
    base = "k1".equals(key) ? 0 : base;
    for (int i = 0; i < size; i++) {
      changes.attempted(i);
      changes.sent(i, base + i);
      receipts.add(base + i, new Receipt.Delivered(Long.toString(base + i), START), null);
    }
    done(journal.record(lease, changes.release()));
    done(journal.receipts("sms", receipts, START));
  }

  private static CompletionStage<DispatchStore.Appended> append(
      Journal journal, String key, int chunk, int size, boolean last) {
    long first = 84_900_000_000L + chunk * 1_000L;
    return journal.append(
        record(key), chunk, Recipients.phones(LongStream.range(first, first + size)), last);
  }

  private static CampaignRecord record(String key) {
    Message message =
        Message.builder("tb-1", "Nước \"dâng\"")
            .text("vi", "Ở nhà.")
            .validUntil(START.plusSeconds(3_600))
            .build();
    return new CampaignRecord(
        key, message, List.of("sms"), "citizens.csv", Urgency.ROUTINE, 1, START, null, START);
  }

  private static @Nullable Lease lease(Journal journal, String key) {
    return journal.lease(new LeaseRequest(key, 0, 0, START, Duration.ofMinutes(1))).lease();
  }

  private static Lease leased(Journal journal, String key) {
    return Objects.requireNonNull(lease(journal, key));
  }

  private static CampaignStand stand(Journal journal, String key) {
    List<CampaignStand> stands = new ArrayList<>();
    journal.scan(Query.campaign(key), stands::add);
    return stands.get(0);
  }

  private static long audience(Journal journal, String key) {
    long[] audience = {-1};
    journal.scan(Query.campaign(key), stand -> audience[0] = stand.tally().audience());
    return audience[0];
  }

  private static <T> T done(CompletionStage<T> stage) {
    return stage.toCompletableFuture().join();
  }

  private static void assertFails(CompletionStage<?> stage, StoreException.Kind kind) {
    assertThatThrownBy(() -> done(stage))
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOfSatisfying(
            StoreException.class, failure -> assertThat(failure.kind()).isEqualTo(kind));
  }

  private static void assertUnusable(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String says) {
    assertThatThrownBy(call)
        .isInstanceOf(StoreException.class)
        .hasMessageContaining(says)
        .satisfies(
            it -> assertThat(((StoreException) it).kind()).isEqualTo(StoreException.Kind.UNUSABLE));
  }
}
