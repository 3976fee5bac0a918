package vn.loa.plan.calendar;

/** Whether a report may still come on the day that its rule names. */
public enum Bound {
  /** "Trước ngày 15": the 15th is too late. */
  BEFORE,
  /** "Chậm nhất ngày 15": the 15th is the last good day. */
  ON_OR_BEFORE
}
