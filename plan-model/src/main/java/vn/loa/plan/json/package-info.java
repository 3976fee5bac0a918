/**
 * Plans, rosters and ledgers as files. Start at {@link Plans}, {@link Rosters} or {@link
 * LedgerFile}. The only package that names Jackson, and no signature shows it.
 */
@NullMarked
package vn.loa.plan.json;

import org.jspecify.annotations.NullMarked;
