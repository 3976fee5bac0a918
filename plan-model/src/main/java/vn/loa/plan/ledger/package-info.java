/**
 * What happened to a plan, and what was known when. Start at {@link Ledger}, which takes {@link
 * LedgerEvent}s; what they come to at an instant is a {@link LedgerState}.
 */
@NullMarked
package vn.loa.plan.ledger;

import org.jspecify.annotations.NullMarked;
