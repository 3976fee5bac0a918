package vn.loa.plan;

/** What a group of agencies is to the report regime. */
public enum ReporterRole {
  /** Owes every report. */
  EXPECTED,
  /** May report; is never counted as missing. */
  INVITED,
  /** Collects the reports of the others. */
  CONSOLIDATOR,
  /** Would owe reports, and is let off: shown as exempt, outside what is expected. */
  EXEMPT
}
