package vn.loa.channel.rss;

import java.time.Instant;
import vn.loa.channel.Message;

/**
 * One message in one feed.
 *
 * @param uri guid and Atom id: a tag URI (RFC 4151), the same over edits and restarts
 * @param published when the message first came
 * @param updated when it last came; later than in every entry that came before
 */
record Entry(String uri, Message message, Instant published, Instant updated) {}
