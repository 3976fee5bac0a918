package vn.loa.plan.ledger;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import vn.loa.plan.DocumentRef;
import vn.loa.plan.Evidence;
import vn.loa.plan.Plan;
import vn.loa.plan.RegimeRules;
import vn.loa.plan.ReportKey;
import vn.loa.plan.Roster;
import vn.loa.plan.SmallPlan;

/** The ledger of the small plan with a clock that is turned by hand, and short words for events. */
final class City {

  static final Evidence PAPER = new Evidence("scan.pdf", "application/pdf", 3, "0a".repeat(32));

  private Instant now = at("2022-04-28T08:00");
  final ListLog log = new ListLog();
  final Ledger ledger;

  City() {
    this(SmallPlan.plan());
  }

  City(RegimeRules rules) {
    this(SmallPlan.plan(rules));
  }

  City(Plan plan) {
    this(plan, SmallPlan.roster());
  }

  City(Plan plan, Roster roster) {
    this.ledger = Ledger.open(plan, roster, log, () -> now);
  }

  /** Local time of the plan's zone: {@code 2022-05-14T23:59}. */
  static Instant at(String local) {
    return LocalDateTime.parse(local).atZone(SmallPlan.ZONE).toInstant();
  }

  static ReportKey key(String agency, String period) {
    String obligation =
        period.contains("Q") ? "quarterly" : period.contains("-") ? "monthly" : "annual";
    return new ReportKey(obligation, agency, period);
  }

  static Submission submission(String agency, String period, String received, int version) {
    ReportKey key = key(agency, period);
    return Submission.builder(agency, at(received), new DocumentRef(12, "BC-UBND"))
        .discharges(key)
        .version(version)
        .build();
  }

  City setTo(String local) {
    now = at(local);
    return this;
  }

  /** Enters something as soon as it happened. */
  City enter(LedgerEvent event) {
    now = event.happenedAt().isBefore(now) ? now : event.happenedAt();
    ledger.enter(event, "van-thu");
    return this;
  }

  City receive(String agency, String period, String received) {
    return receive(agency, period, received, 1);
  }

  City receive(String agency, String period, String received, int version) {
    return enter(submission(agency, period, received, version));
  }

  City giveBack(String agency, String period, int version, String at) {
    return enter(
        Review.returned(key(agency, period), version, at(at), "Phòng VX", "thiếu phụ lục"));
  }

  City accept(String agency, String period, int version, String at) {
    return enter(Review.accepted(key(agency, period), version, at(at), "Phòng VX"));
  }

  ReportStatus status(String agency, String period, String asOf) {
    return ledger.asOf(at(asOf)).status(key(agency, period));
  }

  ReportStatus.State state(String agency, String period, String asOf) {
    return status(agency, period, asOf).state();
  }

  List<ReportStatus> overdue(String asOf) {
    return ledger.asOf(at(asOf)).overdue();
  }
}
