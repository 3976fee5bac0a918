package vn.loa.bench.reports;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
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
import vn.loa.plan.ledger.Ledger;
import vn.loa.plan.ledger.Rate;
import vn.loa.reporting.Reports;
import vn.loa.reporting.document.Cell;
import vn.loa.reporting.document.Column;
import vn.loa.reporting.document.Document;
import vn.loa.reporting.document.Format;
import vn.loa.reporting.document.Language;
import vn.loa.reporting.document.Table;

/**
 * A workbook of 1.7 million rows of eight cells, in a heap of 64 MB.
 *
 * <ul>
 *   <li>{@code loa}: a document's table, whose rows are made as they are written
 *   <li>{@code fastexcelAlone}: the same cells given to fastexcel itself, which keeps neither
 *       formats nor equal octets
 *   <li>{@code register}: the register of 10,000 agencies that owe 170 reports each, from a ledger
 *       that is in the heap too
 * </ul>
 *
 * <pre>mvn -q -Dquick -DskipTests -Pbench package -pl benchmarks -am -Dbench=WorkbookRows</pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 1)
@Measurement(iterations = 5)
@Fork(value = 1, jvmArgsAppend = "-Xmx64m")
public class WorkbookRows {

  private static final LocalDateTime DUE = LocalDateTime.of(2022, 5, 15, 0, 0);
  private static final int AGENCIES = 10_000;

  /** Of one sheet of fastexcel's. */
  private static final int SHEET = 1_000_000;

  private static final int FLUSHED = 1_000;

  @Param("1700000")
  int rows;

  private Path file;

  @Setup(Level.Trial)
  public void open() throws IOException {
    file = Files.createTempFile("loa-bench", ".xlsx");
  }

  @TearDown(Level.Trial)
  public void close() throws IOException {
    Files.delete(file);
  }

  @Benchmark
  public long loa() throws IOException {
    List<Column> columns =
        List.of(
            column("agency", Cell.Kind.WORDS),
            column("report", Cell.Kind.WORDS),
            column("period", Cell.Kind.WORDS),
            column("due", Cell.Kind.MOMENT),
            column("state", Cell.Kind.WORDS),
            column("received", Cell.Kind.MOMENT),
            column("count", Cell.Kind.COUNT),
            column("share", Cell.Kind.SHARE));
    Table table =
        new Table(
            "register",
            "Register",
            columns,
            each -> {
              for (int row = 0; row < rows; row++) {
                each.accept(cells(row));
              }
            },
            null,
            Table.SHOWN);
    return write(
        new Document(Language.VI, "SỔ", "Sổ theo dõi", ReportPacks.letterhead(), List.of(table)));
  }

  private static Column column(String title, Cell.Kind kind) {
    return new Column(title, kind, 1);
  }

  private static List<Cell> cells(int row) {
    return List.of(
        Cell.of("Ủy ban nhân dân xã số " + row % AGENCIES),
        Cell.of("hàng tháng"),
        Cell.of("2022-05"),
        Cell.of(DUE),
        Cell.of("đúng hạn"),
        Cell.of(DUE.minusSeconds(row)),
        Cell.of(row),
        Cell.of(new Rate(row % 100, 100)));
  }

  @Benchmark
  public long fastexcelAlone() throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file));
        Workbook workbook = new Workbook(out, "bench", "1.0")) {
      for (int first = 0; first < rows; first += SHEET) {
        Worksheet sheet = workbook.newWorksheet("Register " + first);
        for (int row = first; row < Math.min(rows, first + SHEET); row++) {
          fill(sheet, row - first, row);
          if ((row + 1) % FLUSHED == 0) {
            sheet.flush();
          }
        }
        sheet.finish();
      }
    }
    return Files.size(file);
  }

  private static void fill(Worksheet sheet, int at, int row) {
    sheet.inlineString(at, 0, "Ủy ban nhân dân xã số " + row % AGENCIES);
    sheet.inlineString(at, 1, "hàng tháng");
    sheet.inlineString(at, 2, "2022-05");
    sheet.value(at, 3, DUE);
    sheet.inlineString(at, 4, "đúng hạn");
    sheet.value(at, 5, DUE.minusSeconds(row));
    sheet.value(at, 6, row);
    sheet.value(at, 7, row % 100 / 100.0);
  }

  @Benchmark
  public long register() throws IOException {
    try (Ledger ledger = new Country(AGENCIES, Math.max(1, rows / AGENCIES / 17)).empty()) {
      return write(
          Reports.of(ledger)
              .register(
                  ledger.expected().dates().get(0).due(), Language.VI, ReportPacks.letterhead()));
    }
  }

  private long write(Document document) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      document.write(Format.XLSX, out);
    }
    return Files.size(file);
  }
}
