package vn.loa.bench.dispatch;

import java.time.Duration;
import vn.loa.channel.Batch;
import vn.loa.channel.Channel;
import vn.loa.channel.Limits;
import vn.loa.channel.Message;
import vn.loa.channel.Outcome;
import vn.loa.channel.Outcomes;
import vn.loa.channel.Receipts;

/** An operator without a wire: answers at once, on the thread that submits. */
final class FakeOperator implements Channel {

  static final Outcome SENT = new Outcome.Sent("123456");

  private final Limits limits;
  private final Desk desk;

  /** What it does with one message. Called by one thread at a time. */
  interface Desk {
    Outcome take(Message message);
  }

  FakeOperator(int window, Desk desk) {
    this.limits = new Limits(window, window);
    this.desk = desk;
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
    for (int i = 0; i < batch.size(); i++) {
      outcomes.answer(batch.token(i), desk.take(batch.message()));
    }
  }

  @Override
  public void close(Duration patience) {}
}
