package vn.loa.sms;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a CSV file (RFC 4180), such that a broken one ends where its line ends. A quoted
 * field may go over {@value #MOST_LINES} lines; when no quote closes it by then, or what closes it
 * leaves a row that cannot be right, only its first line is given up, and the next line is a row
 * again.
 */
final class CsvRows implements AutoCloseable {

  private static final int MOST_LINES = 20;
  private static final char BYTE_ORDER_MARK = '\uFEFF';
  private static final List<Character> SEPARATORS = List.of(',', ';', '\t');

  private final Path file;
  private final BufferedReader reader;
  private final Deque<String> putBack = new ArrayDeque<>();
  private CsvReader.CsvReaderBuilder csv = CsvReader.builder();
  private int columns;
  private long line;

  private CsvRows(Path file, BufferedReader reader) {
    this.file = file;
    this.reader = reader;
  }

  static CsvRows open(Path file) {
    try {
      // A decoder, not a charset: the charset would put U+FFFD where the bytes are not UTF-8.
      return new CsvRows(
          file,
          new BufferedReader(
              new InputStreamReader(
                  Files.newInputStream(file), StandardCharsets.UTF_8.newDecoder())));
    } catch (NoSuchFileException missing) {
      throw new AudienceFileException(
          file.toAbsolutePath() + ": there is no such file; check the path", missing);
    } catch (IOException fault) {
      throw unreadable(file, fault);
    }
  }

  /** To be called once, before {@link #next()}. */
  Header header() {
    String first = nextLine();
    if (first == null) {
      throw new AudienceFileException(
          file + " is empty; its first row must name the columns, one of them phone", null);
    }
    String names = first.charAt(0) == BYTE_ORDER_MARK ? first.substring(1) : first;
    csv = CsvReader.builder().fieldSeparator(separatorOf(names)).allowUnclosedQuote(false);
    List<String> header = parse(names);
    if (header.isEmpty()) {
      throw new AudienceFileException(
          file + " line " + line + ": the header has a quote that is not closed; mend it", null);
    }
    columns = header.size();
    return new Header(header);
  }

  /** The next row, or null at the end. */
  @Nullable CsvRow next() {
    String first = nextLine();
    if (first == null) {
      return null;
    }
    long begin = line;
    List<String> lines = new ArrayList<>(List.of(first));
    String row = first;
    while (hasOpenQuote(row) && lines.size() < MOST_LINES) {
      String more = physicalLine();
      if (more == null) {
        break;
      }
      lines.add(more);
      row = row + "\n" + more;
    }
    List<String> fields = parse(row);
    if (lines.size() == 1 || (fields.size() == columns && linesIn(fields) == lines.size())) {
      return new CsvRow(begin, fields);
    }
    giveBackAfterFirst(lines);
    return new CsvRow(begin, parse(first));
  }

  private void giveBackAfterFirst(List<String> lines) {
    for (int i = lines.size() - 1; i > 0; i--) {
      putBack.push(lines.get(i));
    }
    line -= lines.size() - 1;
  }

  private List<String> parse(String row) {
    try {
      return csv.ofSingleCsvRecord(row).getFields();
    } catch (CsvParseException broken) {
      return List.of();
    }
  }

  /** One, and one more for each line end inside a field. */
  private static long linesIn(List<String> fields) {
    return 1 + fields.stream().mapToLong(field -> count(field, '\n')).sum();
  }

  private static boolean hasOpenQuote(String row) {
    return count(row, '"') % 2 == 1;
  }

  /**
   * What is found most often in the header: files from a Vietnamese spreadsheet have semicolons.
   */
  private static char separatorOf(String header) {
    char most = ',';
    for (char candidate : SEPARATORS) {
      if (count(header, candidate) > count(header, most)) {
        most = candidate;
      }
    }
    return most;
  }

  private static long count(String text, char character) {
    return text.chars().filter(c -> c == character).count();
  }

  /** The next line that is not empty, or null at the end. */
  private @Nullable String nextLine() {
    String next = physicalLine();
    while (next != null && next.isBlank()) {
      next = physicalLine();
    }
    return next;
  }

  private @Nullable String physicalLine() {
    try {
      String next = putBack.isEmpty() ? reader.readLine() : putBack.pop();
      line += next == null ? 0 : 1;
      return next;
    } catch (CharacterCodingException coding) {
      throw new AudienceFileException(
          "%s is not UTF-8 (noticed after line %d); save it as \"CSV UTF-8\"".formatted(file, line),
          coding);
    } catch (IOException fault) {
      throw unreadable(file, fault);
    }
  }

  private static AudienceFileException unreadable(Path file, IOException fault) {
    return new AudienceFileException(
        file.toAbsolutePath() + " cannot be read: " + fault + "; check that it may be opened",
        fault);
  }

  @Override
  public void close() {
    try {
      reader.close();
    } catch (IOException fault) {
      throw unreadable(file, fault);
    }
  }
}
