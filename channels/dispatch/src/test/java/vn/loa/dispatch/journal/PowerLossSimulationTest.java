package vn.loa.dispatch.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A million cases: {@code mvn -Dquick -pl channels/dispatch -am test -Dtest=PowerLossSimulationTest
 * -Dsurefire.failIfNoSpecifiedTests=false -Dloa.power.seeds=1000000}; {@code -Dloa.power.first=}
 * begins at another seed.
 */
class PowerLossSimulationTest {

  private static final int ENOUGH_FOR_MUTANTS = 20_000;

  private static final Logger LOG = Logger.getLogger(Journal.class.getName());

  /** Disks fail here on purpose, and a journal would say so each time. */
  @BeforeAll
  static void quiet() {
    LOG.setLevel(Level.OFF);
  }

  @AfterAll
  static void loud() {
    LOG.setLevel(null);
  }

  @Test
  @Timeout(value = 6, unit = TimeUnit.HOURS)
  void what_was_acknowledged_survives_and_what_was_not_is_never_half_there() {
    long first = Long.getLong("loa.power.first", 0);
    long seeds = Long.getLong("loa.power.seeds", 3_000);
    long start = System.nanoTime();
    for (long seed = first; seed < first + seeds; seed++) {
      String fault = new PowerLossCase(seed, Frame.CRC_32C, it -> it).fault();
      assertThat(fault).as("seed " + seed).isNull();
    }
    long perSecond = seeds * 1_000_000_000L / Math.max(1, System.nanoTime() - start);
    System.out.println("power loss: " + seeds + " cases, " + perSecond + "/s, none with a fault");
  }

  @Test
  void a_journal_without_checksums_is_caught() {
    assertCaught("no checksum", (journal, in, at, length) -> true, it -> it);
  }

  @Test
  void a_journal_that_acknowledges_before_it_forces_is_caught() {
    assertCaught("acknowledged before forced", Frame.CRC_32C, SimulatedDisk::forcingLate);
  }

  @Test
  void a_journal_that_does_not_force_names_is_caught() {
    assertCaught("names not forced", Frame.CRC_32C, SimulatedDisk::forgettingNames);
  }

  @Test
  void a_journal_that_names_a_segment_before_it_is_forced_is_caught() {
    assertCaught(
        "segments not forced before named", Frame.CRC_32C, SimulatedDisk::forgettingNewFiles);
  }

  private static void assertCaught(
      String mutant, Frame.Check check, UnaryOperator<SimulatedDisk> disk) {
    long seed = 0;
    String fault = null;
    while (fault == null && seed < ENOUGH_FOR_MUTANTS) {
      fault = new PowerLossCase(seed++, check, disk).fault();
    }
    assertThat(fault).as(mutant).isNotNull();
    System.out.println("power loss: " + mutant + " is caught by seed " + (seed - 1));
  }
}
