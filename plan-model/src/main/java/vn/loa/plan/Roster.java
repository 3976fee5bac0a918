package vn.loa.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The agencies that carry out a plan, each below its parent. Immutable. */
public final class Roster {

  private final List<Agency> agencies;
  private final Map<String, Agency> byId;

  private Roster(Map<String, Agency> byId) {
    this.byId = Collections.unmodifiableMap(byId);
    this.agencies = List.copyOf(byId.values());
  }

  /**
   * @throws IllegalArgumentException when an id stands twice, a parent is not here, or an agency is
   *     above itself
   */
  public static Roster of(List<Agency> agencies) {
    Map<String, Agency> byId = new LinkedHashMap<>();
    for (Agency agency : agencies) {
      if (byId.put(agency.id(), agency) != null) {
        throw new IllegalArgumentException(
            "agency id \"%s\" stands twice; give one another id".formatted(agency.id()));
      }
    }
    Roster roster = new Roster(byId);
    agencies.forEach(roster::checkAncestors);
    return roster;
  }

  private void checkAncestors(Agency agency) {
    Set<String> seen = new HashSet<>();
    for (String id = agency.id(); id != null; id = agency(id).parent()) {
      if (!seen.add(id)) {
        throw new IllegalArgumentException(
            "agency \"%s\" is above itself; a parent is further up".formatted(id));
      }
    }
  }

  /** All, in the order given. */
  public List<Agency> agencies() {
    return agencies;
  }

  public boolean has(String id) {
    return byId.containsKey(id);
  }

  /**
   * @throws UnknownNameException when there is none; names the nearest
   */
  public Agency agency(String id) {
    Agency agency = byId.get(id);
    if (agency == null) {
      throw new UnknownNameException("the roster", "agency", id, byId.keySet());
    }
    return agency;
  }

  /** Those directly below this one. */
  public List<Agency> children(String id) {
    String parent = agency(id).id();
    return agencies.stream().filter(agency -> parent.equals(agency.parent())).toList();
  }

  public List<Agency> ofKind(AgencyKind kind) {
    return agencies.stream().filter(agency -> agency.kind() == kind).toList();
  }

  public List<Agency> inGroup(Clause group) {
    return agencies.stream().filter(agency -> agency.isIn(group)).toList();
  }

  /** Those of whom the plan expects every report. */
  public List<Agency> reporters(Plan plan) {
    return withRole(plan, ReporterRole.EXPECTED);
  }

  /** Those that have this part in the plan's reporting, in the order given. */
  public List<Agency> withRole(Plan plan, ReporterRole role) {
    List<Agency> found = new ArrayList<>();
    for (Agency agency : agencies) {
      Clause group = agency.group();
      if (group != null && plan.regime().roles().get(plan.group(group).clause()) == role) {
        found.add(agency);
      }
    }
    return List.copyOf(found);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Roster roster && agencies.equals(roster.agencies);
  }

  @Override
  public int hashCode() {
    return agencies.hashCode();
  }

  @Override
  public String toString() {
    return "roster of " + agencies.size() + " agencies";
  }
}
