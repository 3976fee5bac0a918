package vn.loa.reporting.document;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.dhatim.fastexcel.PaperSize;
import org.dhatim.fastexcel.StyleSetter;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;
import vn.loa.plan.ledger.Rate;

/**
 * Writes a document as a workbook: what it is on the first sheet, then a sheet for each table.
 *
 * <p>fastexcel writes the hour into every workbook, so it writes into a file of its own, without
 * compression; from there the parts go on in the order of their names, compressed and without a
 * time. Rows leave memory as they come.
 */
final class XlsxWriter {

  private static final int COMPRESSION = 4;

  private static final int FLUSHED_ROWS = 500;
  private static final int LONGEST_WORDS = 32_767;
  private static final double SECONDS_OF_DAY = 86_400;
  private static final double CHARACTERS_OF_SHARE = 5;
  private static final double NARROWEST = 10;
  private static final String PROPERTIES = "docProps/core.xml";

  /**
   * What a workbook takes for a character: ECMA-376, part 1, 22.9.2.19. Words are no such thing.
   */
  private static final Pattern ESCAPE = Pattern.compile("_(?=x[0-9A-Fa-f]{4}_)");

  private final Document document;
  private final SheetNames names = new SheetNames();

  XlsxWriter(Document document) {
    this.document = document;
  }

  void write(OutputStream out) throws IOException {
    Path timed = Files.createTempFile("loa-", ".xlsx");
    try {
      try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(timed))) {
        write(new Workbook(file, "Loa", "1.0"));
      }
      copy(timed, out);
    } finally {
      Files.delete(timed);
    }
  }

  private void copy(Path timed, OutputStream out) throws IOException {
    try (ZipFile from = new ZipFile(timed.toFile());
        Parts parts = new Parts(out, COMPRESSION)) {
      List<? extends ZipEntry> entries =
          from.stream().sorted(Comparator.comparing(ZipEntry::getName)).toList();
      for (ZipEntry entry : entries) {
        OutputStream part = parts.begin(entry.getName());
        if (entry.getName().equals(PROPERTIES)) {
          part.write(properties().getBytes(StandardCharsets.UTF_8));
        } else {
          try (InputStream in = from.getInputStream(entry)) {
            in.transferTo(part);
          }
        }
      }
    }
  }

  private String properties() {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>"
        + "<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\""
        + " xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>"
        + Xml.text(document.title() + " – " + document.subject())
        + "</dc:title><dc:creator>"
        + Xml.text(document.letterhead().issuer())
        + "</dc:creator></cp:coreProperties>";
  }

  private void write(Workbook workbook) throws IOException {
    try (workbook) {
      workbook.setCompressionLevel(0);
      cover(workbook);
      for (Table table : document.tables()) {
        new Sheets(workbook, table).write();
      }
    } catch (UncheckedIOException stopped) {
      throw new IOException("the workbook was not taken", stopped);
    }
  }

  /** What the tables belong to. */
  private void cover(Workbook workbook) throws IOException {
    Worksheet sheet = workbook.newWorksheet(names.of(document.title()));
    List<String> lines = new ArrayList<>();
    lines.add(document.letterhead().issuer());
    lines.add(document.title());
    lines.add(document.subject());
    for (Block block : document.blocks()) {
      switch (block.kind()) {
        case HEADING -> lines.add(((Block.Heading) block).text());
        case PARAGRAPH -> lines.add(((Block.Paragraph) block).text());
        case FIELD -> {
          Block.Field field = (Block.Field) block;
          lines.add(field.label() + ": " + (field.text() == null ? "" : field.text()));
        }
        case TABLE, PICTURE -> {}
      }
    }
    sheet.width(0, 100);
    for (int row = 0; row < lines.size(); row++) {
      words(sheet, row, 0, lines.get(row));
    }
    sheet.style(1, 0).bold().set();
    sheet.style(2, 0).bold().set();
    sheet.finish();
  }

  /** The sheets of one table: one, unless it has more rows than a sheet. */
  private final class Sheets {

    private final Workbook workbook;
    private final Table table;
    private Worksheet sheet;
    private int row = 1;

    Sheets(Workbook workbook, Table table) {
      this.workbook = workbook;
      this.table = table;
      this.sheet = next();
    }

    void write() throws IOException {
      table.rows().forEach(cells -> add(cells, false));
      List<Cell> total = table.total();
      if (total != null) {
        add(total, true);
      }
      finish(total == null ? row - 1 : row - 2);
    }

    private Worksheet next() {
      Worksheet next = workbook.newWorksheet(names.of(table.title()));
      List<Column> columns = table.columns();
      for (int i = 0; i < columns.size(); i++) {
        XlsxWriter.words(next, 0, i, columns.get(i).title());
        next.width(i, Math.max(NARROWEST, CHARACTERS_OF_SHARE * columns.get(i).share()));
        format(next, columns.get(i), i);
      }
      next.range(0, 0, 0, columns.size() - 1)
          .style()
          .bold()
          .wrapText(true)
          .fillColor("E7EBF0")
          .verticalAlignment("center")
          .set();
      next.freezePane(0, 1);
      XlsxWriter.onPaper(next);
      next.repeatRows(0);
      return next;
    }

    /** A format of the column is one of each of its cells that has none of its own. */
    private void format(Worksheet next, Column column, int at) {
      String format = XlsxWriter.format(column.kind());
      if (format != null) {
        next.style(at).format(format).set();
      }
    }

    private void add(List<Cell> cells, boolean isTotal) {
      try {
        if (row == Worksheet.MAX_ROWS) {
          finish(row - 1);
          sheet = next();
          row = 1;
        }
        for (int i = 0; i < cells.size(); i++) {
          put(i, cells.get(i));
          style(i, cells.get(i).kind(), isTotal);
        }
        row++;
        if (row % FLUSHED_ROWS == 0) {
          sheet.flush();
        }
      } catch (IOException stopped) {
        throw new UncheckedIOException(stopped);
      }
    }

    /**
     * @param last row that a filter may hide; a total stays below
     */
    private void finish(int last) throws IOException {
      sheet.setAutoFilter(0, 0, Math.max(1, last), table.columns().size() - 1);
      sheet.finish();
    }

    private void put(int column, Cell cell) {
      switch (cell.kind()) {
        case BLANK -> {}
        case WORDS -> words(column, ((Cell.Words) cell).words());
        case COUNT -> sheet.value(row, column, ((Cell.Count) cell).count());
        case SHARE -> share(column, ((Cell.Share) cell).rate());
        case DAY -> day(column, ((Cell.Day) cell).day());
        case MOMENT -> moment(column, ((Cell.Moment) cell).moment());
        case SPAN ->
            sheet.value(row, column, ((Cell.Span) cell).span().toSeconds() / SECONDS_OF_DAY);
      }
    }

    /** A cell that has a style has none of its column's. */
    private void style(int column, Cell.Kind kind, boolean bold) {
      if (kind == Cell.Kind.BLANK) {
        return;
      }
      String format = XlsxWriter.format(kind);
      boolean own = format != null && kind != table.columns().get(column).kind();
      if (!bold && !own) {
        return;
      }
      StyleSetter style = sheet.style(row, column);
      if (bold) {
        style.bold();
      }
      if (format != null) {
        style.format(format);
      }
      style.set();
    }

    private void words(int column, String words) {
      XlsxWriter.words(sheet, row, column, words);
    }

    private void share(int column, Rate rate) {
      if (rate.isApplicable()) {
        sheet.value(row, column, (double) rate.part() / rate.whole());
      }
    }

    private void day(int column, LocalDate day) {
      if (isCounted(day.getYear())) {
        sheet.value(row, column, day);
      } else {
        words(column, day.toString());
      }
    }

    private void moment(int column, LocalDateTime moment) {
      if (isCounted(moment.getYear())) {
        sheet.value(row, column, moment);
      } else {
        words(column, moment.toString());
      }
    }
  }

  /** A workbook counts days from 1900, which it takes for a leap year, to 9999. */
  private static boolean isCounted(int year) {
    return year > 1900 && year <= 9999;
  }

  private static void onPaper(Worksheet sheet) {
    sheet.paperSize(PaperSize.A4_PAPER);
    sheet.pageOrientation("landscape");
    sheet.fitToWidth((short) 1);
    sheet.fitToHeight((short) 0);
  }

  private static @Nullable String format(Cell.Kind kind) {
    return switch (kind) {
      case BLANK, WORDS -> null;
      case COUNT -> "#,##0";
      case SHARE -> "0.0%";
      case DAY -> "dd/mm/yyyy";
      case MOMENT -> "dd/mm/yyyy hh:mm";
      case SPAN -> "[h]:mm";
    };
  }

  /** Never a formula, and never in the table of shared words, which would stay in memory. */
  private static void words(Worksheet sheet, int row, int column, String words) {
    String legal = Xml.legal(words);
    if (legal.length() > LONGEST_WORDS) {
      int end = LONGEST_WORDS - 1;
      legal = legal.substring(0, Character.isHighSurrogate(legal.charAt(end - 1)) ? end - 1 : end);
      legal += "…";
    }
    sheet.inlineString(row, column, ESCAPE.matcher(legal).replaceAll("_x005F_"));
  }
}
