package vn.loa.bench.mqtt;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import vn.loa.bench.measure.Spread;
import vn.loa.channel.Address;
import vn.loa.channel.Delivery;
import vn.loa.channel.DeliveryState;
import vn.loa.channel.Receipt;
import vn.loa.channel.mqtt.Areas;
import vn.loa.channel.mqtt.WardBoard;
import vn.loa.channel.mqtt.WardReport;

/**
 * Who has heard what: a month of one announcement a day to a city's devices, folded into a report
 * and asked for every area and for the worst devices; beside it maps by area and day, as one writes
 * it first; and one day's board, with its page.
 *
 * <pre>mvn -q -Dquick -DskipTests -Pcommand package -pl benchmarks -am
 *     -Dof=mqtt -Drun="WardReports 7"</pre>
 *
 * <p>The arguments are rounds, devices and days. Two rounds come first, to warm up, and are not
 * counted; {@code cold} is the very first, as a command that prints one report has it.
 */
public final class WardReports {

  private static final LocalDate FIRST = LocalDate.of(2026, 11, 1);
  private static final Instant SENT = Instant.parse("2026-11-01T01:00:00Z");
  private static final int DISTRICTS = 22;
  private static final int WARDS = 300;
  private static final int WARM_UPS = 2;

  /** In a hundred. */
  private static final int HEARD = 93;

  private final int devices;
  private final int days;
  private final Areas areas;
  private final List<List<Delivery>> announcements = new ArrayList<>();

  private WardReports(int devices, int days) {
    this.devices = devices;
    this.days = days;
    this.areas = city(devices);
    SplittableRandom random = new SplittableRandom(18);
    for (int day = 0; day < days; day++) {
      announcements.add(announcement(random));
    }
  }

  public static void main(String[] arguments) {
    int rounds = number(arguments, 0, 7);
    new WardReports(number(arguments, 1, 10_000), number(arguments, 2, 30)).run(rounds);
  }

  private static int number(String[] arguments, int index, int otherwise) {
    return arguments.length > index ? Integer.parseInt(arguments[index]) : otherwise;
  }

  private static Areas city(int devices) {
    Areas.Builder city = Areas.builder().area("city", "Thành phố");
    for (int i = 0; i < DISTRICTS; i++) {
      city.area("d" + i, "Quận " + i, "city");
    }
    for (int i = 0; i < WARDS; i++) {
      city.area("w" + i, "Phường " + i, "d" + i % DISTRICTS);
    }
    for (int i = 0; i < devices; i++) {
      city.device("spk-" + i, "w" + i % WARDS);
    }
    return city.build();
  }

  private List<Delivery> announcement(SplittableRandom random) {
    List<Delivery> deliveries = new ArrayList<>();
    for (int i = 0; i < devices; i++) {
      Address.Device device = new Address.Device("spk-" + i, "w" + i % WARDS);
      deliveries.add(random.nextInt(100) < HEARD ? heard(device, i) : unheard(device));
    }
    return deliveries;
  }

  private static Delivery heard(Address.Device device, int number) {
    Instant at = SENT.plusMillis(number);
    Receipt played = new Receipt.Played("r" + number, at, Duration.ofSeconds(40), 70);
    return new Delivery(device, DeliveryState.DELIVERED, null, played);
  }

  private static Delivery unheard(Address.Device device) {
    return new Delivery(device, DeliveryState.UNCONFIRMED, null, null);
  }

  private void run(int rounds) {
    List<Double> report = new ArrayList<>();
    List<Double> maps = new ArrayList<>();
    List<Double> board = new ArrayList<>();
    for (int round = -WARM_UPS; round < rounds; round++) {
      double[] millis = {millis(this::report), millis(this::maps), millis(this::board)};
      if (round == -WARM_UPS) {
        System.out.printf(
            Locale.ROOT, "cold: report %.1f ms, board %.1f ms%n", millis[0], millis[2]);
      } else if (round >= 0) {
        report.add(millis[0]);
        maps.add(millis[1]);
        board.add(millis[2]);
      }
    }
    System.out.printf("%d devices, %d days; medians [least-most] of %d%n", devices, days, rounds);
    print("report, folded and asked, ms", report);
    print("maps by area and day, ms", maps);
    print("board of a day, printed, ms", board);
  }

  private static void print(String what, List<Double> figures) {
    System.out.printf("%-30s %s%n", what, Spread.of(figures, it -> it).toString("%.1f"));
  }

  private double millis(Runnable work) {
    long began = System.nanoTime();
    work.run();
    return (System.nanoTime() - began) / 1e6;
  }

  private void report() {
    WardReport.Builder builder = WardReport.builder(areas, FIRST, FIRST.plusDays(days - 1));
    for (int day = 0; day < days; day++) {
      builder.add("m" + day, FIRST.plusDays(day), announcements.get(day));
    }
    WardReport report = builder.build();
    long found = report.rows().get(0).plays().expected();
    require(report.plays().expected() == found && report.worstDevices(10).size() <= 10);
    require(found == (long) devices * days);
  }

  private void maps() {
    Map<String, Map<LocalDate, int[]>> plays = new HashMap<>();
    for (int day = 0; day < days; day++) {
      LocalDate date = FIRST.plusDays(day);
      for (Delivery delivery : announcements.get(day)) {
        Address.Device device = (Address.Device) delivery.recipient();
        boolean heard = delivery.receipt(Receipt.Played.class).isPresent();
        for (String area : areas.ancestors(device.area())) {
          int[] counts =
              plays
                  .computeIfAbsent(area, it -> new HashMap<>())
                  .computeIfAbsent(date, it -> new int[2]);
          counts[0]++;
          counts[1] += heard ? 1 : 0;
        }
      }
    }
    int found = plays.getOrDefault("city", Map.of()).values().stream().mapToInt(it -> it[0]).sum();
    require(found == (long) devices * days);
  }

  private void board() {
    WardBoard board =
        WardBoard.ofDeliveries("m0", SENT, SENT.plusSeconds(3_600), areas, announcements.get(0));
    require(board.total().devices() == devices && !board.print().isEmpty());
  }

  /** A round that leaves something out would be a fast one. */
  private static void require(boolean found) {
    if (!found) {
      throw new IllegalStateException("other plays were found than there are");
    }
  }
}
