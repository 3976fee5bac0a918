/**
 * For people who write or embed a channel: {@link ChannelContract} is the test an adapter inherits,
 * {@link ManualTime} the clock a test turns by hand, {@link Certificates} those of a peer in TLS.
 */
@NullMarked
package vn.loa.channel.testkit;

import org.jspecify.annotations.NullMarked;
