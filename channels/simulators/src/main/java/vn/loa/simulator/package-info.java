/**
 * The other ends, on loopback: {@link Lab} starts them together. {@link SmscSimulator} is an
 * operator, {@link BrokerSimulator} an MQTT broker, {@link SpeakerSimulator} a fleet of
 * loudspeakers on any broker, each of them a {@link SpeakerDevice} that can also be turned by hand;
 * {@link FeedHost} serves feeds, and {@link FaultProxy} breaks the line between. For tests, demos
 * and integrators without an operator's test account; never for a network.
 */
@NullMarked
package vn.loa.simulator;

import org.jspecify.annotations.NullMarked;
