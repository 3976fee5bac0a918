package vn.loa.plan.json;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.loa.plan.Agency;
import vn.loa.plan.AgencyKind;
import vn.loa.plan.Clause;
import vn.loa.plan.Roster;
import vn.loa.plan.Text;

/** Rosters as JSON: an object with {@code agencies}, and perhaps a {@code note} to its reader. */
public final class Rosters {

  private Rosters() {}

  /**
   * @throws PlanFormatException when it is no roster; holds every problem with its line
   * @throws java.io.UncheckedIOException when the file is there and cannot be read
   */
  public static Roster load(Path file) {
    return JsonFiles.read(file.toString(), JsonFiles.bytes(file), Rosters::roster);
  }

  /**
   * As {@link #load}, from text.
   *
   * @param name stands for the file in messages
   */
  public static Roster parse(String name, String json) {
    return JsonFiles.read(name, json.getBytes(StandardCharsets.UTF_8), Rosters::roster);
  }

  private static @Nullable Roster roster(Fields in) {
    in.wordsOrNull("note");
    List<Agency> agencies = in.neededList("agencies", Rosters::agency);
    in.resolveReferences();
    return in.make(() -> Roster.of(agencies));
  }

  private static @Nullable Agency agency(Fields in) {
    String id = in.ownId("agency");
    Text name = in.text("name");
    AgencyKind kind = in.oneOf("kind", AgencyKind.class);
    String parent = in.idReferenceOrNull("parent", "agency");
    Clause group = in.foreignClauseOrNull("group");
    boolean illustrative = in.flag("illustrative");
    return in.make(() -> new Agency(id, name, kind, parent, group, illustrative));
  }
}
