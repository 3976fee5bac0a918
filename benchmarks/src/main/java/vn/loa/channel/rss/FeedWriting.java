package vn.loa.channel.rss;

import com.rometools.rome.feed.rss.Channel;
import com.rometools.rome.io.FeedException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What it costs to write the RSS document of 1,000 entries, about 870 octets each, from a model
 * that is there.
 *
 * <ul>
 *   <li>{@code loaCold}: every item anew; {@code loaColdAtom}, {@code loaColdJson} the other
 *       formats
 *   <li>{@code loaCached}: of items that were written before, as after each publishing; {@code
 *       copy} copies as many octets
 *   <li>{@code rome}, {@code jdkStax}, {@code woodstox}, {@code aalto}: as one would write it, with
 *       our dates and our HTML; all but ROME of the same items
 * </ul>
 *
 * <p>Every row's items say the same, or the setup fails. In the package of the channel, whose
 * formats are nobody else's concern: its public face would time the disk.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 7, time = 1)
@Fork(value = 2, jvmArgsAppend = "-Xmx1g")
public class FeedWriting {

  private static final int ENTRIES = 1_000;

  private final Feed feed = SampleItems.feed();
  private final List<Item> items = SampleItems.of(ENTRIES);
  private final List<Fragment> cached = fragments();
  private final Channel model = RomeDocument.model(feed, items);
  private final StaxDocument ofJdk = new StaxDocument(XMLOutputFactory.newDefaultFactory());
  private final StaxDocument ofWoodstox = StaxDocument.by("com.ctc.wstx.stax.WstxOutputFactory");
  private final StaxDocument ofAalto =
      StaxDocument.by("com.fasterxml.aalto.stax.OutputFactoryImpl");
  private byte[] document = {};

  @Setup(Level.Trial)
  public void checkThatAllSayTheSame() throws Exception {
    document = loaCached();
    List<String> said = ReadBack.items(document);
    Map<String, byte[]> rows =
        Map.of(
            "loaCold", loaCold(),
            "rome", rome(),
            "jdkStax", jdkStax(),
            "woodstox", woodstox(),
            "aalto", aalto());
    rows.forEach(
        (row, octets) -> {
          if (!ReadBack.items(octets).equals(said)) {
            throw new IllegalStateException(row + " says something else");
          }
        });
  }

  @Benchmark
  public byte[] loaCold() {
    return Format.RSS.render(edition(fragments()));
  }

  @Benchmark
  public byte[] loaColdAtom() {
    return Format.ATOM.render(edition(fragments()));
  }

  @Benchmark
  public byte[] loaColdJson() {
    return Format.JSON.render(edition(fragments()));
  }

  @Benchmark
  public byte[] loaCached() {
    return Format.RSS.render(edition(cached));
  }

  @Benchmark
  public byte[] copy() {
    return document.clone();
  }

  @Benchmark
  public byte[] rome() throws IOException, FeedException {
    return RomeDocument.write(model);
  }

  @Benchmark
  public byte[] jdkStax() throws XMLStreamException {
    return ofJdk.write(feed, items);
  }

  @Benchmark
  public byte[] woodstox() throws XMLStreamException {
    return ofWoodstox.write(feed, items);
  }

  @Benchmark
  public byte[] aalto() throws XMLStreamException {
    return ofAalto.write(feed, items);
  }

  private List<Fragment> fragments() {
    return items.stream().map(Fragment::new).toList();
  }

  private Edition edition(List<Fragment> fragments) {
    return Edition.current(feed, 0, fragments, List.of(), SampleItems.NEWEST);
  }
}
