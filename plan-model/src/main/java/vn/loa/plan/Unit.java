package vn.loa.plan;

/** What a measure counts. */
public enum Unit {
  /** People, handsets or devices reached. */
  RECIPIENTS,
  MESSAGES,
  /** Whole minutes on air. */
  MINUTES,
  /** News items, articles, reportages, notices. */
  ITEMS,
  /** Conferences, trainings, contests. */
  SESSIONS,
  POSTS,
  /** What an operator counts and bills of an SMS. */
  PARTS,
  /**
   * Deliveries of which nobody knew whether they went out. How it stood when it was entered: of a
   * campaign that was entered several times the last one holds, and no sum.
   */
  IN_DOUBT
}
