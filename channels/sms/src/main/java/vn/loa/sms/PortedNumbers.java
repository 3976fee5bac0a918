package vn.loa.sms;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Numbers that changed their operator and kept their digits, from a file with a line each: {@code
 * 0903 123 456,Viettel}. Takes a few bytes a number. Immutable.
 *
 * <pre>{@code
 * Operators operators = Operators.byPrefix().withPorted(PortedNumbers.read(file));
 * }</pre>
 */
public final class PortedNumbers implements LongFunction<@Nullable Operator> {

  private final Map<Operator, NumberSet> byOperator;
  private final List<RejectedLine> rejected;
  private final long rejectedCount;

  /**
   * A line that says of no number whose it is.
   *
   * @param line from 1
   * @param text one sentence for a person; of a number it shows the last three digits
   */
  public record RejectedLine(long line, String text) {}

  PortedNumbers(
      Map<Operator, NumberSet> byOperator, List<RejectedLine> rejected, long rejectedCount) {
    this.byOperator = new EnumMap<>(byOperator);
    this.rejected = List.copyOf(rejected);
    this.rejectedCount = rejectedCount;
  }

  /**
   * Reads lines of a number and an operator's name ({@link Operator#named}) in UTF-8, with a comma,
   * a semicolon or a tab between; quotes around either do not matter. Empty lines, lines that begin
   * with {@code #}, and a first line without a digit in its first column say nothing. Of two lines
   * about a number the later one counts. A bad line is reported and harms only itself.
   *
   * @throws NumberFileException if the file cannot be read
   */
  public static PortedNumbers read(Path file) {
    return PortedFile.read(file);
  }

  /** Whose a number is now, or null if it is not among them. */
  @Override
  public @Nullable Operator apply(long e164) {
    for (Map.Entry<Operator, NumberSet> entry : byOperator.entrySet()) {
      if (entry.getValue().contains(e164)) {
        return entry.getKey();
      }
    }
    return null;
  }

  /** How many numbers it holds. */
  public long size() {
    return byOperator.values().stream().mapToLong(NumberSet::size).sum();
  }

  /** The first 1,000 bad lines, in the order of the file. */
  public List<RejectedLine> rejected() {
    return rejected;
  }

  /** How many lines are bad, those beyond the first 1,000 too. */
  public long rejectedCount() {
    return rejectedCount;
  }
}
