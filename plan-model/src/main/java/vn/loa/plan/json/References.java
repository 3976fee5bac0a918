package vn.loa.plan.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a file declares and what it refers to; compared once all of it was read. */
final class References {

  /** What a reference may mean. */
  enum Kind {
    CLAUSE("mục", "clause"),
    THEME("chủ đề", "theme"),
    FORM("hình thức", "form"),
    FORM_ID("mã hình thức", "form id"),
    GROUP("nhóm cơ quan", "group"),
    ROLE("vai trò của nhóm", "role of group"),
    OBLIGATION("chế độ báo cáo", "obligation"),
    RECIPIENT("nơi nhận", "recipient"),
    AGENCY("cơ quan", "agency");

    private final String vi;
    private final String en;

    Kind(String vi, String en) {
      this.vi = vi;
      this.en = en;
    }
  }

  private record Reference(Kind kind, String name, Node at) {}

  private final Problems problems;
  private final Map<Kind, Map<String, Node>> declared = new LinkedHashMap<>();
  private final List<Reference> pending = new ArrayList<>();

  References(Problems problems) {
    this.problems = problems;
  }

  /** Says that this exists. The first of a kind stays. */
  void declare(Kind kind, String name, Node at) {
    declared.computeIfAbsent(kind, any -> new LinkedHashMap<>()).putIfAbsent(name, at);
  }

  /** As {@link #declare}, and a second one of the same name is a problem. */
  void declareOnce(Kind kind, String name, Node at) {
    Node first = declaration(kind, name);
    if (first != null) {
      problems.add(
          at,
          Problem.Code.DUPLICATE,
          "%s \"%s\" stands on line %d already".formatted(kind.en, name, first.line()),
          Hints.of(
              "%s \"%s\" đã có ở dòng %d; mỗi %s chỉ ghi một lần"
                  .formatted(kind.vi, name, first.line(), kind.vi),
              "expected each " + kind.en + " once"));
    }
    declare(kind, name, at);
  }

  /** Where it was declared first. */
  @Nullable Node declaration(Kind kind, String name) {
    return declared.getOrDefault(kind, Map.of()).get(name);
  }

  void refer(Kind kind, String name, Node at) {
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
            "there is no %s \"%s\"".formatted(reference.kind.en, reference.name),
            () -> Hints.oneOf(reference.name, existing.keySet()));
      }
    }
  }
}
