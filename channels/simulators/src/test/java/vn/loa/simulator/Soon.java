package vn.loa.simulator;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** Waiting for what takes milliseconds, on a machine that may be busy with something else. */
final class Soon {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  static ConditionFactory await() {
    return Awaitility.await().atMost(PATIENCE);
  }

  private Soon() {}
}
