package vn.loa.plan;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import vn.loa.plan.calendar.Roll;
import vn.loa.plan.calendar.WorkCalendar;

/** Looks for what a plan allows and will regret. One warning for each obligation and reason. */
final class PlanWarnings {

  private final Plan plan;
  private final WorkCalendar calendar;
  private final List<PlanWarning> found = new ArrayList<>();

  private PlanWarnings(Plan plan, WorkCalendar calendar) {
    this.plan = plan;
    this.calendar = calendar;
  }

  static List<PlanWarning> of(Plan plan, WorkCalendar calendar) {
    PlanWarnings warnings = new PlanWarnings(plan, calendar);
    List<DueDate> dates = plan.dueDates(calendar);
    for (ReportingObligation obligation : plan.regime().obligations()) {
      List<DueDate> own =
          dates.stream().filter(date -> date.obligation().equals(obligation)).toList();
      warnings.noWorkingDay(obligation, own);
      warnings.dayOff(obligation, own);
      warnings.notAnnounced(obligation, own);
    }
    return List.copyOf(warnings.found);
  }

  /** Decree 09/2019/NĐ-CP, Article 8(5)(b): a working day at least from closing to due date. */
  private void noWorkingDay(ReportingObligation obligation, List<DueDate> dates) {
    List<LocalDate> tight =
        dates.stream()
            .filter(date -> !workingDayAfter(date.period().to().minusDays(1), date.lastDay()))
            .map(DueDate::lastDay)
            .toList();
    if (!tight.isEmpty()) {
      add(
          "W-GAP-0",
          obligation,
          "%d trong %d kỳ báo cáo \"%s\" không có ngày làm việc nào giữa ngày chốt số liệu và ngày"
              + " cuối được nộp (đầu tiên: %s); nên chốt số liệu sớm hơn",
          "%d of %d \"%s\" reports have no working day between the closing of the figures and the"
              + " last good day (first: %s); close the figures earlier",
          tight.size(),
          dates.size(),
          obligation.id(),
          tight.get(0));
    }
  }

  private boolean workingDayAfter(LocalDate closing, LocalDate lastDay) {
    return closing
        .plusDays(1)
        .datesUntil(later(closing.plusDays(1), lastDay.plusDays(1)))
        .anyMatch(calendar::isWorkingDay);
  }

  private static LocalDate later(LocalDate a, LocalDate b) {
    return a.isAfter(b) ? a : b;
  }

  private void dayOff(ReportingObligation obligation, List<DueDate> dates) {
    List<LocalDate> off =
        dates.stream()
            .map(DueDate::lastDay)
            .filter(day -> obligation.roll() == Roll.NONE && !calendar.isWorkingDay(day))
            .toList();
    if (!off.isEmpty()) {
      add(
          "W-DAY-OFF",
          obligation,
          "%d trong %d kỳ báo cáo \"%s\" có ngày cuối là ngày nghỉ (đầu tiên: %s); kế hoạch không nói"
              + " có dời hay không",
          "%d of %d \"%s\" reports have a day off as their last good day (first: %s), and it does"
              + " not roll; set a roll if it should",
          off.size(),
          dates.size(),
          obligation.id(),
          off.get(0));
    }
  }

  private void notAnnounced(ReportingObligation obligation, List<DueDate> dates) {
    List<LocalDate> open =
        dates.stream()
            .map(DueDate::nominalLastDay)
            .filter(day -> obligation.roll() != Roll.NONE && !calendar.isAnnounced(day.getYear()))
            .toList();
    if (!open.isEmpty()) {
      add(
          "W-UNANNOUNCED",
          obligation,
          "%d trong %d kỳ báo cáo \"%s\" rơi vào năm chưa công bố lịch nghỉ (đầu tiên: %s); hạn có thể"
              + " còn thay đổi",
          "%d of %d \"%s\" reports fall into a year whose days off are not announced yet (first:"
              + " %s); their dates may still move",
          open.size(),
          dates.size(),
          obligation.id(),
          open.get(0));
    }
  }

  private void add(
      String code, ReportingObligation obligation, String vi, String en, Object... values) {
    found.add(
        new PlanWarning(
            code,
            obligation.clause(),
            plan.provision(obligation.clause()).line(),
            new Text(
                String.format(Locale.ROOT, vi, values), String.format(Locale.ROOT, en, values))));
  }
}
