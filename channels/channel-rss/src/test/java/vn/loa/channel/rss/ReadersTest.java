package vn.loa.channel.rss;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vn.loa.channel.Message;
import vn.loa.channel.rss.Peer.Field;
import vn.loa.channel.rss.RandomFeeds.Told;

/**
 * Random feeds, read back by readers that others wrote: 200, or {@code -Dloa.feeds=10000}. What a
 * reader cannot tell, or tells in its own way, is stated here; all else is equal.
 */
@Tag("peers")
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(value = 3600, threadMode = ThreadMode.SAME_THREAD)
class ReadersTest {

  private static final int FEEDS = Integer.getInteger("loa.feeds", 200);
  private static final int OF_ONE_CHANNEL = 10;

  private final Map<Format, List<Path>> files = new EnumMap<>(Format.class);
  private final List<List<Told>> told = new ArrayList<>();
  private final Map<String, Map<Field, Tally>> table = new LinkedHashMap<>();

  /** How many values came as they were, and how many as that reader is known to make them. */
  private static final class Tally {
    private int exact;
    private int byHabit;

    @Override
    public String toString() {
      return byHabit == 0
          ? "="
          : String.format(Locale.ROOT, "%.1f %%", 100.0 * exact / (exact + byHabit));
    }
  }

  @BeforeAll
  void publish(@TempDir Path folder) throws Exception {
    for (Format format : Format.values()) {
      files.put(format, new ArrayList<>());
    }
    for (int seed = 0; told.size() < FEEDS; seed++) {
      Path store = Files.createDirectory(folder.resolve("store-" + seed));
      try (RandomFeeds feeds = RandomFeeds.in(store, seed, OF_ONE_CHANNEL)) {
        for (String feed : feeds.names()) {
          write(feeds, feed, folder.resolve(seed + "-" + feed));
        }
      }
    }
  }

  private void write(RandomFeeds feeds, String feed, Path place) throws IOException {
    if (feeds.current(feed).isEmpty()) {
      return;
    }
    told.add(feeds.current(feed));
    for (Format format : Format.values()) {
      Path file = Path.of(place + "-" + format.fileName());
      Files.write(file, feeds.document("/" + feed + "/" + format.fileName()));
      Objects.requireNonNull(files.get(format)).add(file);
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_reader_says_what_was_published(Peer peer) throws Exception {
    peer.lookFor();
    for (Format format : Format.values()) {
      if (peer.reads(format)) {
        List<List<Map<Field, List<String>>>> said =
            peer.read(Objects.requireNonNull(files.get(format)));
        assertThat(said).hasSameSizeAs(told);
        for (int i = 0; i < said.size(); i++) {
          compare(peer, format, told.get(i), said.get(i));
        }
      }
    }
  }

  private void compare(
      Peer peer, Format format, List<Told> told, List<Map<Field, List<String>>> said) {
    assertThat(said).extracting(it -> it.get(Field.ID)).isEqualTo(ids(told));
    Map<Field, Tally> row =
        table.computeIfAbsent(peer + ", " + format, unused -> new EnumMap<>(Field.class));
    for (int i = 0; i < said.size(); i++) {
      Told entry = told.get(i);
      Map<Field, List<String>> expected = Expected.of(entry, format);
      said.get(i)
          .forEach(
              (field, values) -> {
                Tally tally = row.computeIfAbsent(field, unused -> new Tally());
                List<String> exactly = Objects.requireNonNull(expected.get(field));
                if (values.equals(exactly)) {
                  tally.exact++;
                } else {
                  assertThat(Habits.areEqual(peer, format, field, exactly, values))
                      .as("%s of %s, %s: %s read as %s", field, entry, peer, exactly, values)
                      .isTrue();
                  tally.byHabit++;
                }
              });
    }
  }

  private static List<List<String>> ids(List<Told> told) {
    return told.stream().map(it -> List.of(it.tag())).toList();
  }

  /** Newsboat's rows: what comes again or changes is the same, and only what is new is more. */
  @Test
  void an_edit_adds_no_row_and_a_new_entry_one(@TempDir Path folder) throws Exception {
    Peer.NEWSBOAT.lookFor();
    Random random = new Random(1);
    RandomTexts texts = new RandomTexts(random);
    for (Format format : List.of(Format.RSS, Format.ATOM)) {
      Path cache = Files.createDirectory(folder.resolve("cache-" + format));
      Path file = folder.resolve(format.fileName());
      try (Publishing feeds = Publishing.in(folder.resolve("store-" + format))) {
        for (int n = 1; n <= 10; n++) {
          feeds.published(message("tb-" + n, texts), "tin-tuc");
          assertThat(rows(feeds, format, file, cache)).isEqualTo(n);
          assertThat(rows(feeds, format, file, cache)).isEqualTo(n);
          feeds.time.advance(Duration.ofHours(1));
          feeds.published(message("tb-" + (1 + random.nextInt(n)), texts), "tin-tuc");
          assertThat(rows(feeds, format, file, cache)).isEqualTo(n);
        }
      }
    }
  }

  private static Message message(String id, RandomTexts texts) {
    return Message.builder(id, texts.next(5))
        .text("vi", texts.next(9))
        .validUntil(Publishing.START.plus(Duration.ofDays(9)))
        .build();
  }

  private static int rows(Publishing feeds, Format format, Path file, Path cache) throws Exception {
    Files.write(file, feeds.get("/tin-tuc/" + format.fileName()).body());
    Peer.reload(List.of(file), cache);
    return Peer.rows(cache).size();
  }

  @AfterAll
  void printTable() {
    StringBuilder out = new StringBuilder("reader");
    Stream.of(Field.values())
        .forEach(field -> out.append(" | ").append(field.name().toLowerCase(Locale.ROOT)));
    table.forEach(
        (reader, row) -> {
          out.append('\n').append(reader);
          for (Field field : Field.values()) {
            out.append(" | ").append(row.containsKey(field) ? row.get(field).toString() : "-");
          }
        });
    System.out.println(out);
  }
}
