package vn.loa.channel.mqtt;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import vn.loa.channel.Outcome;
import vn.loa.channel.Reason;

/**
 * What a playback function or a layout threw. It harms what it was asked for, and nothing else. The
 * hub's lock guards it.
 */
final class Faults {

  private static final Logger LOG = System.getLogger("vn.loa.channel.mqtt");

  private final String name;
  private long count;

  Faults(String name) {
    this.name = name;
  }

  /** One line for the 1st, 2nd, 4th, 8th, ...: there may be one for each device. */
  void note(RuntimeException fault) {
    count++;
    if (Long.bitCount(count) == 1) {
      LOG.log(
          Level.ERROR, "%s: %d commands could not be made so far".formatted(name, count), fault);
    }
  }

  static Outcome refused(RuntimeException fault) {
    return new Outcome.Refused(
        new Reason(
            "FAULT",
            "no command could be made of it: the playback function or the layout threw a %s"
                .formatted(fault.getClass().getSimpleName())));
  }
}
