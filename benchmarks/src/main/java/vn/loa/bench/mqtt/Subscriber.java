package vn.loa.bench.mqtt;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;
import vn.loa.bench.measure.Ended;

/** A bare client that counts what comes: reports, or announcements. Acknowledges each. */
final class Subscriber implements AutoCloseable {

  private static final int READ = 1 << 16;

  private final BareLine line;
  private final boolean announcementsOnly;
  private final FrameBuffer out = new FrameBuffer(READ);
  private final Thread thread = new Thread(this::run, "subscriber");
  private boolean subscribed;
  private int arrived;
  private int count;
  private volatile boolean closing;
  private volatile String failure = "";

  private Subscriber(BareLine line, boolean announcementsOnly) {
    this.line = line;
    this.announcementsOnly = announcementsOnly;
  }

  /** Of what devices report; returns when it has subscribed. */
  static Subscriber toReports(int port) throws IOException, InterruptedException {
    return start(new Subscriber(BareLine.connect(port, "reports"), false), "tt/v1/d/+/ack");
  }

  /** Of what is announced, to whomever. */
  static Subscriber toAnnouncements(int port) throws IOException, InterruptedException {
    Subscriber subscriber = new Subscriber(BareLine.connect(port, "announcements"), true);
    return start(subscriber, "tt/v1/a/+/cmd", "tt/v1/d/+/cmd");
  }

  private static Subscriber start(Subscriber subscriber, String... filters)
      throws IOException, InterruptedException {
    subscriber.line.write(new FrameBuffer(64).subscribe(1, 1, filters));
    subscriber.thread.setDaemon(true);
    subscriber.thread.start();
    subscriber.awaitSubscribed();
    return subscriber;
  }

  private void run() {
    try {
      InputStream in = line.in();
      FrameReader reader = new FrameReader();
      byte[] read = new byte[READ];
      for (int length = in.read(read); length > 0; length = in.read(read)) {
        reader.read(read, length, this::take);
        line.write(out);
        out.drop(out.size());
        tell();
      }
    } catch (IOException ended) {
      failure = closing ? "" : ended.toString();
      tell();
    }
  }

  private void take(int header, byte[] octets, int from, int to) {
    if (Frame.type(header) == Frame.SUBACK) {
      subscribed();
    } else if (Frame.type(header) == Frame.PUBLISH) {
      out.puback(packet(octets, from));
      if (!announcementsOnly || Command.of(octets, from, to).isAnnouncement()) {
        arrived++;
      }
    }
  }

  private static int packet(byte[] octets, int from) {
    return FrameReader.number(octets, from + 2 + FrameReader.number(octets, from));
  }

  private synchronized void subscribed() {
    subscribed = true;
  }

  private synchronized void tell() {
    count = arrived;
    notifyAll();
  }

  private synchronized void awaitSubscribed() throws InterruptedException {
    while (!subscribed && failure.isEmpty()) {
      wait(100);
    }
  }

  synchronized int count() {
    return count;
  }

  /** Gives whether so many came, since it began. */
  synchronized boolean await(int wanted, long seconds) throws InterruptedException {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (count < wanted && failure.isEmpty() && System.nanoTime() - until < 0) {
      wait(100);
    }
    return count >= wanted;
  }

  @Override
  public void close() throws IOException {
    closing = true;
    line.close();
    Ended.await(thread);
  }
}
