package vn.loa.plan;

import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.loa.plan.internal.Names;

/**
 * A body that carries out a plan.
 *
 * @param id stable: {@code q1}
 * @param parent id of the agency above it, or null
 * @param group clause of the group that the plan counts it to; null when it only acts under its
 *     parent
 * @param illustrative it, or its place here, was made up as an example: the plan does not name it
 * @param validFrom first day on which it exists, or null when it was there before
 * @param validTo first day on which it is no more, or null when no end is known
 * @param successorOf ids of the agencies whose place it took
 */
public record Agency(
    String id,
    Text name,
    AgencyKind kind,
    @Nullable String parent,
    @Nullable Clause group,
    boolean illustrative,
    @Nullable LocalDate validFrom,
    @Nullable LocalDate validTo,
    Set<String> successorOf) {

  public Agency {
    Names.id("agency", id);
    successorOf = Collections.unmodifiableSet(new LinkedHashSet<>(successorOf));
    if (id.equals(parent)) {
      throw new IllegalArgumentException("agency " + id + " cannot be above itself");
    }
    if (successorOf.contains(id)) {
      throw new IllegalArgumentException("agency " + id + " cannot succeed itself");
    }
    if (validFrom != null && validTo != null && !validFrom.isBefore(validTo)) {
      throw new IllegalArgumentException(
          "agency %s needs a day to exist: from %s is not before %s"
              .formatted(id, validFrom, validTo));
    }
  }

  /** One that always was and stays. */
  public Agency(
      String id,
      Text name,
      AgencyKind kind,
      @Nullable String parent,
      @Nullable Clause group,
      boolean illustrative) {
    this(id, name, kind, parent, group, illustrative, null, null, Set.of());
  }

  /** Whether the plan counts it to this group. */
  public boolean isIn(Clause group) {
    return this.group != null && this.group.equals(group);
  }

  /** Whether it exists on this day. */
  public boolean isValidOn(LocalDate day) {
    return (validFrom == null || !day.isBefore(validFrom))
        && (validTo == null || day.isBefore(validTo));
  }
}
