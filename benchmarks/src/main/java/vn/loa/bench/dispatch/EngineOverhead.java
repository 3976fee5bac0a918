package vn.loa.bench.dispatch;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import vn.loa.channel.Audience;
import vn.loa.channel.Message;
import vn.loa.channel.Outcome;
import vn.loa.channel.Urgency;
import vn.loa.dispatch.Dispatcher;

/**
 * What one message costs, where neither store nor wire costs anything: time, and with {@code -prof
 * gc} the heap that is allocated.
 *
 * <ul>
 *   <li>{@code dispatcher}: leases, attempts, submits, takes answers and records them, by itself;
 *       the benchmark only looks on
 *   <li>{@code futurePerMessage}: a pool of threads, a future for each message, and a semaphore as
 *       the window
 * </ul>
 *
 * <pre>mvn -q -Dquick -DskipTests -Pbench package -pl benchmarks -am
 *     -Dbench="EngineOverhead -prof gc"</pre>
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 7, time = 2)
@Fork(3)
public class EngineOverhead {

  private static final int MESSAGES = 100_000;
  private static final int WINDOW = 1_000;

  /** A dispatcher that never runs out of messages. */
  @State(Scope.Benchmark)
  public static class Running {

    private final Semaphore sent = new Semaphore(0);
    private int count;
    private Dispatcher dispatcher;

    @Setup(Level.Trial)
    public void start() {
      dispatcher =
          Dispatcher.builder()
              .store(new EndlessStore())
              .channel(new FakeOperator(WINDOW, this::take))
              .build();
      dispatcher.start(Notices.of(Urgency.ROUTINE), Audience.phones("city", one()));
    }

    private static LongStream one() {
      return LongStream.of(Work.phone(0));
    }

    private Outcome take(Message message) {
      if (++count == MESSAGES) {
        count = 0;
        sent.release();
      }
      return FakeOperator.SENT;
    }

    /** What it sent while nobody measured. */
    @Setup(Level.Iteration)
    public void forget() {
      sent.drainPermits();
    }

    @TearDown(Level.Trial)
    public void stop() {
      dispatcher.close();
    }
  }

  @Benchmark
  @OperationsPerInvocation(MESSAGES)
  public void dispatcher(Running running) throws InterruptedException {
    running.sent.acquire();
  }

  /** A pool of threads. */
  @State(Scope.Benchmark)
  public static class Pool {

    private final ExecutorService threads = Executors.newFixedThreadPool(16);
    private final Semaphore window = new Semaphore(WINDOW);

    @TearDown(Level.Trial)
    public void stop() {
      threads.shutdownNow();
    }
  }

  @Benchmark
  @OperationsPerInvocation(MESSAGES)
  public void futurePerMessage(Pool pool) throws InterruptedException {
    for (int i = 0; i < MESSAGES; i++) {
      pool.window.acquire();
      var unused =
          CompletableFuture.supplyAsync(() -> FakeOperator.SENT, pool.threads)
              .whenComplete((answer, failure) -> pool.window.release());
    }
    pool.window.acquire(WINDOW);
    pool.window.release(WINDOW);
  }
}
