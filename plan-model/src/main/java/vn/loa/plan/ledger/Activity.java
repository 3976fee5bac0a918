package vn.loa.plan.ledger;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.loa.plan.Clause;
import vn.loa.plan.Evidence;
import vn.loa.plan.Measure;
import vn.loa.plan.internal.Names;

/**
 * Something that was done for a plan.
 *
 * @param id unique among the activities of a plan; recording it twice counts once
 * @param task clause of the task it carried out, or null when it belongs to none in particular
 * @param theme clause of the theme it was about
 * @param form clause of the form it took
 * @param agency id of who did it
 * @param at when it was done; decides the period in which it is reported
 * @param measures how much; one for each unit
 * @param evidence what proves it; may be empty
 */
public record Activity(
    String id,
    @Nullable Clause task,
    Clause theme,
    Clause form,
    String agency,
    Instant at,
    List<Measure> measures,
    List<Evidence> evidence)
    implements LedgerEvent {

  public Activity {
    Names.id("activity", id);
    measures = List.copyOf(measures);
    evidence = List.copyOf(evidence);
    long units = measures.stream().map(Measure::unit).distinct().count();
    if (units != measures.size()) {
      throw new IllegalArgumentException("activity " + id + " measures one unit twice");
    }
  }

  public Activity(
      String id,
      Clause theme,
      Clause form,
      String agency,
      Instant at,
      List<Measure> measures,
      List<Evidence> evidence) {
    this(id, null, theme, form, agency, at, measures, evidence);
  }

  @Override
  public Kind kind() {
    return Kind.ACTIVITY;
  }

  @Override
  public Instant happenedAt() {
    return at;
  }
}
