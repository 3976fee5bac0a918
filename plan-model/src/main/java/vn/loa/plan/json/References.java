package vn.loa.plan.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import vn.loa.plan.internal.Nearest;

/** What a file declares and what it refers to; compared once all of it was read. */
final class References {

  private record Reference(String kind, String name, Node at) {}

  private final Problems problems;
  private final Map<String, Map<String, Node>> declared = new LinkedHashMap<>();
  private final List<Reference> pending = new ArrayList<>();

  References(Problems problems) {
    this.problems = problems;
  }

  /** Says that this exists. The first of a kind stays. */
  void declare(String kind, String name, Node at) {
    declared.computeIfAbsent(kind, any -> new LinkedHashMap<>()).putIfAbsent(name, at);
  }

  /** As {@link #declare}, and a second one of the same name is a problem. */
  void declareOnce(String kind, String name, Node at) {
    Node first = declared.getOrDefault(kind, Map.of()).get(name);
    if (first != null) {
      problems.add(
          at,
          Problem.Code.DUPLICATE,
          "%s \"%s\" stands on line %d already".formatted(kind, name, first.line()),
          "each " + kind + " once");
    }
    declare(kind, name, at);
  }

  void refer(String kind, String name, Node at) {
    pending.add(new Reference(kind, name, at));
  }

  /** Reports every reference to something that was not declared. */
  void resolve() {
    for (Reference reference : pending) {
      Map<String, Node> existing = declared.getOrDefault(reference.kind, Map.of());
      if (!existing.containsKey(reference.name)) {
        problems.add(
            reference.at,
            Problem.Code.UNKNOWN_REFERENCE,
            "there is no %s \"%s\"".formatted(reference.kind, reference.name),
            Nearest.oneOf(reference.name, existing.keySet()));
      }
    }
  }
}
