package vn.loa.channel.rss;

import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * What an entry says, in 64 hexadecimal digits: SHA-256 of the {@link TextDigest digests} of id,
 * title and content one after the other. Each of those has 32 octets, so no two entries come to the
 * same octets; and a reader can take the texts in the order in which a format has them.
 */
final class EntryDigest {

  /**
   * @param html RSS {@code content:encoded}, Atom {@code content}, JSON Feed {@code content_html}
   */
  static String of(String id, String title, String html) {
    return of(TextDigest.of(id), TextDigest.of(title), TextDigest.of(html));
  }

  static String of(byte[] id, byte[] title, byte[] html) {
    MessageDigest sha = Sha256.start();
    sha.update(id);
    sha.update(title);
    sha.update(html);
    return HexFormat.of().formatHex(sha.digest());
  }

  private EntryDigest() {}
}
