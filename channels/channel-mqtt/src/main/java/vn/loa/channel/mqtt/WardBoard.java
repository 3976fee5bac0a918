package vn.loa.channel.mqtt;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Address;
import vn.loa.channel.Delivery;

/**
 * Who has heard one announcement, by area. Rows are the areas in which addressed devices stand and
 * those above them; a row without another below it is a ward. A device stands where {@link Areas}
 * says; one that is not known there, where its address says; and an area that is not known, at the
 * top under its code. Immutable.
 */
public final class WardBoard {

  /** As in the report that people in Vietnam read; the country has one zone. */
  private static final ZoneId VIETNAM = ZoneId.of("Asia/Ho_Chi_Minh");

  private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);
  private static final Comparator<DeviceResult> BY_STATE =
      Comparator.comparing(DeviceResult::state);

  private final String message;
  private final Instant started;
  private final Instant now;
  private final AreaRows areas;

  /** By row: the devices that stand there, not those in areas below. */
  private final List<List<DeviceResult>> standing;

  private final List<Row> rows;
  private final Counts total;

  /** When each device that heard it had, and each ward; from the start, the earliest first. */
  private final List<Duration> devicesAfter;

  private final List<Duration> wardsAfter;

  private WardBoard(
      String message, Instant started, Instant now, Areas known, Stream<DeviceResult> results) {
    this.message = message;
    this.started = started;
    this.now = now;
    Map<String, List<DeviceResult>> byArea =
        oncePerDevice(results).stream()
            .collect(
                Collectors.groupingBy(
                    it -> known.areaOf(it.device()), LinkedHashMap::new, Collectors.toList()));
    this.areas = new AreaRows(known, byArea.keySet());
    this.standing =
        rowNumbers()
            .mapToObj(row -> byArea.getOrDefault(areas.area(row).code(), List.of()))
            .toList();
    this.rows = rowNumbers().mapToObj(this::count).toList();
    this.total = Counts.of(standing.stream().flatMap(List::stream).toList());
    this.devicesAfter =
        standing.stream().flatMap(List::stream).flatMap(this::heardAfter).sorted().toList();
    this.wardsAfter = wards().flatMap(this::firstHeardAfter).sorted().toList();
  }

  /**
   * How devices are divided; each is in exactly one of the parts, which add up to {@code devices}.
   *
   * @param heard have played it
   * @param playing play it or fetch it
   * @param waiting have it before them, as far as is known
   * @param offline are gone, and have reported no end
   * @param failed would not or could not play it, or were not heard
   * @param expired it came too late to them
   * @param cancelled it was taken back, or replaced, before they had played it
   */
  public record Counts(
      int devices,
      int heard,
      int playing,
      int waiting,
      int offline,
      int failed,
      int expired,
      int cancelled) {

    private static Counts of(List<DeviceResult> results) {
      Map<Part, Integer> parts = new EnumMap<>(Part.class);
      results.forEach(it -> parts.merge(Part.of(it), 1, Integer::sum));
      return new Counts(
          results.size(),
          parts.getOrDefault(Part.HEARD, 0),
          parts.getOrDefault(Part.PLAYING, 0),
          parts.getOrDefault(Part.WAITING, 0),
          parts.getOrDefault(Part.OFFLINE, 0),
          parts.getOrDefault(Part.FAILED, 0),
          parts.getOrDefault(Part.EXPIRED, 0),
          parts.getOrDefault(Part.CANCELLED, 0));
    }
  }

  private enum Part {
    HEARD,
    PLAYING,
    WAITING,
    OFFLINE,
    FAILED,
    EXPIRED,
    CANCELLED;

    static Part of(DeviceResult result) {
      if (!result.state().isFinal() && result.presence() == Presence.OFFLINE) {
        return OFFLINE;
      }
      return switch (result.state()) {
        case PENDING, SENT, RECEIVED, SCHEDULED -> WAITING;
        case DOWNLOADING, PLAYING -> PLAYING;
        case PLAYED -> HEARD;
        case FAILED, REJECTED -> FAILED;
        case EXPIRED -> EXPIRED;
        case CANCELLED, SUPERSEDED -> CANCELLED;
      };
    }
  }

  /**
   * An area, with everything in it.
   *
   * @param depth 0 at the top
   * @param wards how many are in it; 1 if it is one
   * @param wardsHeard in how many of them at least one device has played it
   */
  public record Row(
      String code, String name, int depth, Counts counts, int wards, int wardsHeard) {}

  /**
   * A ward in which no device has played it.
   *
   * @param devices that stand there
   * @param reason why, the commonest first: {@code 3 offline since 08:10, 1 NOT_HEARD}; the time,
   *     in Vietnam, is that since which all of them are gone
   */
  public record SilentWard(String code, String name, int devices, String reason) {}

  /**
   * A device that is gone and has reported no end.
   *
   * @param area code of the area where it stands
   * @param since null if that is not known
   */
  public record OfflineDevice(String area, String device, @Nullable Instant since) {}

  /**
   * @param message id of the announcement
   * @param started when it was first sent
   * @param now when it is asked
   * @param results of a device that is named twice, the higher state counts
   */
  public static WardBoard of(
      String message, Instant started, Instant now, Areas areas, List<DeviceResult> results) {
    return new WardBoard(message, started, now, areas, results.stream());
  }

  /**
   * From what a dispatcher's store knows, also after a restart: presence is not in it, so nobody is
   * offline here, and nothing between sent and an end. Recipients other than devices are left out.
   *
   * @param message id of the announcement
   * @param started when it was first sent
   * @param now when it is asked
   */
  public static WardBoard ofDeliveries(
      String message, Instant started, Instant now, Areas areas, Iterable<Delivery> deliveries) {
    Stream<DeviceResult> results =
        StreamSupport.stream(deliveries.spliterator(), false)
            .filter(it -> it.recipient().kind() == Address.Kind.DEVICE)
            .map(WardBoard::result);
    return new WardBoard(message, started, now, areas, results);
  }

  private static DeviceResult result(Delivery delivery) {
    return new DeviceResult(
        (Address.Device) delivery.recipient(),
        DeliveredState.of(delivery),
        delivery.receipt() == null ? null : delivery.receipt().at(),
        DeliveredState.why(delivery),
        Presence.UNKNOWN,
        null);
  }

  private static List<DeviceResult> oncePerDevice(Stream<DeviceResult> results) {
    Map<String, DeviceResult> known = new LinkedHashMap<>();
    results.forEach(
        it -> known.merge(it.device().id(), it, (a, b) -> BY_STATE.compare(a, b) >= 0 ? a : b));
    return List.copyOf(known.values());
  }

  private IntStream rowNumbers() {
    return IntStream.range(0, areas.size());
  }

  private Stream<Integer> wards() {
    return rowNumbers().filter(areas::isWard).boxed();
  }

  private Row count(int row) {
    int end = areas.end(row);
    List<DeviceResult> within = standing.subList(row, end).stream().flatMap(List::stream).toList();
    int[] wards = IntStream.range(row, end).filter(areas::isWard).toArray();
    Areas.Area area = areas.area(row);
    return new Row(
        area.code(),
        area.name(),
        areas.depth(row),
        Counts.of(within),
        wards.length,
        (int) IntStream.of(wards).filter(this::isHeard).count());
  }

  private boolean isHeard(int row) {
    return standing.get(row).stream().anyMatch(it -> it.state() == DeviceState.PLAYED);
  }

  private Stream<Duration> firstHeardAfter(int row) {
    return standing.get(row).stream()
        .flatMap(this::heardAfter)
        .min(Comparator.naturalOrder())
        .stream();
  }

  /**
   * A device's clock may be wrong: its time counts no earlier than the start, no later than now.
   */
  private Stream<Duration> heardAfter(DeviceResult result) {
    if (result.state() != DeviceState.PLAYED) {
      return Stream.empty();
    }
    Instant at = result.at() == null || result.at().isAfter(now) ? now : result.at();
    return Stream.of(Duration.between(started, at.isBefore(started) ? started : at));
  }

  /** Id of the announcement. */
  public String message() {
    return message;
  }

  /** When it was first sent. */
  public Instant started() {
    return started;
  }

  /** As of when this is. */
  public Instant now() {
    return now;
  }

  /** Every area, before those in it. */
  public List<Row> rows() {
    return rows;
  }

  /**
   * One area.
   *
   * @throws IllegalArgumentException if no device in such an area was addressed
   */
  public Row row(String code) {
    return rows.get(areas.row(code));
  }

  /** All devices, wherever they stand. */
  public Counts total() {
    return total;
  }

  /** How many wards have at least one device that played it, of those addressed: 0 to 1. */
  public double shareOfWardsHeard() {
    long wards = wards().count();
    return wards == 0 ? 0 : (double) wardsAfter.size() / wards;
  }

  /** How long until that share of the devices had played it, 0 to 1; empty if not yet. */
  public Optional<Duration> timeTo(double share) {
    return time(share, devicesAfter, total.devices());
  }

  /** How long until that share of the wards had heard it, 0 to 1; empty if not yet. */
  public Optional<Duration> timeToWards(double share) {
    return time(share, wardsAfter, wards().count());
  }

  private static Optional<Duration> time(double share, List<Duration> after, long all) {
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException("a share is more than 0, at most 1, but was " + share);
    }
    // 0.95 x 20 is a hair over 19 in binary, and must not ask for the 20th.
    int needed = Math.max(1, (int) Math.ceil(share * all - 1e-9));
    return needed <= after.size() ? Optional.of(after.get(needed - 1)) : Optional.empty();
  }

  /** Wards in which no device has played it. */
  public List<SilentWard> silentWards() {
    return wards().filter(row -> !isHeard(row)).map(this::silent).toList();
  }

  private SilentWard silent(int row) {
    List<DeviceResult> here = standing.get(row);
    Areas.Area area = areas.area(row);
    return new SilentWard(area.code(), area.name(), here.size(), whySilent(here));
  }

  private String whySilent(List<DeviceResult> here) {
    Map<String, List<DeviceResult>> byCause =
        here.stream()
            .collect(Collectors.groupingBy(WardBoard::cause, TreeMap::new, Collectors.toList()));
    Comparator<Map.Entry<String, List<DeviceResult>>> commonestFirst =
        Comparator.comparing(it -> -it.getValue().size());
    return byCause.entrySet().stream()
        .sorted(commonestFirst)
        .map(it -> it.getValue().size() + " " + it.getKey() + since(it.getValue()))
        .collect(Collectors.joining(", "));
  }

  private static String cause(DeviceResult result) {
    if (Part.of(result) == Part.OFFLINE) {
      return "offline";
    }
    return result.reason() == null ? words(result.state()) : result.reason().code();
  }

  private static String words(DeviceState state) {
    return switch (state) {
      case PENDING -> "not sent yet";
      case SENT -> "without an answer";
      case RECEIVED -> "received, not yet played";
      case SCHEDULED -> "waiting for the time to play";
      case DOWNLOADING -> "downloading";
      case PLAYING -> "still playing";
      case EXPIRED -> "expired";
      case SUPERSEDED -> "replaced";
      case CANCELLED -> "cancelled";
      case REJECTED -> "rejected";
      case FAILED -> "failed";
      case PLAYED -> "played";
    };
  }

  private String since(List<DeviceResult> sharing) {
    if (Part.of(sharing.get(0)) != Part.OFFLINE) {
      return "";
    }
    return sharing.stream()
        .map(DeviceResult::presenceSince)
        .filter(Objects::nonNull)
        .max(Comparator.naturalOrder())
        .map(it -> " since " + moment(it))
        .orElse("");
  }

  /** With its date unless that is the day of asking. */
  private String moment(Instant instant) {
    boolean isToday =
        instant.atZone(VIETNAM).toLocalDate().equals(now.atZone(VIETNAM).toLocalDate());
    return (isToday ? HOUR : DAY).format(instant.atZone(VIETNAM));
  }

  /** Devices that are gone and have reported no end, ward by ward. */
  public List<OfflineDevice> offlineDevices() {
    return rowNumbers().boxed().flatMap(this::offlineIn).toList();
  }

  private Stream<OfflineDevice> offlineIn(int row) {
    return standing.get(row).stream()
        .filter(it -> Part.of(it) == Part.OFFLINE)
        .map(it -> new OfflineDevice(areas.area(row).code(), it.device().id(), it.presenceSince()));
  }

  /** A table for people, at most 100 columns wide; times are those of Vietnam. */
  public String print() {
    Table table =
        new Table(
            "Area",
            "devices",
            "heard",
            "playing",
            "waiting",
            "offline",
            "failed",
            "expired",
            "cancelled",
            "wards");
    rows.forEach(
        it ->
            print(
                table,
                "  ".repeat(it.depth()) + it.name(),
                it.counts(),
                it.wardsHeard(),
                it.wards()));
    if (rows.stream().filter(it -> it.depth() == 0).count() > 1) {
      print(table, "All", total, wardsAfter.size(), wards().count());
    }
    List<String> end = new ArrayList<>();
    end.add("Time to 50, 95, 100 % of devices: " + times(this::timeTo));
    end.add("Time to 50, 95, 100 % of wards:   " + times(this::timeToWards));
    silentWards().forEach(it -> end.add("Silent: " + it.name() + " (" + it.reason() + ")"));
    return "%s\nstarted %s, as of %s\n\n%s\n%s"
        .formatted(
            message,
            DAY.format(started.atZone(VIETNAM)),
            DAY.format(now.atZone(VIETNAM)),
            table.print(),
            end.stream().map(it -> Table.cut(it, Table.PAGE) + "\n").collect(Collectors.joining()));
  }

  private static void print(Table table, String name, Counts it, int wardsHeard, long wards) {
    table.line(
        name,
        it.devices(),
        it.heard(),
        it.playing(),
        it.waiting(),
        it.offline(),
        it.failed(),
        it.expired(),
        it.cancelled(),
        wardsHeard + "/" + wards);
  }

  private static String times(Function<Double, Optional<Duration>> timeTo) {
    return Stream.of(0.5, 0.95, 1.0)
        .map(it -> words(timeTo.apply(it)))
        .collect(Collectors.joining(", "));
  }

  private static String words(Optional<Duration> time) {
    return time.map(
            it -> "%d:%02d:%02d".formatted(it.toHours(), it.toMinutesPart(), it.toSecondsPart()))
        .orElse("not yet");
  }

  /** As {@link #print}. */
  @Override
  public String toString() {
    return print();
  }
}
