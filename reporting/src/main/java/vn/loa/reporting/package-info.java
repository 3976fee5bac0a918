/**
 * From plan state and campaign tallies to the report that is due. Start at {@link
 * vn.loa.reporting.Reports}. Reads a ledger and deliveries; knows no engine and no wire.
 */
@NullMarked
package vn.loa.reporting;

import org.jspecify.annotations.NullMarked;
