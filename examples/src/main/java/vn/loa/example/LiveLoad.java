package vn.loa.example;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import vn.loa.channel.Audience;
import vn.loa.channel.Batch;
import vn.loa.channel.Channel;
import vn.loa.channel.Limits;
import vn.loa.channel.Message;
import vn.loa.channel.Outcome;
import vn.loa.channel.Outcomes;
import vn.loa.channel.Reason;
import vn.loa.channel.Receipts;
import vn.loa.channel.Time;
import vn.loa.dispatch.Campaign;
import vn.loa.dispatch.Dispatcher;
import vn.loa.dispatch.journal.Journal;
import vn.loa.example.live.LivePage;

/**
 * What a live page costs the dispatcher it shows: deliveries a second through a journal to a wire
 * that answers at once, with nothing else, and with a page that is told so many events a second and
 * shown to so many viewers, who are threads of this process too. The two take turns in who comes
 * first, and a ratio is one of the same round.
 *
 * <pre>mvn -q -Dquick -Pdemo -Ddemo.main=vn.loa.example.LiveLoad -Ddemo="1000 50 1000000 9"</pre>
 *
 * <p>Events a second, viewers, deliveries of a round, and rounds; two more come before and are not
 * counted.
 */
public final class LiveLoad {

  private static final int WARM_UP = 2;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Time time = Time.system();
  private final int events;
  private final int viewers;
  private final int deliveries;
  private final int rounds;

  LiveLoad(int events, int viewers, int deliveries, int rounds) {
    this.events = events;
    this.viewers = viewers;
    this.deliveries = deliveries;
    this.rounds = rounds;
  }

  public static void main(String[] arguments) throws Exception {
    int[] given = Arrays.stream(arguments).mapToInt(Integer::parseInt).toArray();
    int[] all = {1_000, 50, 1_000_000, 9};
    System.arraycopy(given, 0, all, 0, given.length);
    new LiveLoad(all[0], all[1], all[2], all[3]).run();
  }

  /** The median share of its speed that the dispatcher keeps. */
  double run() throws IOException, InterruptedException {
    double[] alone = new double[rounds];
    double[] watched = new double[rounds];
    double[] kept = new double[rounds];
    long read = 0;
    for (int round = -WARM_UP; round < rounds; round++) {
      int at = Math.max(0, round);
      if (round % 2 == 0) {
        alone[at] = rate();
      }
      try (Crowd crowd = new Crowd()) {
        watched[at] = rate();
        read = crowd.octets.get();
      }
      if (round % 2 != 0) {
        alone[at] = rate();
      }
      kept[at] = watched[at] / alone[at];
    }
    System.out.println(
        "| deliveries/s alone | with " + viewers + " viewers, " + events + " events/s | kept |");
    System.out.println("|---|---|---|");
    System.out.printf(
        Locale.ROOT, "| %s | %s | %s |%n", spread(alone, 0), spread(watched, 0), spread(kept, 3));
    System.out.println("read by the viewers in the last round: " + read + " octets");
    System.out.println("≥ 0.97: " + (median(kept) >= 0.97 ? "met" : "missed"));
    return median(kept);
  }

  private static String spread(double[] figures, int decimals) {
    String one = "%." + decimals + "f";
    double[] sorted = figures.clone();
    Arrays.sort(sorted);
    return String.format(
        Locale.ROOT,
        one + " [" + one + "-" + one + "]",
        median(figures),
        sorted[0],
        sorted[sorted.length - 1]);
  }

  private static double median(double[] figures) {
    double[] sorted = figures.clone();
    Arrays.sort(sorted);
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }

  /** Deliveries a second of one campaign, from start to last answer. */
  private double rate() throws IOException, InterruptedException {
    Message message =
        Message.builder("load", "Thử tải")
            .text("vi", "Thử tải")
            .validUntil(time.instant().plus(Duration.ofDays(1)))
            .build();
    Audience audience =
        Audience.phones("load", LongStream.range(0, deliveries).map(it -> 84_900_000_000L + it));
    Path folder = Files.createTempDirectory("loa-load-");
    try (Dispatcher dispatcher =
        Dispatcher.builder().store(Journal.open(folder)).channel(new QuickWire()).build()) {
      long start = time.nanos();
      Campaign campaign = dispatcher.start(message, audience);
      if (campaign.await(PATIENCE).open() > 0) {
        throw new IllegalStateException("not done within " + PATIENCE + ": " + campaign.tally());
      }
      return deliveries * 1e9 / (time.nanos() - start);
    } finally {
      delete(folder);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** Answers everything at once, for good. */
  private static final class QuickWire implements Channel {

    private static final Outcome ANSWER =
        new Outcome.Refused(new Reason("LOAD", "answered at once"));

    @Override
    public String name() {
      return "quick";
    }

    @Override
    public Limits limits() {
      return new Limits(4_096, 1_024);
    }

    @Override
    public void listen(Receipts receipts) {}

    @Override
    public void submit(Batch batch, Outcomes outcomes) {
      for (int i = 0; i < batch.size(); i++) {
        outcomes.answer(batch.token(i), ANSWER);
      }
    }

    @Override
    public void close(Duration patience) {}
  }

  /** A page, what is told to it, and who looks at it. */
  private final class Crowd implements AutoCloseable {

    private final LivePage page = LivePage.builder().viewers(Math.max(1, viewers)).start();
    private final AtomicLong octets = new AtomicLong();
    private final List<Thread> threads = new ArrayList<>();
    private final List<Socket> sockets = new ArrayList<>();
    private final Object monitor = new Object();
    private boolean closed;

    Crowd() throws IOException {
      for (int i = 0; i < viewers; i++) {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), page.uri().getPort());
        sockets.add(socket);
        String request =
            "GET /events HTTP/1.0\r\nHost: 127.0.0.1:" + page.uri().getPort() + "\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
        begin(() -> read(socket));
      }
      begin(this::tell);
    }

    private void begin(Runnable task) {
      Thread thread = new Thread(task, "loa-load-" + threads.size());
      thread.setDaemon(true);
      threads.add(thread);
      thread.start();
    }

    private void read(Socket socket) {
      byte[] buffer = new byte[8_192];
      try (InputStream in = socket.getInputStream()) {
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
          octets.addAndGet(count);
        }
      } catch (IOException closedMeanwhile) {
        // The end of the round.
      }
    }

    /** Ten different parts in turn, as a campaign, its wards and the log would be. */
    private void tell() {
      long start = time.nanos();
      try {
        for (long n = 0; awaitUntil(start + n * 1_000_000_000L / events); n++) {
          page.show("part" + n % 10, Map.of("number", n, "title", "Thông báo", "sent", n * 7));
        }
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
    }

    private boolean awaitUntil(long deadline) throws InterruptedException {
      synchronized (monitor) {
        while (!closed && deadline - time.nanos() > 0) {
          time.await(monitor, deadline);
        }
        return !closed;
      }
    }

    @Override
    public void close() throws IOException {
      synchronized (monitor) {
        closed = true;
        monitor.notifyAll();
      }
      page.close();
      for (Socket socket : sockets) {
        socket.close();
      }
      for (Thread thread : threads) {
        try {
          thread.join(5_000);
        } catch (InterruptedException interrupted) {
          Thread.currentThread().interrupt();
        }
      }
    }
  }
}
