package vn.loa.channel.mqtt;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import vn.loa.channel.Time;

/**
 * Takes the reports of devices off the wire and never throws: an exception here would tear the
 * connection down, and with it every command in flight. Called by one thread at a time.
 */
final class Intake {

  private static final Logger LOG = System.getLogger("vn.loa.channel.mqtt");

  private final String name;
  private final AckReader reader;
  private final Consumer<String> confirmed;
  private final ReceiptBox box;
  private final Time time;
  private final Map<String, Long> dropped = new TreeMap<>();

  /**
   * @param confirmed hears the reference of every report, before its receipt
   */
  Intake(SpeakerSettings settings, Consumer<String> confirmed, ReceiptBox box, Time time) {
    this.name = settings.name();
    this.reader = new AckReader(settings.prefix());
    this.confirmed = confirmed;
    this.box = box;
    this.time = time;
  }

  String topics() {
    return reader.topics();
  }

  void take(String topic, byte[] payload) {
    try {
      Ack ack = reader.read(topic, payload);
      confirmed.accept(ack.reference());
      Evidence.of(ack, time.instant()).ifPresent(box::put);
    } catch (AckReader.StrayException stray) {
      drop(stray.kind(), stray.detail());
    } catch (RuntimeException fault) {
      drop("fault", fault.toString());
    }
  }

  /** One line for the 1st, 2nd, 4th, 8th, ... of a kind: a mad device must not fill the log. */
  private synchronized void drop(String kind, String detail) {
    long count = dropped.merge(kind, 1L, Long::sum);
    if (Long.bitCount(count) == 1) {
      LOG.log(
          Level.WARNING,
          "{0}: {1} device reports dropped so far, {2}; last: {3}",
          name,
          count,
          kind,
          detail);
    }
  }
}
