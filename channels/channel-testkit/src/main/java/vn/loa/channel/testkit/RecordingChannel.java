package vn.loa.channel.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Address;
import vn.loa.channel.Batch;
import vn.loa.channel.Channel;
import vn.loa.channel.Idempotency;
import vn.loa.channel.Limits;
import vn.loa.channel.Message;
import vn.loa.channel.Outcome;
import vn.loa.channel.Outcomes;
import vn.loa.channel.Reason;
import vn.loa.channel.Receipt;
import vn.loa.channel.Receipts;

/**
 * A channel for tests of those who send: it keeps what it was given, and answers as told, at once
 * or when the test says so. There is no need to mock a {@link Channel}.
 *
 * <p>Safe for use by several threads.
 */
public final class RecordingChannel implements Channel {

  private static final Reason CLOSED =
      new Reason("CLOSED", "the channel was closed before sending");

  private final String name;
  private final Limits limits;
  private final List<Sending> sendings = new ArrayList<>();
  private final List<Sending> held = new ArrayList<>();
  private BiFunction<Message, Address, Outcome> answering =
      (message, address) -> new Outcome.Sent(message.id() + "@" + address);
  private Receipts receipts = receipt -> {};
  private Idempotency idempotency = Idempotency.NONE;
  private boolean holding;
  private boolean closed;

  /** One delivery as it was submitted. */
  public record Sending(Message message, Address recipient, long token, Outcomes outcomes) {

    /** Answers it, if {@link RecordingChannel#hold()} kept it back. */
    public void answer(Outcome outcome) {
      outcomes.answer(token, outcome);
    }
  }

  public RecordingChannel(String name, Limits limits) {
    this.name = name;
    this.limits = limits;
  }

  /** From now on this is the answer. At first: sent, with {@code message id@recipient}. */
  public synchronized RecordingChannel answering(BiFunction<Message, Address, Outcome> outcome) {
    this.answering = outcome;
    return this;
  }

  /** From now on nothing is answered before {@link #release()}, {@link #close} or the test does. */
  public synchronized RecordingChannel hold() {
    holding = true;
    return this;
  }

  /** Answers what was held back, and from now on at once. */
  public void release() {
    for (Sending sending : letGo()) {
      answer(sending);
    }
  }

  /** Every delivery submitted so far, in order, also those tried again. */
  public synchronized List<Sending> sendings() {
    return List.copyOf(sendings);
  }

  /** At first {@link Idempotency#NONE}. */
  public synchronized RecordingChannel idempotency(Idempotency idempotency) {
    this.idempotency = idempotency;
    return this;
  }

  /** A receipt as if the peer had sent it. */
  public void receive(Receipt receipt) {
    listener().receive(receipt);
  }

  /**
   * A receipt as if the peer had brought it, and would bring it again.
   *
   * @param from whom it is about; null when it does not say
   * @return as {@link Receipts#take}
   */
  public CompletionStage<Void> receive(Receipt receipt, @Nullable Address from) {
    return listener().take(receipt, from);
  }

  private synchronized Receipts listener() {
    return receipts;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Limits limits() {
    return limits;
  }

  @Override
  public synchronized Idempotency idempotency() {
    return idempotency;
  }

  @Override
  public synchronized void listen(Receipts receipts) {
    this.receipts = receipts;
  }

  @Override
  public void submit(Batch batch, Outcomes outcomes) {
    for (int i = 0; i < batch.size(); i++) {
      Sending sending = new Sending(batch.message(), batch.recipient(i), batch.token(i), outcomes);
      if (keep(sending)) {
        answer(sending);
      }
    }
  }

  @Override
  public void close(Duration patience) {
    List<Sending> waiting = letGo();
    synchronized (this) {
      closed = true;
    }
    for (Sending sending : waiting) {
      sending.answer(new Outcome.InDoubt(CLOSED));
    }
  }

  private synchronized boolean keep(Sending sending) {
    sendings.add(sending);
    if (holding) {
      held.add(sending);
    }
    return !holding;
  }

  private synchronized List<Sending> letGo() {
    holding = false;
    List<Sending> waiting = List.copyOf(held);
    held.clear();
    return waiting;
  }

  private void answer(Sending sending) {
    Outcome outcome;
    synchronized (this) {
      outcome =
          closed
              ? new Outcome.Retry(CLOSED)
              : answering.apply(sending.message(), sending.recipient());
    }
    sending.answer(outcome);
  }
}
