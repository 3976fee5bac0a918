package vn.loa.plan;

import static java.util.stream.Stream.concat;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A document that changed a plan, and what it changed. The clauses are found by comparing the
 * revisions, never typed; a change of the title alone has none.
 *
 * @param document that amends
 * @param issuedOn the date on it
 * @param added clauses that were not there before, in the document's order
 * @param changed clauses whose words, place or rules are others than before
 * @param removed clauses that are no more
 */
public record Amendment(
    DocumentRef document,
    LocalDate issuedOn,
    List<Clause> added,
    List<Clause> changed,
    List<Clause> removed) {

  public Amendment {
    added = List.copyOf(added);
    changed = List.copyOf(changed);
    removed = List.copyOf(removed);
    Set<Clause> seen = new HashSet<>();
    for (Clause clause :
        concat(concat(added.stream(), changed.stream()), removed.stream()).toList()) {
      if (!seen.add(clause)) {
        throw new IllegalArgumentException(
            "document %s names clause %s twice; it is added, changed or removed"
                .formatted(document, clause));
      }
    }
  }

  /** Whether the clause stands as this document left it. */
  boolean wrote(Clause clause) {
    return added.contains(clause) || changed.contains(clause);
  }
}
