package vn.loa.bench.mqtt;

import java.util.concurrent.TimeUnit;
import vn.loa.bench.measure.Used;

/**
 * One peer at one window, once.
 *
 * @param rate messages acknowledged by the broker, a second
 * @param octets allocated a message, in all threads of this process
 * @param cpu microseconds a message, in all threads of this process; the broker's are not in it
 * @param failure why it could not be measured, or the first error; empty if there was none
 */
record Measured(double rate, double octets, double cpu, long errors, String failure) {

  private static final double LEAD = 0.25;

  static Measured of(Peer peer, int port, int window, double seconds) {
    Client.Meter meter = new Client.Meter();
    try (Client client = peer.open(new Client.Place(port, window, meter))) {
      client.start();
      pause(seconds * LEAD);
      long sent = meter.sent.sum();
      Used before = Used.now();
      pause(seconds);
      Used after = Used.now();
      sent = meter.sent.sum() - sent;
      return new Measured(
          sent * 1e9 / (after.nanos() - before.nanos()),
          after.octetsSince(before) / (double) sent,
          (after.cpu() - before.cpu()) / 1e3 / sent,
          meter.errors.sum(),
          meter.firstError());
    } catch (Exception failed) {
      return new Measured(0, Double.NaN, Double.NaN, 0, failed.toString());
    }
  }

  private static void pause(double seconds) throws InterruptedException {
    TimeUnit.MICROSECONDS.sleep((long) (seconds * 1e6));
  }
}
