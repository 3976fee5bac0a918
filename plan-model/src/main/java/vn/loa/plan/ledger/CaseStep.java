package vn.loa.plan.ledger;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.loa.plan.Clause;
import vn.loa.plan.Evidence;
import vn.loa.plan.Measure;
import vn.loa.plan.internal.Names;

/**
 * A case went a step further: something that a task asks for and that is handled step by step.
 *
 * @param id of the case, unique in its kind
 * @param state where it stands from now on
 * @param task clause of the task that asks for it
 * @param agency id of who handles it
 * @param about id of the agency that it concerns, or null
 * @param at when the step was taken
 * @param person who took it
 * @param reason never null for a step that says no or takes something back
 * @param measures what was ordered, delivered or found; may be empty
 * @param evidence may be empty
 */
public record CaseStep(
    CaseKind caseKind,
    String id,
    CaseState state,
    Clause task,
    String agency,
    @Nullable String about,
    Instant at,
    String person,
    @Nullable String reason,
    List<Measure> measures,
    List<Evidence> evidence)
    implements LedgerEvent {

  public CaseStep {
    Names.id("case", id);
    measures = List.copyOf(measures);
    evidence = List.copyOf(evidence);
    Names.words("the person who took case " + id + " to " + state, person);
    if (reason != null || CaseKind.needsReason(state)) {
      Names.words("the reason why case " + id + " is " + state, reason == null ? "" : reason);
    }
    if (!caseKind.knows(state)) {
      throw new IllegalArgumentException(
          "case %s is a %s and can never be %s".formatted(id, caseKind, state));
    }
  }

  @Override
  public Kind kind() {
    return Kind.CASE_STEP;
  }

  @Override
  public Instant happenedAt() {
    return at;
  }
}
