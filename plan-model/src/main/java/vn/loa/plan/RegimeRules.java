package vn.loa.plan;

import org.jspecify.annotations.Nullable;
import vn.loa.plan.calendar.FirstPeriod;

/**
 * How a report regime is read where its plan leaves it open. {@link #DEFAULTS} is the reading that
 * takes nothing away from the words of the plan and adds nothing to them.
 *
 * @param quarterEnd a month that ends a quarter: one report or two
 * @param annualMonth a month in which the annual report is due: one report or two
 * @param continueAfterAnnual whether other reports go on after the annual report of the same year
 * @param firstPeriod what the first report covers
 * @param receivedBy whose receipt counts
 * @param forwardWithin working days in which who collects reports passes them on; null when no time
 *     is set
 * @param clock which instant decides whether a report was in time
 * @param timeliness which version of a returned report decides
 * @param correctionWindow working days, after the day on which a report was returned, in which a
 *     correction keeps the first version's time
 * @param reminders on which days somebody is reminded
 */
public record RegimeRules(
    QuarterEnd quarterEnd,
    AnnualMonth annualMonth,
    boolean continueAfterAnnual,
    FirstPeriod firstPeriod,
    ReceivedBy receivedBy,
    @Nullable Integer forwardWithin,
    Clock clock,
    Timeliness timeliness,
    int correctionWindow,
    Reminders reminders) {

  /** A month that ends a quarter, half a year or nine months. */
  public enum QuarterEnd {
    /** Both reports are owed; one submission may discharge both. */
    SEPARATE,
    /** The longer report stands for the month's, where both have the same last good day. */
    MERGED
  }

  /** The month in which an annual report is due. */
  public enum AnnualMonth {
    /** Both reports are owed; one submission may discharge both. */
    SEPARATE,
    /** The annual report stands for the month's, where both have the same last good day. */
    ABSORBS_MONTHLY
  }

  /** Whose receipt stops the clock. */
  public enum ReceivedBy {
    /** The body through which reports go. */
    CONDUIT,
    /** The body to which they are addressed: what was not passed on has not come. */
    ADDRESSEE
  }

  /** Which instant of a submission counts. */
  public enum Clock {
    FIRST_RECEIVED,
    /** When it was sent; when it was received, where that is not known. */
    SENT,
    /** When it was accepted: what nobody has accepted has not come. */
    ACCEPTED,
    /** The start of the date on the document; when it was received, where it has none. */
    DATED
  }

  /** What a returned report is measured by. */
  public enum Timeliness {
    /** Its first version, if a correction came within the window; else the correction. */
    FIRST_SUBMISSION,
    /** The version that was accepted, or will be. */
    ACCEPTED_VERSION
  }

  /** Two reports, all go on, truncated at issue, first received by the conduit, 3 days, silent. */
  public static final RegimeRules DEFAULTS = builder().build();

  public RegimeRules {
    if (forwardWithin != null && forwardWithin < 1) {
      throw new IllegalArgumentException(
          "reports are forwarded within 1 working day or more, not " + forwardWithin);
    }
    if (correctionWindow < 0) {
      throw new IllegalArgumentException(
          "a correction window has 0 working days or more, not " + correctionWindow);
    }
  }

  /** Starts from the defaults. */
  public static Builder builder() {
    return new Builder();
  }

  /** Not safe for use by several threads. */
  public static final class Builder {

    private QuarterEnd quarterEnd = QuarterEnd.SEPARATE;
    private AnnualMonth annualMonth = AnnualMonth.SEPARATE;
    private boolean continueAfterAnnual = true;
    private FirstPeriod firstPeriod = FirstPeriod.TRUNCATE_AT_ISSUE;
    private ReceivedBy receivedBy = ReceivedBy.CONDUIT;
    private @Nullable Integer forwardWithin;
    private Clock clock = Clock.FIRST_RECEIVED;
    private Timeliness timeliness = Timeliness.FIRST_SUBMISSION;
    private int correctionWindow = 3;
    private Reminders reminders = Reminders.OFF;

    private Builder() {}

    public Builder quarterEnd(QuarterEnd quarterEnd) {
      this.quarterEnd = quarterEnd;
      return this;
    }

    public Builder annualMonth(AnnualMonth annualMonth) {
      this.annualMonth = annualMonth;
      return this;
    }

    public Builder continueAfterAnnual(boolean goOn) {
      this.continueAfterAnnual = goOn;
      return this;
    }

    public Builder firstPeriod(FirstPeriod firstPeriod) {
      this.firstPeriod = firstPeriod;
      return this;
    }

    public Builder receivedBy(ReceivedBy receivedBy) {
      this.receivedBy = receivedBy;
      return this;
    }

    public Builder forwardWithin(@Nullable Integer workingDays) {
      this.forwardWithin = workingDays;
      return this;
    }

    public Builder clock(Clock clock) {
      this.clock = clock;
      return this;
    }

    public Builder timeliness(Timeliness timeliness) {
      this.timeliness = timeliness;
      return this;
    }

    public Builder correctionWindow(int workingDays) {
      this.correctionWindow = workingDays;
      return this;
    }

    public Builder reminders(Reminders reminders) {
      this.reminders = reminders;
      return this;
    }

    public RegimeRules build() {
      return new RegimeRules(
          quarterEnd,
          annualMonth,
          continueAfterAnnual,
          firstPeriod,
          receivedBy,
          forwardWithin,
          clock,
          timeliness,
          correctionWindow,
          reminders);
    }
  }
}
