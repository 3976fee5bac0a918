package vn.loa.channel.mqtt;

import java.lang.System.Logger;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Address;
import vn.loa.channel.KeptReceipts;
import vn.loa.channel.Outcome;
import vn.loa.channel.Receipt;
import vn.loa.channel.Receipts;

/**
 * Answers and receipts on their way out, in the order in which they came to be: no receipt precedes
 * its answer. They are gathered under the hub's lock and told outside of it, by one thread at a
 * time. A receipt that the listener cannot keep is told again, once a second.
 *
 * <p>Safe for use by several threads.
 */
final class Telling {

  private static final Logger LOG = System.getLogger("vn.loa.channel.mqtt");
  private static final long PAUSE = Duration.ofSeconds(1).toNanos();

  private final KeptReceipts receipts;
  private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicInteger calls = new AtomicInteger();
  private final Runnable answered;
  private long retryAt;

  /**
   * @param answered run before each answer: its place is free
   * @param refused run, on any thread, when a receipt is to be told again
   * @param nanos now, on the ticker
   */
  Telling(Runnable answered, Runnable refused, long nanos) {
    this.answered = answered;
    this.receipts = new KeptReceipts(LOG, refused);
    this.retryAt = nanos;
  }

  void listen(Receipts listener) {
    receipts.listen(listener);
  }

  void answer(Ask ask, Outcome outcome) {
    if (ask.take()) {
      later(
          () -> {
            answered.run();
            ask.tell(outcome);
          });
    }
  }

  /** A second answer, to what was answered in doubt. */
  void late(Ask ask, Outcome outcome) {
    later(() -> ask.tell(outcome));
  }

  /**
   * @param from whom it is about; null where another delivery in doubt might be taken for its own
   */
  void receipt(Receipt receipt, Address.@Nullable Device from) {
    later(() -> receipts.receive(receipt, from));
  }

  /** Anything else that somebody waits for. */
  void later(Runnable telling) {
    waiting.add(telling);
  }

  /** Tells what waits, on the caller's thread; leaves it to another that is at it. */
  void run(long nanos) {
    int seen = calls.incrementAndGet();
    if (seen > 1) {
      return;
    }
    while (seen > 0) {
      tell(nanos);
      seen = calls.addAndGet(-seen);
    }
  }

  private void tell(long nanos) {
    if (receipts.hasRefused() && nanos - retryAt >= 0) {
      retryAt = nanos + PAUSE;
      receipts.retry();
    }
    for (Runnable next = waiting.poll(); next != null; next = waiting.poll()) {
      next.run();
    }
    receipts.handOver();
  }

  /** When there is something to tell again, or {@code latest} if that is sooner. */
  long next(long latest) {
    return receipts.hasRefused() && retryAt - latest < 0 ? retryAt : latest;
  }
}
