package vn.loa.sms;

/** What the border between two parts never goes through. */
public enum Cutting {
  /**
   * What a reader takes for one character: a letter with its marks, a flag, a family (extended
   * grapheme clusters, Unicode UAX #29, of the running JDK's version but with Indic conjuncts). A
   * handset that shows parts one by one, before all have come, shows no halves. CR LF may be cut,
   * and so may a cluster that is longer than a part.
   */
  GRAPHEMES,

  /** A surrogate pair or an escaped septet: all that the encoding itself needs, in fewest parts. */
  CODE_POINTS
}
