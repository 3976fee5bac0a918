package vn.loa.channel.rss;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.io.TempDir;
import vn.loa.channel.Address;
import vn.loa.channel.Channel;
import vn.loa.channel.Message;
import vn.loa.channel.testkit.ChannelContract;

/** The peer is a directory; it falls silent when a plain file takes its place. */
class FeedChannelContractTest extends ChannelContract {

  @TempDir private Path folder;

  @Override
  protected Channel open() {
    FeedSettings.Builder settings =
        FeedSettings.builder(
            folder.resolve("store"), URI.create("https://tin.example.vn/"), "UBND Thành phố");
    for (int n = 0; n < 1000; n++) {
      settings.feed("khu-pho-" + n, "Khu phố " + n);
    }
    return FeedChannel.open(settings.build());
  }

  @Override
  protected Address good(int n) {
    return new Address.Feed("khu-pho-" + n);
  }

  @Override
  protected Address bad() {
    return new Address.Feed("unknown");
  }

  @Override
  protected Message message() {
    return Message.builder("phun-muoi", "Phun thuốc diệt muỗi")
        .text("vi", "Sáng thứ bảy, từ 7 giờ.")
        .validUntil(Instant.now().plus(Duration.ofHours(1)))
        .build();
  }

  @Override
  protected void silencePeer() throws IOException {
    Files.move(folder.resolve("store"), folder.resolve("gone"));
    Files.createFile(folder.resolve("store"));
  }

  @Override
  protected void stopPeer() {}
}
