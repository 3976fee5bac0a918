package vn.loa.plan;

import vn.loa.plan.internal.Names;

/**
 * One paragraph of the plan.
 *
 * @param line of the document on which it begins, from 1
 */
public record Provision(Clause clause, int line, Text text) {

  public Provision {
    Names.line(line);
  }
}
