package vn.loa.channel.rss;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A reader of feeds that somebody else wrote. One process of it reads many feeds. */
enum Peer {
  ROME("ROME 2.1.0") {
    @Override
    void lookFor() {}

    @Override
    List<List<Map<Field, List<String>>>> read(List<Path> feeds) throws Exception {
      List<List<Map<Field, List<String>>>> all = new ArrayList<>();
      for (Path feed : feeds) {
        all.add(RomePeer.read(Files.readAllBytes(feed)));
      }
      return all;
    }
  },

  FEEDPARSER("feedparser") {
    @Override
    void lookFor() throws Exception {
      need(
          runs(PYTHON, "-c", "import feedparser"),
          "feedparser is not here, its test is skipped: install python3-feedparser");
    }

    @Override
    List<List<Map<Field, List<String>>>> read(List<Path> feeds) throws Exception {
      return feedsOf(said(feeds, PYTHON, script("read-feedparser.py")));
    }
  },

  SFEED("sfeed") {
    @Override
    void lookFor() throws Exception {
      need(
          runs("sh", "-c", "sfeed < /dev/null"),
          "sfeed is not here, its test is skipped: install sfeed");
    }

    @Override
    List<List<Map<Field, List<String>>>> read(List<Path> feeds) throws Exception {
      return Stream.of(said(feeds, "sh", script("read-sfeed.sh")).split("\u001E\n"))
          .map(feed -> feed.lines().map(Peer::ofSfeed).toList())
          .toList();
    }
  },

  NEWSBOAT("newsboat") {
    @Override
    void lookFor() throws Exception {
      need(
          runs("newsboat", "-v") && runs(PYTHON, "-c", "import sqlite3"),
          "newsboat is not here, its test is skipped: install newsboat");
    }

    /** It knows an entry once, in whichever feeds it is: what it says is found by the id. */
    @Override
    List<List<Map<Field, List<String>>>> read(List<Path> feeds) throws Exception {
      Path cache = Files.createTempDirectory(feeds.get(0).getParent(), "newsboat");
      reload(feeds, cache);
      Map<String, Map<Field, List<String>>> known = new HashMap<>();
      for (Map<Field, List<String>> row : rows(cache)) {
        known.put(Objects.requireNonNull(row.get(Field.ID)).get(0), row);
      }
      List<List<Map<Field, List<String>>>> all = new ArrayList<>();
      for (Path feed : feeds) {
        Matcher id = ENTRY_ID.matcher(Files.readString(feed));
        all.add(id.results().map(it -> known.getOrDefault(it.group(1), Map.of())).toList());
      }
      return all;
    }
  },

  RSS_PARSER("rss-parser 3.13.0") {
    @Override
    void lookFor() throws Exception {
      needModule("rss-parser", "3.13.0");
    }

    @Override
    List<List<Map<Field, List<String>>>> read(List<Path> feeds) throws Exception {
      return feedsOf(said(feeds, "node", script("read-rss-parser.js")));
    }
  },

  FEEDSMITH("feedsmith 3.0.1") {
    @Override
    void lookFor() throws Exception {
      needModule("feedsmith", "3.0.1");
    }

    @Override
    List<List<Map<Field, List<String>>>> read(List<Path> feeds) throws Exception {
      return feedsOf(said(feeds, "node", script("read-feedsmith.js")));
    }
  };

  /** What can be told of an entry. */
  enum Field {
    ID,
    TITLE,
    /** To the second: what RSS carries. */
    PUBLISHED,
    UPDATED,
    LINK,
    CATEGORIES,
    AUTHOR,
    /** Address of the first file. */
    FILE,
    /** Its media type. */
    TYPE,
    /** How many octets it has, where that is known. */
    SIZE,
    /** All three of all files. */
    FILES
  }

  private static final String PYTHON =
      Files.exists(Path.of("/usr/bin/python3")) ? "/usr/bin/python3" : "python3";
  private static final Pattern ENTRY_ID = Pattern.compile("<(?:guid[^>]*|id)>(tag:[^<]*)<");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String label;

  Peer(String label) {
    this.label = label;
  }

  /** Ends the test with a line that says so where it is not here. */
  abstract void lookFor() throws Exception;

  /**
   * What it says of each entry of each feed; fields it does not tell are missing.
   *
   * @throws AssertionError if it cannot read one
   */
  abstract List<List<Map<Field, List<String>>>> read(List<Path> feeds) throws Exception;

  boolean reads(Format format) {
    return format != Format.JSON || this == FEEDSMITH;
  }

  @Override
  public String toString() {
    return label;
  }

  // ---- newsboat ----

  /** What newsboat keeps. */
  static List<Map<Field, List<String>>> rows(Path cache) throws Exception {
    String database = cache.resolve("cache.db").toString();
    List<Map<Field, List<String>>> rows = new ArrayList<>();
    for (String row :
        said(List.of(), PYTHON, script("read-newsboat.py"), database).lines().toList()) {
      rows.add(ofJson(JSON.readTree(row)));
    }
    return rows;
  }

  static void reload(List<Path> feeds, Path cache) throws Exception {
    List<String> urls = feeds.stream().map(feed -> "file://" + feed.toAbsolutePath()).toList();
    Files.write(cache.resolve("urls"), urls);
    said(
        List.of(),
        "env",
        "HOME=" + cache,
        "newsboat",
        "-u",
        cache.resolve("urls").toString(),
        "-c",
        cache.resolve("cache.db").toString(),
        "-C",
        "/dev/null",
        "-x",
        "reload");
  }

  // ---- what they say ----

  private static List<List<Map<Field, List<String>>>> feedsOf(String lines) throws IOException {
    List<List<Map<Field, List<String>>>> feeds = new ArrayList<>();
    for (String line : lines.lines().toList()) {
      List<Map<Field, List<String>>> entries = new ArrayList<>();
      for (JsonNode entry : JSON.readTree(line)) {
        entries.add(ofJson(entry));
      }
      feeds.add(entries);
    }
    return feeds;
  }

  private static Map<Field, List<String>> ofJson(JsonNode entry) {
    Map<Field, List<String>> said = new EnumMap<>(Field.class);
    for (Field field : Field.values()) {
      JsonNode values = entry.get(field.name().toLowerCase(Locale.ROOT));
      if (values != null) {
        said.put(field, texts(values));
      }
    }
    return said;
  }

  private static List<String> texts(JsonNode values) {
    List<String> texts = new ArrayList<>();
    for (JsonNode value : values) {
      if (!value.isNull()) {
        texts.add(value.isArray() ? String.join(" ", texts(value)) : value.asText());
      }
    }
    return texts;
  }

  private static Map<Field, List<String>> ofSfeed(String line) {
    String[] column = line.split("\t", -1);
    Map<Field, List<String>> said = new EnumMap<>(Field.class);
    said.put(Field.PUBLISHED, List.of(column[0]));
    said.put(Field.TITLE, List.of(column[1]));
    said.put(Field.LINK, some(column[2]));
    said.put(Field.ID, List.of(column[5]));
    said.put(Field.AUTHOR, List.of(column[6]));
    said.put(Field.FILE, some(column[7]));
    said.put(Field.CATEGORIES, some(column[8]));
    return said;
  }

  private static List<String> some(String column) {
    return column.isEmpty() ? List.of() : List.of(column);
  }

  // ---- processes ----

  private static void needModule(String name, String version) throws Exception {
    need(
        runs("node", "-e", "require('" + name + "')"),
        "%s is not here, its test is skipped: npm install --prefix <folder> %s@%s, and NODE_PATH=<folder>/node_modules"
            .formatted(name, name, version));
  }

  private static void need(boolean isThere, String absent) {
    if (isThere) {
      return;
    }
    System.out.println(absent);
    if ("true".equals(System.getenv("CI"))) {
      fail(absent);
    }
    abort(absent);
  }

  private static boolean runs(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException notHere) {
      return false;
    }
  }

  /** What a command says when it hears the names of the feeds' files. */
  private static String said(List<Path> feeds, String... command)
      throws IOException, InterruptedException {
    Path names = Files.createTempFile("feeds", ".txt");
    Path errors = Files.createTempFile("errors", ".txt");
    try {
      Files.write(names, feeds.stream().map(feed -> feed.toAbsolutePath().toString()).toList());
      Process process =
          new ProcessBuilder(command)
              .redirectInput(names.toFile())
              .redirectError(errors.toFile())
              .start();
      String text = new String(process.getInputStream().readAllBytes(), UTF_8);
      if (process.waitFor() != 0) {
        throw new AssertionError(command[0] + " failed: " + Files.readString(errors));
      }
      return text;
    } finally {
      Files.delete(names);
      Files.delete(errors);
    }
  }

  private static String script(String name) throws URISyntaxException {
    return Path.of(Objects.requireNonNull(Peer.class.getResource(name), name).toURI()).toString();
  }
}
