/**
 * Where a dispatcher keeps its campaigns. Who writes an engine of their own starts at {@link
 * vn.loa.dispatch.store.DispatchStore}, and inherits {@code StoreContract}; who sends, never comes
 * here.
 */
@NullMarked
package vn.loa.dispatch.store;

import org.jspecify.annotations.NullMarked;
