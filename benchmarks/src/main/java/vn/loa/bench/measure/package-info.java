/** What programs that measure have in common. */
@NullMarked
package vn.loa.bench.measure;

import org.jspecify.annotations.NullMarked;
