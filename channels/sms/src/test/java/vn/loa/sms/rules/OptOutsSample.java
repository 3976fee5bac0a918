package vn.loa.sms.rules;

import static vn.loa.sms.rules.Sample.NOON;
import static vn.loa.sms.rules.Sample.NUMBER;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A file of opt-outs, for the tests of what it keeps. */
abstract class OptOutsSample {

  static final String HEADER = "loa opt-outs 1 (personal data: numbers in full)\n";

  @TempDir Path folder;
  Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("opt-outs.txt");
  }

  byte[] bytes() throws IOException {
    return Files.readAllBytes(file);
  }

  byte[] fileOfThree() throws IOException {
    try (OptOuts optOuts = OptOuts.open(file)) {
      optOuts.inbound(NUMBER, "TC", NOON);
      optOuts.inbound(NUMBER + 1, "Từ chối", NOON.plusSeconds(1));
      optOuts.inbound(NUMBER, "HUY DNC", NOON.plusSeconds(2));
    }
    return bytes();
  }
}
