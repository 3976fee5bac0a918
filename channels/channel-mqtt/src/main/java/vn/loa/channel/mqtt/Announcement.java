package vn.loa.channel.mqtt;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Address;
import vn.loa.channel.Message;
import vn.loa.channel.Reason;

/**
 * One message on all its devices: a few octets for each, whatever their number. Devices are told by
 * their index in the {@link Fleet}. The hub's lock guards it.
 */
final class Announcement {

  private static final DeviceState[] STATES = DeviceState.values();
  private static final int NEVER = -1;

  private final Message message;
  private final Playback playback;
  private final Instant started;
  private final BitSet addressed = new BitSet();
  private final BitSet unfinished = new BitSet();
  private final BitSet returned = new BitSet();
  private final BitSet left = new BitSet();
  private final BitSet reachable = new BitSet();
  private final Map<Integer, Ask> asks = new HashMap<>();
  private final Map<Integer, Ask> doubts = new HashMap<>();
  private final Map<Integer, Reason> reasons = new HashMap<>();
  private final Map<Integer, Address.Device> formerly = new HashMap<>();
  private byte[] states = {};
  private long[] times = {};

  /** The device whose state is kept first: one of a large fleet takes no more room than one. */
  private int first;

  private boolean withdrawn;
  private Instant sweepAt = Instant.MAX;
  private boolean swept;
  private long askAt;
  private long askEvery;

  /** The next time is not because of their silence. */
  private boolean askExtra;

  Announcement(Message message, Playback playback, Instant started) {
    this.message = message;
    this.playback = playback;
    this.started = started;
  }

  Message message() {
    return message;
  }

  Playback playback() {
    return playback;
  }

  /** When it was first asked for here. */
  Instant started() {
    return started;
  }

  /** It is for this device too; if that was known already, its end is to be told again. */
  void address(int device) {
    if (states.length == 0) {
      reserve(device, device + 1);
    } else if (device < first) {
      reserve(Math.max(0, Math.min(device, first - states.length)), first + states.length);
    } else if (device >= first + states.length) {
      reserve(first, Math.max(device + 1, first + states.length * 2));
    }
    addressed.set(device);
    unfinished.set(device);
  }

  private void reserve(int from, int to) {
    byte[] moreStates = new byte[to - from];
    long[] moreTimes = new long[to - from];
    Arrays.fill(moreTimes, NEVER);
    int offset = states.length == 0 ? 0 : first - from;
    System.arraycopy(states, 0, moreStates, offset, states.length);
    System.arraycopy(times, 0, moreTimes, offset, times.length);
    states = moreStates;
    times = moreTimes;
    first = from;
  }

  /** It was for this device where that stood before: the first such address counts. */
  void formerly(int device, Address.Device address) {
    formerly.putIfAbsent(device, address);
  }

  /** As it was addressed, whatever the device's address is by now. */
  Address.Device recipient(Device device) {
    return formerly.getOrDefault(device.index(), device.address());
  }

  boolean isAddressed(int device) {
    return addressed.get(device);
  }

  /**
   * Its delivery was answered as not gone out: nothing may go there until it is asked for again.
   */
  void returned(int device) {
    returned.set(device);
  }

  /** Whoever it is for, and nobody was told that it has not gone there: a copy. */
  BitSet mayHear() {
    BitSet some = (BitSet) addressed.clone();
    some.andNot(returned);
    return some;
  }

  /** Of whom no end is known: to be read only. */
  BitSet unfinished() {
    return unfinished;
  }

  DeviceState state(int device) {
    return STATES[states[device - first]];
  }

  /** A higher state than before counts, a lower one does not. Whether it is news. */
  boolean advance(int device, DeviceState state, Instant at, @Nullable Reason reason) {
    if (state.compareTo(state(device)) <= 0) {
      return false;
    }
    states[device - first] = (byte) state.compareTo(DeviceState.PENDING);
    times[device - first] = at.isBefore(started) ? 0 : Duration.between(started, at).toMillis();
    if (reason != null) {
      reasons.put(device, reason);
    }
    return true;
  }

  /** Its end is known; whether it is to be told. */
  boolean finish(int device) {
    boolean first = unfinished.get(device);
    unfinished.clear(device);
    return first;
  }

  /** Octets for it have left: where the broker keeps them, whoever comes may find them. */
  void left(int device) {
    left.set(device);
  }

  /** It may be there, if anything for it has left: it was not known to be away. */
  void reachable(int device) {
    if (left.get(device)) {
      reachable.set(device);
    }
  }

  /** As {@link #reachable}, all of whom no end is known. */
  void allReachable() {
    BitSet some = (BitSet) left.clone();
    some.and(unfinished);
    reachable.or(some);
  }

  boolean isReachable(int device) {
    return reachable.get(device);
  }

  /** Keeps a delivery until it is answered; false if one is open for its device already. */
  boolean open(int device, Ask ask) {
    doubts.remove(device);
    returned.clear(device);
    return asks.putIfAbsent(device, ask) == null;
  }

  /** The delivery that waits for an answer, which the caller gives now; null if none does. */
  @Nullable Ask close(int device) {
    return asks.remove(device);
  }

  /** It was answered in doubt: a report may still say more. */
  void doubt(int device, Ask ask) {
    doubts.put(device, ask);
  }

  /** The delivery that was answered in doubt, to be answered better now; null if there is none. */
  @Nullable Ask takeDoubt(int device) {
    return doubts.remove(device);
  }

  boolean isOpen(int device) {
    return asks.containsKey(device);
  }

  boolean isWithdrawn() {
    return withdrawn;
  }

  void withdraw() {
    withdrawn = true;
  }

  /** When those it never reached are looked at. */
  Instant sweepAt() {
    return sweepAt;
  }

  /** Looks at those it never reached at this moment, or sooner if that was said before. */
  void sweepBy(Instant at) {
    sweepAt = at.isBefore(sweepAt) ? at : sweepAt;
  }

  /** Whether those it never reached were looked at. */
  boolean isSwept() {
    return swept;
  }

  void swept() {
    swept = true;
  }

  /** When the silent are asked next, on the ticker. */
  long askAt() {
    return askAt;
  }

  /** They are asked after a pause, and then twice as late each time. */
  void askIn(long pause, long nanos) {
    askEvery = pause;
    askAt = nanos + pause;
    askExtra = false;
  }

  /** They are asked at this moment, and then after the same pause as if they had not been. */
  void askAt(long nanos) {
    askAt = nanos;
    askExtra = true;
  }

  /** As {@link #askAt(long)}, if not sooner. */
  void askBy(long nanos) {
    if (nanos - askAt < 0) {
      askAt(nanos);
    }
  }

  void asked(long nanos, long most) {
    askEvery = askExtra ? askEvery : Math.min(askEvery * 2, most);
    askExtra = false;
    askAt = nanos + askEvery;
  }

  List<DeviceResult> results(Fleet fleet) {
    List<DeviceResult> results = new ArrayList<>(addressed.cardinality());
    addressed.stream().forEach(index -> results.add(result(fleet.get(index))));
    return results;
  }

  private DeviceResult result(Device device) {
    long time = times[device.index() - first];
    return new DeviceResult(
        device.address(),
        state(device.index()),
        time == NEVER ? null : started.plusMillis(time),
        reasons.get(device.index()),
        device.presence(),
        device.since());
  }
}
