package vn.loa.channel.rss;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vn.loa.channel.Message;

/** Somebody else's reader: Python's feedparser, Debian package python3-feedparser. */
@Timeout(60)
class FeedparserTest {

  private static final String SCRIPT =
      """
      import feedparser, sys
      feed = feedparser.parse(sys.argv[1])
      say = lambda *them: sys.stdout.buffer.write(('|'.join(them) + '\\n').encode('utf-8'))
      say(str(feed.bozo), feed.version, feed.feed.title, feed.feed.language)
      for e in feed.entries:
          at = ' '.join(str(n) for n in e.published_parsed[:6])
          say(e.id, e.title, at, e.link, e.tags[0].term, e.author, e.summary)
          say(e.content[0].value.replace('\\n', ' '))
      """;

  @TempDir private Path store;

  @BeforeEach
  void feedparserIsThere() throws Exception {
    if (run("-c", "import feedparser").code == 0) {
      return;
    }
    String absent = "feedparser is not here, its test is skipped: install python3-feedparser";
    System.out.println(absent);
    if ("true".equals(System.getenv("CI"))) {
      fail(absent);
    }
    abort(absent);
  }

  @ParameterizedTest
  @EnumSource
  void feedparser_reads_what_was_published(Format format) throws Exception {
    Message message =
        Message.builder("tb-1", "Nước < 5 m & \"gió\" 😀")
            .text("vi", "Ở nhà.")
            .text("en", "Stay <home>.")
            .link(URI.create("https://tin.example.vn/bão"))
            .about("II.1.2")
            .issuer("Sở Y tế")
            .validUntil(Publishing.START.plusSeconds(1))
            .build();
    try (Publishing feeds = Publishing.in(store)) {
      String id = feeds.published(message, "tin-tuc");
      Said said = run("-c", SCRIPT, store.resolve("tin-tuc/" + format.fileName()).toString());
      assertThat(said.text.lines())
          .containsExactly(
              "False|" + (format == Format.RSS ? "rss20" : "atom10") + "|Tin tức|vi",
              id
                  + "|Nước < 5 m & \"gió\" 😀|2026 11 23 1 2 3|https://tin.example.vn/b%C3%A3o"
                  + "|II.1.2|Sở Y tế|Ở nhà.",
              "<div lang=\"vi\">Ở nhà.</div> <div lang=\"en\">Stay &lt;home&gt;.</div>");
    }
  }

  private record Said(int code, String text) {}

  private static Said run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Files.exists(Path.of("/usr/bin/python3")) ? "/usr/bin/python3" : "python3");
    command.addAll(List.of(arguments));
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String text = new String(process.getInputStream().readAllBytes(), UTF_8);
      return new Said(process.waitFor(), text);
    } catch (IOException noPython) {
      return new Said(127, String.valueOf(noPython.getMessage()));
    }
  }
}
