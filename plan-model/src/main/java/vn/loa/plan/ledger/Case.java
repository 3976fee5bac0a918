package vn.loa.plan.ledger;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Something that a task asks for and that is handled step by step, as it stood: a supervision, a
 * press commission, false news, a statement to the press, a text to be read before it is published.
 * Steps are in the order in which they were taken, whatever the order in which they were entered;
 * of two at one instant the one that comes earlier in such a case.
 *
 * @param id unique in its kind
 * @param steps at least one
 */
public record Case(CaseKind kind, String id, List<CaseStep> steps) {

  private static final Comparator<CaseStep> IN_TIME =
      Comparator.comparing(CaseStep::at)
          .thenComparing(step -> step.caseKind().distance(step.state()))
          .thenComparing(CaseStep::toString);

  public Case {
    steps = steps.stream().sorted(IN_TIME).toList();
    if (steps.isEmpty()) {
      throw new IllegalArgumentException("case " + id + " needs a step");
    }
  }

  public CaseStep last() {
    return steps.get(steps.size() - 1);
  }

  public CaseState state() {
    return last().state();
  }

  /** Whether nothing more can come. */
  public boolean isDone() {
    return kind.isDone(state());
  }

  /**
   * The steps that could not follow the one before them, in words: a step is missing, or was never
   * entered. Empty when all is in order.
   */
  public List<String> gaps() {
    List<String> gaps = new ArrayList<>();
    if (steps.get(0).state() != kind.first()) {
      gaps.add("it begins with " + steps.get(0).state() + ", not " + kind.first());
    }
    for (int i = 1; i < steps.size(); i++) {
      CaseState before = steps.get(i - 1).state();
      CaseState state = steps.get(i).state();
      if (!kind.after(before).contains(state)) {
        gaps.add(state + " cannot follow " + before + ", only " + kind.after(before));
      }
    }
    return List.copyOf(gaps);
  }
}
