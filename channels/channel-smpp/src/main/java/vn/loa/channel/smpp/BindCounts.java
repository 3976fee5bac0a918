package vn.loa.channel.smpp;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Time;

/** What happened on a bind, over all its connections. Safe for use by several threads. */
final class BindCounts {

  private final int bind;
  private final Time time;
  private final Rate submitRate;
  private final Rate answerRate;
  private final Map<Integer, Long> errors = new HashMap<>();
  private long submitted;
  private long accepted;
  private long late;
  private long overdue;
  private long unexpected;
  private long enquired;
  private long bound;
  private boolean wasAnswered;
  private long lastAnswer;

  /**
   * @param bind its number in the channel, from 1
   */
  BindCounts(int bind, Time time) {
    this.bind = bind;
    this.time = time;
    this.submitRate = new Rate(time.nanos());
    this.answerRate = new Rate(time.nanos());
  }

  int bind() {
    return bind;
  }

  synchronized void submitted(int count, long nanos) {
    submitted += count;
    submitRate.add(count, nanos);
  }

  synchronized void accepted(int count, long nanos) {
    heard(count, nanos);
    accepted += count;
  }

  private void heard(int count, long nanos) {
    wasAnswered = true;
    lastAnswer = nanos;
    answerRate.add(count, nanos);
  }

  synchronized void answered(int status, boolean wasLate, long nanos) {
    heard(1, nanos);
    late += wasLate ? 1 : 0;
    if (status == 0) {
      accepted++;
    } else {
      errors.merge(status, 1L, Long::sum);
    }
  }

  synchronized void overdue() {
    overdue++;
  }

  synchronized void unexpected() {
    unexpected++;
  }

  synchronized void enquired() {
    enquired++;
  }

  synchronized void bound() {
    bound++;
  }

  synchronized BindHealth health(
      BindRole role, BindState state, Instant since, @Nullable String why, int window, int inUse) {
    long nanos = time.nanos();
    Map<String, Long> byName = new TreeMap<>();
    errors.forEach(
        (status, count) -> byName.merge(CommandStatus.reason(status).code(), count, Long::sum));
    return new BindHealth(
        bind,
        role.toString(),
        state,
        since,
        why,
        window,
        inUse,
        submitted,
        accepted,
        byName,
        overdue,
        late,
        unexpected,
        enquired,
        bound,
        wasAnswered ? time.instant().minusNanos(nanos - lastAnswer) : null,
        submitRate.perSecond(nanos),
        answerRate.perSecond(nanos));
  }
}
