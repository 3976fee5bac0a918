package vn.loa.plan;

import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who reports what, to whom, by when. Where a quarter's or a year's report falls due together with
 * a month's, both are owed.
 *
 * @param line of the document, from 1
 * @param obligations at least one
 * @param roles by clause of the group; a group that is not here neither reports nor collects
 * @param recipient who is reported to
 * @param via through whom
 */
public record ReportingRegime(
    Clause clause,
    int line,
    Text text,
    List<ReportingObligation> obligations,
    Map<Clause, ReporterRole> roles,
    Text recipient,
    Text via) {

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

  /** Empty for a group without a part in reporting. */
  public Optional<ReporterRole> role(Clause group) {
    return Optional.ofNullable(roles.get(group));
  }
}
