/**
 * Messages as entries of feeds, RSS 2.0, Atom and JSON Feed, and as alerts of CAP 1.2, for portals,
 * websites, screens and the press. Start at {@link FeedChannel}, which publishes and answers
 * readers; {@link FeedHandler} puts it on the JDK's HTTP server, {@link CapSettings} say how
 * emergencies become alerts, and {@link FeedReader} proves that an entry is public.
 */
@NullMarked
package vn.loa.channel.rss;

import org.jspecify.annotations.NullMarked;
