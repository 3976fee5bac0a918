package vn.loa.plan.ledger;

/**
 * How many of the expected reports stood where. Always adds up: what is expected is either on time,
 * late, overdue, pending or excused. What is exempt was never owed and stands outside.
 *
 * @param excused not on time, with leave; expected all the same
 * @param exempt not expected, though the agency is one of those that report
 */
public record Compliance(
    long onTime, long late, long overdue, long pending, long excused, long exempt) {

  public static final Compliance NONE = new Compliance(0, 0, 0, 0);

  public Compliance {
    if (onTime < 0 || late < 0 || overdue < 0 || pending < 0 || excused < 0 || exempt < 0) {
      throw new IllegalArgumentException("counts cannot be negative");
    }
  }

  /** Nobody excused, nobody exempt. */
  public Compliance(long onTime, long late, long overdue, long pending) {
    this(onTime, late, overdue, pending, 0, 0);
  }

  /** All that are owed, due or not. */
  public long expected() {
    return onTime + late + overdue + pending + excused;
  }

  /** All that came, late or not; without those excused. */
  public long actual() {
    return onTime + late;
  }

  /** Actual of expected. */
  public Rate reportingRate() {
    return new Rate(actual(), expected());
  }

  /** On time of expected. */
  public Rate onTimeRate() {
    return new Rate(onTime, expected());
  }

  /** Overdue of expected. */
  public Rate overdueRate() {
    return new Rate(overdue, expected());
  }

  public Compliance plus(Compliance other) {
    return new Compliance(
        onTime + other.onTime,
        late + other.late,
        overdue + other.overdue,
        pending + other.pending,
        excused + other.excused,
        exempt + other.exempt);
  }

  /** One report, where it stands. */
  static Compliance of(ReportStatus.State state) {
    return switch (state) {
      case ON_TIME -> new Compliance(1, 0, 0, 0);
      case LATE -> new Compliance(0, 1, 0, 0);
      case OVERDUE -> new Compliance(0, 0, 1, 0);
      case PENDING -> new Compliance(0, 0, 0, 1);
      case EXCUSED -> new Compliance(0, 0, 0, 0, 1, 0);
      case EXEMPT -> new Compliance(0, 0, 0, 0, 0, 1);
    };
  }
}
