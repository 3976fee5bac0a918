package vn.loa.dispatch;

import java.time.Duration;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Test;
import vn.loa.channel.Limits;

/** The window as a worker and the threads of its channel use it: under the worker's monitor. */
@Param(name = "token", gen = IntGen.class, conf = "1:2")
@Param(name = "millis", gen = IntGen.class, conf = "0:60")
public class WindowLincheckTest {

  private static final long MILLI = Duration.ofMillis(1).toNanos();

  private final Object monitor = new Object();
  private final Window window = new Window(new Limits(1_000, 10), Account.of("a", 1_000));

  @Operation
  public void submitted(@Param(name = "token") int token, @Param(name = "millis") int millis) {
    synchronized (monitor) {
      window.submitted(token, millis * MILLI);
    }
  }

  @Operation
  public void answered(@Param(name = "token") int token, @Param(name = "millis") int millis) {
    synchronized (monitor) {
      window.answered(token, millis * MILLI);
    }
  }

  @Operation
  public int size() {
    synchronized (monitor) {
      return window.size();
    }
  }

  @Test
  void under_stress() {
    new StressOptions()
        .iterations(3)
        .invocationsPerIteration(300)
        .threads(2)
        .actorsBefore(1)
        .actorsPerThread(2)
        .actorsAfter(1)
        .check(WindowLincheckTest.class);
  }
}
