package vn.loa.dispatch;

import java.time.Duration;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Test;

/** Whatever the threads do, there is an order of whole calls that gives the same answers. */
@Param(name = "permits", gen = IntGen.class, conf = "1:3")
@Param(name = "millis", gen = IntGen.class, conf = "0:2")
public class AccountLincheckTest {

  private static final long MILLI = Duration.ofMillis(1).toNanos();

  private final Account account = Account.of("a", 3, 50);

  @Operation
  public int take(@Param(name = "permits") int wanted, @Param(name = "millis") int millis) {
    return account.take(wanted, millis * MILLI);
  }

  @Operation
  public void went(@Param(name = "permits") int permits, @Param(name = "millis") int millis) {
    account.went(permits, millis * MILLI);
  }

  @Operation
  public void giveBack(@Param(name = "permits") int permits) {
    account.giveBack(permits);
  }

  @Operation
  public void throttled(@Param(name = "millis") int millis) {
    account.throttled(millis * MILLI);
  }

  @Operation
  public void rate(@Param(name = "permits") int perSecond) {
    account.rate(perSecond);
  }

  @Test
  void in_the_interleavings_of_a_few_calls() {
    new ModelCheckingOptions()
        .iterations(3)
        .invocationsPerIteration(40)
        .threads(2)
        .actorsBefore(0)
        .actorsPerThread(2)
        .actorsAfter(1)
        .check(AccountLincheckTest.class);
  }

  @Test
  void under_stress() {
    new StressOptions()
        .iterations(3)
        .invocationsPerIteration(300)
        .threads(2)
        .actorsBefore(0)
        .actorsPerThread(2)
        .actorsAfter(1)
        .check(AccountLincheckTest.class);
  }
}
