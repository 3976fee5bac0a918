package vn.loa.sms.audience;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;
import org.jspecify.annotations.Nullable;
import vn.loa.sms.PhoneNumber;
import vn.loa.sms.PhoneProblem;

/**
 * The rows of one sheet of a workbook (ECMA-376), one at a time. What the sheet's texts are is kept
 * apart in the file and read into memory; therefore at most {@value #MOST_TEXT} octets of it.
 *
 * <p>A number cell holds a phone number without its leading zero, for numbers have none. The zero
 * is put back where that alone makes a mobile number of it.
 */
final class SheetRows implements Rows {

  private static final int MOST_TEXT = 128 << 20;
  private static final int FIRST_ROWS = 20;

  /** Digits that a cell of type number keeps exactly (IEEE 754 binary64). */
  private static final int EXACT_DIGITS = 15;

  /** All digits but the last three. */
  private static final Pattern INNER_DIGITS = Pattern.compile("\\d(?=\\d{3})");

  /** Of a cell of type number that holds no number, only this cell is wrong. */
  private static final ReadingOptions OPTIONS = new ReadingOptions(false, true);

  private final Path file;
  private final ReadableWorkbook workbook;
  private final Stream<Row> stream;
  private final Iterator<Row> rows;
  private final Deque<Row> peeked = new ArrayDeque<>();
  private final Layout layout;

  private long line;
  private String cell = "";
  private @Nullable String fault;
  private boolean zeroRestored;

  private SheetRows(Path file, ReadableWorkbook workbook, Stream<Row> stream, Column wanted) {
    this.file = file;
    this.workbook = workbook;
    this.stream = stream;
    this.rows = stream.iterator();
    peekFirstRows();
    List<List<String>> first = peeked.stream().map(SheetRows::texts).toList();
    long begin = peeked.isEmpty() ? 1 : peeked.element().getRowNum();
    this.layout = Layout.of(file + " line " + begin, first, wanted);
    if (layout.hasHeader()) {
      peeked.remove();
    }
  }

  /**
   * @param sheet its name, or null for the first
   */
  static SheetRows open(Path file, @Nullable String sheet, Column wanted) {
    checkSize(file);
    @Nullable ReadableWorkbook workbook = null;
    try {
      workbook = new ReadableWorkbook(file.toFile(), OPTIONS);
      Stream<Row> rows = sheetOf(file, workbook, sheet).openStream();
      return new SheetRows(file, workbook, rows, wanted);
    } catch (IOException | RuntimeException fault) {
      close(workbook, fault);
      throw fault instanceof AudienceFileException told ? told : damaged(file, fault);
    }
  }

  private static void close(@Nullable ReadableWorkbook workbook, Exception fault) {
    try {
      if (workbook != null) {
        workbook.close();
      }
    } catch (IOException closing) {
      fault.addSuppressed(closing);
    }
  }

  private static Sheet sheetOf(Path file, ReadableWorkbook workbook, @Nullable String name) {
    if (name == null) {
      return workbook.getFirstSheet();
    }
    return workbook
        .findSheet(name)
        .orElseThrow(
            () ->
                new AudienceFileException(
                    "%s has no sheet \"%s\", only %s; say one of these"
                        .formatted(file, name, workbook.getSheets().map(Sheet::getName).toList()),
                    null));
  }

  /** Measured, not read off the directory, which may say anything. */
  private static void checkSize(Path file) {
    if (file.getFileSystem() != FileSystems.getDefault()) {
      throw new AudienceFileException(
          file + ": a workbook is read from a disk only; copy it there", null);
    }
    try (ZipFile zip = new ZipFile(file.toFile())) {
      Optional<? extends ZipEntry> texts = zip.stream().filter(SheetRows::holdsTexts).findFirst();
      if (texts.isPresent() && isTooLong(zip, texts.get())) {
        throw new AudienceFileException(
            file
                + " holds more than "
                + (MOST_TEXT >> 20)
                + " MB of text; save it as \"CSV UTF-8\"",
            null);
      }
    } catch (IOException fault) {
      throw damaged(file, fault);
    }
  }

  private static boolean holdsTexts(ZipEntry entry) {
    return entry.getName().toLowerCase(Locale.ROOT).endsWith("sharedstrings.xml");
  }

  private static boolean isTooLong(ZipFile zip, ZipEntry texts) throws IOException {
    try (InputStream in = zip.getInputStream(texts)) {
      return in.skip(MOST_TEXT) == MOST_TEXT;
    }
  }

  /** Without the cause, which may show what stands in a cell. */
  private static AudienceFileException damaged(Path file, Exception fault) {
    String reason = INNER_DIGITS.matcher(String.valueOf(fault.getMessage())).replaceAll("*");
    return new AudienceFileException(
        file
            + (" is no workbook that can be read, or is damaged: " + reason)
            + "; open it, save it as .xlsx or \"CSV UTF-8\"",
        null);
  }

  private void peekFirstRows() {
    for (Row row = fetch(); row != null; row = peeked.size() < FIRST_ROWS ? fetch() : null) {
      peeked.add(row);
    }
  }

  /** The next row that is not empty, or null at the end. */
  private @Nullable Row fetch() {
    try {
      while (rows.hasNext()) {
        Row row = rows.next();
        if (!texts(row).stream().allMatch(String::isBlank)) {
          return row;
        }
      }
      return null;
    } catch (RuntimeException fault) {
      throw damaged(file, fault);
    }
  }

  private static List<String> texts(Row row) {
    return row.stream().map(SheetRows::text).toList();
  }

  private static String text(@Nullable Cell cell) {
    if (cell == null) {
      return "";
    }
    return isWhole(cell.getValue())
        ? withZero(digits(cell))
        : Objects.requireNonNullElse(cell.getRawValue(), "");
  }

  /** The digits with the zero before, if only so they are a number. */
  private static String withZero(String digits) {
    boolean lost = !isNumber(digits) && isNumber("0" + digits);
    return lost ? "0" + digits : digits;
  }

  private static String digits(Cell cell) {
    return Long.toString(((BigDecimal) cell.getValue()).longValue());
  }

  private static boolean isWhole(@Nullable Object value) {
    return value instanceof BigDecimal number
        && number.signum() >= 0
        && (long) number.precision() - number.scale() <= EXACT_DIGITS
        && number.stripTrailingZeros().scale() <= 0;
  }

  private static boolean isNumber(String text) {
    return PhoneNumber.isNumber(PhoneNumber.parse(text));
  }

  @Override
  public boolean next() {
    Row row = peeked.isEmpty() ? fetch() : peeked.remove();
    if (row == null) {
      return false;
    }
    read(row.getRowNum(), row.getOptionalCell(layout.column()).orElse(null));
    return true;
  }

  private void read(long number, @Nullable Cell read) {
    line = number;
    cell = text(read);
    Object value = read == null ? null : read.getValue();
    boolean whole = isWhole(value);
    zeroRestored = whole && cell.startsWith("0");
    fault = value instanceof BigDecimal && !whole ? PhoneProblem.SPREADSHEET_NUMBER.name() : null;
  }

  @Override
  public long line() {
    return line;
  }

  @Override
  public @Nullable String fault() {
    return fault;
  }

  @Override
  public String explanation() {
    return layout.name() + ": " + PhoneProblem.SPREADSHEET_NUMBER.text();
  }

  @Override
  public long number() {
    return PhoneNumber.parse(cell);
  }

  @Override
  public boolean zeroRestored() {
    return zeroRestored;
  }

  @Override
  public String cell() {
    return cell;
  }

  @Override
  public String cellName() {
    return layout.name();
  }

  @Override
  public void close() {
    try {
      stream.close();
      workbook.close();
    } catch (IOException | RuntimeException fault) {
      throw damaged(file, fault);
    }
  }
}
