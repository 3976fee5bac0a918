package vn.loa.example;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import vn.loa.plan.Agency;
import vn.loa.plan.AgencyKind;
import vn.loa.plan.Clause;
import vn.loa.plan.Form;
import vn.loa.plan.Plan;
import vn.loa.plan.Roster;
import vn.loa.plan.Theme;
import vn.loa.plan.json.PlanFormatException;
import vn.loa.plan.json.Plans;
import vn.loa.plan.json.Rosters;
import vn.loa.sms.audience.AudienceFile;
import vn.loa.sms.audience.AudienceFileException;
import vn.loa.sms.audience.AudienceReading;

/**
 * What the demo works on: everything it needs, looked up before anything is sent.
 *
 * @param forms clause of the form that each channel is, by name of the channel
 * @param department that announces
 * @param districts where the loudspeakers stand; at least one
 */
record DemoInput(
    Plan plan,
    Theme theme,
    Map<String, Clause> forms,
    Roster roster,
    Agency department,
    List<Agency> districts,
    AudienceReading citizens) {

  /** By clause, or by the id of a sub-form. */
  private static final Map<String, String> FORMS =
      Map.of("sms", "II.2.a", "loudspeakers", "c2", "feed", "b5");

  private static final String DEPARTMENT = "so-tttt";

  /**
   * Reads everything, so that one run shows every problem of every file.
   *
   * @throws BadInput if there is any
   */
  static DemoInput read(Path planFile, Path rosterFile, Path citizensFile, String clause) {
    List<String> problems = new ArrayList<>();
    Plan plan = attempt(problems, () -> Plans.load(planFile));
    Roster roster = attempt(problems, () -> Rosters.load(rosterFile));
    AudienceReading citizens = attempt(problems, () -> AudienceFile.read(citizensFile));
    Theme theme = plan == null ? null : attempt(problems, () -> plan.theme(clause));
    Map<String, Clause> forms = plan == null ? null : forms(problems, plan);
    Agency department = roster == null ? null : attempt(problems, () -> roster.agency(DEPARTMENT));
    List<Agency> districts = roster == null ? null : attempt(problems, () -> districts(roster));
    if (!problems.isEmpty()
        || plan == null
        || theme == null
        || forms == null
        || roster == null
        || department == null
        || districts == null
        || citizens == null) {
      throw new BadInput(problems);
    }
    return new DemoInput(plan, theme, forms, roster, department, districts, citizens);
  }

  private static Map<String, Clause> forms(List<String> problems, Plan plan) {
    Map<String, Clause> forms = new LinkedHashMap<>();
    FORMS.forEach(
        (channel, name) -> {
          Form form = attempt(problems, () -> plan.form(name));
          if (form != null) {
            forms.put(channel, form.clause());
          }
        });
    return Map.copyOf(forms);
  }

  private static List<Agency> districts(Roster roster) {
    List<Agency> districts = roster.ofKind(AgencyKind.DISTRICT);
    if (districts.isEmpty()) {
      throw new IllegalArgumentException(
          "the roster has no agency of kind DISTRICT; the demo's loudspeakers stand in districts");
    }
    return districts;
  }

  private static <T> @Nullable T attempt(List<String> problems, Supplier<T> read) {
    try {
      return read.get();
    } catch (PlanFormatException bad) {
      bad.problems().forEach(problem -> problems.add(problem.toString()));
    } catch (AudienceFileException | IllegalArgumentException | UncheckedIOException bad) {
      problems.add(bad.getMessage());
    }
    return null;
  }
}
