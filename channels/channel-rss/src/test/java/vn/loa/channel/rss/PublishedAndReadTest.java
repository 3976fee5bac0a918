package vn.loa.channel.rss;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.loa.channel.Message;
import vn.loa.channel.Receipt;
import vn.loa.channel.Time;
import vn.loa.simulator.FeedHost;

/** What the channel publishes, proved by fetching it. */
class PublishedAndReadTest {

  @TempDir private Path store;

  @Test
  void every_document_of_an_entry_proves_it_until_it_changes_or_goes() throws Exception {
    Message message =
        Publishing.message("tb-1")
            .text("vi", "Sáng thứ bảy,\r\nlúc 7 giờ & < \u0001 \ud800 😀")
            .text("en", "Saturday")
            .build();
    try (Publishing feeds = Publishing.in(Publishing.settings(store).newest(1).build());
        FeedHost host = FeedHost.start().mount("/feeds", new FeedHandler(feeds.channel))) {
      feeds.published(message, "tin-tuc");
      FeedEntry entry = feeds.channel.entry("tb-1").orElseThrow();
      for (String document : List.of("rss.xml", "atom.xml", "feed.json")) {
        URI uri = host.uri().resolve("feeds/tin-tuc/" + document);
        assertThat(read(uri, entry, 0).verdict()).as(document).isEqualTo(FeedProof.Verdict.FOUND);
      }
      URI rss = host.uri().resolve("feeds/tin-tuc/rss.xml");
      assertThat(read(rss, entry, 0).sha256())
          .isEqualTo(((Receipt.Published) feeds.receipts.get(0)).sha256());
      feeds.published(Publishing.message("tb-1").text("vi", "Hoãn.").build(), "tin-tuc");
      assertThat(read(rss, entry, 0).verdict()).isEqualTo(FeedProof.Verdict.CHANGED);
      feeds.withdrawn(message);
      assertThat(read(rss, entry, 0).verdict()).isEqualTo(FeedProof.Verdict.MISSING);
      assertThat(feeds.channel.entry("tb-1")).isEmpty();
    }
    assertThat(read(URI.create("http://127.0.0.1:1/rss.xml"), some(), 0).verdict())
        .isEqualTo(FeedProof.Verdict.UNREACHABLE);
  }

  private static FeedEntry some() {
    return new FeedEntry("x", "x", Publishing.START, Publishing.START, "0".repeat(64));
  }

  private static FeedProof read(URI uri, FeedEntry entry, int olderPages) {
    return FeedReader.builder(Time.system()).olderPages(olderPages).build().read(uri, entry);
  }
}
