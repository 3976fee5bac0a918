package vn.loa.channel.rss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
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
  private static final Duration SOON = Duration.ofSeconds(20);

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

  static Publishing in(FeedSettings settings, ManualTime time) {
    return new Publishing(settings, time);
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

  /** Publishes, and waits for the answer and, where it was sent, for the proof. */
  Outcome publish(Message message, String feed) throws InterruptedException {
    int before = receipts.size();
    Outcome outcome = send(message, new Address.Feed(feed));
    if (outcome instanceof Outcome.Sent) {
      soon(() -> receipts.size() > before);
    }
    return outcome;
  }

  Outcome send(Message message, Address recipient) throws InterruptedException {
    return send(channel, message, recipient);
  }

  private static Outcome send(FeedChannel to, Message message, Address recipient)
      throws InterruptedException {
    Answers answers = new Answers();
    to.submit(new Batch(message, 1, List.of(recipient)), answers);
    return answers.await(1, SOON).of(1);
  }

  /** The id of the entry. */
  String published(Message message, String feed) throws InterruptedException {
    String reference = ((Outcome.Sent) publish(message, feed)).reference();
    return reference.substring(0, reference.lastIndexOf('#'));
  }

  void withdrawn(Message message) throws InterruptedException {
    withdraw(channel, message, "tin-tuc");
  }

  /**
   * Takes a message back, and waits until readers see it.
   *
   * @param feed one of the channel's
   */
  static void withdraw(FeedChannel from, Message message, String feed) throws InterruptedException {
    from.withdraw(message);
    pass(from, feed);
    pass(from, feed); // the first may have been under way when it was asked
  }

  /** The publisher has gone once through all that waited. */
  private static void pass(FeedChannel channel, String feed) throws InterruptedException {
    Message late = message("late").text("vi", "x").validUntil(Instant.EPOCH).build();
    assertThat(send(channel, late, new Address.Feed(feed))).isEqualTo(new Outcome.Expired());
  }

  private static void soon(Callable<Boolean> so) {
    await().atMost(SOON).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1)).until(so);
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
