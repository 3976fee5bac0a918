package vn.loa.plan;

import java.time.LocalDate;
import vn.loa.plan.internal.Names;

/**
 * The time in which a plan is carried out.
 *
 * @param line of the document, from 1
 * @param from first day
 * @param to first day after it
 */
public record EffectivePeriod(Clause clause, int line, Text text, LocalDate from, LocalDate to) {

  public EffectivePeriod {
    Names.line(line);
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException(
          "a plan needs a day to be carried out: from " + from + " is not before to " + to);
    }
  }
}
