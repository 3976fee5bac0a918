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
  POSTS
}
