package vn.loa.plan;

import java.time.Instant;
import vn.loa.plan.calendar.ReportPeriod;

/**
 * One report that one agency owes.
 *
 * @param obligation id
 * @param agency id
 * @param nominalDue as the plan's rule gives it
 * @param due as it binds: the first instant at which the report is late
 */
public record ExpectedReport(
    String obligation, String agency, ReportPeriod period, Instant nominalDue, Instant due) {}
