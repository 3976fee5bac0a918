package vn.loa.channel.rss;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import vn.loa.channel.Address;
import vn.loa.channel.Batch;
import vn.loa.channel.Message;
import vn.loa.channel.Outcome;
import vn.loa.channel.Receipt;
import vn.loa.channel.testkit.Answers;
import vn.loa.channel.testkit.ManualTime;

/** A channel with two feeds under a clock turned by hand, and the words tests say to it. */
final class Publishing implements AutoCloseable {

  static final Instant START = Instant.parse("2026-11-23T01:02:03Z");
  static final URI BASE = URI.create("https://tin.example.vn/feeds/");

  final ManualTime time;
  final FeedChannel channel;
  final List<Receipt> receipts = new CopyOnWriteArrayList<>();

  private Publishing(FeedSettings settings, ManualTime time) {
    this.time = time;
    this.channel = FeedChannel.open(settings, time);
    channel.listen(receipts::add);
  }

  static Publishing in(Path store) {
    return in(store, ManualTime.startingAt(START));
  }

  static Publishing in(Path store, ManualTime time) {
    return new Publishing(settings(store).build(), time);
  }

  static Publishing in(FeedSettings settings) {
    return new Publishing(settings, ManualTime.startingAt(START));
  }

  static FeedSettings.Builder settings(Path store) {
    return FeedSettings.builder(store, BASE, "UBND Thành phố")
        .feed("tin-tuc", "Tin tức", "Tin của thành phố")
        .feed("canh-bao", "Cảnh báo");
  }

  static Message.Builder message(String id) {
    return Message.builder(id, "Phun thuốc diệt muỗi").validUntil(START.plus(Duration.ofDays(30)));
  }

  static Message simple(String id) {
    return message(id).text("vi", "Sáng thứ bảy, từ 7 giờ.").build();
  }

  /** Publishes and waits until the channel is idle again, receipt included. */
  Outcome publish(Message message, String feed) throws InterruptedException {
    return send(message, new Address.Feed(feed));
  }

  /** The answer; a second delivery that is refused proves that the first is over. */
  Outcome send(Message message, Address recipient) throws InterruptedException {
    Answers answers = new Answers();
    channel.submit(new Batch(message, 1, List.of(recipient, new Address.Feed("nowhere"))), answers);
    return answers.await(2, Duration.ofSeconds(20)).of(1);
  }

  String published(Message message, String feed) throws InterruptedException {
    return ((Outcome.Sent) publish(message, feed)).reference();
  }

  FeedResponse get(String path) {
    return channel.respond(FeedRequest.get(path));
  }

  Read rss() {
    return Read.of(get("/tin-tuc/rss.xml").body());
  }

  Read atom() {
    return Read.of(get("/tin-tuc/atom.xml").body());
  }

  @Override
  public void close() {
    channel.close();
  }
}
