package vn.loa.channel.rss;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static vn.loa.channel.rss.FeedTexts.ENTRY;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import vn.loa.channel.Time;

/**
 * Reads 64 MB of a document in a Java of 32 MB, which ends with an error where they are held; with
 * {@code -Dloa.megabytes=200} 200 MB.
 */
@Tag("alone") // its other process has its own locale
class FeedReaderMemoryTest {

  private static final long HUGE = Long.getLong("loa.megabytes", 64) << 20;
  private static final String XML = "text/xml";

  private Loopback server;

  @BeforeEach
  void start() throws IOException {
    server = new Loopback();
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  @Test
  void a_feed_of_any_length_is_read_to_its_end() throws Exception {
    String item = FeedTexts.rssItem("another", "Khác", "x".repeat(50_000), "");
    String[] rss = FeedTexts.rss("|").split("\\|", 2);
    server.at("/feed", huge(XML, rss[0], item, FeedTexts.rssItem(ENTRY.id(), "", "", "") + rss[1]));

    assertThat(said("/feed")).isEqualTo("CHANGED");
  }

  @Test
  void a_json_feed_of_any_length_is_read_to_its_end() throws Exception {
    String item = FeedTexts.jsonItem("another", "x".repeat(50_000), "", "") + ",";
    String[] json = FeedTexts.json("|").split("\\|", 2);
    String ours = FeedTexts.jsonItem(ENTRY.id(), "", "", "");
    server.at("/feed", huge("text/json", json[0], item, ours + json[1]));

    assertThat(said("/feed")).isEqualTo("CHANGED");
  }

  @Test
  void one_title_of_any_length_is_unreadable() throws Exception {
    String ours = "<item><guid>" + ENTRY.id() + "</guid><title>";
    String[] rss = FeedTexts.rss("|").split("\\|", 2);
    server.at("/text", huge(XML, rss[0] + ours, "Tin ", "</title></item>" + rss[1]));
    server.at("/cdata", huge(XML, rss[0] + ours + "<![CDATA[", "Tin ", "]]></title></item>"));
    server.at(
        "/json",
        huge("a/json", "{\"items\":[{\"id\":\"" + ENTRY.id() + "\",\"title\":\"", "a", ""));

    assertThat(said("/text", "/cdata", "/json")).isEqualTo("UNREADABLEUNREADABLEUNREADABLE");
  }

  @Test
  void markup_of_any_length_is_unreadable() throws Exception {
    server.at("/tag", huge(XML, "<rss a='", "a", "'/>"));
    server.at("/comment", huge(XML, "<!--", "a", "-->"));
    server.at("/doctype", huge(XML, "<!DOCTYPE a [", "<!ENTITY a 'b'>", "]><a/>"));
    server.at("/name", huge(XML, "<", "a", "/>"));

    assertThat(said("/tag", "/comment", "/doctype", "/name")).isEqualTo("UNREADABLE".repeat(4));
  }

  @Test
  void names_of_any_number_are_unreadable() throws Exception {
    server.at(
        "/names",
        out -> {
          out.write(Loopback.head(200, "Content-Type: " + XML));
          out.write("<rss>".getBytes(UTF_8));
          for (int i = 0; i < HUGE / 10; i++) {
            out.write(("<a" + i + "/>").getBytes(UTF_8));
          }
        });

    assertThat(said("/names")).isEqualTo("UNREADABLE");
  }

  private static Loopback.Answer huge(String type, String start, String again, String end) {
    byte[] piece = again.repeat(Math.max(1, 100_000 / again.length())).getBytes(UTF_8);
    return out -> {
      out.write(Loopback.head(200, "Content-Type: " + type));
      out.write(start.getBytes(UTF_8));
      for (long written = 0; written < HUGE; written += piece.length) {
        out.write(piece);
      }
      out.write(end.getBytes(UTF_8));
      out.flush();
    };
  }

  /** The verdicts of another Java, one after the other. */
  private String said(String... paths) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx32m", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError"));
    command.add("-Dloa.megabytes=" + (HUGE >> 20));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(FeedReaderMemoryTest.class.getName());
    for (String path : paths) {
      command.add(server.uri(path).toString());
    }
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try {
      return CompletableFuture.supplyAsync(() -> all(process.getInputStream()))
          .get(180, TimeUnit.SECONDS);
    } finally {
      process.destroyForcibly().onExit().join();
    }
  }

  private static String all(InputStream in) {
    try {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Says the verdict on each feed. */
  public static void main(String[] feeds) throws IOException {
    FeedReader reader =
        FeedReader.builder(Time.system()).maximum(2 * HUGE).within(Duration.ofMinutes(3)).build();
    OutputStream out = System.out;
    for (String feed : feeds) {
      out.write(reader.read(URI.create(feed), ENTRY).verdict().name().getBytes(UTF_8));
    }
    out.flush();
  }
}
