package vn.loa.channel.mqtt;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Address;

/** One device as the hub knows it. The hub's lock guards it. */
final class Device {

  private static final long NONE = -1;

  private final String id;
  private final int index;
  private @Nullable Target target;
  private Address.@Nullable Device address;
  private Presence presence = Presence.UNKNOWN;
  private @Nullable Instant since;
  private final Pace pace = new Pace();
  private long session;

  /** The highest that it ever had here. */
  private long highest;

  /** The session of a birth that is to be said again before it is believed. */
  private long doubted = NONE;

  private long timeTold;
  private List<String> areas = List.of();
  private boolean clockSynced;
  private int volume;
  private Set<String> capabilities = Set.of();
  private String firmware = "";
  private @Nullable Instant lastHeard;

  Device(String id, int index) {
    this.id = id;
    this.index = index;
  }

  String id() {
    return id;
  }

  /** How it is told something; made once, since its name is checked. */
  Target target() {
    Target known = target;
    if (known == null) {
      known = Target.device(id);
      target = known;
    }
    return known;
  }

  /** Its place in every bit set and array of the hub. */
  int index() {
    return index;
  }

  Presence presence() {
    return presence;
  }

  boolean isOffline() {
    return presence == Presence.OFFLINE;
  }

  @Nullable Instant since() {
    return since;
  }

  long session() {
    return session;
  }

  List<String> areas() {
    return areas;
  }

  /** As it was last addressed; else with the smallest area that it names itself. */
  Address.Device address() {
    if (address != null) {
      return address;
    }
    String area = areas.isEmpty() ? "unknown" : areas.get(areas.size() - 1);
    return new Address.Device(id, area);
  }

  void address(Address.Device address) {
    this.address = address;
  }

  /** Whether nobody has told it yet in this session what time it is. */
  boolean needsTime() {
    return presence == Presence.ONLINE && timeTold != session;
  }

  /** Whether it is to say again which session it has, before anything else. */
  boolean isDoubted() {
    return doubted != NONE;
  }

  /** How often it is answered when it comes. */
  Pace pace() {
    return pace;
  }

  /** The session in which it is told the time now; 0 if it is to say again which one it has. */
  long greet() {
    if (isDoubted()) {
      return 0;
    }
    timeTold = session;
    return session;
  }

  /** It was not reached after all. */
  void timeLost() {
    timeTold = 0;
  }

  void heard(Instant now) {
    lastHeard = now;
  }

  /**
   * Takes what it says of itself, unless something newer is known: a will may come after the birth
   * of the next session, and then says nothing.
   *
   * <p>A birth that is not above what is known comes from a device whose counter began anew, or out
   * of its order (MQTT 3.1.1 section 4.6 does not let it, but brokers of several nodes do). It is
   * doubted until the device says it again, live: what the broker kept proves nothing. From then on
   * wills of all sessions before say nothing.
   *
   * @return whether it was news
   */
  boolean take(Incoming.Presence said, Instant now) {
    boolean newer = isNewer(said);
    boolean same = isSame(said);
    if (!newer && !same) {
      doubted = said.online() ? said.session() : doubted;
      return false;
    }
    boolean goes = same && !said.online();
    if (newer || goes) {
      since = now;
    }
    timeTold = newer ? 0 : timeTold;
    doubted = said.online() ? NONE : doubted;
    presence = said.online() ? Presence.ONLINE : Presence.OFFLINE;
    session = said.session();
    highest = Math.max(highest, session);
    if (said.online()) {
      clockSynced = said.clockSynced();
      volume = said.volume();
      capabilities = said.capabilities();
      firmware = said.firmware();
      areas = said.areas();
    }
    return newer || goes;
  }

  private boolean isNewer(Incoming.Presence said) {
    boolean live = said.online() && !said.retained();
    return presence == Presence.UNKNOWN
        || said.session() > highest
        || (live && said.session() > session)
        || (live && isDoubted() && said.session() >= doubted && !isSame(said));
  }

  /** Whether it is of the session that it has. */
  private boolean isSame(Incoming.Presence said) {
    return said.session() == session && presence == Presence.ONLINE;
  }

  DeviceStand stand() {
    return new DeviceStand(
        id,
        presence,
        since,
        session,
        areas,
        clockSynced,
        volume,
        capabilities,
        firmware,
        lastHeard);
  }
}
