package vn.loa.plan.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.loa.plan.Clause;
import vn.loa.plan.Evidence;
import vn.loa.plan.Measure;
import vn.loa.plan.Unit;
import vn.loa.plan.internal.Names;

/**
 * Something that was done for a plan. What is entered again under the same id, in a later version,
 * stands in the place of what was entered before: a mistake is corrected, or a campaign went on.
 *
 * @param id unique among the activities of a plan
 * @param version 1 for what is entered first; of those known the highest counts
 * @param task clause of the task it carried out, or null when it belongs to none in particular
 * @param theme clause of the theme it was about
 * @param form clause of the form it took
 * @param agency id of who did it
 * @param at when it was done; decides the period in which it is reported
 * @param campaign that it counts, with its channel: {@code mui-4/sms}; null when it was entered by
 *     hand
 * @param measures how much; one for each unit
 * @param evidence what proves it; may be empty
 */
public record Activity(
    String id,
    int version,
    @Nullable Clause task,
    Clause theme,
    Clause form,
    String agency,
    Instant at,
    @Nullable String campaign,
    List<Measure> measures,
    List<Evidence> evidence)
    implements LedgerEvent {

  public Activity {
    Names.id("activity", id);
    if (version < 1) {
      throw new IllegalArgumentException("versions of an activity count from 1, not " + version);
    }
    if (campaign != null) {
      Names.words("the campaign of activity " + id, campaign);
    }
    measures = List.copyOf(measures);
    evidence = List.copyOf(evidence);
    long units = measures.stream().map(Measure::unit).distinct().count();
    if (units != measures.size()) {
      throw new IllegalArgumentException("activity " + id + " measures one unit twice");
    }
  }

  /** A first version, entered by hand. */
  public Activity(
      String id,
      Clause theme,
      Clause form,
      String agency,
      Instant at,
      List<Measure> measures,
      List<Evidence> evidence) {
    this(id, 1, null, theme, form, agency, at, null, measures, evidence);
  }

  /** Starts a first version, entered by hand, of what belongs to no task in particular. */
  public static Builder builder(String id, Clause theme, Clause form, String agency, Instant at) {
    return new Builder(id, theme, form, agency, at);
  }

  /** Zero where it has no measure in this unit. */
  public long measure(Unit unit) {
    return measures.stream()
        .filter(it -> it.unit() == unit)
        .mapToLong(Measure::quantity)
        .findFirst()
        .orElse(0);
  }

  @Override
  public Kind kind() {
    return Kind.ACTIVITY;
  }

  @Override
  public Instant happenedAt() {
    return at;
  }

  /** Not safe for use by several threads. */
  public static final class Builder {

    private final String id;
    private final Clause theme;
    private final Clause form;
    private final String agency;
    private final Instant at;
    private final List<Measure> measures = new ArrayList<>();
    private int version = 1;
    private @Nullable Clause task;
    private @Nullable String campaign;
    private List<Evidence> evidence = List.of();

    private Builder(String id, Clause theme, Clause form, String agency, Instant at) {
      this.id = id;
      this.theme = theme;
      this.form = form;
      this.agency = agency;
      this.at = at;
    }

    public Builder version(int version) {
      this.version = version;
      return this;
    }

    public Builder task(@Nullable Clause task) {
      this.task = task;
      return this;
    }

    public Builder campaign(@Nullable String campaign) {
      this.campaign = campaign;
      return this;
    }

    /** Adds one; each unit once. */
    public Builder measure(long quantity, Unit unit) {
      measures.add(new Measure(quantity, unit));
      return this;
    }

    public Builder evidence(List<Evidence> evidence) {
      this.evidence = List.copyOf(evidence);
      return this;
    }

    /**
     * @throws IllegalArgumentException when the version is below 1, or a unit is measured twice
     */
    public Activity build() {
      return new Activity(id, version, task, theme, form, agency, at, campaign, measures, evidence);
    }
  }
}
