package vn.loa.channel.rss;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import vn.loa.channel.Address;
import vn.loa.channel.Batch;
import vn.loa.channel.Receipt;
import vn.loa.channel.testkit.Answers;

@Timeout(120)
class ReadingWhilePublishingTest {

  private static final int PUBLISHED = 1000;

  private final AtomicBoolean ended = new AtomicBoolean();
  private final Set<String> seen = ConcurrentHashMap.newKeySet();

  @TempDir private Path store;

  @Test
  void a_reader_always_sees_a_whole_published_document() throws Exception {
    ExecutorService readers = Executors.newFixedThreadPool(2);
    try (Publishing feeds = Publishing.in(Publishing.settings(store).newest(10).build())) {
      feeds.published(Publishing.simple("first"), "tin-tuc");
      Future<Integer> served = readers.submit(() -> read(() -> serve(feeds)));
      Future<Integer> onDisk = readers.submit(() -> read(this::file));
      publish(feeds);
      ended.set(true);
      assertThat(served.get()).isPositive();
      assertThat(onDisk.get()).isPositive();
      assertThat(feeds.receipts)
          .hasSize(PUBLISHED + 1)
          .extracting(it -> '"' + ((Receipt.Published) it).sha256() + '"')
          .doesNotHaveDuplicates()
          .containsAll(seen);
    } finally {
      ended.set(true);
      readers.shutdownNow();
    }
  }

  private static void publish(Publishing feeds) throws InterruptedException {
    Answers answers = new Answers();
    List<Address> feed = List.of(new Address.Feed("tin-tuc"));
    for (int i = 0; i < PUBLISHED; i++) {
      feeds.channel.submit(new Batch(Publishing.simple("tb-" + i), i, feed), answers);
    }
    answers.await(PUBLISHED, Duration.ofSeconds(100));
    feeds.channel.close();
  }

  private int read(Callable<byte[]> source) throws Exception {
    List<Integer> sizes = new ArrayList<>();
    while (!ended.get()) {
      sizes.add(Read.of(source.call()).entries().size());
    }
    assertThat(sizes).isSorted().allMatch(it -> it >= 1 && it <= 10);
    return sizes.size();
  }

  private byte[] serve(Publishing feeds) {
    FeedResponse response = feeds.get("/tin-tuc/rss.xml");
    seen.add(response.headers().get("ETag"));
    return response.body();
  }

  private byte[] file() throws Exception {
    return Files.readAllBytes(store.resolve("tin-tuc/atom.xml"));
  }
}
