package vn.loa.channel.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import vn.loa.channel.Receipt;

/**
 * The hub and devices with wrong clocks on a bad broker. More of it: {@code -Dloa.runs=10000
 * -Dloa.test.seconds=36000}; one run again: {@code -Dloa.seed=<seed> -Dloa.runs=1}.
 *
 * @see HubWildRun
 */
class HubWildRunsTest {

  private static final int RUNS = Integer.getInteger("loa.runs", 300);
  private static final long SEED = Long.getLong("loa.seed", 7_000_000);

  private final Logger log = Logger.getLogger("vn.loa.channel.mqtt");
  private final Level level = log.getLevel();

  /** Thousands of lost connections are what is meant here. */
  @BeforeEach
  void be_quiet() {
    log.setLevel(Level.OFF);
  }

  @AfterEach
  void speak_again() {
    log.setLevel(level);
  }

  @Test
  @Timeout(value = 6, unit = TimeUnit.HOURS)
  void nothing_is_lost_or_late_or_played_twice_or_told_wrongly() {
    HubWildRun.Count count = new HubWildRun.Count();
    List<String> faults = new ArrayList<>();
    for (long seed = SEED; seed < SEED + RUNS; seed++) {
      HubWildRun run = new HubWildRun(seed);
      run.go();
      String again = "-Dloa.seed=%d -Dloa.runs=1: ".formatted(seed);
      run.faults().forEach(it -> faults.add(again + it));
      count.add(run);
    }
    System.out.println(count);
    assertThat(faults).isEmpty();
    assertThat(count.receipts(Receipt.Kind.PLAYED)).as("proof that enough happened").isPositive();
    assertThat(count.receipts(Receipt.Kind.EXPIRED)).isPositive();
    assertThat(count.receipts(Receipt.Kind.UNDELIVERED)).isPositive();
  }
}
