package vn.loa.bench;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.BufferedWriter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import vn.loa.sms.NumberSet;
import vn.loa.sms.audience.AudienceReader;
import vn.loa.sms.audience.AudienceReport;

/**
 * How long a city's file of citizens takes: ten million rows of about sixty octets, in one pass.
 *
 * <ul>
 *   <li>{@code loa}: parsed, each number once, opt-outs removed, operators counted, in a heap of 64
 *       MB; what is held of it afterwards is printed
 *   <li>{@code fastCsvAlone}: the same file read by FastCSV, every field, nothing done with it
 *   <li>{@code fastCsvLibphonenumberHashSet}: what one would write with the usual libraries; in a
 *       heap of 4 GB, and on a tenth of the rows, since it takes minutes: multiply by ten
 * </ul>
 *
 * <p>{@code file} says whether the address is quoted, because it holds commas, in every row or in
 * none. One row in a hundred comes twice, one in five hundred is no number.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 1)
@Measurement(iterations = 5)
@Fork(value = 1, jvmArgsAppend = "-Xmx64m")
public class AudienceRows {

  private static final int[] PREFIXES = {32, 39, 56, 70, 79, 81, 86, 88, 90, 91, 93, 96, 98};
  private static final int NAIVE_SHARE = 10;

  @Param("10000000")
  int rows;

  @Param({"plain", "quoted"})
  String file;

  private final PhoneNumberUtil libphonenumber = PhoneNumberUtil.getInstance();
  private Path citizens;
  private Path fewer;
  private NumberSet optedOut;
  private @Nullable AudienceReport report;

  @Setup(Level.Trial)
  public void write() throws IOException {
    citizens = Files.createTempFile("loa-citizens", ".csv");
    fewer = Files.createTempFile("loa-citizens", ".csv");
    write(citizens, rows);
    write(fewer, rows / NAIVE_SHARE);
    optedOut = new NumberSet();
    SplittableRandom random = new SplittableRandom(5656);
    for (int i = 0; i < rows / 100; i++) {
      optedOut.add(84_000_000_000L + number(random));
    }
  }

  private void write(Path path, int count) throws IOException {
    SplittableRandom random = new SplittableRandom(1270);
    String address = file.equals("quoted") ? "\"12 Lê Lợi, phường 1, quận 1\"" : "12 Lê Lợi quận 1";
    try (BufferedWriter out = Files.newBufferedWriter(path)) {
      out.write("id,họ tên,địa chỉ,số điện thoại,ghi chú\n");
      long before = number(random);
      for (int i = 0; i < count; i++) {
        long number = random.nextInt(100) == 0 ? before : number(random);
        String text = random.nextInt(500) == 0 ? "không có" : "0" + number;
        out.write(i + ",Người dân," + address + "," + text + ",\n");
        before = number;
      }
    }
  }

  private static long number(SplittableRandom random) {
    return PREFIXES[random.nextInt(PREFIXES.length)] * 10_000_000L + random.nextInt(10_000_000);
  }

  @Benchmark
  public AudienceReport loa() {
    AudienceReport read =
        AudienceReader.builder().optedOut(optedOut).build().read(citizens, number -> {});
    if (read.rows() != rows) {
      throw new IllegalStateException(read.toString());
    }
    report = read;
    return read;
  }

  @Benchmark
  public long fastCsvAlone() throws IOException {
    long octets = 0;
    try (CsvReader<CsvRecord> reader = CsvReader.builder().ofCsvRecord(citizens)) {
      for (CsvRecord row : reader) {
        octets += row.getField(3).length();
      }
    }
    return octets;
  }

  @Benchmark
  @Fork(value = 1, jvmArgsAppend = "-Xmx4g")
  @Measurement(iterations = 3)
  public int fastCsvLibphonenumberHashSet() throws IOException {
    Set<String> numbers = new HashSet<>();
    try (CsvReader<CsvRecord> reader = CsvReader.builder().ofCsvRecord(fewer)) {
      for (CsvRecord row : reader) {
        addIfNumber(numbers, row.getField(3));
      }
    }
    return numbers.size();
  }

  private void addIfNumber(Set<String> numbers, String text) {
    try {
      Phonenumber.PhoneNumber number = libphonenumber.parse(text, "VN");
      if (libphonenumber.isValidNumber(number)) {
        numbers.add(libphonenumber.format(number, PhoneNumberUtil.PhoneNumberFormat.E164));
      }
    } catch (NumberParseException none) {
      // A row without a number: one in five hundred.
    }
  }

  @TearDown(Level.Trial)
  public void tell() throws IOException {
    if (report != null) {
      System.gc();
      MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
      System.out.printf(
          "heap held by what was read and the opt-outs: %.1f MB of %.1f%n",
          heap.getUsed() / 1e6, heap.getMax() / 1e6);
    }
    Files.delete(citizens);
    Files.delete(fewer);
  }
}
