package vn.loa.reporting;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.loa.plan.Agency;
import vn.loa.plan.Evidence;
import vn.loa.plan.Plan;
import vn.loa.plan.Roster;
import vn.loa.plan.Unit;
import vn.loa.plan.ledger.Activity;
import vn.loa.plan.ledger.Compliance;
import vn.loa.plan.ledger.ReportStatus;
import vn.loa.reporting.document.Cell;
import vn.loa.reporting.document.Column;
import vn.loa.reporting.document.Language;
import vn.loa.reporting.document.Table;
import vn.loa.reporting.document.Values;

/** The tables that several reports share, in one language. */
final class Tables {

  private final Plan plan;
  private final Language language;
  private final ZoneId zone;
  private final Values values;

  Tables(Plan plan, Language language) {
    this.plan = plan;
    this.language = language;
    this.zone = plan.zone();
    this.values = Values.in(language);
  }

  Column words(String vi, String en, int share) {
    return new Column(language.of(vi, en), Cell.Kind.WORDS, share);
  }

  Column count(String vi, String en) {
    return new Column(language.of(vi, en), Cell.Kind.COUNT, 2);
  }

  Column share(String vi, String en) {
    return new Column(language.of(vi, en), Cell.Kind.SHARE, 3);
  }

  Column moment(String vi, String en) {
    return new Column(language.of(vi, en), Cell.Kind.MOMENT, 3);
  }

  Column span(String vi, String en) {
    return new Column(language.of(vi, en), Cell.Kind.SPAN, 3);
  }

  /** A row for each unit of each theme and form; the period before only where there was one. */
  Table work(List<Work> work, boolean hasBefore) {
    List<Column> columns =
        new ArrayList<>(
            List.of(
                words("Chủ đề", "Theme", 6),
                words("Hình thức", "Form", 6),
                words("Kết quả tính bằng", "Counted in", 4),
                count("Kỳ này", "This period")));
    if (hasBefore) {
      columns.add(count("Kỳ trước", "Period before"));
      columns.add(count("Tăng, giảm", "Change"));
    }
    List<List<Cell>> rows = new ArrayList<>();
    for (Work one : work) {
      if (one.activities() > 0 || !one.before().isEmpty()) {
        rows.addAll(rows(one, hasBefore));
      }
    }
    return Table.of(
        "work",
        language.of("Kết quả theo chủ đề và hình thức", "Work by theme and form"),
        columns,
        rows);
  }

  private List<List<Cell>> rows(Work work, boolean hasBefore) {
    Set<Unit> units = EnumSet.noneOf(Unit.class);
    units.addAll(work.measures().keySet());
    units.addAll(work.before().keySet());
    List<List<Cell>> rows = new ArrayList<>();
    for (Unit unit : units) {
      List<Cell> row = new ArrayList<>();
      row.add(Cell.of(theme(work)));
      row.add(Cell.of(form(work)));
      row.add(Cell.of(Words.unit(unit, language)));
      row.add(Cell.of(work.measure(unit)));
      if (hasBefore) {
        row.add(Cell.of(work.before(unit)));
        row.add(Cell.of(work.measure(unit) - work.before(unit)));
      }
      rows.add(row);
    }
    return rows;
  }

  String theme(Work work) {
    return work.theme() + " " + Words.shortly(plan.theme(work.theme()).text(), language);
  }

  String form(Work work) {
    return work.form() + " " + Words.shortly(plan.form(work.form()).text(), language);
  }

  /** Of one agency. */
  Table ownActivities(List<Activity> activities) {
    List<Column> columns =
        List.of(
            words("Hoạt động", "Activity", 5),
            moment("Lúc", "At"),
            words("Chủ đề", "Theme", 2),
            words("Hình thức", "Form", 2),
            words("Kết quả", "Measures", 5),
            words("Minh chứng (SHA-256)", "Evidence (SHA-256)", 5));
    return activities(columns, activities, this::activity);
  }

  /** Of everybody. */
  Table activities(Roster roster, List<Activity> activities) {
    List<Column> columns = new ArrayList<>(ownActivities(List.of()).columns());
    columns.add(2, words("Cơ quan", "Agency", 4));
    return activities(
        columns,
        activities,
        activity -> {
          List<Cell> row = new ArrayList<>(activity(activity));
          row.add(2, Cell.of(language.of(roster.agency(activity.agency()).name())));
          return row;
        });
  }

  private Table activities(
      List<Column> columns, List<Activity> activities, Function<Activity, List<Cell>> row) {
    return new Table(
        "activities",
        language.of("Hoạt động trong sổ", "Activities in the ledger"),
        columns,
        each -> activities.stream().map(row).forEach(each),
        null,
        Table.SHOWN);
  }

  private List<Cell> activity(Activity activity) {
    return List.of(
        Cell.of(activity.id()),
        Cell.of(local(activity.at())),
        Cell.of(activity.theme().toString()),
        Cell.of(activity.form().toString()),
        Cell.of(measures(activity)),
        Cell.of(evidence(activity)));
  }

  private String measures(Activity activity) {
    return activity.measures().stream()
        .map(it -> values.of(it.quantity()) + " " + Words.unit(it.unit(), language))
        .collect(Collectors.joining("; "));
  }

  private static String evidence(Activity activity) {
    return activity.evidence().stream().map(Tables::evidence).collect(Collectors.joining("; "));
  }

  /** Enough of the digest to tell two files apart; the ledger and the JSON have all of it. */
  private static String evidence(Evidence evidence) {
    return evidence.name() + " " + evidence.sha256().substring(0, 12) + "…";
  }

  List<Column> complianceColumns() {
    return List.of(
        count("Phải nộp", "Expected"),
        count("Đúng hạn", "On time"),
        count("Trễ hạn", "Late"),
        count("Chưa nộp", "Overdue"),
        count("Chưa đến hạn", "Pending"),
        count("Có lý do", "Excused"),
        share("Tỷ lệ nộp", "Reporting rate"),
        share("Tỷ lệ đúng hạn", "On-time rate"));
  }

  List<Cell> compliance(Compliance stand) {
    return List.of(
        Cell.of(stand.expected()),
        Cell.of(stand.onTime()),
        Cell.of(stand.late()),
        Cell.of(stand.overdue()),
        Cell.of(stand.pending()),
        Cell.of(stand.excused()),
        Cell.of(stand.reportingRate()),
        Cell.of(stand.onTimeRate()));
  }

  Table standings(String key, String title, String name, List<Standing> standings) {
    List<Column> columns = new ArrayList<>();
    columns.add(new Column(name, Cell.Kind.WORDS, 7));
    columns.addAll(complianceColumns());
    boolean hasBefore = standings.stream().anyMatch(it -> it.before() != null);
    if (hasBefore) {
      columns.add(share("Đúng hạn kỳ trước", "On time before"));
    }
    return new Table(
        key,
        title,
        columns,
        each -> standings.forEach(it -> each.accept(standing(it, hasBefore))),
        null,
        Table.SHOWN);
  }

  private List<Cell> standing(Standing standing, boolean hasBefore) {
    List<Cell> row = new ArrayList<>();
    row.add(Cell.of(language.of(standing.name())));
    row.addAll(compliance(standing.compliance()));
    if (hasBefore) {
      Compliance before = standing.before();
      row.add(before == null ? Cell.BLANK : Cell.of(before.onTimeRate()));
    }
    return row;
  }

  /** The reports of one agency, where they stand. */
  Table deadlines(List<ReportStatus> statuses) {
    return new Table(
        "deadlines",
        language.of("Thời hạn báo cáo trong kỳ", "Deadlines of the period"),
        statusColumns(),
        each -> statuses.stream().map(this::ownStatus).forEach(each),
        null,
        Table.SHOWN);
  }

  /** The reports of many, where they stand. */
  Table statuses(String key, String title, Roster roster, Consumer<Consumer<ReportStatus>> all) {
    List<Column> columns = new ArrayList<>(statusColumns());
    columns.add(0, words("Cơ quan", "Agency", 6));
    columns.add(words("Mã cơ quan", "Agency id", 2));
    return new Table(
        key,
        title,
        columns,
        each -> all.accept(status -> each.accept(status(status, roster))),
        null,
        Table.SHOWN);
  }

  private List<Column> statusColumns() {
    return List.of(
        words("Báo cáo", "Report", 3),
        words("Kỳ", "Period", 2),
        moment("Hạn, trước", "Due before"),
        words("Tình trạng", "Stands", 3),
        moment("Nhận lúc", "Received"),
        span("Trễ", "Late by"));
  }

  private List<Cell> ownStatus(ReportStatus status) {
    boolean late = !status.lateness().isZero() || status.state() == ReportStatus.State.LATE;
    return List.of(
        Cell.of(Words.cadence(status.report().dueDate().obligation().cadence(), language)),
        Cell.of(status.report().period().label()),
        Cell.of(local(status.report().due())),
        Cell.of(Words.state(status.state(), language)),
        moment(status.firstReceived()),
        late ? Cell.of(status.lateness()) : Cell.BLANK);
  }

  private List<Cell> status(ReportStatus status, Roster roster) {
    Agency agency = roster.agency(status.report().agency());
    List<Cell> row = new ArrayList<>(8);
    row.add(Cell.of(language.of(agency.name()) + (agency.illustrative() ? " *" : "")));
    row.addAll(ownStatus(status));
    row.add(Cell.of(agency.id()));
    return row;
  }

  private Cell moment(@Nullable Instant instant) {
    return instant == null ? Cell.BLANK : Cell.of(local(instant));
  }

  LocalDateTime local(Instant instant) {
    return LocalDateTime.ofInstant(instant, zone);
  }
}
