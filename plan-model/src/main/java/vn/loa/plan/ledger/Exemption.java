package vn.loa.plan.ledger;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.loa.plan.Evidence;
import vn.loa.plan.internal.Names;

/**
 * An agency owes no report for a time: what falls due then is not expected of it.
 *
 * @param obligation id, or null for all
 * @param from first day; a report is exempt when its last good day, before any roll, is one of
 *     these
 * @param to first day no longer exempt
 * @param by who decided
 * @param authority what empowers them: a document's number, or an office
 * @param evidence may be empty
 */
public record Exemption(
    String agency,
    @Nullable String obligation,
    LocalDate from,
    LocalDate to,
    Instant at,
    String by,
    String reason,
    String authority,
    List<Evidence> evidence)
    implements LedgerEvent {

  public Exemption {
    evidence = List.copyOf(evidence);
    Names.words("who exempted " + agency, by);
    Names.words("the reason for exempting " + agency, reason);
    Names.words("the authority for exempting " + agency, authority);
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException(
          "an exemption of " + agency + " needs a day: from " + from + " is not before " + to);
    }
  }

  @Override
  public Kind kind() {
    return Kind.EXEMPTION;
  }

  @Override
  public Instant happenedAt() {
    return at;
  }
}
