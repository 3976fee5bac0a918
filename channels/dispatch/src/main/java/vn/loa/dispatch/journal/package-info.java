/**
 * The stores that come with Loa: {@link vn.loa.dispatch.journal.Journal} keeps campaigns in a
 * folder of segments, {@link vn.loa.dispatch.journal.MemoryStore} until the process ends.
 */
@NullMarked
package vn.loa.dispatch.journal;

import org.jspecify.annotations.NullMarked;
