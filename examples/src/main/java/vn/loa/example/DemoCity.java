package vn.loa.example;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import vn.loa.channel.Address;
import vn.loa.channel.Recipients;
import vn.loa.channel.mqtt.Areas;
import vn.loa.plan.Agency;
import vn.loa.plan.DocumentRef;
import vn.loa.plan.ExpectedReport;
import vn.loa.plan.ledger.Ledger;
import vn.loa.plan.ledger.Submission;
import vn.loa.simulator.DeviceHabits;

/**
 * A made-up city around the real plan: numbers, loudspeakers, and who reported when. The same at
 * every run.
 */
final class DemoCity {

  private static final long SEED = 1270;
  private static final int SPEAKERS = 300;
  private static final int SPEAKERS_OF_A_WARD = 3;
  private static final String CITY = "hcmc";
  private static final String COMMITTEE_OF = "Ủy ban nhân dân ";
  private static final String[] PREFIXES = {
    "032", "035", "038", "086", "096", "097", "098", "070", "079", "089", "090", "093", "081",
    "083", "088", "091", "094", "056", "092"
  };

  private final List<Agency> districts;

  /**
   * @param districts the agencies of the districts; at least one
   */
  DemoCity(List<Agency> districts) {
    this.districts = districts;
  }

  /** The SMSC knows no number that ends like this. */
  static boolean isUnknownNumber(String destination) {
    return destination.endsWith("77");
  }

  /** The network accepts it, and says later that the handset was not reached. */
  static boolean isSwitchedOff(String destination) {
    return destination.endsWith("13");
  }

  /** Writes rows as city files have them: several spellings, some bad, some twice. */
  static void writeCitizens(Path file, int rows) {
    SplittableRandom random = new SplittableRandom(SEED);
    List<String> lines = new ArrayList<>(rows + 1);
    lines.add("so_dien_thoai,phuong");
    for (int i = 0; i < rows; i++) {
      boolean twice = i > 100 && random.nextInt(100) == 0;
      lines.add(twice ? lines.get(1 + random.nextInt(i)) : row(random));
    }
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.write(file, lines);
    } catch (IOException cause) {
      throw new UncheckedIOException(
          file + ": the list of citizens cannot be written; name another folder with --out", cause);
    }
  }

  private static String row(SplittableRandom random) {
    String national =
        PREFIXES[random.nextInt(PREFIXES.length)] + digits(random.nextInt(10_000_000), 7);
    return spelt(national, random.nextInt(200)) + ",p" + (1 + random.nextInt(20));
  }

  private static String spelt(String national, int how) {
    String tail = national.substring(1);
    return switch (how) {
      case 0 -> "O" + tail;
      case 1 -> "9." + tail.substring(1, 5) + "E8";
      case 2 -> national.substring(0, 7);
      case 3 -> "";
      case 4 -> "02838" + tail.substring(3);
      case 5, 6, 7, 8, 9, 10, 11, 12, 13, 14 -> "0120" + national.substring(3);
      default -> spelt(national, tail, how % 5);
    };
  }

  private static String spelt(String national, String tail, int how) {
    return switch (how) {
      case 0 -> "+84" + tail;
      case 1 -> "84" + tail;
      case 2 ->
          national.substring(0, 4) + " " + national.substring(4, 7) + " " + national.substring(7);
      case 3 -> national.substring(0, 4) + "." + national.substring(4);
      default -> national;
    };
  }

  private static String digits(int number, int width) {
    String digits = Integer.toString(number);
    return "0".repeat(width - digits.length()) + digits;
  }

  /** City, districts and wards, with the loudspeakers dealt out evenly over the districts. */
  Areas areas() {
    Areas.Builder areas =
        Areas.builder()
            .levels("thành phố", "quận, huyện", "phường, xã")
            .area(CITY, "TP. Hồ Chí Minh");
    for (int d = 0; d < districts.size(); d++) {
      addDistrict(areas, districts.get(d), (SPEAKERS - d - 1) / districts.size() + 1);
    }
    return areas.build();
  }

  private static void addDistrict(Areas.Builder areas, Agency agency, int speakers) {
    String name = agency.name().vi().replace(COMMITTEE_OF, "");
    areas.area(agency.id(), name, CITY);
    for (int n = 0; n < speakers; n++) {
      int number = n / SPEAKERS_OF_A_WARD + 1;
      String ward = agency.id() + "-p" + number;
      if (n % SPEAKERS_OF_A_WARD == 0) {
        String kind = name.startsWith("huyện") ? "Xã" : "Phường";
        areas.area(ward, "%s %d, %s".formatted(kind, number, name), agency.id());
      }
      areas.device(agency.id() + "-loa-" + digits(n + 1, 2), ward);
    }
  }

  /** Every loudspeaker there is. */
  static List<Address.Device> speakers(Areas areas) {
    Recipients all = areas.audience(CITY).recipients();
    return IntStream.range(0, all.size()).mapToObj(n -> (Address.Device) all.get(n)).toList();
  }

  /** Its power is off. */
  static boolean isOffline(String device) {
    return device.equals("q8-loa-03") || device.matches("h-can-gio-loa-0[456]");
  }

  /**
   * What else is wrong with it, if anything; a missing clock does not show where the hub's does.
   */
  static DeviceHabits habits(String device) {
    return (device.matches("h-nha-be-loa-0[789]") ? monthAhead() : DeviceHabits.builder())
        .muted(device.matches("q12-loa-0[789]"))
        .broken(device.equals("q-go-vap-loa-06"))
        .silent(device.matches("h-cu-chi-loa-0[123]"))
        .noClock(device.startsWith("h-binh-chanh-"))
        .downloads(download(device))
        .build();
  }

  /** Its clock is wrong, and it believes nobody else's. */
  private static DeviceHabits.Builder monthAhead() {
    return DeviceHabits.builder()
        .clockSkew(Duration.ofDays(30))
        .ownTime(true)
        .patience(Duration.ZERO);
  }

  private static DeviceHabits.Download download(String device) {
    if (device.matches("q-go-vap-loa-0[45]")) {
      return new DeviceHabits.Download(Duration.ZERO, DeviceHabits.Fetched.WRONG_HASH);
    }
    return device.matches("q4-loa-0[123]")
        ? new DeviceHabits.Download(Duration.ofHours(1), DeviceHabits.Fetched.WHOLE)
        : DeviceHabits.Download.AT_ONCE;
  }

  /** Enters the reports that came: most before the deadline, some after, some not at all. */
  static void submitReports(Ledger ledger, Instant due) {
    int number = 100;
    for (ExpectedReport report : ledger.expected().all()) {
      int fate = Math.floorMod(report.agency().hashCode(), 10);
      if (report.due().equals(due) && fate < 9) {
        Instant received =
            fate < 8 ? due.minus(Duration.ofHours(5L + 9L * fate)) : due.plus(Duration.ofHours(8));
        ledger.submit(
            Submission.of(
                report.agency(),
                report.obligation(),
                report.period().label(),
                received,
                new DocumentRef(number++, "BC-VP")));
      }
    }
  }
}
