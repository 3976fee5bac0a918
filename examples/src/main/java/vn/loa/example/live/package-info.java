/**
 * A page on loopback that shows a dispatcher at work, to a person at a desk or a room before a
 * wall. Start at {@link vn.loa.example.live.LivePage}.
 */
@NullMarked
package vn.loa.example.live;

import org.jspecify.annotations.NullMarked;
