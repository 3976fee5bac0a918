/**
 * Keeps campaigns in PostgreSQL 13 or later, for several dispatchers at once. Start at {@link
 * vn.loa.dispatch.postgres.PostgresStore}.
 */
@NullMarked
package vn.loa.dispatch.postgres;

import org.jspecify.annotations.NullMarked;
