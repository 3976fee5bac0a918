package vn.loa.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class AWardTest {

  @Test
  @Timeout(60)
  void every_loudspeaker_of_the_ward_speaks_and_the_board_has_it() throws Exception {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream before = System.out;
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      AWard.main(new String[0]);
    } finally {
      System.setOut(before);
    }
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .startsWith("trieu-cuong\n")
        .containsPattern("Phường Bến Nghé +2 +2 +0 +0 +0 +0 +0 +0 +1/1")
        .doesNotContain("Silent")
        .endsWith("spoke: 2\n");
  }
}
