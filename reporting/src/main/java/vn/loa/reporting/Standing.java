package vn.loa.reporting;

import org.jspecify.annotations.Nullable;
import vn.loa.plan.Text;
import vn.loa.plan.ledger.Compliance;

/**
 * How some agencies together stood with one report.
 *
 * @param id clause of the group, or id of the agency at their head
 * @param before with the report of the period before; null when there was none
 */
public record Standing(String id, Text name, Compliance compliance, @Nullable Compliance before) {}
