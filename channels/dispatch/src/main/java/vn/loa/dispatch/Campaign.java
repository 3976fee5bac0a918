package vn.loa.dispatch;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import vn.loa.channel.Delivery;
import vn.loa.channel.DeliveryState;
import vn.loa.channel.Message;
import vn.loa.channel.Tally;

/**
 * One message for one audience on one channel, under way or done.
 *
 * <p>Safe for use by several threads.
 */
public final class Campaign {

  private final ChannelWorker worker;
  private final int number;
  private final Deliveries deliveries;
  private final CompletableFuture<Tally> answered = new CompletableFuture<>();
  private final CompletableFuture<Tally> settled = new CompletableFuture<>();

  Campaign(ChannelWorker worker, int number, Deliveries deliveries) {
    this.worker = worker;
    this.number = number;
    this.deliveries = deliveries;
  }

  public Message message() {
    return deliveries.message();
  }

  /** Name of the channel that carries it. */
  public String channel() {
    return worker.name();
  }

  /** The counts now; always adds up to the audience. */
  public Tally tally() {
    return worker.read(deliveries::tally);
  }

  /** Every recipient as it stands now, in the order of the audience: a copy. */
  public List<Delivery> deliveries() {
    return worker.read(deliveries::all);
  }

  /**
   * Completes when every delivery has its answer. Receipts may still be awaited. What depends on it
   * runs on a thread of the dispatcher or of its channel: it must return soon, and must not close
   * them.
   */
  public CompletionStage<Tally> answered() {
    return answered.minimalCompletionStage();
  }

  /**
   * Completes when nothing more is awaited. Never, if one receipt never comes. Threads as for
   * {@link #answered()}.
   */
  public CompletionStage<Tally> settled() {
    return settled.minimalCompletionStage();
  }

  /** Waits until it has settled, at most {@code patience}; gives the tally as it stands then. */
  public Tally await(Duration patience) throws InterruptedException {
    try {
      return settled.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException stillAwaited) {
      return tally();
    } catch (ExecutionException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /**
   * Completes what can be completed, and says whether everything is settled. Called without the
   * worker's monitor: whoever waits runs their own code here.
   */
  boolean announce() {
    if (!worker.read(deliveries::answered)) {
      return false;
    }
    Tally tally = tally();
    answered.complete(tally);
    return tally.count(DeliveryState.SENT) == 0 && settled.complete(tally);
  }

  int number() {
    return number;
  }

  Deliveries state() {
    return deliveries;
  }
}
