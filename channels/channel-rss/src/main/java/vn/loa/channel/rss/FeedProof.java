package vn.loa.channel.rss;

import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * What a {@link FeedReader} saw of an entry. Immutable.
 *
 * @param uri the document that decided, after redirects and on an archive page the page's; where
 *     none came, what was asked last
 * @param at when the reading began
 * @param status of the last answer over HTTP; 0 when there was none
 * @param reason the place, the reason and, where something is to be done, the mend; never a text of
 *     the entry
 * @param sha256 of that document without its gzip, 64 hexadecimal digits; empty when it did not
 *     come whole
 * @param digest of the entry found, as {@link FeedEntry#digest}; empty when none was
 * @param etag as the server told it; empty when it told none
 * @param lastModified as the server told it; empty when it told none
 * @param kept the directory of this reading's evidence, if it was to be kept and could be
 */
public record FeedProof(
    URI uri,
    Instant at,
    int status,
    Verdict verdict,
    String reason,
    String sha256,
    String digest,
    String etag,
    String lastModified,
    Optional<Path> kept) {

  /** What that proves. */
  public enum Verdict {
    /** The entry is public as it should be. */
    FOUND,
    /** The entry is public, and says something else. */
    CHANGED,
    /** The feed is public, and whole, without the entry. */
    MISSING,
    /** No whole document came: no connection, no success, cut, too slow. */
    UNREACHABLE,
    /** A document came that is no feed, is broken, or goes beyond a limit. */
    UNREADABLE
  }
}
