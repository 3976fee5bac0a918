package vn.loa.example;

import java.util.List;

/** What was given cannot be used. Holds everything that is wrong with it. */
final class BadInput extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;

  BadInput(List<String> problems) {
    super(String.join("\n", problems));
    this.problems = List.copyOf(problems);
  }

  List<String> problems() {
    return problems;
  }
}
