package vn.loa.dispatch;

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
 * A dispatcher on a journal that loses its power, decided by a seed. More cases: {@code mvn -Dquick
 * -pl channels/dispatch -am test -Dtest=EngineSimulationTest
 * -Dsurefire.failIfNoSpecifiedTests=false -Dloa.power.seeds=100000}.
 */
class EngineSimulationTest {

  private static final int ENOUGH_FOR_MUTANTS = 2_000;

  private static final Logger LOG = Logger.getLogger("vn.loa.dispatch");

  /** Disks fail here on purpose, and a dispatcher would say so each time. */
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
  void nobody_gets_a_message_twice_and_nobody_is_lost_whenever_the_power_fails() {
    long first = Long.getLong("loa.power.first", 0);
    long seeds = Long.getLong("loa.power.seeds", 1_000);
    long doubts = 0;
    for (long seed = first; seed < first + seeds; seed++) {
      EngineCase it = new EngineCase(seed, UnaryOperator.identity());
      assertThat(it.fault()).as("seed " + seed).isNull();
      doubts += it.inDoubt();
    }
    System.out.println("dispatcher without power: " + seeds + " cases, " + doubts + " in doubt");
    assertThat(doubts).isPositive();
  }

  @Test
  void sending_before_the_attempt_is_durable_is_caught() {
    long seed = 0;
    String fault = null;
    while (fault == null && seed < ENOUGH_FOR_MUTANTS) {
      fault = new EngineCase(seed++, EarlyStore::new).fault();
    }
    assertThat(fault).contains("2 times");
    System.out.println("sent before the attempt is durable is caught by seed " + (seed - 1));
  }
}
