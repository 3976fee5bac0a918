package vn.loa.plan.json;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import vn.loa.plan.Clause;
import vn.loa.plan.Text;
import vn.loa.plan.internal.Unicode;

/** Collects what is wrong with one file. */
final class Problems {

  /** Nobody mends more at once, and a hostile file has millions. */
  static final int MOST = 1000;

  private static final int MOST_WORDS = 300;

  private final String file;
  private final List<Problem> all = new ArrayList<>();
  private int unlisted;

  Problems(String file) {
    this.file = file;
  }

  void add(Node at, Problem.Code code, String wrong, Text hint) {
    add(at, code, wrong, () -> hint);
  }

  /** As the other, for a hint that takes work: when the list is full nobody asks for it. */
  void add(Node at, Problem.Code code, String wrong, Supplier<Text> hint) {
    at.mark();
    if (all.size() == MOST) {
      unlisted++;
    } else {
      add(at.line(), at.path(), clauseAround(at), code, wrong, hint.get());
    }
  }

  void add(int line, Problem.Code code, String wrong, Text hint) {
    add(line, "$", null, code, wrong, hint);
  }

  private void add(
      int line, String path, @Nullable Clause clause, Problem.Code code, String wrong, Text hint) {
    all.add(new Problem(file, line, path, clause, code, Unicode.clip(wrong, MOST_WORDS), hint));
  }

  void throwIfAny() {
    if (!all.isEmpty()) {
      all.sort(Comparator.comparingInt(Problem::line));
      if (unlisted > 0) {
        int last = all.get(all.size() - 1).line();
        add(
            last,
            Problem.Code.TOO_MANY,
            unlisted + " more problems are not listed",
            Hints.of("sửa các lỗi trên rồi đọc lại tệp", "mend those above and read it again"));
      }
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
