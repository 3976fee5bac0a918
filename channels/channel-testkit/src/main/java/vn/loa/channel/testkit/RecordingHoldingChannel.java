package vn.loa.channel.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Address;
import vn.loa.channel.Batch;
import vn.loa.channel.HoldingChannel;
import vn.loa.channel.Idempotency;
import vn.loa.channel.Limits;
import vn.loa.channel.Message;
import vn.loa.channel.Outcomes;
import vn.loa.channel.Receipts;

/**
 * A {@link RecordingChannel} that holds what was sent, for tests of those who tell it: it keeps
 * what it is to adopt and what is taken back. It sends nothing again, and takes whatever was
 * submitted for gone out; receipts come when the test says so.
 *
 * <p>Safe for use by several threads.
 */
public final class RecordingHoldingChannel implements HoldingChannel {

  private final RecordingChannel recording;
  private final List<Adopted> adopted = new ArrayList<>();
  private final List<Message> withdrawn = new ArrayList<>();
  private @Nullable RuntimeException fault;
  private boolean heard;

  /** What one call of {@link HoldingChannel#adopt} gave; the recipients are a copy. */
  public record Adopted(Message message, List<Address> recipients) {
    public Adopted {
      recipients = List.copyOf(recipients);
    }
  }

  public RecordingHoldingChannel(String name, Limits limits) {
    this.recording = new RecordingChannel(name, limits);
  }

  /** What it is beside holding: what was submitted is here, and answers and receipts are told. */
  public RecordingChannel recording() {
    return recording;
  }

  /** From now on {@link #adopt} and {@link #withdraw} throw this, after they kept their call. */
  public synchronized RecordingHoldingChannel failing(RuntimeException fault) {
    this.fault = fault;
    return this;
  }

  /** Every call so far, in order. */
  public synchronized List<Adopted> adopted() {
    return List.copyOf(adopted);
  }

  /** Every message taken back so far, in order, also those taken back again. */
  public synchronized List<Message> withdrawn() {
    return List.copyOf(withdrawn);
  }

  /**
   * @throws IllegalStateException before anybody listens: receipts of these would go nowhere
   */
  @Override
  public synchronized void adopt(Message message, List<? extends Address> recipients) {
    if (!heard) {
      throw new IllegalStateException(name() + ": nobody listens yet; call listen before adopt");
    }
    adopted.add(new Adopted(message, List.copyOf(recipients)));
    fail();
  }

  @Override
  public synchronized void withdraw(Message message) {
    withdrawn.add(message);
    fail();
  }

  private void fail() {
    if (fault != null) {
      throw fault;
    }
  }

  @Override
  public String name() {
    return recording.name();
  }

  @Override
  public Limits limits() {
    return recording.limits();
  }

  @Override
  public Idempotency idempotency() {
    return recording.idempotency();
  }

  @Override
  public synchronized void listen(Receipts receipts) {
    heard = true;
    recording.listen(receipts);
  }

  @Override
  public void submit(Batch batch, Outcomes outcomes) {
    recording.submit(batch, outcomes);
  }

  @Override
  public void close(Duration patience) {
    recording.close(patience);
  }
}
