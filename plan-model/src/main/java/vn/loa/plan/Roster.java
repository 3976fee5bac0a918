package vn.loa.plan;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The agencies that carry out a plan, each below its parent. Immutable. */
public final class Roster {

  private final List<Agency> agencies;
  private final Map<String, Agency> byId;
  private final Map<String, List<Agency>> children = new HashMap<>();
  private final List<Agency> depthFirst = new ArrayList<>();

  private Roster(Map<String, Agency> byId) {
    this.byId = Collections.unmodifiableMap(byId);
    this.agencies = List.copyOf(byId.values());
  }

  /**
   * @throws IllegalArgumentException when an id stands twice, a parent or a predecessor is not
   *     here, or an agency is above itself
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
    roster.link();
    return roster;
  }

  private void link() {
    for (Agency agency : agencies) {
      agency.successorOf().forEach(this::agency);
      if (agency.parent() != null) {
        children
            .computeIfAbsent(agency(agency.parent()).id(), any -> new ArrayList<>())
            .add(agency);
      }
    }
    Set<String> rooted = new HashSet<>();
    agencies.forEach(agency -> checkAncestors(agency, rooted));
    number();
  }

  /** Without recursion: a roster may be as deep as it likes. */
  private void number() {
    Deque<Agency> open = new ArrayDeque<>();
    pushAll(open, agencies.stream().filter(agency -> agency.parent() == null).toList());
    while (!open.isEmpty()) {
      Agency next = open.pop();
      depthFirst.add(next);
      pushAll(open, children(next.id()));
    }
  }

  private static void pushAll(Deque<Agency> open, List<Agency> inOrder) {
    for (int i = inOrder.size() - 1; i >= 0; i--) {
      open.push(inOrder.get(i));
    }
  }

  /** Walks up to an agency that is known to end at the top; those below it then do so too. */
  private void checkAncestors(Agency agency, Set<String> rooted) {
    Set<String> seen = new HashSet<>();
    for (String id = agency.id(); id != null && !rooted.contains(id); id = agency(id).parent()) {
      if (!seen.add(id)) {
        throw new IllegalArgumentException(
            "agency \"%s\" is above itself; a parent is further up".formatted(id));
      }
    }
    rooted.addAll(seen);
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
    return Collections.unmodifiableList(children.getOrDefault(agency(id).id(), List.of()));
  }

  /** All, each followed at once by those below it: whoever is below an agency is one range. */
  public List<Agency> depthFirst() {
    return Collections.unmodifiableList(depthFirst);
  }

  /** Those that took the place of this one, in the order given. */
  public List<Agency> successors(String id) {
    String ended = agency(id).id();
    return agencies.stream().filter(agency -> agency.successorOf().contains(ended)).toList();
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
