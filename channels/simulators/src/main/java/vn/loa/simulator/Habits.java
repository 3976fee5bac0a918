package vn.loa.simulator;

import java.util.function.Predicate;

/** How the speakers of a fleet behave, fixed when it connects. */
final class Habits {

  private final String prefix;
  private final Predicate<String> offline;
  private final Predicate<String> muted;
  private final Predicate<String> broken;
  private final Predicate<String> silent;
  private final Predicate<String> stopsEarly;
  private final Predicate<String> stutters;
  private final boolean realTime;

  Habits(SpeakerSimulator.Builder from) {
    this.prefix = from.prefix;
    this.offline = from.offline;
    this.muted = from.muted;
    this.broken = from.broken;
    this.silent = from.silent;
    this.stopsEarly = from.stopsEarly;
    this.stutters = from.stutters;
    this.realTime = from.realTime;
  }

  String topic(String device, String leaf) {
    return prefix + "/d/" + device + "/" + leaf;
  }

  boolean offline(String device) {
    return offline.test(device);
  }

  boolean muted(String device) {
    return muted.test(device);
  }

  boolean broken(String device) {
    return broken.test(device);
  }

  boolean silent(String device) {
    return silent.test(device);
  }

  boolean stopsEarly(String device) {
    return stopsEarly.test(device);
  }

  boolean stutters(String device) {
    return stutters.test(device);
  }

  boolean realTime() {
    return realTime;
  }
}
