package vn.loa.plan.ledger;

import org.jspecify.annotations.Nullable;
import vn.loa.plan.Task;

/**
 * How far one agency had got with one task.
 *
 * @param agency id
 * @param activities recorded for the task
 * @param openCases cases of the task that are not done
 * @param doneCases cases of the task that are done
 * @param completion that says it is done, or null
 */
public record TaskProgress(
    Task task,
    String agency,
    int activities,
    int openCases,
    int doneCases,
    @Nullable Completion completion) {

  /** Where a task can stand. */
  public enum State {
    NOT_BEGUN,
    UNDER_WAY,
    DONE
  }

  /** Done once somebody said so, with evidence, and no case of it is open. */
  public State state() {
    if (completion != null && openCases == 0) {
      return State.DONE;
    }
    boolean begun = completion != null || activities + openCases + doneCases > 0;
    return begun ? State.UNDER_WAY : State.NOT_BEGUN;
  }
}
