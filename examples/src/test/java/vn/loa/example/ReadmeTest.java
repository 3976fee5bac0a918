package vn.loa.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ReadmeTest {

  private static final Path README = Path.of("..", "README.md");
  private static final Path FEEDS = Path.of("..", "channels", "channel-rss", "FEEDS.md");
  private static final Path SOURCES = Path.of("src", "main", "java", "vn", "loa", "example");

  @Test
  void the_snippets_are_the_code_that_the_build_compiles() throws IOException {
    assertThat(snippets(README))
        .containsExactly(
            snippetIn("FirstMessage.java"),
            snippetIn("LateAgencies.java"),
            snippetIn("AReport.java"),
            snippetIn("GoesOn.java"),
            snippetIn("AnOperator.java"),
            snippetIn("AWard.java"));
    assertThat(snippets(FEEDS)).containsExactly(snippetIn("APortal.java"));
  }

  @Test
  void the_first_snippet_is_short_and_comes_early() throws IOException {
    assertThat(snippets(README).get(0).size()).isLessThanOrEqualTo(14);
    assertThat(Files.readAllLines(README).indexOf("```java") + 1).isLessThanOrEqualTo(20);
  }

  @Test
  void the_readme_is_short() throws IOException {
    assertThat(Files.readAllLines(README)).hasSizeLessThanOrEqualTo(200);
  }

  @Test
  void every_file_that_the_readme_links_to_exists() throws IOException {
    var links =
        java.util.regex.Pattern.compile("]\\(([^)#]+)\\)").matcher(Files.readString(README));
    while (links.find()) {
      assertThat(README.resolveSibling(links.group(1))).exists();
    }
  }

  @Test
  @Timeout(60)
  void the_first_snippet_prints_what_it_says() throws Exception {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream before = System.out;
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      FirstMessage.main(new String[0]);
    } finally {
      System.setOut(before);
    }
    assertThat(printed.toString(StandardCharsets.UTF_8).strip())
        .isEqualTo("3 recipients: 3 delivered");
  }

  private static List<List<String>> snippets(Path page) throws IOException {
    List<String> lines = Files.readAllLines(page);
    List<List<String>> snippets = new ArrayList<>();
    for (int begin = 0; begin < lines.size(); begin++) {
      if (lines.get(begin).equals("```java")) {
        int length = lines.subList(begin + 1, lines.size()).indexOf("```");
        snippets.add(lines.subList(begin + 1, begin + 1 + length));
      }
    }
    return snippets;
  }

  private static List<String> snippetIn(String source) throws IOException {
    List<String> lines =
        Files.readAllLines(SOURCES.resolve(source)).stream().map(String::stripTrailing).toList();
    List<String> stripped = lines.stream().map(String::strip).toList();
    int begin = stripped.indexOf("// snippet: begin");
    int indent = lines.get(begin).indexOf('/');
    return lines.subList(begin + 1, stripped.indexOf("// snippet: end")).stream()
        .map(line -> line.isEmpty() ? line : line.substring(indent))
        .toList();
  }
}
