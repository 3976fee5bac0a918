/** What happened to a plan, and what was known when. Start at {@link Ledger}. */
@NullMarked
package vn.loa.plan.ledger;

import org.jspecify.annotations.NullMarked;
