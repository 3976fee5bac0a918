package vn.loa.channel;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lets an adapter whose driver blocks keep the promises of {@link Channel#submit} and {@link
 * Channel#close(Duration)}: a fixed number of threads, a bounded queue, one answer for each token.
 *
 * <p>Safe for use by several threads.
 */
public final class BlockingSender {

  private static final Duration AFTER_INTERRUPT = Duration.ofSeconds(2);
  private static final Reason CLOSED =
      new Reason("CLOSED", "the channel was closed before sending");
  private static final Reason FULL = new Reason("FULL", "more was submitted than the window holds");
  private static final Reason CUT_OFF =
      new Reason("CLOSED", "the channel was closed while the answer was awaited");

  private final Call call;
  private final Semaphore room;
  private final ThreadPoolExecutor pool;
  private final Set<Task> calling = ConcurrentHashMap.newKeySet();

  /** One send, from the first byte to the answer. */
  @FunctionalInterface
  public interface Call {

    /**
     * May block for as long as the wire takes, but not for ever, and gives up when interrupted.
     *
     * @throws InterruptedException is answered {@link Outcome.InDoubt}, and so is anything thrown:
     *     bytes may have left
     */
    Outcome send(Message message, Address recipient) throws InterruptedException;
  }

  /**
   * @param name of the channel; its threads are {@code loa-<name>-1} and so on, and daemons
   * @param threads how many calls run at the same time
   * @param limits deliveries above the window are answered {@link Outcome.Retry}
   */
  public BlockingSender(String name, int threads, Limits limits, Call call) {
    this.call = call;
    this.room = new Semaphore(limits.window());
    AtomicInteger count = new AtomicInteger();
    this.pool =
        new ThreadPoolExecutor(
            threads,
            threads,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(limits.window()),
            task -> {
              Thread thread = new Thread(task, "loa-" + name + "-" + count.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  /** As {@link Channel#submit}. */
  public void submit(Batch batch, Outcomes outcomes) {
    for (int i = 0; i < batch.size(); i++) {
      Task task = new Task(batch.message(), batch.recipient(i), batch.token(i), outcomes);
      if (!room.tryAcquire()) {
        outcomes.answer(task.token, new Outcome.Retry(FULL));
        continue;
      }
      try {
        pool.execute(task);
      } catch (RejectedExecutionException closed) {
        task.answer(new Outcome.Retry(CLOSED));
      }
    }
  }

  /** As {@link Channel#close(Duration)}: in flight is waited for, then interrupted. */
  public void close(Duration patience) {
    pool.shutdown();
    boolean interrupted = false;
    try {
      if (pool.awaitTermination(patience.toNanos(), TimeUnit.NANOSECONDS)) {
        return;
      }
    } catch (InterruptedException told) {
      interrupted = true;
    }
    for (Runnable waiting : pool.shutdownNow()) {
      ((Task) waiting).answer(new Outcome.Retry(CLOSED));
    }
    try {
      pool.awaitTermination(AFTER_INTERRUPT.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException told) {
      interrupted = true;
    }
    calling.forEach(task -> task.answer(new Outcome.InDoubt(CUT_OFF)));
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private final class Task implements Runnable {

    private final Message message;
    private final Address recipient;
    private final long token;
    private final Outcomes outcomes;
    private final AtomicBoolean answered = new AtomicBoolean();

    Task(Message message, Address recipient, long token, Outcomes outcomes) {
      this.message = message;
      this.recipient = recipient;
      this.token = token;
      this.outcomes = outcomes;
    }

    @Override
    public void run() {
      calling.add(this);
      try {
        answer(send());
      } finally {
        calling.remove(this);
      }
    }

    private Outcome send() {
      try {
        return call.send(message, recipient);
      } catch (InterruptedException interrupted) {
        // Only close interrupts these threads: none of them lives on to be told.
        return new Outcome.InDoubt(CUT_OFF);
      } catch (RuntimeException | Error fault) {
        return new Outcome.InDoubt(new Reason("FAULT", fault.toString()));
      }
    }

    void answer(Outcome outcome) {
      if (answered.compareAndSet(false, true)) {
        // First: whoever hears the answer may submit the next at once.
        room.release();
        outcomes.answer(token, outcome);
      }
    }
  }
}
