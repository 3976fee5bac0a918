/**
 * One content, written in the forms that offices exchange. Start at {@link
 * vn.loa.reporting.document.Document}. Knows no plan's rules and no ledger.
 */
@NullMarked
package vn.loa.reporting.document;

import org.jspecify.annotations.NullMarked;
