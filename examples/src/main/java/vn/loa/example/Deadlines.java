package vn.loa.example;

import java.nio.file.Path;
import vn.loa.plan.DueTable;
import vn.loa.plan.Plan;
import vn.loa.plan.calendar.WorkCalendar;
import vn.loa.plan.json.Plans;

/**
 * When which report of a plan is due, and what the plan will regret. Run it in this folder, where
 * the plan lies.
 */
public final class Deadlines {

  public static void main(String[] args) {
    Plan plan = Plans.load(Path.of("plan-1270.json"));
    WorkCalendar calendar = WorkCalendar.vietnam();
    System.out.print(DueTable.of(plan, calendar));
    plan.warnings(calendar).forEach(System.out::println);
  }

  private Deadlines() {}
}
