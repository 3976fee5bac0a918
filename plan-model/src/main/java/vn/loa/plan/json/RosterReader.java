package vn.loa.plan.json;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.loa.plan.Agency;
import vn.loa.plan.AgencyKind;
import vn.loa.plan.Clause;
import vn.loa.plan.Roster;
import vn.loa.plan.Text;
import vn.loa.plan.json.References.Kind;

/** Field by field from a file to a roster. {@link RosterWriter} is its mirror: change both. */
final class RosterReader {

  private static final String ABOVE_ITSELF = "agency \"%s\" is above itself";

  private final Map<String, String> parents = new LinkedHashMap<>();

  private RosterReader() {}

  static @Nullable Roster read(Fields in) {
    RosterReader reader = new RosterReader();
    in.wordsOrNull("note");
    List<Agency> agencies = in.neededList("agencies", reader::agency);
    in.resolveReferences();
    reader.checkParents(in);
    return in.make(() -> Roster.of(agencies));
  }

  private @Nullable Agency agency(Fields in) {
    String id = in.ownId(Kind.AGENCY);
    Text name = in.text("name");
    AgencyKind kind = in.oneOf("kind", AgencyKind.class);
    String parent = in.idReferenceOrNull("parent", Kind.AGENCY);
    Clause group = in.foreignClauseOrNull("group");
    boolean illustrative = in.flag("illustrative");
    LocalDate from = in.dateOrNull("validFrom");
    LocalDate to = in.dateOrNull("validTo");
    checkPeriod(in, from, to);
    Set<String> successorOf = in.idReferences("successorOf", Kind.AGENCY);
    if (successorOf.contains(id)) {
      in.refuse(
          "successorOf",
          "agency " + id + " succeeds itself",
          Hints.of(
              "ghi mã của cơ quan trước đó mà \"" + id + "\" kế thừa",
              "expected ids of the agencies whose place it took"));
    }
    if (id.equals(parent)) {
      in.refuse("parent", ABOVE_ITSELF.formatted(id), furtherUp(id));
    } else if (parent != null) {
      parents.putIfAbsent(id, parent);
    }
    return in.make(
        () -> new Agency(id, name, kind, parent, group, illustrative, from, to, successorOf));
  }

  private static void checkPeriod(Fields in, @Nullable LocalDate from, @Nullable LocalDate to) {
    if (from != null && to != null && in.areSound("validFrom", "validTo") && !from.isBefore(to)) {
      in.refuse(
          "validTo",
          "it ends before it begins, or has no day: from %s to %s".formatted(from, to),
          Hints.of(
              "\"validTo\" là ngày đầu tiên cơ quan không còn hoạt động, phải sau ngày " + from,
              "expected a day after " + from + ": the first on which it is no more"));
    }
  }

  /** Each round of agencies that are above each other is one problem. */
  private void checkParents(Fields in) {
    Set<String> rooted = new HashSet<>();
    for (String start : parents.keySet()) {
      Set<String> way = new LinkedHashSet<>();
      String id = start;
      while (id != null && !rooted.contains(id) && way.add(id)) {
        id = parents.get(id);
      }
      if (id != null && way.contains(id)) {
        in.refuse(Kind.AGENCY, id, "parent", ABOVE_ITSELF.formatted(id), furtherUp(id));
      }
      rooted.addAll(way);
    }
  }

  private static Text furtherUp(String id) {
    return Hints.of(
        "ghi cơ quan cấp trên của \"%s\"; cấp trên không được quay vòng về chính nó".formatted(id),
        "expected a parent that is further up");
  }
}
