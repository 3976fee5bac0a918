/** How fast, beside peers by name. CONTRIBUTING.md says how to run them; none is a test. */
@NullMarked
package vn.loa.bench;

import org.jspecify.annotations.NullMarked;
