package vn.loa.simulator;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import vn.loa.channel.Time;

/** Everything that is counted, while it is. Safe for use by several threads. */
final class SmscMeters {

  final AtomicLong submits = new AtomicLong();
  final StatusCounts answers = new StatusCounts();
  final LongAdder bindsAccepted = new LongAdder();
  final LongAdder bindsRefused = new LongAdder();
  final LongAdder enquireLinks = new LongAdder();
  final LongAdder enquireAnswers = new LongAdder();
  final LongAdder receiptsBrought = new LongAdder();
  final StatusCounts receiptAnswers = new StatusCounts();
  final LongAdder unbinds = new LongAdder();
  final RollingSecond perSecond;
  private final AtomicInteger mostOutstanding = new AtomicInteger();

  SmscMeters(Time time) {
    this.perSecond = new RollingSecond(time);
  }

  void outstanding(int now) {
    if (now > mostOutstanding.get()) {
      mostOutstanding.accumulateAndGet(now, Math::max);
    }
  }

  SmscCounts counts() {
    return new SmscCounts(
        submits.get(),
        answers.all(),
        bindsAccepted.sum(),
        bindsRefused.sum(),
        enquireLinks.sum(),
        enquireAnswers.sum(),
        receiptsBrought.sum(),
        receiptAnswers.all(),
        unbinds.sum(),
        mostOutstanding.get(),
        perSecond.most());
  }
}
