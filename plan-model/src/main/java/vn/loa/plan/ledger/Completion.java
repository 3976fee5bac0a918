package vn.loa.plan.ledger;

import java.time.Instant;
import java.util.List;
import vn.loa.plan.Clause;
import vn.loa.plan.Evidence;
import vn.loa.plan.internal.Names;

/**
 * An agency has done with a task. Nothing is done without evidence.
 *
 * @param by who says so
 * @param reason why it counts as done
 * @param evidence at least one
 */
public record Completion(
    Clause task, String agency, Instant at, String by, String reason, List<Evidence> evidence)
    implements LedgerEvent {

  public Completion {
    evidence = List.copyOf(evidence);
    Names.words("who completed task " + task, by);
    Names.words("the reason for calling task " + task + " done", reason);
    if (evidence.isEmpty()) {
      throw new IllegalArgumentException(
          "task %s of %s is not done without evidence; attach what proves it"
              .formatted(task, agency));
    }
  }

  @Override
  public Kind kind() {
    return Kind.COMPLETION;
  }

  @Override
  public Instant happenedAt() {
    return at;
  }
}
