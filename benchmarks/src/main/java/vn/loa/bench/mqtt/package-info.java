/**
 * Loudspeakers on the wire: our adapter beside its peers, a whole fleet, and a broker that is gone.
 */
@NullMarked
package vn.loa.bench.mqtt;

import org.jspecify.annotations.NullMarked;
