package vn.loa.plan;

import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import vn.loa.plan.internal.Names;

/**
 * Who reports what, to whom, by when.
 *
 * @param line of the document, from 1
 * @param obligations at least one
 * @param roles by clause of the group; a group that is not here neither reports nor collects
 * @param recipient who is reported to
 * @param via through whom
 * @param rules how it is read where the plan leaves it open
 */
public record ReportingRegime(
    Clause clause,
    int line,
    Text text,
    List<ReportingObligation> obligations,
    Map<Clause, ReporterRole> roles,
    Text recipient,
    Text via,
    RegimeRules rules) {

  public ReportingRegime {
    Names.line(line);
    obligations = List.copyOf(obligations);
    roles = Collections.unmodifiableMap(new LinkedHashMap<>(roles));
    if (obligations.isEmpty()) {
      throw new IllegalArgumentException("report regime " + clause + " needs an obligation");
    }
    Set<String> ids = new HashSet<>();
    for (ReportingObligation obligation : obligations) {
      if (!ids.add(obligation.id())) {
        throw new IllegalArgumentException(
            "obligation \"" + obligation.id() + "\" stands twice in regime " + clause);
      }
    }
  }

  /** Read by the {@linkplain RegimeRules#DEFAULTS default rules}. */
  public ReportingRegime(
      Clause clause,
      int line,
      Text text,
      List<ReportingObligation> obligations,
      Map<Clause, ReporterRole> roles,
      Text recipient,
      Text via) {
    this(clause, line, text, obligations, roles, recipient, via, RegimeRules.DEFAULTS);
  }

  /** Empty for a group without a part in reporting. */
  public Optional<ReporterRole> role(Clause group) {
    return Optional.ofNullable(roles.get(group));
  }
}
