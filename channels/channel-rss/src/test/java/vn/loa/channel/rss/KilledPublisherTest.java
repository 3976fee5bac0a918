package vn.loa.channel.rss;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import vn.loa.channel.Address;
import vn.loa.channel.Batch;
import vn.loa.channel.Message;
import vn.loa.channel.Outcome;

/**
 * A process that publishes is killed again and again with {@code kill -9}. {@code mvn -Dquick test
 * -pl channels/channel-rss -am -Dtest=KilledPublisherTest -Dsurefire.failIfNoSpecifiedTests=false
 * -Dloa.kills=200 -Dloa.test.seconds=36000} kills it two hundred times.
 */
@Tag("alone") // its other process has its own locale
class KilledPublisherTest {

  private static final int KILLS = Integer.getInteger("loa.kills", 6);
  private static final int SHOWN = 5;

  @TempDir private Path folder;

  /** Publishes one after the other, from a number on, and says each that is answered. */
  static final class Publishes {
    public static void main(String[] arguments) throws IOException {
      Path folder = Path.of(arguments[0]);
      int next = Integer.parseInt(arguments[1]);
      FeedChannel channel = FeedChannel.open(settings(folder));
      List<Address> feed = List.of(new Address.Feed("tin-tuc"));
      while (true) {
        Object answered = new Object();
        boolean[] over = new boolean[1];
        int number = next++;
        channel.submit(
            new Batch(message(number), number, feed),
            (token, outcome) -> {
              synchronized (answered) {
                if (outcome instanceof Outcome.Sent) {
                  System.out.println(token);
                  System.out.flush();
                }
                over[0] = true;
                answered.notifyAll();
              }
            });
        synchronized (answered) {
          while (!over[0]) {
            try {
              answered.wait();
            } catch (InterruptedException end) {
              return;
            }
          }
        }
      }
    }
  }

  @Test
  @Timeout(value = 2, unit = TimeUnit.HOURS)
  void every_file_is_a_whole_revision_and_nothing_that_was_answered_is_lost() throws Exception {
    Random random = new Random(8);
    int answered = -1;
    for (int kill = 0; kill < KILLS; kill++) {
      answered = Math.max(answered, publishedUntilKilled(answered + 1, random.nextInt(120)));
      int inFiles = assertFolderIsWhole();
      try (FeedChannel channel = FeedChannel.open(settings(folder))) {
        assertThat(channel.damaged()).isEmpty();
        int there = newest(channel.respond(FeedRequest.get("/tin-tuc/rss.xml")).body());
        assertThat(there).isBetween(answered, answered + 1);
        assertThat(inFiles).isBetween(Math.max(-1, answered - 1), there);
        assertThat(channel.entry("tb-0")).isPresent();
        answered = there;
      }
    }
    System.out.println(KILLS + " kills of a publisher, " + (answered + 1) + " entries");
  }

  private int publishedUntilKilled(int from, int atLeast) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Publishes.class.getName(),
                folder.toString(),
                Integer.toString(from))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    List<Integer> answered = new ArrayList<>();
    try (BufferedReader lines = process.inputReader(UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        answered.add(Integer.valueOf(line));
        if (answered.size() == atLeast + 1) {
          process.toHandle().destroyForcibly(); // the process itself would close our end too
        }
      }
    }
    process.waitFor();
    assertThat(answered).isNotEmpty();
    return answered.get(answered.size() - 1);
  }

  /** The newest entry that some file shows. */
  private int assertFolderIsWhole() throws IOException {
    int newest = -1;
    try (Stream<Path> all = Files.walk(folder.resolve("www"))) {
      for (Path file : all.filter(KilledPublisherTest::isServed).toList()) {
        String name = file.getFileName().toString();
        byte[] octets = Files.readAllBytes(file);
        if (name.endsWith(".gz")) {
          try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            octets = in.readAllBytes();
          }
        }
        if (name.contains(".json")) {
          assertThat(new String(octets, UTF_8)).startsWith("{").endsWith("\n]}\n");
        } else {
          newest = Math.max(newest, newest(octets));
        }
      }
    }
    return newest;
  }

  /** Drafts are what nobody links to. */
  private static boolean isServed(Path file) {
    return Files.isRegularFile(file) && !file.toString().endsWith(Draft.SUFFIX);
  }

  private static int newest(byte[] document) {
    List<Integer> shown =
        Read.of(document).entries().stream()
            .map(it -> it.getOrDefault("id", it.getOrDefault("guid", "")))
            .map(id -> Integer.valueOf(id.substring(id.lastIndexOf('-') + 1)))
            .toList();
    for (int i = 1; i < shown.size(); i++) {
      assertThat(shown.get(i)).isEqualTo(shown.get(0) - i);
    }
    return shown.isEmpty() ? -1 : shown.get(0);
  }

  private static FeedSettings settings(Path folder) {
    return FeedSettings.builder(folder.resolve("store"), Publishing.BASE, "UBND Thành phố")
        .feed("tin-tuc", "Tin tức")
        .newest(SHOWN)
        .folder(folder.resolve("www"))
        .build();
  }

  private static Message message(int number) {
    return Message.builder("tb-" + number, "Thông báo " + number)
        .text("vi", "Sáng thứ bảy, từ 7 giờ. ".repeat(20))
        .validUntil(Instant.now().plus(Duration.ofDays(30)))
        .build();
  }
}
