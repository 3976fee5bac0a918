package vn.loa.plan;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.loa.plan.internal.Names;

/**
 * A document that the plan names.
 *
 * @param citation as cited: {@code 133/QĐ-UBND}
 * @param issuer null where the plan does not say
 * @param date null where the plan does not say
 * @param subject what it is about, or null
 * @param citedIn the clauses that name it; at least one
 */
public record LegalReference(
    String citation,
    Role role,
    @Nullable String issuer,
    @Nullable LocalDate date,
    @Nullable String subject,
    List<Clause> citedIn) {

  /** What binds the plan to it. */
  public enum Role {
    /** Thực hiện. */
    CARRIES_OUT,
    /** Căn cứ. */
    PURSUANT_TO,
    /** Theo đúng quy định tại. */
    COMPLIES_WITH,
    MENTIONED
  }

  public LegalReference {
    Names.words("citation", citation);
    citedIn = List.copyOf(citedIn);
    if (citedIn.isEmpty()) {
      throw new IllegalArgumentException("reference " + citation + " needs a clause that cites it");
    }
  }

  /** The citation taken apart; empty where the plan cites by name: "Nghị quyết Đại hội XIII". */
  public Optional<Citation> parsed() {
    return Citation.find(citation);
  }
}
