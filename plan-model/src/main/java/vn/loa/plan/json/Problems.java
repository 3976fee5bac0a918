package vn.loa.plan.json;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.loa.plan.Clause;

/** Collects what is wrong with one file. */
final class Problems {

  private final String file;
  private final List<Problem> all = new ArrayList<>();

  Problems(String file) {
    this.file = file;
  }

  void add(Node at, Problem.Code code, String wrong, String expected) {
    all.add(new Problem(file, at.line(), at.path(), clauseAround(at), code, wrong, expected));
  }

  void add(int line, Problem.Code code, String wrong, String expected) {
    all.add(new Problem(file, line, "$", null, code, wrong, expected));
  }

  int count() {
    return all.size();
  }

  void throwIfAny() {
    if (!all.isEmpty()) {
      all.sort(Comparator.comparingInt(Problem::line));
      throw new PlanFormatException(all);
    }
  }

  private static @Nullable Clause clauseAround(Node at) {
    for (Node node = at; node != null; node = node.parent()) {
      Node clause = node.fields().get("clause");
      if (clause != null) {
        try {
          return Clause.parse(clause.scalar());
        } catch (IllegalArgumentException none) {
          return null;
        }
      }
    }
    return null;
  }
}
