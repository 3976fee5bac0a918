package vn.loa.channel;

import java.time.Duration;

/**
 * An adapter to one wire: it encodes, sends, and translates the answer. It never sleeps, retries,
 * queues or counts; the dispatcher does.
 *
 * <p>Safe for use by several threads.
 */
public interface Channel extends AutoCloseable {

  /** Name in logs, reports and calls: {@code [a-z0-9-]{1,32}}, unique in a dispatcher. */
  String name();

  /** How much may be handed over at once. Constant for the life of the channel. */
  Limits limits();

  /** What happens when the same message is submitted to the same recipient again. */
  default Idempotency idempotency() {
    return Idempotency.NONE;
  }

  /**
   * Says who hears receipts, and replaces whoever heard them before. Until the first call the
   * channel leaves receipts with the peer, or keeps them. The listener is called on the channel's
   * own threads, must return soon, and must not throw.
   */
  void listen(Receipts receipts);

  /**
   * Hands a batch to the wire and returns soon, without waiting for answers.
   *
   * <p>Every token is answered exactly once, on any thread, possibly before this method returns: by
   * what the wire said, by {@link Outcome.InDoubt} when it said nothing in time, by {@link
   * Outcome.Retry} when the bytes certainly stayed here, also after {@link #close(Duration)}, by
   * {@link Outcome.Expired} when it was too late just before the wire. A bad recipient is answered
   * {@link Outcome.Refused} and spoils nobody else's.
   */
  void submit(Batch batch, Outcomes outcomes);

  /**
   * Takes nothing new, waits for the answers of what was submitted, at most {@code patience}, and
   * then answers the rest itself. When it returns every token has been answered and every thread of
   * the channel is gone. Closing twice is harmless.
   */
  void close(Duration patience);

  /** {@link #close(Duration)} with a patience of 10 s. */
  @Override
  default void close() {
    close(Duration.ofSeconds(10));
  }
}
