package vn.loa.plan;

import vn.loa.plan.internal.Names;

/**
 * Agencies that the plan addresses together.
 *
 * @param line of the document, from 1
 * @param members who belongs to it, in words
 */
public record AgencyGroup(Clause clause, int line, Text text, Strength strength, String members) {

  /** How the plan may speak to them. */
  public enum Strength {
    /** "Đề nghị": a body that is not subordinate to the issuer. */
    REQUESTED,
    ASSIGNED
  }

  public AgencyGroup {
    Names.line(line);
    Names.words("members", members);
  }
}
