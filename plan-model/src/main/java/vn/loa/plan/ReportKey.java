package vn.loa.plan;

import vn.loa.plan.internal.Names;

/**
 * Names one expected report.
 *
 * @param obligation id
 * @param agency id of who owes it
 * @param period label: {@code 2022-Q2}
 */
public record ReportKey(String obligation, String agency, String period) {

  public ReportKey {
    Names.id("obligation", obligation);
    Names.id("agency", agency);
    Names.words("period", period);
  }

  /** {@code monthly report 2022-05 of q1}. */
  @Override
  public String toString() {
    return obligation + " report " + period + " of " + agency;
  }
}
