/** How fast, beside peers by name. Each class says how it is run; none is a test. */
@NullMarked
package vn.loa.bench;

import org.jspecify.annotations.NullMarked;
