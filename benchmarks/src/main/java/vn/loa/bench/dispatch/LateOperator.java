package vn.loa.bench.dispatch;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import vn.loa.channel.Batch;
import vn.loa.channel.Channel;
import vn.loa.channel.Limits;
import vn.loa.channel.Outcomes;
import vn.loa.channel.Receipts;

/** An operator that answers each message some time after it came. */
final class LateOperator implements Channel {

  private final Limits limits;
  private final long nanos;
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

  LateOperator(int window, Duration after) {
    this.limits = new Limits(window, window);
    this.nanos = after.toNanos();
  }

  @Override
  public String name() {
    return "sms";
  }

  @Override
  public Limits limits() {
    return limits;
  }

  /** No receipt ever comes. */
  @Override
  public void listen(Receipts receipts) {}

  @Override
  public void submit(Batch batch, Outcomes outcomes) {
    long[] tokens = new long[batch.size()];
    for (int i = 0; i < tokens.length; i++) {
      tokens[i] = batch.token(i);
    }
    var unused = timer.schedule(() -> answer(tokens, outcomes), nanos, TimeUnit.NANOSECONDS);
  }

  private static void answer(long[] tokens, Outcomes outcomes) {
    for (long token : tokens) {
      outcomes.answer(token, FakeOperator.SENT);
    }
  }

  @Override
  public void close(Duration patience) {
    timer.shutdown();
  }
}
