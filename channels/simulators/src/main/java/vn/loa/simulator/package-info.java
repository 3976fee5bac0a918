/**
 * The other ends, on loopback: {@code Lab} starts them together. For tests, demos and integrators
 * without an operator's test account; never for a network.
 */
@NullMarked
package vn.loa.simulator;

import org.jspecify.annotations.NullMarked;
