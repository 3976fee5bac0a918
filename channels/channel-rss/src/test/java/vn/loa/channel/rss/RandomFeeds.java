package vn.loa.channel.rss;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Address;
import vn.loa.channel.Batch;
import vn.loa.channel.Message;
import vn.loa.channel.Message.Attachment;
import vn.loa.channel.Message.Audio;
import vn.loa.channel.Message.Medium;
import vn.loa.channel.Outcome;
import vn.loa.channel.testkit.Answers;
import vn.loa.channel.testkit.ManualTime;

/**
 * Feeds of one real channel, filled at random: new messages, edits, the same once more, withdrawals
 * and messages that come back, under a clock turned by hand. Beside it stands what readers have to
 * be told, kept in the simplest way: a list for each feed, newest first. Equal seeds, equal feeds.
 */
final class RandomFeeds implements AutoCloseable {

  private static final List<String> LANGUAGES = List.of("vi", "en", "km", "zh-Hant", "ar");
  private static final List<String> THEMES = List.of("II.1.2", "II.1", "II.10", "III.2 <a & b>");
  private static final List<String> AGENCIES = List.of("Sở Y tế", "UBND \"Quận 1\" & <2>");
  private static final List<String> AREAS = List.of("q1", "q3", "tp-thu-duc", "can_gio");
  private static final List<String> FILES = List.of("image/png", "application/pdf", "video/mp4");
  private static final List<String> LINKS =
      List.of(
          "https://tin.example.vn/bão?số=9&quận=1#đầu",
          "http://tin.example.vn/a%20b/%3Cc%3E;x=1?q=%26amp%3B&r='s'",
          "https://tin.example.vn:8443/~user/(x)/!$*,",
          "https://tin.example.vn",
          "https://tin.example.vn/e\u0323/?x=[1]");

  private final long seed;
  private final Random random;
  private final RandomTexts texts;
  private final ManualTime time = ManualTime.startingAt(Publishing.START);
  private final FeedChannel channel;
  private final int size;
  private final String publisher;
  private final Map<String, Predicate<Message>> feeds = new LinkedHashMap<>();
  private final Map<String, List<Told>> told = new LinkedHashMap<>();
  private final Map<String, Message> live = new TreeMap<>();
  private final Map<String, Message> gone = new TreeMap<>();
  private final Map<String, Set<String>> sentTo = new LinkedHashMap<>();
  private final Map<String, Told> first = new LinkedHashMap<>();
  private int count;

  /**
   * What was published.
   *
   * @param tag as the channel answered
   * @param published to the microsecond
   */
  record Told(String tag, Message message, String publisher, Instant published, Instant updated) {}

  private RandomFeeds(Path store, long seed, int number) {
    this.seed = seed;
    this.random = new Random(seed);
    this.texts = new RandomTexts(random);
    this.size = 1 + random.nextInt(8);
    this.publisher = texts.next(3);
    FeedSettings.Builder settings =
        FeedSettings.builder(store, Publishing.BASE, publisher)
            .newest(size)
            .language(texts.one(LANGUAGES));
    if (random.nextBoolean()) {
      settings.logo(URI.create("https://tin.example.vn/logo.png?a&b"));
    }
    for (int n = 0; n < number; n++) {
      String name = "feed-" + n;
      feeds.put(name, choice());
      told.put(name, new ArrayList<>());
      settings.feed(name, texts.next(4), texts.next(6), feeds.get(name));
    }
    this.channel = FeedChannel.open(settings.build(), time);
  }

  private Predicate<Message> choice() {
    return switch (random.nextInt(6)) {
      case 0 -> About.theme("II.1");
      case 1 -> About.agency(AGENCIES.get(0));
      case 2 -> About.area("q1");
      default -> message -> false;
    };
  }

  /** Feeds with some six changes each. */
  static RandomFeeds in(Path store, long seed, int number) throws InterruptedException {
    RandomFeeds feeds = new RandomFeeds(store, seed, number);
    for (int changes = number * 6; changes > 0; changes--) {
      feeds.change();
    }
    feeds.publish();
    return feeds;
  }

  List<String> names() {
    return List.copyOf(feeds.keySet());
  }

  /** What a feed's current documents have to show, newest first. */
  List<Told> current(String feed) {
    List<Told> all = all(feed);
    return all.subList(0, Math.min(size, all.size()));
  }

  /** All that is published in a feed, newest first. */
  List<Told> all(String feed) {
    return List.copyOf(told.getOrDefault(feed, List.of()));
  }

  /** A document as readers get it. */
  byte[] document(String path) {
    FeedResponse response = channel.respond(FeedRequest.get(path));
    if (response.status() != 200) {
      throw new AssertionError(path + " is answered with " + response.status());
    }
    return response.body();
  }

  /** How many archive pages of a feed there are. */
  int archives(String feed) {
    int pages = 0;
    while (channel.respond(FeedRequest.get(archive(feed, pages + 1, Format.RSS))).status() == 200) {
      pages++;
    }
    return pages;
  }

  static String archive(String feed, int page, Format format) {
    return "/" + feed + "/" + page + "/" + format.fileName();
  }

  private void change() throws InterruptedException {
    int what = random.nextInt(20);
    if (what < 4 && !live.isEmpty()) {
      Message old = any(live);
      send(message(old.id()), someFeeds());
    } else if (what == 4 && !live.isEmpty()) {
      send(any(live), someFeeds());
    } else if (what < 7 && !live.isEmpty()) {
      withdraw(any(live));
    } else if (what == 7 && !gone.isEmpty()) {
      send(any(gone), someFeeds());
    } else {
      publish();
    }
  }

  private void publish() throws InterruptedException {
    send(message("tb-" + seed + "-" + count++), someFeeds());
  }

  private Message any(Map<String, Message> some) {
    return List.copyOf(some.values()).get(random.nextInt(some.size()));
  }

  private Set<String> someFeeds() {
    Set<String> some = new LinkedHashSet<>();
    for (int n = 1 + random.nextInt(2); n > 0; n--) {
      some.add("feed-" + random.nextInt(feeds.size()));
    }
    return some;
  }

  private void turnClock() {
    time.advance(
        Duration.ofSeconds(1 + random.nextInt(90_000)).plusNanos(random.nextInt(1_000_000_000)));
  }

  private Instant now() {
    return time.instant().truncatedTo(ChronoUnit.MICROS);
  }

  // ---- publishing, and what it means ----

  private void send(Message message, Set<String> to) throws InterruptedException {
    turnClock();
    Answers answers = new Answers();
    List<Address.Feed> recipients = to.stream().map(Address.Feed::new).toList();
    channel.submit(new Batch(message, 1, recipients), answers);
    answers.await(recipients.size(), Duration.ofSeconds(20));
    String reference = ((Outcome.Sent) answers.of(1)).reference();
    remember(message, reference.substring(0, reference.lastIndexOf('#')), to);
  }

  private void remember(Message message, String tag, Set<String> to) {
    boolean same = message.equals(live.get(message.id()));
    Told before = first.get(message.id());
    Told now =
        new Told(
            tag,
            message,
            publisher,
            before == null ? now() : before.published(),
            same && before != null ? before.updated() : now());
    first.put(message.id(), now);
    Set<String> sent = sentTo.computeIfAbsent(message.id(), unused -> new LinkedHashSet<>());
    sent.addAll(to);
    for (String feed : feeds.keySet()) {
      List<Told> shown = told.getOrDefault(feed, List.of());
      boolean isShown = sent.contains(feed) || choices(feed).test(message);
      boolean wasShown = shown.stream().anyMatch(it -> it.tag().equals(tag));
      if (same && isShown && wasShown) {
        continue;
      }
      shown.removeIf(it -> it.tag().equals(tag));
      if (isShown) {
        shown.add(0, now);
      }
    }
    live.put(message.id(), message);
    gone.remove(message.id());
  }

  private Predicate<Message> choices(String feed) {
    return feeds.getOrDefault(feed, message -> false);
  }

  private void withdraw(Message message) throws InterruptedException {
    turnClock();
    Publishing.withdraw(channel, message, feeds.keySet().iterator().next());
    live.remove(message.id());
    gone.put(message.id(), message);
    sentTo.remove(message.id());
    told.values().forEach(list -> list.removeIf(it -> it.message().id().equals(message.id())));
  }

  // ---- messages ----

  private Message message(String id) {
    Message.Builder message =
        Message.builder(id, texts.next(6)).validUntil(Publishing.START.plus(Duration.ofDays(3650)));
    Set<String> languages = new LinkedHashSet<>();
    for (int n = 1 + random.nextInt(3); n > 0; n--) {
      languages.add(texts.one(LANGUAGES));
    }
    languages.forEach(language -> message.text(language, texts.next(20)));
    about(message);
    sometimes(() -> message.link(URI.create(texts.one(LINKS))));
    for (String language : languages) {
      sometimes(() -> message.audio(language, recording(language)));
      sometimes(
          () ->
              message.version(
                  List.of(Medium.values()).get(random.nextInt(Medium.values().length)),
                  language,
                  texts.next(20)));
    }
    for (int n = random.nextInt(3); n > 0; n--) {
      message.attachment(file());
    }
    return message.build();
  }

  private void about(Message.Builder message) {
    sometimes(() -> message.plan("1270/KH-UBND"));
    sometimes(() -> message.about(random.nextInt(3) == 0 ? texts.next(3) : texts.one(THEMES)));
    sometimes(() -> message.issuer(random.nextInt(3) == 0 ? texts.next(3) : texts.one(AGENCIES)));
    for (int n = random.nextInt(3); n > 0; n--) {
      message.area(texts.one(AREAS));
    }
  }

  private void sometimes(Runnable it) {
    if (random.nextInt(3) > 0) {
      it.run();
    }
  }

  private Audio recording(String language) {
    URI uri =
        URI.create(
            "https://tin.example.vn/loa/bão-"
                + language
                + texts.one(List.of(".mp3", ".wav", ".opus", "", ".mp3?a=1&b=2")));
    return new Audio(uri, "0".repeat(64), Duration.ofSeconds(1 + random.nextInt(999)), octets());
  }

  private Attachment file() {
    URI uri = URI.create("https://tin.example.vn/tệp/" + random.nextInt(99) + "?a=1&b='2'");
    return new Attachment(uri, texts.one(FILES), octets(), texts.next(4));
  }

  private long octets() {
    return random.nextBoolean() ? 0 : random.nextInt(Integer.MAX_VALUE);
  }

  @Override
  public void close() {
    channel.close();
  }

  static @Nullable String link(Told it) {
    return it.message().link().map(URI::toASCIIString).orElse(null);
  }
}
