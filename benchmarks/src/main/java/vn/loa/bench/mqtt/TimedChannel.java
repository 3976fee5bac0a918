package vn.loa.bench.mqtt;

import java.time.Duration;
import java.util.List;
import vn.loa.channel.Address;
import vn.loa.channel.Batch;
import vn.loa.channel.HoldingChannel;
import vn.loa.channel.Idempotency;
import vn.loa.channel.Limits;
import vn.loa.channel.Message;
import vn.loa.channel.Outcomes;
import vn.loa.channel.Receipts;

/** A channel, and how long its {@code submit} kept whoever called it. */
final class TimedChannel implements HoldingChannel {

  private final HoldingChannel channel;
  private final Longest submit = new Longest();

  TimedChannel(HoldingChannel channel) {
    this.channel = channel;
  }

  Longest submit() {
    return submit;
  }

  @Override
  public void submit(Batch batch, Outcomes outcomes) {
    submit.time(() -> channel.submit(batch, outcomes));
  }

  @Override
  public String name() {
    return channel.name();
  }

  @Override
  public Limits limits() {
    return channel.limits();
  }

  @Override
  public Idempotency idempotency() {
    return channel.idempotency();
  }

  @Override
  public void listen(Receipts receipts) {
    channel.listen(receipts);
  }

  @Override
  public void adopt(Message message, List<? extends Address> recipients) {
    channel.adopt(message, recipients);
  }

  @Override
  public void withdraw(Message message) {
    channel.withdraw(message);
  }

  @Override
  public void close(Duration patience) {
    channel.close(patience);
  }
}
