package vn.loa.sms;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Any octets give a tariff or one exception with problems, never another. */
class TariffFuzzTest {

  private static final String GOOD =
      """
      operator,purpose,encoding,units_up_to,price
      VIETTEL,CUSTOMER_CARE,GSM7,160,300
      VIETTEL,CUSTOMER_CARE,GSM7,306,600
      *,ADVERTISING,UCS2,70,400.50
      """;
  private static final byte[] ODD = "\",;\t\r\n*.-0\u0000\uFEFFé".getBytes(StandardCharsets.UTF_8);

  @TempDir Path folder;

  @Test
  void any_octets_give_a_tariff_or_named_problems() throws IOException {
    Random random = new Random(1270);
    int read = 0;
    for (int i = 0; i < 600; i++) {
      Path file = Files.write(folder.resolve("tariff.csv"), broken(random, i % 8));
      read += isTariff(file) ? 1 : 0;
    }
    assertThat(read).isBetween(60, 540);
  }

  private static boolean isTariff(Path file) {
    try {
      return Tariff.read(file).currency() != null;
    } catch (TariffException refused) {
      assertThat(refused.problems()).isNotEmpty();
      assertThat(refused.getMessage()).contains("tariff.csv");
      return false;
    }
  }

  private static byte[] broken(Random random, int times) {
    byte[] octets = GOOD.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < times; i++) {
      int at = random.nextInt(octets.length);
      octets[at] =
          random.nextInt(4) == 0 ? (byte) random.nextInt() : ODD[random.nextInt(ODD.length)];
    }
    return octets;
  }
}
