package vn.loa.example.live;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import vn.loa.plan.Clause;
import vn.loa.plan.DueDate;
import vn.loa.plan.Plan;
import vn.loa.plan.Theme;
import vn.loa.plan.ledger.Compliance;
import vn.loa.plan.ledger.Ledger;
import vn.loa.plan.ledger.LedgerState;

/** A plan and its reports, as the page shows them. */
public final class PlanParts {

  private PlanParts() {}

  /**
   * @param announced clause of the theme that is being announced
   */
  public static Parts.PlanPart plan(Plan plan, Clause announced) {
    return new Parts.PlanPart(
        plan.document().toString(),
        Words.of(plan.title()),
        Words.of(plan.issuer()),
        announced.toString(),
        topics(plan.themes()));
  }

  private static List<Parts.Topic> topics(List<Theme> themes) {
    return themes.stream()
        .map(
            it ->
                new Parts.Topic(it.clause().toString(), Words.of(it.text()), topics(it.children())))
        .toList();
  }

  /**
   * The dates around now, the earliest first.
   *
   * @param most how many: a quarter of them past
   */
  public static List<Parts.Due> calendar(Ledger ledger, Instant now, int most) {
    List<DueDate> dates =
        ledger.expected().dates().stream()
            .sorted(Comparator.comparing(DueDate::due).thenComparing(it -> it.obligation().id()))
            .toList();
    long past = dates.stream().filter(it -> !now.isBefore(it.due())).count();
    LedgerState state = ledger.asOf(now);
    return dates.stream()
        .skip(Math.max(0, past - most / 4))
        .limit(most)
        .map(it -> due(it, state, now))
        .toList();
  }

  private static Parts.Due due(DueDate date, LedgerState state, Instant now) {
    String kind = date.obligation().id();
    String period = date.period().label();
    Compliance stand = state.owing(kind).inPeriod(period).compliance();
    return new Parts.Due(
        kind,
        period,
        date.lastDay().toString(),
        date.due().toString(),
        now.isBefore(date.due()),
        stand.expected(),
        stand.onTime(),
        stand.late(),
        stand.overdue());
  }
}
