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
import vn.loa.plan.DocumentRef;
import vn.loa.plan.ExpectedReport;
import vn.loa.plan.ledger.Ledger;
import vn.loa.plan.ledger.Submission;

/**
 * A made-up city around the real plan: numbers, loudspeakers, and who reported when. The same at
 * every run.
 */
final class DemoCity {

  private static final long SEED = 1270;
  private static final int SPEAKERS = 300;
  private static final String[] PREFIXES = {
    "032", "035", "038", "086", "096", "097", "098", "070", "079", "089", "090", "093", "081",
    "083", "088", "091", "094", "056", "092"
  };

  private final List<String> districts;

  /**
   * @param districts ids; at least one
   */
  DemoCity(List<String> districts) {
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

  /** Loudspeakers, dealt out evenly over the districts. */
  List<Address.Device> speakers() {
    return IntStream.range(0, SPEAKERS)
        .mapToObj(
            n -> {
              String district = districts.get(n % districts.size());
              int number = 1 + n / districts.size();
              return new Address.Device(district + "-loa-" + digits(number, 2), district);
            })
        .toList();
  }

  /** Its power is off. */
  static boolean isOffline(String device) {
    return device.endsWith("q8-loa-03") || device.endsWith("h-can-gio-loa-05");
  }

  /** It plays, and nobody hears it. */
  static boolean isMuted(String device) {
    return device.endsWith("q12-loa-07");
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
