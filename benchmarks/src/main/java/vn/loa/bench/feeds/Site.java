package vn.loa.bench.feeds;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import vn.loa.channel.Address;
import vn.loa.channel.Batch;
import vn.loa.channel.Message;
import vn.loa.channel.Outcome;
import vn.loa.channel.Time;
import vn.loa.channel.rss.FeedChannel;
import vn.loa.channel.rss.FeedHandler;
import vn.loa.channel.rss.FeedSettings;

/**
 * A process that publishes entries, puts them on the JDK's HTTP server as a portal would, prints
 * its port, and ends when its input does. Arguments: a folder for the store, one for the documents,
 * how many entries, how many threads answer.
 */
final class Site {

  /** Below the base of the feeds. */
  static final String DOCUMENT = "/feeds/tin-tuc/rss.xml";

  private static final URI BASE = URI.create("https://tin.example.vn/feeds/");
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private Site() {}

  public static void main(String[] arguments) throws Exception {
    int entries = Integer.parseInt(arguments[2]);
    FeedSettings settings =
        FeedSettings.builder(Path.of(arguments[0]), BASE, "UBND Thành phố")
            .feed("tin-tuc", "Tin tức", "Tin của thành phố")
            .newest(entries)
            .folder(Path.of(arguments[1]))
            .build();
    try (FeedChannel channel = FeedChannel.open(settings)) {
      publish(channel, entries);
      serve(channel, Integer.parseInt(arguments[3]));
    }
  }

  private static void publish(FeedChannel channel, int entries) throws InterruptedException {
    CountDownLatch sent = new CountDownLatch(entries);
    for (int i = 0; i < entries; i++) {
      Batch batch = new Batch(message(i), i, List.of(new Address.Feed("tin-tuc")));
      channel.submit(
          batch,
          (token, outcome) -> {
            if (outcome instanceof Outcome.Sent) {
              sent.countDown();
            }
          });
    }
    if (!sent.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new IllegalStateException(sent.getCount() + " entries were not published");
    }
  }

  /** About 870 octets as an item of RSS. */
  private static Message message(int index) {
    return Message.builder("tin-" + index, "Tiêm vắc-xin sởi tại khu phố " + index)
        .text(
            "vi",
            "Sáng thứ bảy, từ 7 giờ 30, các trạm y tế phường tiêm miễn phí cho trẻ dưới "
                + "5 tuổi; mang theo sổ tiêm số "
                + index)
        .plan("1270")
        .about("II.2.b")
        .area("26734")
        .link(URI.create("https://tin.example.vn/2026/11/tin-" + index + ".html"))
        .validUntil(Time.system().instant().plus(Duration.ofDays(30)))
        .build();
  }

  private static void serve(FeedChannel channel, int threads) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    ExecutorService answering = Executors.newFixedThreadPool(threads);
    server.setExecutor(answering);
    server.createContext("/feeds", new FeedHandler(channel));
    server.start();
    System.out.println(server.getAddress().getPort());
    while (System.in.read() >= 0) {
      // It ends with whoever started it.
    }
    server.stop(0);
    answering.shutdown();
  }
}
