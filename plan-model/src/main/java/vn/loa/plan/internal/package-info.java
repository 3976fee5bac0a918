/** What the packages of this module share and nobody else may use. */
@NullMarked
package vn.loa.plan.internal;

import org.jspecify.annotations.NullMarked;
