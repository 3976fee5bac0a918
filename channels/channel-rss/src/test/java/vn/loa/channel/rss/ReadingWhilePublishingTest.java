package vn.loa.channel.rss;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import vn.loa.channel.Address;
import vn.loa.channel.Batch;
import vn.loa.channel.Outcome;
import vn.loa.channel.testkit.ManualTime;

/**
 * One writer at a thousand entries a second, and many readers. Seconds of the system are counted.
 */
@Timeout(240)
class ReadingWhilePublishingTest {

  private static final int PUBLISHED = Integer.getInteger("loa.appends", 3_000);
  private static final int READERS = 16;
  private static final int SHOWN = 10;
  private static final long A_MILLISECOND = 1_000_000;

  private final AtomicBoolean ended = new AtomicBoolean();

  /** The newest of those that are answered, and so are shown. */
  private final AtomicInteger answered = new AtomicInteger(-1);

  @TempDir private Path store;

  /** What one reader saw. */
  private record Seen(int whole, int unchanged, List<String> faults) {}

  @Test
  void no_reader_sees_a_torn_document_or_is_told_that_an_old_one_is_new() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(READERS);
    FeedSettings settings = Publishing.settings(store).newest(SHOWN).build();
    try (Publishing feeds = Publishing.in(settings, ManualTime.startingAt(Publishing.START))) {
      List<Future<Seen>> readers = new ArrayList<>();
      for (int i = 0; i < READERS; i++) {
        readers.add(threads.submit(() -> read(feeds)));
      }
      publish(feeds);
      ended.set(true);
      for (Future<Seen> reader : readers) {
        Seen seen = reader.get();
        assertThat(seen.faults()).isEmpty();
        assertThat(seen.whole()).isPositive();
        assertThat(seen.unchanged()).isPositive();
      }
    } finally {
      ended.set(true);
      threads.shutdownNow();
    }
  }

  @Test
  void a_file_of_the_folder_is_always_a_whole_document() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    Path folder = store.resolve("folder");
    FeedSettings settings = Publishing.settings(store).newest(SHOWN).folder(folder).build();
    try (Publishing feeds = Publishing.in(settings, ManualTime.startingAt(Publishing.START))) {
      List<Future<Integer>> readers = new ArrayList<>();
      for (String name : List.of("rss.xml", "atom.xml")) {
        Path file = folder.resolve("tin-tuc").resolve(name);
        readers.add(threads.submit(() -> read(file)));
      }
      publish(feeds);
      ended.set(true);
      for (Future<Integer> reader : readers) {
        assertThat(reader.get()).isPositive();
      }
    } finally {
      ended.set(true);
      threads.shutdownNow();
    }
  }

  /** Submits one each millisecond; the clock of the feeds stands still for a while, then runs. */
  private void publish(Publishing feeds) {
    List<Address> feed = List.of(new Address.Feed("tin-tuc"));
    long began = System.nanoTime();
    for (int i = 0; i < PUBLISHED; i++) {
      for (long left = 1; left > 0; ) {
        boolean full = i - answered.get() > feeds.channel.limits().window() / 2;
        left = full ? A_MILLISECOND : began + i * A_MILLISECOND - System.nanoTime();
        LockSupport.parkNanos(left);
      }
      if (i % 700 == 0) {
        feeds.time.advance(Duration.ofMillis(900));
      }
      feeds.channel.submit(new Batch(Publishing.simple("tb-" + i), i, feed), this::answered);
    }
    feeds.channel.close(Duration.ofSeconds(100));
    assertThat(answered).hasValue(PUBLISHED - 1);
  }

  private void answered(long token, Outcome outcome) {
    if (outcome instanceof Outcome.Sent) {
      answered.accumulateAndGet((int) token, Math::max);
    }
  }

  private Seen read(Publishing feeds) {
    List<String> faults = new ArrayList<>();
    int whole = 0;
    int unchanged = 0;
    int newest = -1;
    FeedRequest request = FeedRequest.get("/tin-tuc/atom.xml");
    while (!ended.get()) {
      int before = answered.get();
      FeedResponse response = feeds.channel.respond(request);
      if (response.status() == 304) {
        unchanged++;
        if (newest < before) {
          faults.add("told that nothing came after %d when %d had".formatted(newest, before));
        }
        continue;
      }
      List<Integer> shown = shown(response.body());
      whole++;
      newest = shown.isEmpty() ? -1 : shown.get(0);
      if (newest < before) {
        faults.add("shown %s when %d had come".formatted(shown, before));
      }
      request = conditional(response, whole);
    }
    return new Seen(whole, unchanged, faults);
  }

  /** By turns by the tag and by the date, where there is one. */
  private static FeedRequest conditional(FeedResponse response, int turn) {
    String tag = response.headers().get("ETag");
    String date = response.headers().get("Last-Modified");
    return FeedRequest.of(
        "GET",
        "/tin-tuc/atom.xml",
        name ->
            switch (name) {
              case "If-None-Match" -> turn % 2 == 0 || date == null ? tag : null;
              case "If-Modified-Since" -> date;
              default -> null;
            });
  }

  private int read(Path file) throws Exception {
    int read = 0;
    int newest = -1;
    while (!ended.get()) {
      List<Integer> shown = shown(Files.readAllBytes(file));
      assertThat(shown.isEmpty() ? -1 : shown.get(0)).isGreaterThanOrEqualTo(newest);
      newest = shown.isEmpty() ? -1 : shown.get(0);
      read++;
    }
    return read;
  }

  /** Newest first, without a gap. */
  private static List<Integer> shown(byte[] document) {
    List<Integer> shown =
        Read.of(document).entries().stream()
            .map(it -> it.getOrDefault("id", it.getOrDefault("guid", "")))
            .map(id -> Integer.valueOf(id.substring(id.lastIndexOf('-') + 1)))
            .toList();
    assertThat(shown).hasSizeLessThanOrEqualTo(SHOWN);
    for (int i = 1; i < shown.size(); i++) {
      assertThat(shown.get(i)).isEqualTo(shown.get(0) - i);
    }
    return shown;
  }
}
