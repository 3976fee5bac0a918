/**
 * When a report is due, what it covers, and which days are worked. The front doors: {@link DueRule}
 * for due dates and the periods they close, {@link WorkCalendar} for days off and {@link Roll}, and
 * {@link LunarDate} for the calendar of Tết. Pure functions of dates; the zone is passed in.
 */
@NullMarked
package vn.loa.plan.calendar;

import org.jspecify.annotations.NullMarked;
