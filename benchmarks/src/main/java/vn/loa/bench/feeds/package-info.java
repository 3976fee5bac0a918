/** Feeds over HTTP: our handler beside nginx. */
@NullMarked
package vn.loa.bench.feeds;

import org.jspecify.annotations.NullMarked;
