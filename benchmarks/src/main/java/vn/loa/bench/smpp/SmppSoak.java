package vn.loa.bench.smpp;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import vn.loa.bench.measure.Folder;
import vn.loa.channel.Batch;
import vn.loa.channel.Message;
import vn.loa.channel.smpp.SmppChannel;
import vn.loa.channel.smpp.SmppSettings;
import vn.loa.simulator.FaultProxy;

/**
 * Two binds for an hour, with everything that happens in one: short texts and long ones, receipts,
 * cuts, half closed connections, throttling. Says what it holds at the start, every five minutes
 * and at the end, and holds every outcome and receipt against what the sink got.
 *
 * <pre>mvn -q -Dquick -DskipTests -Pcommand package -pl benchmarks -am
 *     -Dof=smpp -Drun="SmppSoak 60 1000"</pre>
 *
 * <p>The arguments are minutes and messages a second. Ends with code 1 if something was wrong.
 */
public final class SmppSoak {

  private static final int WINDOW = 100;
  private static final int LONG_EVERY = 8;
  private static final int PARTS = 3;
  private static final int THROTTLED = 200;
  private static final long TICK = TimeUnit.MILLISECONDS.toNanos(5);
  private static final long MISFORTUNE_EVERY = TimeUnit.SECONDS.toNanos(7);
  private static final int LEAST_MISFORTUNES = 8;
  private static final long TELL_EVERY = TimeUnit.MINUTES.toNanos(5);
  private static final long WARM = TimeUnit.SECONDS.toNanos(10);

  private final Message brief = Texts.message("brief", Texts.SHORT);
  private final Message lengthy = Texts.message("lengthy", Texts.SHORT.repeat(4));
  private final long nanos;
  private final int rate;
  private final SoakBook book;
  private int batches;
  private int misfortunes;
  private boolean flat;

  SmppSoak(double minutes, int rate) {
    this.nanos = (long) (minutes * TimeUnit.MINUTES.toNanos(1));
    this.rate = rate;
    this.book = new SoakBook((int) (minutes * 60 * rate) + 2 * WINDOW);
  }

  public static void main(String[] arguments) throws Exception {
    Logger.getLogger("").setLevel(Level.OFF); // every cut would be told
    double minutes = arguments.length > 0 ? Double.parseDouble(arguments[0]) : 60;
    int rate = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1_000;
    SmppSoak soak = new SmppSoak(minutes, rate);
    boolean well = soak.run().isEmpty() && soak.isFlat();
    System.out.println(well ? "verdict: well" : "verdict: NOT WELL");
    System.exit(well ? 0 : 1);
  }

  /** Gives what must not be, each with how often it was. */
  Map<String, Long> run() throws IOException, InterruptedException {
    try (Folder folder = Folder.make();
        SinkProcess sink = SinkProcess.start(SinkMode.LEDGER);
        FaultProxy proxy = FaultProxy.to(sink.port())) {
      SmppChannel channel = SmppChannel.connect(settings(proxy.port()));
      channel.listen(book);
      soak(channel, proxy, sink);
      channel.close(Duration.ofSeconds(20));
      System.out.println("closed: " + book + ", " + misfortunes + " misfortunes");
      Map<String, Long> faults = book.faults(sink.ledger(folder.path().resolve("ledger")), PARTS);
      faults.forEach((fault, count) -> System.out.println("FAULT " + fault + ": " + count));
      return faults;
    }
  }

  /** Whether it held no more at the end than after its first seconds. */
  private boolean isFlat() {
    System.out.println(flat ? "flat" : "FAULT it holds more at the end");
    return flat;
  }

  private static SmppSettings settings(int port) {
    return SmppSettings.builder("127.0.0.1", port)
        .login(Texts.SYSTEM_ID, Texts.PASSWORD)
        .sender(Texts.SENDER)
        .window(WINDOW)
        .binds(2)
        .answerWithin(Duration.ofSeconds(5))
        .enquireAfter(Duration.ofSeconds(5))
        .reconnect(Duration.ofMillis(100), Duration.ofSeconds(1))
        .build();
  }

  private void soak(SmppChannel channel, FaultProxy proxy, SinkProcess sink)
      throws IOException, InterruptedException {
    long began = System.nanoTime();
    send(channel, began, Math.min(WARM, nanos / 4), proxy, sink);
    Footprint first = tell(began);
    for (long next = TELL_EVERY; next < nanos; next += TELL_EVERY) {
      send(channel, began, next, proxy, sink);
      tell(began);
    }
    send(channel, began, nanos, proxy, sink);
    drain();
    flat = tell(began).isNoMoreThan(first);
  }

  /** Sends at the rate until then. */
  private void send(SmppChannel channel, long began, long until, FaultProxy proxy, SinkProcess sink)
      throws IOException, InterruptedException {
    for (long now = 0; now < until; now = System.nanoTime() - began) {
      int due = (int) Math.min(Integer.MAX_VALUE, now / 1e9 * rate) - book.submitted();
      int room = channel.limits().window() - book.open();
      int count = Math.min(Math.min(due, room), channel.limits().batch());
      if (count > 0) {
        submit(channel, count);
      } else {
        TimeUnit.NANOSECONDS.sleep(TICK);
      }
      if (now / Math.min(MISFORTUNE_EVERY, nanos / LEAST_MISFORTUNES) > misfortunes) {
        happen(proxy, sink);
      }
    }
  }

  private void submit(SmppChannel channel, int count) {
    boolean isLong = ++batches % LONG_EVERY == 0;
    int first = book.submit(count, isLong);
    Message message = isLong ? lengthy : brief;
    channel.submit(new Batch(message, first, Texts.phones(first, count)), book);
  }

  private void happen(FaultProxy proxy, SinkProcess sink) throws IOException {
    switch (misfortunes++ % 3) {
      case 0 -> proxy.cut();
      case 1 -> sink.throttle(THROTTLED);
      default -> proxy.halfClose();
    }
  }

  /** What is on the wire may still be answered; what is not answered then, closing answers. */
  private void drain() throws InterruptedException {
    for (int look = 0; look < 1_000 && book.open() > 0; look++) {
      TimeUnit.MILLISECONDS.sleep(10);
    }
  }

  private Footprint tell(long began) throws IOException {
    Footprint now = Footprint.now();
    double minutes = (System.nanoTime() - began) / 60e9;
    System.out.printf(Locale.ROOT, "%6.1f min: %s; %s%n", minutes, now, book);
    return now;
  }
}
