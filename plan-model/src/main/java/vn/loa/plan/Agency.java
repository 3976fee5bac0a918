package vn.loa.plan;

import org.jspecify.annotations.Nullable;

/**
 * A body that carries out a plan.
 *
 * @param id stable: {@code q1}
 * @param parent id of the agency above it, or null
 * @param group clause of the group that the plan counts it to; null when it only acts under its
 *     parent
 * @param illustrative it, or its place here, was made up as an example: the plan does not name it
 */
public record Agency(
    String id,
    Text name,
    AgencyKind kind,
    @Nullable String parent,
    @Nullable Clause group,
    boolean illustrative) {

  public Agency {
    Names.id("agency", id);
    if (id.equals(parent)) {
      throw new IllegalArgumentException("agency " + id + " cannot be above itself");
    }
  }

  /** Whether the plan counts it to this group. */
  public boolean isIn(Clause group) {
    return this.group != null && this.group.equals(group);
  }
}
