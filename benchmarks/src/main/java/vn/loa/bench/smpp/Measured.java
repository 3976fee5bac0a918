package vn.loa.bench.smpp;

import java.util.concurrent.TimeUnit;
import vn.loa.bench.measure.Used;

/**
 * One peer in one cell, once.
 *
 * @param rate messages answered a second
 * @param latency median of an answer, in milliseconds; NaN if none was timed
 * @param octets allocated a message, in all threads of this process
 * @param cpu microseconds a message, in all threads of this process
 * @param threads of the client, and those that call it
 * @param receipts that the sink saw taken, a second
 * @param refused receipts that the sink saw refused
 * @param failure why it could not be measured, or the first error; empty if there was none
 */
record Measured(
    double rate,
    double latency,
    double octets,
    double cpu,
    int threads,
    long errors,
    double receipts,
    long refused,
    String failure) {

  private static final double LEAD = 0.25;

  static Measured of(Peer peer, Cell cell, SinkProcess sink, double seconds) {
    try {
      return measured(peer, cell, sink, seconds);
    } catch (Exception failed) {
      return new Measured(0, Double.NaN, Double.NaN, Double.NaN, 0, 0, 0, 0, failed.toString());
    }
  }

  private static Measured measured(Peer peer, Cell cell, SinkProcess sink, double seconds)
      throws Exception {
    Used idle = Used.now();
    Client.Meter meter = new Client.Meter();
    var place = new Client.Place(sink.port(), cell.window(), 1, cell.sink().sendsReceipts(), meter);
    try (Client client = peer.open(place)) {
      client.start();
      pause(seconds * LEAD);
      meter.latencies.clear();
      SinkProcess.Counts counts = sink.counts();
      long sent = meter.sent.sum();
      Used before = Used.now();
      pause(seconds);
      Used after = Used.now();
      sent = meter.sent.sum() - sent;
      counts = sink.counts().minus(counts);
      double lasted = (after.nanos() - before.nanos()) / 1e9;
      return new Measured(
          sent / lasted,
          meter.latencies.median(),
          after.octetsSince(before) / (double) sent,
          (after.cpu() - before.cpu()) / 1e3 / sent,
          after.threadsSince(idle),
          meter.errors.sum(),
          counts.receipts() / lasted,
          counts.refused(),
          meter.firstError());
    }
  }

  private static void pause(double seconds) throws InterruptedException {
    TimeUnit.MICROSECONDS.sleep((long) (seconds * 1e6));
  }
}
