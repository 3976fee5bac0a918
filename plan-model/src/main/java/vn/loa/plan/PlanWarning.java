package vn.loa.plan;

/**
 * Something in a plan that is allowed and will cause trouble.
 *
 * @param code stable: {@code W-GAP-0}
 * @param line of the document, from 1
 * @param words what it is, and what would mend it
 */
public record PlanWarning(String code, Clause clause, int line, Text words) {

  /** {@code W-GAP-0, IV.6-1, line 119: …}, in English where there is any. */
  @Override
  public String toString() {
    String shown = words.en() == null ? words.vi() : words.en();
    return code + ", " + clause + ", line " + line + ": " + shown;
  }
}
