/**
 * Sending to many people at once. Start at {@link vn.loa.dispatch.Dispatcher}; adapters live next
 * door, in {@link vn.loa.channel.Channel}.
 *
 * <p>The queue is held in memory: what has not been answered when the process dies is forgotten.
 */
@NullMarked
package vn.loa.dispatch;

import org.jspecify.annotations.NullMarked;
