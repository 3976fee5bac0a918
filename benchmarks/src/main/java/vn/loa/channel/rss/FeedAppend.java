package vn.loa.channel.rss;

import com.rometools.rome.feed.rss.Channel;
import com.rometools.rome.io.FeedException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What it costs to add one entry to a feed, until its RSS document is there for readers; what the
 * disk takes is not in it. With {@code -prof gc} also what is allocated.
 *
 * <ul>
 *   <li>{@code loa}: of which a document shows the newest 50, the others on archive pages; so that
 *       the feed keeps its size, the oldest entry goes, which is timed too
 *   <li>{@code loaWithTag}: until the document has its ETag, too
 *   <li>{@code rome}: the model is kept, and written whole, as ROME has no pages; {@code
 *       romeFromFile} reads the document first, as one who keeps only that
 * </ul>
 *
 * <p>In the package of the channel, as {@link FeedWriting} is.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 7, time = 1)
@Fork(value = 2, jvmArgsAppend = "-Xmx3g")
public class FeedAppend {

  private static final int SHOWN = 50;
  private static final int DIFFERENT = 1_000;
  private static final int ENTRIES_OF_ROME = 10_000;

  /** A feed that one entry comes to and another leaves. */
  @State(Scope.Thread)
  public static class Shelved {

    @Param({"100", "1000", "10000", "100000"})
    public int entries;

    private final List<Item> items = SampleItems.of(DIFFERENT);
    private List<String> keys = List.of();
    private Shelf shelf = emptyShelf();
    private int next;

    @Setup(Level.Trial)
    public void fill() {
      keys = IntStream.rangeClosed(0, entries).mapToObj(i -> "tin-" + i).toList();
      shelf = emptyShelf();
      for (next = 0; next < entries; next++) {
        put(new Fragment(items.get(next % DIFFERENT)));
      }
      shelf.publish();
    }

    private static Shelf emptyShelf() {
      return new Shelf(
          SampleItems.feed(),
          SHOWN,
          position -> {
            throw new IOException("nothing has to be read");
          },
          SampleItems.NEWEST);
    }

    private void put(Fragment fragment) {
      shelf.put(keys.get(next % keys.size()), next, fragment, fragment.item().updated());
    }

    private Document add() {
      put(new Fragment(items.get(next % DIFFERENT)));
      next = (next + 1) % (keys.size() * DIFFERENT);
      shelf.remove(keys.get(next % keys.size()), SampleItems.NEWEST);
      shelf.publish();
      shelf.takeChanged();
      return shelf.current().document(Format.RSS);
    }
  }

  /** The same feed by ROME; as it takes so long, a few entries more do not count. */
  @State(Scope.Thread)
  public static class Rome {

    private final List<Item> items = SampleItems.of(ENTRIES_OF_ROME);
    private final Channel model = RomeDocument.model(SampleItems.feed(), items);
    private byte[] document = {};

    @Setup(Level.Trial)
    public void write() throws Exception {
      document = RomeDocument.write(model);
    }

    private byte[] addTo(Channel channel) throws IOException, FeedException {
      channel.getItems().add(0, RomeDocument.item(items.get(0)));
      return RomeDocument.write(channel);
    }
  }

  @Benchmark
  public Document loa(Shelved feed) {
    return feed.add();
  }

  @Benchmark
  public String loaWithTag(Shelved feed) {
    return feed.add().etag(false);
  }

  @Benchmark
  @BenchmarkMode(Mode.SingleShotTime)
  @Warmup(iterations = 5)
  @Measurement(iterations = 10)
  public byte[] rome(Rome feed) throws IOException, FeedException {
    return feed.addTo(feed.model);
  }

  @Benchmark
  @BenchmarkMode(Mode.SingleShotTime)
  @Warmup(iterations = 3)
  @Measurement(iterations = 5)
  public byte[] romeFromFile(Rome feed) throws IOException, FeedException {
    return feed.addTo(RomeDocument.read(feed.document));
  }
}
