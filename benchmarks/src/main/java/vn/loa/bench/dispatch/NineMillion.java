package vn.loa.bench.dispatch;

import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import vn.loa.bench.measure.Folder;
import vn.loa.bench.measure.Heap;
import vn.loa.bench.measure.Spread;
import vn.loa.channel.Audience;
import vn.loa.channel.DeliveryState;
import vn.loa.channel.Message;
import vn.loa.channel.Outcome;
import vn.loa.channel.Tally;
import vn.loa.channel.Urgency;
import vn.loa.dispatch.Account;
import vn.loa.dispatch.ChannelSettings;
import vn.loa.dispatch.Dispatcher;
import vn.loa.dispatch.journal.Journal;

/**
 * A city's nine million in one journal: how long each part of their life takes, how much disk and
 * heap, and how long it takes to open again. Then how soon an emergency goes out that is started
 * behind nine million queued messages.
 *
 * <pre>mvn -q -Dquick -DskipTests -Pcommand package -pl benchmarks -am
 *     -Drun="NineMillion 9000000"</pre>
 */
public final class NineMillion {

  private static final int EMERGENCIES = 25;
  private static final int WARD = 100;
  private static final double RATE = 2_000;
  private static final int WINDOW = 1_000;

  private final Work work;

  /** Id of the emergency that was started last. */
  private volatile String awaited = "";

  /** When its first was submitted. */
  private volatile CompletableFuture<Long> submitted = new CompletableFuture<>();

  /** When its last was: it is not to wait for the one before. */
  private volatile CountDownLatch underWay = new CountDownLatch(0);

  private NineMillion(Work work) {
    this.work = work;
  }

  public static void main(String[] arguments) throws Exception {
    int messages = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 9_000_000;
    NineMillion city = new NineMillion(new Work(messages));
    try (Folder folder = Folder.make()) {
      city.live(folder);
    }
    try (Folder folder = Folder.make()) {
      city.interrupt(folder);
    }
  }

  private void live(Folder folder) throws Exception {
    double whole = sendAll(folder);
    reopen(folder, DeliveryState.SENT);
    try (StoreLife life = open(folder)) {
      long nanos = Run.deliver(life, work);
      tell("delivered", nanos);
      System.out.printf(Locale.ROOT, "whole life %.2f s%n", whole + nanos / 1e9);
      life.verify(work);
      tellDisk(folder);
    }
    reopen(folder, DeliveryState.DELIVERED);
    tellDisk(folder);
  }

  /** Gives the seconds it took. */
  private double sendAll(Folder folder) throws Exception {
    Wire wire = new Wire(work);
    long before = Heap.used();
    try (StoreLife life = open(folder)) {
      long queueing = Run.queue(life, work);
      tell("queued", queueing);
      long sending = Run.send(life, wire, work);
      tell("leased, attempted, sent", sending);
      double heap = Heap.used() - before;
      System.out.printf(
          Locale.ROOT, "heap %.1f B for each that waits for its receipt%n", heap / work.messages());
      tellDisk(folder);
      return (queueing + sending) / 1e9;
    }
  }

  private StoreLife open(Folder folder) {
    return new StoreLife(Journal.open(folder.path()), folder, work);
  }

  private void reopen(Folder folder, DeliveryState state) throws Exception {
    long began = System.nanoTime();
    try (StoreLife life = open(folder)) {
      tell("opened again, all " + state, System.nanoTime() - began);
      Tally tally = life.stand().tally();
      Life.require(tally.count(state) == work.messages(), tally.toString());
    }
  }

  private void tell(String what, long nanos) {
    System.out.printf(
        Locale.ROOT, "%-28s %7.2f s %10.0f/s%n", what, nanos / 1e9, work.messages() * 1e9 / nanos);
  }

  private void tellDisk(Folder folder) throws Exception {
    double octets = folder.octets();
    System.out.printf(
        Locale.ROOT, "disk %.1f MB, %.1f B a message%n", octets / 1e6, octets / work.messages());
  }

  private void interrupt(Folder folder) throws Exception {
    try (Dispatcher dispatcher =
        Dispatcher.builder()
            .store(Journal.open(folder.path()))
            .channel(
                new FakeOperator(WINDOW, this::take),
                ChannelSettings.builder().account(Account.of("operator", RATE)).build())
            .build()) {
      LongStream phones = IntStream.range(0, work.messages()).mapToLong(Work::phone);
      long began = System.nanoTime();
      dispatcher.start(Notices.of(Urgency.ROUTINE), Audience.phones("city", phones));
      tell("started as a campaign", System.nanoTime() - began);
      double[] millis = new double[EMERGENCIES];
      for (int i = 0; i < EMERGENCIES; i++) {
        millis[i] = emergency(dispatcher, "emergency-" + i) / 1e6;
      }
      System.out.println(
          "first submit of an emergency behind them, ms from its start: median [least-most] "
              + Spread.of(millis).toString("%.2f"));
    }
  }

  private Outcome take(Message message) {
    if (message.id().equals(awaited)) {
      submitted.complete(System.nanoTime());
      underWay.countDown();
    }
    return FakeOperator.SENT;
  }

  /** Gives nanoseconds. */
  private long emergency(Dispatcher dispatcher, String id) throws InterruptedException {
    underWay = new CountDownLatch(WARD);
    submitted = new CompletableFuture<>();
    awaited = id;
    LongStream phones = LongStream.rangeClosed(1, WARD).map(i -> Work.phone(0) - i);
    Audience ward = Audience.phones("ward", phones);
    Message message = Notices.of(id, Urgency.EMERGENCY);
    long began = System.nanoTime();
    dispatcher.start(message, ward);
    long nanos = submitted.join() - began;
    underWay.await();
    return nanos;
  }
}
