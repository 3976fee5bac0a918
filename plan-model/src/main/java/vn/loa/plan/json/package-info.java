/**
 * Plans, rosters and ledgers as JSON. Start at {@link Plans} or {@link Rosters}; a ledger is kept
 * as chained lines in a {@link LedgerFile}, a {@link LedgerTable} or {@link LedgerMemory}. The only
 * package that names Jackson and JDBC, and no signature shows the one, none but {@link
 * LedgerTable#open} the other.
 */
@NullMarked
package vn.loa.plan.json;

import org.jspecify.annotations.NullMarked;
