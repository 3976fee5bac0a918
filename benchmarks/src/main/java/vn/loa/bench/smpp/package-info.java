/**
 * SMS on the wire: our adapter beside its peers, from a file to an SMSC, for an hour, and fuzzed.
 */
@NullMarked
package vn.loa.bench.smpp;

import org.jspecify.annotations.NullMarked;
