package vn.loa.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import vn.loa.channel.DeliveryState;

class StateDiagramTest {

  private static final Path DOCUMENTATION =
      Path.of("src", "main", "java", "vn", "loa", "dispatch", "package-info.java");

  @Test
  void the_documentation_draws_every_state_and_no_other() throws IOException {
    String text = Files.readString(DOCUMENTATION);
    String diagram = text.substring(text.indexOf("<pre>"), text.indexOf("</pre>"));
    assertThat(Pattern.compile("\\b[A-Z_]{2,}\\b").matcher(diagram).results())
        .extracting(it -> it.group())
        .containsOnly(Arrays.stream(DeliveryState.values()).map(Enum::name).toArray(String[]::new));
  }
}
