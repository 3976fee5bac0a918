/**
 * What a channel is. Who sends starts at {@link Message} and {@link Audience}; who writes an
 * adapter starts at {@link Channel}. Nothing here knows a plan, a queue or a protocol; {@link Tls}
 * is for all of them.
 */
@NullMarked
package vn.loa.channel;

import org.jspecify.annotations.NullMarked;
