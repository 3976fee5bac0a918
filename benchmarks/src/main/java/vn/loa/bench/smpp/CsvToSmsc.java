package vn.loa.bench.smpp;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import vn.loa.bench.measure.Folder;
import vn.loa.bench.measure.Spread;
import vn.loa.channel.Audience;
import vn.loa.channel.Tally;
import vn.loa.channel.smpp.SmppChannel;
import vn.loa.dispatch.Account;
import vn.loa.dispatch.Campaign;
import vn.loa.dispatch.ChannelSettings;
import vn.loa.dispatch.Dispatcher;
import vn.loa.dispatch.journal.Journal;
import vn.loa.sms.audience.AudienceFile;

/**
 * From a file of phone numbers to the SMSC: read, queued in a journal, sent, and with receipts
 * delivered; beside it, in the same round, as many messages through the channel alone.
 *
 * <pre>mvn -q -Dquick -DskipTests -Pcommand package -pl benchmarks -am
 *     -Dof=smpp -Drun="CsvToSmsc 1000000 3 1000 2 receipts"</pre>
 *
 * <p>The arguments are messages, at most ten million; rounds; the window of a bind; binds; and
 * {@code receipts} where every message is to get one. A tenth of it comes first, to warm up, and is
 * not counted.
 */
public final class CsvToSmsc {

  private static final double TARGET = 100_000;
  private static final double RATE = 1_000_000;
  private static final long LOOKS_EVERY = 5;

  private final int messages;
  private final int window;
  private final int binds;
  private final SinkMode mode;

  /** Times in nanoseconds; each begins with the file. */
  private record Stages(long read, long queued, long done, Cost cost) {}

  CsvToSmsc(int messages, int window, int binds, SinkMode mode) {
    this.messages = messages;
    this.window = window;
    this.binds = binds;
    this.mode = mode;
  }

  public static void main(String[] arguments) throws Exception {
    Logger.getLogger("").setLevel(Level.WARNING);
    int messages = number(arguments, 0, 1_000_000);
    int rounds = number(arguments, 1, 3);
    int window = number(arguments, 2, 1_000);
    int binds = number(arguments, 3, 2);
    boolean receipts = Arrays.asList(arguments).contains("receipts");
    SinkMode mode = receipts ? SinkMode.RECEIPTS : SinkMode.INSTANT;
    CsvToSmsc warmUp = new CsvToSmsc(Math.max(1, messages / 10), window, binds, mode);
    warmUp.bare();
    warmUp.whole();
    new CsvToSmsc(messages, window, binds, mode).run(rounds);
  }

  private static int number(String[] arguments, int index, int otherwise) {
    return arguments.length > index ? Integer.parseInt(arguments[index]) : otherwise;
  }

  void run(int rounds) throws Exception {
    List<Double> bare = new ArrayList<>();
    List<Double> whole = new ArrayList<>();
    List<Double> share = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      bare.add(bare());
      Stages stages = whole();
      whole.add(messages * 1e9 / stages.done());
      share.add(whole.get(round) / bare.get(round));
      tell(stages);
    }
    System.out.printf("%nmedians [least-most] of %d rounds%n", rounds);
    System.out.println("channel alone, messages/s   " + spread(bare).toString("%.0f"));
    System.out.println("from the file, messages/s   " + spread(whole).toString("%.0f"));
    System.out.println("share of the channel alone  " + spread(share).toString("%.3f"));
    boolean met = spread(whole).median() >= TARGET;
    System.out.printf(Locale.ROOT, "target %.0f/s: %s%n", TARGET, met ? "met" : "missed");
  }

  private static Spread spread(List<Double> figures) {
    return Spread.of(figures, figure -> figure);
  }

  /** The channel alone: messages a second. */
  private double bare() throws Exception {
    Client.Meter meter = new Client.Meter();
    try (SinkProcess sink = SinkProcess.start(mode);
        Client client = new FedByThread(place(sink, meter))) {
      long began = System.nanoTime();
      client.start();
      while (meter.sent.sum() < messages) {
        TimeUnit.MILLISECONDS.sleep(1);
      }
      return meter.sent.sum() * 1e9 / (System.nanoTime() - began);
    }
  }

  private Client.Place place(SinkProcess sink, Client.Meter meter) {
    return new Client.Place(sink.port(), window, binds, mode.sendsReceipts(), meter);
  }

  private Stages whole() throws Exception {
    try (Folder folder = Folder.make();
        SinkProcess sink = SinkProcess.start(mode)) {
      Path file = write(folder.path().resolve("citizens.csv"));
      SmppChannel channel =
          SmppChannel.connect(LoaClient.settings(place(sink, new Client.Meter())));
      var settings = ChannelSettings.builder().account(Account.of("operator", RATE)).build();
      try (Dispatcher dispatcher =
          Dispatcher.builder()
              .store(Journal.open(folder.path().resolve("journal")))
              .channel(channel, settings)
              .build()) {
        return send(dispatcher, file);
      }
    }
  }

  private Stages send(Dispatcher dispatcher, Path file) throws InterruptedException {
    Cost before = Cost.now();
    long began = System.nanoTime();
    Audience audience = AudienceFile.read(file).audience();
    long read = System.nanoTime() - began;
    Campaign campaign = dispatcher.start(Texts.message("notice", Texts.SHORT), audience);
    long queued = System.nanoTime() - began;
    Tally tally = campaign.tally();
    while (left(tally) > 0) {
      TimeUnit.MILLISECONDS.sleep(LOOKS_EVERY);
      tally = campaign.tally();
    }
    long done = System.nanoTime() - began;
    if (tally.sent() != messages) {
      throw new IllegalStateException("not everything was sent: " + tally);
    }
    return new Stages(read, queued, done, Cost.now().minus(before));
  }

  private long left(Tally tally) {
    long unproved = mode.sendsReceipts() ? tally.sent() - tally.delivered() : 0;
    return tally.open() + unproved;
  }

  private Path write(Path file) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write("phone\n");
      for (int i = 0; i < messages; i++) {
        out.write("0" + (Texts.phone(i) - 84_000_000_000L) + "\n");
      }
    }
    return file;
  }

  private void tell(Stages stages) {
    tell("file read", stages.read());
    tell("queued", stages.queued());
    tell(mode.sendsReceipts() ? "all delivered" : "all sent", stages.done());
    stages.cost().print(stages.done());
  }

  private void tell(String what, long nanos) {
    System.out.printf(
        Locale.ROOT, "%-14s after %7.2f s %10.0f/s%n", what, nanos / 1e9, messages * 1e9 / nanos);
  }
}
