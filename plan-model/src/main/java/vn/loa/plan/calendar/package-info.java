/**
 * When a report is due and what it covers. Start at {@link DueRule}. Pure functions of dates; the
 * zone is passed in.
 */
@NullMarked
package vn.loa.plan.calendar;

import org.jspecify.annotations.NullMarked;
