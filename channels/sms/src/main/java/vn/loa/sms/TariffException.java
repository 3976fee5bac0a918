package vn.loa.sms;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A table of prices cannot be used. Holds every problem found in it, not just the first. */
public final class TariffException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Problems beyond these are counted at the end of the message. */
  private static final int SHOWN = 50;

  private final transient List<Problem> problems;

  /**
   * One thing to mend.
   *
   * @param place file and line, or the step as it was given to the builder
   * @param reason what is wrong
   * @param mend what to do
   */
  public record Problem(String place, String reason, String mend) {

    @Override
    public String toString() {
      return place + ": " + reason + "; " + mend;
    }
  }

  TariffException(List<Problem> problems) {
    this(problems, null);
  }

  TariffException(List<Problem> problems, @Nullable Throwable cause) {
    super(message(problems), cause);
    this.problems = List.copyOf(problems);
  }

  private static String message(List<Problem> problems) {
    String shown =
        problems.stream().limit(SHOWN).map(Problem::toString).collect(Collectors.joining("\n"));
    return problems.size() <= SHOWN
        ? shown
        : shown + "\nand " + (problems.size() - SHOWN) + " more; mend these first";
  }

  /** At least one, in the order of the table. */
  public List<Problem> problems() {
    return problems;
  }
}
