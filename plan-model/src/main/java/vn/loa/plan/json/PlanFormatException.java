package vn.loa.plan.json;

import java.util.List;
import java.util.stream.Collectors;

/** A file is no plan, or no roster. Holds every problem found in it, not just the first. */
public final class PlanFormatException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  PlanFormatException(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** At least one, by line. The message has each on a line of its own. */
  public List<Problem> problems() {
    return problems;
  }
}
