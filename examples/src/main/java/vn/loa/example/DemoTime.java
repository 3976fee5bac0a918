package vn.loa.example;

import java.time.Duration;
import java.time.Instant;
import vn.loa.channel.Time;

/** The machine's clock, set to another day; it can be put forward. */
final class DemoTime implements Time {

  private final Time machine = Time.system();
  private volatile Duration shift;

  DemoTime(Instant start) {
    this.shift = Duration.between(machine.instant(), start);
  }

  void putForwardTo(Instant instant) {
    Duration by = Duration.between(instant(), instant);
    if (by.isNegative()) {
      throw new IllegalArgumentException("it is " + instant() + " already, after " + instant);
    }
    shift = shift.plus(by);
  }

  @Override
  public Instant instant() {
    return machine.instant().plus(shift);
  }

  @Override
  public long nanos() {
    return machine.nanos();
  }

  @Override
  public void await(Object monitor, long deadline) throws InterruptedException {
    machine.await(monitor, deadline);
  }
}
