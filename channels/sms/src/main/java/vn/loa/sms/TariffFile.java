package vn.loa.sms;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Purpose;
import vn.loa.sms.SmsText.Encoding;
import vn.loa.sms.TariffException.Problem;

/**
 * Reads a tariff line by line: no field of it has a line end, so a quote that is never closed harms
 * its own line only, and all problems are found in one go.
 */
final class TariffFile {

  private static final List<String> COLUMNS =
      List.of("operator", "purpose", "encoding", "units_up_to", "price");
  private static final String HEADER = String.join(",", COLUMNS);
  private static final String ANY_OTHER = "*";

  /** Characters of a wrong field that a message repeats. */
  private static final int SHOWN = 40;

  /** Operators, purposes, encodings and steps give some hundred lines. */
  private static final long MOST_OCTETS = 1 << 20;

  private static final Pattern UNITS = Pattern.compile("\\d{1,6}");

  /** What might be thousands, 1.200 or 1,200, is not guessed at. */
  private static final Pattern PRICE = Pattern.compile("\\d{1,10}(\\.\\d{1,2})?");

  private final Path file;
  private final Tariff.Builder tariff;
  private final List<Problem> problems = new ArrayList<>();

  private TariffFile(Path file, Tariff.Builder tariff) {
    this.file = file;
    this.tariff = tariff;
  }

  static Tariff read(Path file, Tariff.Builder tariff) {
    return new TariffFile(file, tariff).read();
  }

  private Tariff read() {
    List<String> lines = lines();
    CsvReader.CsvReaderBuilder csv = header(lines.isEmpty() ? "" : lines.get(0));
    for (int i = 1; i < lines.size(); i++) {
      if (!lines.get(i).isBlank()) {
        take(place(i + 1), csv, lines.get(i));
      }
    }
    if (problems.isEmpty() || tariff.hasSteps()) {
      problems.addAll(tariff.problems(file.toString()));
    }
    if (!problems.isEmpty()) {
      throw new TariffException(problems);
    }
    return tariff.build();
  }

  private List<String> lines() {
    try {
      if (Files.size(file) > MOST_OCTETS) {
        throw unreadable("is larger than 1 MiB, which no tariff is", "check the path", null);
      }
      String text = Files.readString(file, StandardCharsets.UTF_8);
      return (text.startsWith("\uFEFF") ? text.substring(1) : text).lines().toList();
    } catch (NoSuchFileException missing) {
      throw unreadable("there is no such file", "check the path", missing);
    } catch (CharacterCodingException coding) {
      throw unreadable("it is not UTF-8", "save it as \"CSV UTF-8\"", coding);
    } catch (IOException fault) {
      throw unreadable("it cannot be read: " + fault, "check that it may be opened", fault);
    }
  }

  private TariffException unreadable(String reason, String mend, @Nullable Throwable cause) {
    return new TariffException(List.of(new Problem(file.toString(), reason, mend)), cause);
  }

  /** A spreadsheet in Vietnamese separates by semicolon. */
  private CsvReader.CsvReaderBuilder header(String line) {
    char separator = line.contains(";") ? ';' : line.contains("\t") ? '\t' : ',';
    CsvReader.CsvReaderBuilder csv =
        CsvReader.builder().fieldSeparator(separator).allowUnclosedQuote(false);
    if (!COLUMNS.equals(fields(csv, line.toLowerCase(Locale.ROOT)))) {
      throw unreadable("line 1 is no header of a tariff", "begin with " + HEADER, null);
    }
    return csv;
  }

  private void take(String place, CsvReader.CsvReaderBuilder csv, String line) {
    List<String> fields = fields(csv, line);
    if (fields.size() == COLUMNS.size()) {
      new Row(place, fields).addTo(tariff, problems);
    } else {
      problems.add(
          new Problem(
              place,
              fields.isEmpty()
                  ? "a quote is not closed, or closed too early"
                  : fields.size() + " columns where the header has " + COLUMNS.size(),
              "write " + HEADER));
    }
  }

  /** Without the spaces around; none if the line is no row at all. */
  private static List<String> fields(CsvReader.CsvReaderBuilder csv, String line) {
    try {
      return csv.ofSingleCsvRecord(line).getFields().stream().map(String::strip).toList();
    } catch (CsvParseException broken) {
      return List.of();
    }
  }

  private String place(int line) {
    return file + " line " + line;
  }

  /** Five fields that are to be a step. */
  private record Row(String place, List<String> fields) {

    void addTo(Tariff.Builder tariff, List<Problem> problems) {
      boolean anyOther = fields.get(0).equals(ANY_OTHER);
      Operator operator = anyOther ? null : oneOf(Operator.values(), 0, problems);
      Purpose purpose = oneOf(Purpose.values(), 1, problems);
      Encoding encoding = oneOf(Encoding.values(), 2, problems);
      String units = like(UNITS, 3, "write digits only, such as 160", problems);
      String price = like(PRICE, 4, "write digits, and decimals after a point: 1200.5", problems);
      if ((anyOther || operator != null)
          && purpose != null
          && encoding != null
          && units != null
          && price != null) {
        tariff.step(
            place, operator, purpose, encoding, Integer.parseInt(units), new BigDecimal(price));
      }
    }

    private <E extends Enum<E>> @Nullable E oneOf(E[] all, int column, List<Problem> problems) {
      for (E one : all) {
        if (one.name().equalsIgnoreCase(fields.get(column))) {
          return one;
        }
      }
      problems.add(problem(column, "write one of " + Arrays.toString(all)));
      return null;
    }

    private @Nullable String like(
        Pattern pattern, int column, String mend, List<Problem> problems) {
      String field = fields.get(column);
      if (pattern.matcher(field).matches()) {
        return field;
      }
      problems.add(problem(column, mend));
      return null;
    }

    private Problem problem(int column, String mend) {
      String field = fields.get(column);
      String shown = field.length() <= SHOWN ? field : field.substring(0, SHOWN) + "…";
      return new Problem(place, COLUMNS.get(column) + " cannot be \"" + shown + '"', mend);
    }
  }
}
