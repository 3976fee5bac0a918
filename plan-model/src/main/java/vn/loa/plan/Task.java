package vn.loa.plan;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import vn.loa.plan.internal.Names;

/**
 * What a group of agencies has to do.
 *
 * @param line of the document, from 1
 * @param verb the word that says what to do
 * @param group clause of the {@link AgencyGroup}; the task stands within it
 * @param assignees the only kinds of agency in the group that it binds; empty for the whole group
 * @param themes clauses of the themes it names; empty when it is about the whole plan
 * @param forms clauses of the forms it names; empty when it leaves the choice
 */
public record Task(
    Clause clause,
    int line,
    Text text,
    Text verb,
    Clause group,
    Set<AgencyKind> assignees,
    List<Clause> themes,
    List<Clause> forms,
    Trigger trigger) {

  /** What sets the task going. */
  public enum Trigger {
    CONTINUOUS,
    /** By stages of the year: "theo từng giai đoạn". */
    STAGE,
    /** When somebody asks: "khi có yêu cầu". */
    ON_REQUEST
  }

  public Task {
    Names.line(line);
    if (!clause.isWithin(group)) {
      throw new IllegalArgumentException(
          "task " + clause + " does not stand within its group " + group);
    }
    assignees = Collections.unmodifiableSet(new LinkedHashSet<>(assignees));
    themes = List.copyOf(themes);
    forms = List.copyOf(forms);
  }

  /** Whether this agency has to do it. */
  public boolean binds(Agency agency) {
    return agency.isIn(group) && (assignees.isEmpty() || assignees.contains(agency.kind()));
  }
}
