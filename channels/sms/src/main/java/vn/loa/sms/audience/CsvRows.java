package vn.loa.sms.audience;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.loa.sms.PhoneNumber;

/**
 * The rows of a text file with separators (RFC 4180), such that a broken one ends where its line
 * ends. A quoted field may go over {@value #MOST_LINES} lines; when no quote closes it by then, or
 * what closes it leaves a row that cannot be right, only its first line is given up, and the next
 * line is a row again.
 *
 * <p>Of millions of rows one cell each is wanted. So a row is one walk over its octets, which finds
 * that cell, counts the others, and makes no object. Of the first rows, which tell where the cell
 * is, every field is wanted as text: those FastCSV reads, and it judges the walk in the tests.
 */
final class CsvRows implements Rows {

  private static final int MOST_LINES = 20;
  private static final int FIRST_LINES = 20;
  private static final List<Character> SEPARATORS = List.of(',', ';', '\t', '|');

  private final TextWindow window;
  private final char separator;
  private final Layout layout;

  /** How many lines stand before the window's place. */
  private long lines;

  private long line;
  private @Nullable String fault;
  private int fields;
  private int end;
  private int linesInside;
  private int cellBegin;
  private int cellEnd;
  private boolean quoteInside;
  private boolean quoteInCell;

  private CsvRows(Path file, TextWindow window, @Nullable Character separator, Column wanted) {
    this.window = window;
    passEmptyLines();
    window.check(window.lineEnd(window.at()), lines);
    List<String> first =
        window.head().lines().filter(row -> !isEmpty(row)).limit(FIRST_LINES).toList();
    this.separator = separator == null ? separatorOf(first) : separator;
    String place = file + " line " + (lines + 1);
    this.layout = Layout.of(place, parse(first), wanted);
    if (layout.hasHeader()) {
      passHeader(place);
    }
  }

  /**
   * @param in the file's octets, which the caller closes
   * @param separator null to choose what the first row has most of
   */
  static CsvRows read(
      Path file, InputStream in, Charset charset, @Nullable Character separator, Column wanted) {
    return new CsvRows(file, new TextWindow(file, in, charset), separator, wanted);
  }

  private void passHeader(String place) {
    next();
    if (fault != null) {
      throw new AudienceFileException(
          place + ": the header cannot be read: " + explanation(), null);
    }
  }

  private List<List<String>> parse(List<String> lines) {
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      int most = Math.min(i + MOST_LINES, lines.size());
      int end = i + 1;
      while (end < most && parse(lines, i, end).isEmpty()) {
        end++;
      }
      rows.add(parse(lines, i, end));
      i = rows.get(rows.size() - 1).isEmpty() ? i : end - 1;
    }
    return rows;
  }

  private List<String> parse(List<String> lines, int from, int to) {
    return parse(String.join("\n", lines.subList(from, to)));
  }

  private List<String> parse(String row) {
    try {
      return CsvReader.builder()
          .fieldSeparator(separator)
          .allowUnclosedQuote(false)
          .ofSingleCsvRecord(row)
          .getFields();
    } catch (CsvParseException broken) {
      return List.of();
    }
  }

  /** Files from a Vietnamese spreadsheet have semicolons. */
  private static char separatorOf(List<String> rows) {
    String first = rows.isEmpty() ? "" : rows.get(0);
    char most = ',';
    for (char candidate : SEPARATORS) {
      if (countUnquoted(first, candidate) > countUnquoted(first, most)) {
        most = candidate;
      }
    }
    return most;
  }

  private static int countUnquoted(String row, char character) {
    int count = 0;
    boolean quoted = false;
    for (int i = 0; i < row.length(); i++) {
      quoted ^= row.charAt(i) == '"';
      count += !quoted && row.charAt(i) == character ? 1 : 0;
    }
    return count;
  }

  @Override
  public boolean next() {
    passEmptyLines();
    if (window.at() == window.limit()) {
      window.check(window.at(), lines);
      return false;
    }
    read(window.at());
    return true;
  }

  private void passEmptyLines() {
    window.ensure();
    for (int end = emptyLineEnd(); end >= 0; end = emptyLineEnd()) {
      window.passLineEnd(end);
      window.ensure();
      lines++;
    }
  }

  /** Where the line ends if there is nothing in it, or -1. */
  private int emptyLineEnd() {
    byte[] octets = window.octets();
    int i = window.at();
    while (isSpace(octets[i])) {
      i++;
    }
    boolean empty = i < window.limit() ? isLineEnd(octets[i]) : i > window.at();
    return empty && i - window.at() <= TextWindow.LONGEST ? i : -1;
  }

  private void read(int begin) {
    line = lines + 1;
    boolean whole = walk(begin) && end - begin <= TextWindow.LONGEST;
    if (!whole || (linesInside > 0 && fields != layout.columns())) {
      giveUpLine(begin);
      return;
    }
    window.check(end, lines);
    fault = fields == layout.columns() ? null : RejectedRow.COLUMNS;
    lines += 1 + linesInside;
    window.passLineEnd(end);
  }

  private void giveUpLine(int begin) {
    int lineEnd = window.lineEnd(begin);
    window.check(lineEnd, lines);
    fault = lineEnd - begin > TextWindow.LONGEST ? RejectedRow.LINE_TOO_LONG : RejectedRow.BROKEN;
    lines++;
    window.skipLine();
  }

  /** Whether the row that begins here is well-formed; where it ends, and where its cell is. */
  private boolean walk(int begin) {
    byte[] octets = window.octets();
    fields = 0;
    linesInside = 0;
    int i = begin;
    while (true) {
      boolean quoted = octets[i] == '"';
      int from = quoted ? i + 1 : i;
      int to = quoted ? closingQuote(octets, from) : fieldEnd(octets, from);
      i = quoted ? to + 1 : to;
      if (to < 0 || !isFieldEnd(octets[i])) {
        return false;
      }
      if (fields++ == layout.column()) {
        keepCell(from, to, quoted && quoteInside);
      }
      if (octets[i] != separator) {
        end = i;
        return true;
      }
      i++;
    }
  }

  private void keepCell(int begin, int end, boolean quoteInCell) {
    this.cellBegin = begin;
    this.cellEnd = end;
    this.quoteInCell = quoteInCell;
  }

  /** The line end behind the limit stops this at the latest. */
  private int fieldEnd(byte[] octets, int from) {
    int i = from;
    while (!isFieldEnd(octets[i])) {
      i++;
    }
    return i;
  }

  /** Where the field's closing quote stands, or -1. Two quotes are one in the text. */
  private int closingQuote(byte[] octets, int from) {
    quoteInside = false;
    for (int i = from; i < window.limit(); i++) {
      if (octets[i] == '"') {
        if (octets[i + 1] != '"') {
          return i;
        }
        quoteInside = true;
        i++;
      } else if (isLineEnd(octets[i])
          && !(octets[i] == '\r' && octets[i + 1] == '\n')
          && ++linesInside == MOST_LINES) {
        return -1;
      }
    }
    return -1;
  }

  private boolean isFieldEnd(byte octet) {
    return octet == separator || isLineEnd(octet);
  }

  private static boolean isLineEnd(byte octet) {
    return octet == '\n' || octet == '\r';
  }

  private static boolean isSpace(byte octet) {
    return !isLineEnd(octet) && isBlank(octet);
  }

  private static boolean isEmpty(String line) {
    return line.chars().allMatch(CsvRows::isBlank);
  }

  /** Of ASCII: a line of any other spaces is a row. */
  private static boolean isBlank(int character) {
    return character > 0 && character < 128 && Character.isWhitespace(character);
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
    if (RejectedRow.COLUMNS.equals(fault)) {
      return otherColumns();
    }
    return RejectedRow.BROKEN.equals(fault)
        ? "a quote is not closed, or closed too early; inside quotes, write a quote twice"
        : "longer than 65,536 octets; end the lines where the rows end";
  }

  private String otherColumns() {
    String model = layout.hasHeader() ? "the header has " : "the others have ";
    String mend =
        fields > layout.columns()
            ? "; put a field that holds a separator into quotes"
            : "; leave a field empty, but not out";
    return fields + " columns where " + model + layout.columns() + mend;
  }

  @Override
  public long number() {
    return quoteInCell
        ? PhoneNumber.parse(cell())
        : PhoneNumber.parse(window.octets(), cellBegin, cellEnd);
  }

  @Override
  public String cell() {
    String text =
        new String(window.octets(), cellBegin, cellEnd - cellBegin, StandardCharsets.UTF_8);
    return quoteInCell ? text.replace("\"\"", "\"") : text;
  }

  @Override
  public String cellName() {
    return layout.name();
  }
}
