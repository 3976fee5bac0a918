package vn.loa.channel.rss;

import java.time.Instant;
import java.util.Set;
import vn.loa.channel.Message;

/**
 * A message as it stands in the store.
 *
 * @param uri its id in every feed, for ever
 * @param published when it first came
 * @param updated when it last changed
 * @param revision counts its changes; from 1
 * @param feeds those it was sent to; others may choose it themselves
 */
record Entry(
    String uri,
    Message message,
    Instant published,
    Instant updated,
    int revision,
    Set<String> feeds) {}
