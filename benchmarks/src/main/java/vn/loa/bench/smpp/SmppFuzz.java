package vn.loa.bench.smpp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import vn.loa.bench.measure.Heap;
import vn.loa.channel.smpp.InboundSms;
import vn.loa.channel.smpp.SmppChannel;
import vn.loa.channel.smpp.SmppSettings;

/**
 * Damaged PDUs for a channel that sends meanwhile. After each thousand the channel must answer an
 * enquire_link, or bind again; its submits are all answered, no place of its window stays taken,
 * and it goes on. After each twentieth thousand comes a command_length that is absurd, which must
 * end the session, and a new one begins. Ten times on the way, nothing that it was brought may stay
 * without an acknowledgement. At the end the heap is what it was.
 *
 * <pre>mvn -q -Dquick -DskipTests -Pcommand package -pl benchmarks -am
 *     -Dof=smpp -Drun="SmppFuzz 10000000 1"</pre>
 *
 * <p>The arguments are PDUs, the seed, and the thousand to begin with, from 0. A fault ends it with
 * code 1; it names the thousand to repeat, and the file that has its octets.
 */
public final class SmppFuzz {

  private static final int BLOCK = 1_000;
  private static final int ABSURD_EVERY = 20;
  private static final long PATIENCE = 10;
  private static final int PROBE = 0x3000_0000;
  private static final long MORE_HEAP = 8 << 20;

  private final long blocks;
  private final long seed;
  private final long first;
  private final FuzzServer server = new FuzzServer();
  private final LongAdder receipts = new LongAdder();
  private final LongAdder inbound = new LongAdder();

  /** Threads that ended by an exception: somebody's, whom nobody replaces perhaps. */
  private final LongAdder dead = new LongAdder();

  private @Nullable FuzzLine line;
  private byte[] octets = {};
  private long ended;
  private long absurd;

  /** What must not be. */
  private static final class Fault extends Exception {

    private static final long serialVersionUID = 1;

    Fault(String what) {
      super(what);
    }
  }

  SmppFuzz(long blocks, long seed, long first) throws IOException {
    this.blocks = blocks;
    this.seed = seed;
    this.first = first;
  }

  public static void main(String[] arguments) throws Exception {
    Logger.getLogger("").setLevel(Level.OFF); // every absurdity would be told
    long pdus = number(arguments, 0, 10_000_000);
    long seed = number(arguments, 1, System.nanoTime());
    long first = number(arguments, 2, 0);
    System.out.println("seed " + seed);
    SmppFuzz fuzz = new SmppFuzz(Math.max(1, pdus / BLOCK), seed, first);
    boolean well = fuzz.run() && fuzz.isUnharmed();
    System.out.println(well ? "verdict: well" : "verdict: NOT WELL");
    System.exit(well ? 0 : 1);
  }

  private static long number(String[] arguments, int index, long otherwise) {
    return arguments.length > index ? Long.parseLong(arguments[index]) : otherwise;
  }

  boolean run() throws Exception {
    Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
    Thread.setDefaultUncaughtExceptionHandler(this::mourn);
    try {
      return bindAndFuzz();
    } finally {
      Thread.setDefaultUncaughtExceptionHandler(before);
    }
  }

  private boolean bindAndFuzz() throws Exception {
    SmppChannel channel = SmppChannel.connect(settings());
    channel.listen(receipt -> receipts.increment());
    channel.inbound(this::hear);
    boolean well;
    try (Trickle trickle = new Trickle(channel)) {
      well = fuzz(channel, trickle);
    }
    channel.close(Duration.ofSeconds(PATIENCE));
    server.close();
    return well;
  }

  private CompletionStage<Void> hear(InboundSms sms) {
    inbound.increment();
    return CompletableFuture.completedFuture(null);
  }

  boolean isUnharmed() {
    System.out.println("threads that ended by an exception: " + dead.sum());
    return dead.sum() == 0;
  }

  private synchronized void mourn(Thread thread, Throwable death) {
    if (dead.sum() == 0) {
      System.out.println("FAULT " + thread.getName() + " ended by " + death);
    }
    dead.increment();
  }

  private SmppSettings settings() {
    return SmppSettings.builder("127.0.0.1", server.port())
        .login(Texts.SYSTEM_ID, Texts.PASSWORD)
        .sender(Texts.SENDER)
        .answerWithin(Duration.ofSeconds(2))
        .reconnect(Duration.ofMillis(100), Duration.ofMillis(200))
        .build();
  }

  private boolean fuzz(SmppChannel channel, Trickle trickle) throws Exception {
    long began = System.nanoTime();
    long heap = 0;
    long block = first;
    try {
      for (; block < first + blocks; block++) {
        round(block, channel, trickle);
        if (isTold(block)) {
          require(
              await(() -> channel.health().beingKept() == 0), "something is never acknowledged");
          tell(block, began, trickle);
          heap = heap == 0 ? Heap.used() : heap;
        }
      }
      awaitHeap(heap);
      return true;
    } catch (Fault | TimeoutException fault) {
      Path file = Files.createTempFile("smpp-fuzz-" + seed + "-" + block + "-", ".bin");
      Files.write(file, octets);
      System.out.printf("FAULT %s%nseed %d, thousand %d, octets in %s%n", fault, seed, block, file);
      System.out.printf("%s%nrepeat: SmppFuzz %d %d %d%n", trickle, BLOCK, seed, block);
      return false;
    }
  }

  private boolean isTold(long block) {
    return (block - first + 1) % Math.max(1, blocks / 10) == 0;
  }

  private void awaitHeap(long before) throws Fault {
    long now = Heap.used();
    System.out.printf(Locale.ROOT, "heap %.1f MB, then %.1f MB%n", before / 1e6, now / 1e6);
    if (now > before + MORE_HEAP) {
      throw new Fault("the heap grew");
    }
  }

  private void round(long block, SmppChannel channel, Trickle trickle) throws Exception {
    FuzzLine now = bound();
    Mutations mutations = new Mutations(seed * 31 + block);
    octets = block(mutations, now.newest());
    boolean alive = now.send(octets, PATIENCE) && now.isAlive(PROBE + (int) block, PATIENCE);
    if (!alive) {
      require(now.hasEnded(PATIENCE), "it is connected, and does not answer enquire_link");
      ended++;
      line = null;
      bound();
    }
    require(trickle.drains(PATIENCE), "a submit was never answered");
    require(await(() -> isIdle(channel)), "a place of the window stays taken");
    require(trickle.sends(PATIENCE), "it sends no more");
    if (block % ABSURD_EVERY == ABSURD_EVERY - 1) {
      end(mutations);
    }
  }

  private static boolean isIdle(SmppChannel channel) {
    return channel.health().binds().stream().allMatch(it -> it.inUse() == 0);
  }

  private static boolean await(BooleanSupplier condition) throws InterruptedException {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE);
    while (!condition.getAsBoolean() && System.nanoTime() - until < 0) {
      TimeUnit.MILLISECONDS.sleep(1);
    }
    return condition.getAsBoolean();
  }

  private static byte[] block(Mutations mutations, int newest) {
    PduBuffer all = new PduBuffer();
    for (int i = 0; i < BLOCK; i++) {
      byte[] pdu = mutations.next(newest);
      all.octets(pdu, 0, pdu.length);
    }
    return all.toBytes();
  }

  /** The session under way, or the next. */
  private FuzzLine bound() throws Exception {
    FuzzLine now = line == null || line.hasEnded(0) ? server.awaitBind(PATIENCE) : line;
    if (now == null) {
      throw new Fault("it does not bind again");
    }
    line = now;
    return now;
  }

  private void end(Mutations mutations) throws Exception {
    FuzzLine now = bound();
    octets = mutations.absurd();
    now.send(octets, PATIENCE);
    require(now.hasEnded(PATIENCE), "an absurd command_length does not end the session");
    absurd++;
    line = null;
  }

  private static void require(boolean right, String otherwise) throws Fault {
    if (!right) {
      throw new Fault(otherwise);
    }
  }

  private void tell(long block, long began, Trickle trickle) {
    long pdus = (block - first + 1) * BLOCK;
    double seconds = (System.nanoTime() - began) / 1e9;
    System.out.printf(
        Locale.ROOT,
        "%d PDUs, %.0f/s; sessions ended by absurd lengths %d, otherwise %d; receipts %d, citizens' %d; %s%n",
        pdus,
        pdus / seconds,
        absurd,
        ended,
        receipts.sum(),
        inbound.sum(),
        trickle);
  }
}
