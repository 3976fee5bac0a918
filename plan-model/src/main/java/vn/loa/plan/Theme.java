package vn.loa.plan;

import java.util.List;
import java.util.stream.Stream;
import vn.loa.plan.internal.Names;

/**
 * What must be said. Themes form a tree: a section, its dashes, their limbs.
 *
 * @param line of the document, from 1
 * @param children narrower themes in the document's order
 */
public record Theme(Clause clause, int line, Text text, List<Theme> children) {

  public Theme {
    Names.line(line);
    children = List.copyOf(children);
    for (Theme child : children) {
      if (!child.clause.isWithin(clause)) {
        throw new IllegalArgumentException(
            "theme " + child.clause + " does not stand within " + clause + ", its parent");
      }
    }
  }

  /** This theme and all below it, in the document's order. */
  public Stream<Theme> stream() {
    return Stream.concat(Stream.of(this), children.stream().flatMap(Theme::stream));
  }
}
