/**
 * Messages as entries of RSS 2.0 and Atom feeds, for portals, websites and the press. Start at
 * {@link FeedChannel}; {@link FeedHandler} puts its feeds on an HTTP server.
 */
@NullMarked
package vn.loa.channel.rss;

import org.jspecify.annotations.NullMarked;
