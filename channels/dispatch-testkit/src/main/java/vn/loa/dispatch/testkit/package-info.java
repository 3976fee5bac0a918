/**
 * For those who write a store. Start at {@link vn.loa.dispatch.testkit.StoreContract}, and inherit
 * it.
 */
@NullMarked
package vn.loa.dispatch.testkit;

import org.jspecify.annotations.NullMarked;
