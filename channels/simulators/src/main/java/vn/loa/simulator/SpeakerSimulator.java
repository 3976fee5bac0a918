package vn.loa.simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Address;
import vn.loa.channel.Time;

/**
 * A fleet of devices that keep the rules of {@link SpeakerDevice}: one MQTT connection each, one
 * thread for all. Every device takes commands on {@code <prefix>/d/<id>/cmd} and on {@code
 * <prefix>/a/<area>/cmd} for each of its areas, and says on {@code <prefix>/d/<id>/ack} what became
 * of them.
 *
 * <p>Speaking takes 1 s for 15 characters of text in each language, or the length of the recording,
 * times the repeats; unless their habits say otherwise that time is reckoned, not spent. Until the
 * hub has told a device the time it plays nothing, for as long as its {@linkplain
 * DeviceHabits.Builder#patience patience} lasts. A device whose connection is lost comes back after
 * 0.2 s to 5 s.
 *
 * <p>Each device holds a socket: for many, see the process's limit of open files ({@code ulimit
 * -n}).
 *
 * <p>Safe for use by several threads.
 */
public final class SpeakerSimulator implements AutoCloseable {

  private static final Duration CONNECT_WITHIN = Duration.ofSeconds(30);

  /** Beyond this many devices they may take longer to come online. */
  private static final int CONNECTS_PER_SECOND = 100;

  private final int brokerPort;
  private final Map<String, Fleet.Member> members = new LinkedHashMap<>();
  private final Fleet fleet;
  private final Map<String, List<Spoken>> played = new ConcurrentHashMap<>();
  private final Map<Play, Integer> plays = new ConcurrentHashMap<>();
  private final LongAdder expiredPlays = new LongAdder();

  /**
   * What a speaker said aloud.
   *
   * @param text in the first language of the command
   */
  public record Spoken(String messageId, String text) {}

  /** An announcement on a device. */
  public record Play(String device, String messageId) {}

  private SpeakerSimulator(int brokerPort, List<Address.Device> devices, Time time, Builder from) {
    this.brokerPort = brokerPort;
    this.fleet = new Fleet(brokerPort, time, from.reconnects);
    devices.forEach(device -> members.put(device.id(), member(device, time, from)));
  }

  private Fleet.Member member(Address.Device at, Time time, Builder from) {
    SpeakerDevice device =
        new SpeakerDevice(
            at.id(),
            from.areas(at),
            from.habits.apply(at.id()),
            time,
            heard -> heard(at.id(), heard));
    return new Fleet.Member(device, from.offline.test(at.id()));
  }

  /**
   * Connects a fleet without faults to a broker of this machine, and returns when all are online.
   *
   * @param time by which they know what has expired, and date what they report
   * @throws IllegalStateException if not all are online within 30 s, or within 10 ms for each
   *     device of a large fleet
   */
  public static SpeakerSimulator connect(int brokerPort, List<Address.Device> devices, Time time) {
    return builder().connect(brokerPort, devices, time);
  }

  public static Builder builder() {
    return new Builder();
  }

  /** What was said aloud to its end so far, by device id, in the order it was said. A copy. */
  public Map<String, List<Spoken>> played() {
    Map<String, List<Spoken>> copy = new LinkedHashMap<>();
    played.forEach((device, said) -> copy.put(device, List.copyOf(said)));
    return Collections.unmodifiableMap(copy);
  }

  /** What this device said aloud so far, in order; empty for one that said nothing. A copy. */
  public List<Spoken> played(Address.Device device) {
    return List.copyOf(played.getOrDefault(device.id(), List.of()));
  }

  /** How often each announcement was played to its end on each device, aloud or not. A copy. */
  public Map<Play, Integer> plays() {
    return Map.copyOf(plays);
  }

  /** How many announcements or repeats of them began at or after their expiry by the true time. */
  public long expiredPlays() {
    return expiredPlays.sum();
  }

  /** How many commands the devices dropped in silence, as {@link SpeakerDevice#dropped} has it. */
  public long dropped() {
    return members.values().stream().mapToLong(member -> member.device.dropped()).sum();
  }

  /** How many devices are online: connected, and their birth is said. */
  public int online() {
    return fleet.online();
  }

  /** These lose their power, and with it their connection and all that they do not persist. */
  public void cutPower(Predicate<String> devices) {
    each(
        devices,
        member -> {
          member.device.powerCut();
          fleet.leave(member);
        });
  }

  /** Those without power start again, and connect. Returns before they are online. */
  public void restorePower() {
    each(
        id -> true,
        member -> {
          if (member.device.isDark()) {
            member.device.powerUp();
            fleet.comeBack(member);
          }
        });
  }

  /** These lose their connection and stay away, until {@link #comeBack}. */
  public void goOffline(Predicate<String> devices) {
    each(devices, fleet::leave);
  }

  /** All that are away and have power connect again. Returns before they are online. */
  public void comeBack() {
    each(
        id -> true,
        member -> {
          if (!member.device.isDark()) {
            fleet.comeBack(member);
          }
        });
  }

  /**
   * The city was reorganised: this device connects again, and listens to these areas.
   *
   * @param areas their codes, the largest first
   * @throws IllegalArgumentException if there is no such device
   */
  public void move(String device, List<String> areas) {
    Fleet.Member member = members.get(device);
    if (member == null) {
      throw new IllegalArgumentException("there is no device \"" + device + "\" in this fleet");
    }
    fleet.run(
        () -> {
          member.device.areas(areas);
          fleet.shake(member);
        });
  }

  /** All connections drop at once, and come back. Returns before they are back. */
  public void storm() {
    each(id -> true, fleet::shake);
  }

  /** Cuts every connection, so that the broker sends each speaker's will, and ends the thread. */
  @Override
  public void close() {
    fleet.close();
  }

  private void each(Predicate<String> devices, Consumer<Fleet.Member> change) {
    fleet.run(
        () ->
            members.values().stream()
                .filter(member -> devices.test(member.device.id()))
                .forEach(change));
  }

  private SpeakerSimulator start() {
    Duration within = connectWithin(members.values());
    CompletableFuture<@Nullable Void> online = fleet.assemble(members.values());
    try {
      online.get(within.toNanos(), TimeUnit.NANOSECONDS);
      return this;
    } catch (ExecutionException failed) {
      throw notOnline(String.valueOf(failed.getCause()), failed);
    } catch (TimeoutException late) {
      throw notOnline("no answer within " + within, late);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw notOnline("interrupted", interrupted);
    }
  }

  private static Duration connectWithin(Collection<?> devices) {
    Duration many = Duration.ofSeconds(devices.size() / CONNECTS_PER_SECOND);
    return many.compareTo(CONNECT_WITHIN) > 0 ? many : CONNECT_WITHIN;
  }

  private IllegalStateException notOnline(String why, Exception cause) {
    int missing = fleet.missing();
    close();
    return new IllegalStateException(
        "speaker simulator: "
            + missing
            + " speakers not online at port "
            + brokerPort
            + " ("
            + why
            + "); is the broker started?",
        cause);
  }

  private void heard(String device, SpeakerDevice.Sounded sounded) {
    if (!sounded.began().isBefore(sounded.expires())) {
      expiredPlays.increment();
    }
    if (sounded.last()) {
      plays.merge(new Play(device, sounded.message()), 1, Integer::sum);
      remember(device, sounded);
    }
  }

  private void remember(String device, SpeakerDevice.Sounded sounded) {
    if (sounded.volume() > 0) {
      played
          .computeIfAbsent(device, unused -> new CopyOnWriteArrayList<>())
          .add(new Spoken(sounded.message(), sounded.text()));
    }
  }

  /** What a fleet consists of. Not safe for use by several threads. */
  public static final class Builder {

    private Function<String, DeviceHabits> habits = id -> DeviceHabits.standard();
    private Function<String, List<String>> ancestors = area -> List.of();
    private Predicate<String> offline = id -> false;
    private boolean reconnects = true;

    private Builder() {}

    /** What every device can do, and what is wrong with it. */
    public Builder habits(DeviceHabits each) {
      return habits(id -> each);
    }

    /** The same by device id. Default {@link DeviceHabits#standard}. */
    public Builder habits(Function<String, DeviceHabits> ofDevice) {
      this.habits = ofDevice;
      return this;
    }

    /** Codes of the areas around an area, the largest first. Default: none. */
    public Builder ancestors(Function<String, List<String>> around) {
      this.ancestors = around;
      return this;
    }

    /** Devices that do not connect, until {@link SpeakerSimulator#comeBack}. Default: none. */
    public Builder offline(Predicate<String> devices) {
      this.offline = devices;
      return this;
    }

    /** Whether a device whose connection is lost comes back by itself. Default: it does. */
    public Builder reconnects(boolean reconnects) {
      this.reconnects = reconnects;
      return this;
    }

    /** As {@link SpeakerSimulator#connect}. */
    public SpeakerSimulator connect(int brokerPort, List<Address.Device> devices, Time time) {
      return new SpeakerSimulator(brokerPort, List.copyOf(devices), time, this).start();
    }

    private List<String> areas(Address.Device device) {
      List<String> areas = new ArrayList<>(ancestors.apply(device.area()));
      areas.add(device.area());
      return areas;
    }
  }
}
