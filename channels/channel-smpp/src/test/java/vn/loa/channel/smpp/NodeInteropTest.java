package vn.loa.channel.smpp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.fail;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;
import static vn.loa.channel.smpp.Sending.SOON;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * node-smpp, npm package smpp 0.5.1, where Node is and finds it (NODE_PATH); node-smsc.js makes an
 * SMSC of it, which tells what it hears.
 */
class NodeInteropTest extends InteropSuite {

  private static final Pattern PORT = Pattern.compile("\\{\"port\":(\\d+)}");
  private static final Pattern SUBMIT = Pattern.compile("\\{\"submit\":\"([^\"]*)\".*");

  private final Child smsc;
  private final int port;

  @BeforeAll
  static void nodeSmppIsThere() throws InterruptedException {
    if (finds("smpp")) {
      return;
    }
    String absent =
        "node-smpp is not here, its test is skipped: npm install --prefix <folder> smpp@0.5.1, and"
            + " NODE_PATH=<folder>/node_modules";
    System.out.println(absent);
    if ("true".equals(System.getenv("CI"))) {
      fail(absent);
    }
    abort(absent);
  }

  private static boolean finds(String module) throws InterruptedException {
    try {
      return new ProcessBuilder("node", "-e", "require('" + module + "')").start().waitFor() == 0;
    } catch (IOException noNode) {
      return false;
    }
  }

  NodeInteropTest() throws Exception {
    Path script = Path.of(NodeInteropTest.class.getResource("node-smsc.js").toURI());
    smsc = Child.start(UTF_8, List.of("node", script.toString()));
    port =
        await().atMost(SOON).until(() -> first(PORT).mapToInt(Integer::parseInt).sum(), n -> n > 0);
  }

  @AfterEach
  void stop() {
    smsc.close();
  }

  @Override
  SmppSettings.Builder settings() {
    return Sending.settings(port);
  }

  @Override
  List<String> texts() {
    return first(SUBMIT).toList();
  }

  @Override
  boolean wasUnbound() {
    return smsc.said().contains("{\"unbind\":true}");
  }

  @Test
  void a_wrong_password_is_told_apart() {
    assertThatAWrongPasswordIsToldApart();
  }

  /** The first group of each line that is such a one. */
  private Stream<String> first(Pattern line) {
    return smsc.said().stream().map(line::matcher).filter(Matcher::matches).map(it -> it.group(1));
  }
}
