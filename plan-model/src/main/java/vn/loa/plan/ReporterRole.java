package vn.loa.plan;

/** What a group of agencies is to the report regime. */
public enum ReporterRole {
  /** Owes every report. */
  EXPECTED,
  /** May report; is never counted as missing. */
  INVITED,
  /** Collects the reports of the others. */
  CONSOLIDATOR
}
