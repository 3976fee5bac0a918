package vn.loa.example;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import vn.loa.plan.Plan;
import vn.loa.plan.Roster;
import vn.loa.plan.Theme;
import vn.loa.plan.UnknownNameException;
import vn.loa.plan.json.PlanFormatException;
import vn.loa.plan.json.Plans;
import vn.loa.plan.json.Rosters;
import vn.loa.sms.AudienceFile;
import vn.loa.sms.AudienceFileException;
import vn.loa.sms.AudienceReading;

/** What the demo works on. */
record DemoInput(Plan plan, Roster roster, Theme theme, AudienceReading citizens) {

  /**
   * Reads everything, so that one run shows every problem of every file.
   *
   * @throws BadInput if there is any
   */
  static DemoInput read(Path planFile, Path rosterFile, Path citizensFile, String clause) {
    List<String> problems = new ArrayList<>();
    Plan plan = attempt(problems, () -> Plans.load(planFile));
    Theme theme = plan == null ? null : attempt(problems, () -> plan.theme(clause));
    Roster roster = attempt(problems, () -> Rosters.load(rosterFile));
    AudienceReading citizens = attempt(problems, () -> AudienceFile.read(citizensFile));
    if (plan == null || theme == null || roster == null || citizens == null) {
      throw new BadInput(problems);
    }
    return new DemoInput(plan, roster, theme, citizens);
  }

  private static <T> @Nullable T attempt(List<String> problems, Supplier<T> read) {
    try {
      return read.get();
    } catch (PlanFormatException bad) {
      bad.problems().forEach(problem -> problems.add(problem.toString()));
    } catch (AudienceFileException | UnknownNameException bad) {
      problems.add(bad.getMessage());
    }
    return null;
  }
}
