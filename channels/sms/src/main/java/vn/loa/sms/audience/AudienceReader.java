package vn.loa.sms.audience;

import java.io.IOException;
import java.io.PushbackInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Address;
import vn.loa.channel.Audience;
import vn.loa.sms.Operators;

/**
 * Reads lists of citizens in one pass: text with or without separators, workbooks, iterators. Every
 * number that may be written to is given on once, in the order of the list, and every row is
 * counted with what became of it. Memory is bounded by the set of valid numbers; it does not grow
 * with the rows.
 *
 * <p>What a file is, its content tells, not its name. Text is separated by comma, semicolon, tab or
 * bar, whichever the first row has most of; fields may be quoted (RFC 4180), over at most 20 lines;
 * a row has at most 65,536 octets. Workbooks are {@code .xlsx} (ECMA-376) and need {@code
 * org.dhatim:fastexcel-reader}, which Loa does not bring along. Their text, at most 128 MB, is kept
 * in memory, and what they say of their own size is believed: take workbooks from spreadsheets, and
 * text from strangers. In a cell of type number the leading zero is lost; it is put back, and
 * counted.
 *
 * <p>Immutable; threads may share it as far as they may share the predicate of {@link
 * Builder#optedOut}. What a {@code LongConsumer} or an iterator throws passes through untouched.
 */
public final class AudienceReader {

  private static final String ZIP = "504b0304";
  private static final String OLE2 = "d0cf11e0";
  private static final int SIGNATURE_OCTETS = 4;

  private final Column column;
  private final Charset charset;
  private final @Nullable Character separator;
  private final @Nullable String sheet;
  private final LongPredicate optedOut;
  private final Operators operators;

  private AudienceReader(Builder builder) {
    this.column = new Column(builder.header, builder.columnName, builder.columnNumber);
    this.charset = builder.charset;
    this.separator = builder.separator;
    this.sheet = builder.sheet;
    this.optedOut = builder.optedOut;
    this.operators = builder.operators;
  }

  public static Builder builder() {
    return new Builder();
  }

  /**
   * Reads a file whose numbers fit in memory.
   *
   * @throws AudienceFileException as {@link #read(Path, LongConsumer)}
   */
  public AudienceReading read(Path file) {
    return collect(name(file), each -> read(file, each));
  }

  /**
   * Reads a file, however long.
   *
   * @param each takes the numbers (E.164, without plus) as they are read
   * @throws AudienceFileException if the file is not there, is empty, is not text in the charset,
   *     is a workbook that cannot be read, or has no column of phone numbers. Of a file that turns
   *     out to be damaged, or no text, further down, the numbers before have been given on
   */
  public AudienceReport read(Path file, LongConsumer each) {
    try (PushbackInputStream in =
            new PushbackInputStream(Files.newInputStream(file), SIGNATURE_OCTETS);
        Rows rows = rows(file, in)) {
      return read(name(file), rows, each);
    } catch (IOException fault) {
      throw TextWindow.unreadable(file, fault);
    }
  }

  /**
   * Reads numbers that are already apart, such as a result of a query. The line of a row is its
   * place, from 1.
   *
   * @param name for reports
   * @param numbers null is as an empty text: a row without number
   */
  public AudienceReport read(
      String name, Iterator<? extends @Nullable CharSequence> numbers, LongConsumer each) {
    return read(name, new ListRows(numbers), each);
  }

  /** As {@link #read(String, Iterator, LongConsumer)}, of numbers that fit in memory. */
  public AudienceReading read(String name, Iterator<? extends @Nullable CharSequence> numbers) {
    return collect(name, each -> read(name, numbers, each));
  }

  private AudienceReport read(String name, Rows rows, LongConsumer each) {
    Intake intake = new Intake(optedOut, operators, each);
    intake.takeAll(rows);
    return intake.report(name);
  }

  private static AudienceReading collect(
      String name, Function<LongConsumer, AudienceReport> reading) {
    List<Address> recipients = new ArrayList<>();
    AudienceReport report = reading.apply(e164 -> recipients.add(new Address.Phone(e164)));
    return new AudienceReading(new Audience(name, recipients), report);
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  private Rows rows(Path file, PushbackInputStream in) throws IOException {
    String signature = signature(in);
    if (signature.equals(OLE2)) {
      throw new AudienceFileException(
          file + " is a workbook of before 2007, or has a password; save it as .xlsx without one",
          null);
    }
    if (signature.equals(ZIP)) {
      return openWorkbook(file);
    }
    if (name(file).toLowerCase(Locale.ROOT).endsWith(".xlsx")) {
      throw new AudienceFileException(
          file + " is no workbook, or is damaged; save it as .xlsx or \"CSV UTF-8\" again", null);
    }
    return CsvRows.read(file, in, charset, separator, column);
  }

  private static String signature(PushbackInputStream in) throws IOException {
    byte[] first = in.readNBytes(SIGNATURE_OCTETS);
    in.unread(first);
    return HexFormat.of().formatHex(first);
  }

  private Rows openWorkbook(Path file) {
    try {
      return SheetRows.open(file, sheet, column);
    } catch (NoClassDefFoundError absent) {
      throw new AudienceFileException(
          file
              + " is a workbook; to read it, add org.dhatim:fastexcel-reader, or save it as \"CSV UTF-8\"",
          absent);
    }
  }

  /** Not for sharing between threads. */
  public static final class Builder {

    private HeaderRow header = HeaderRow.DETECT;
    private @Nullable String columnName;
    private int columnNumber;
    private Charset charset = StandardCharsets.UTF_8;
    private @Nullable Character separator;
    private @Nullable String sheet;
    private LongPredicate optedOut = e164 -> false;
    private Operators operators = Operators.byPrefix();

    private Builder() {}

    /** Default {@link HeaderRow#DETECT}. */
    public Builder header(HeaderRow row) {
      header = Objects.requireNonNull(row);
      return this;
    }

    /**
     * The column of phone numbers by its name; case, marks and spaces do not matter. Default: what
     * is called {@code phone}, {@code mobile}, {@code so_dien_thoai}, {@code sdt} or the like;
     * where one is called {@code tel} and one {@code mobile}, the mobile. Replaces {@link
     * #column(int)}.
     */
    public Builder column(String name) {
      columnName = Objects.requireNonNull(name);
      columnNumber = 0;
      return this;
    }

    /** The column of phone numbers by its place, from 1. Replaces {@link #column(String)}. */
    public Builder column(int number) {
      if (number < 1) {
        throw new IllegalArgumentException("columns are counted from 1, not " + number);
      }
      columnNumber = number;
      columnName = null;
      return this;
    }

    /**
     * What text files are written in. Default UTF-8. A byte order mark is no part of the text;
     * octets that are no text in the charset are never guessed at, they end the reading.
     */
    public Builder charset(Charset charset) {
      this.charset = Objects.requireNonNull(charset);
      return this;
    }

    /** What stands between the fields of a text file; an ASCII character. Default: detected. */
    public Builder separator(char separator) {
      if (separator > 127
          || Character.isLetterOrDigit(separator)
          || "\"\r\n".indexOf(separator) >= 0) {
        throw new IllegalArgumentException(
            "fields cannot be separated by U+" + Integer.toHexString(separator));
      }
      this.separator = separator;
      return this;
    }

    /** The sheet of a workbook. Default: the first. */
    public Builder sheet(String name) {
      sheet = Objects.requireNonNull(name);
      return this;
    }

    /**
     * Who wants no messages, by E.164 number; a {@link vn.loa.sms.NumberSet} is such a predicate.
     * Default: nobody.
     */
    public Builder optedOut(LongPredicate numbers) {
      optedOut = Objects.requireNonNull(numbers);
      return this;
    }

    /** Who tells the operator of a number. Default {@link Operators#byPrefix()}. */
    public Builder operators(Operators operators) {
      this.operators = Objects.requireNonNull(operators);
      return this;
    }

    /**
     * @throws IllegalArgumentException if a column is asked for by name where there is no header
     */
    public AudienceReader build() {
      if (header == HeaderRow.ABSENT && columnName != null) {
        throw new IllegalArgumentException(
            "without header no column is called \"" + columnName + "\"; say its number");
      }
      return new AudienceReader(this);
    }
  }
}
