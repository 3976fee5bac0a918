/**
 * From plan state and campaign tallies to the report that is due. Start at {@link
 * vn.loa.reporting.Reports}. Reads a ledger and deliveries, and enters what came of them; knows no
 * engine and no wire.
 */
@NullMarked
package vn.loa.reporting;

import org.jspecify.annotations.NullMarked;
