package vn.loa.channel.rss;

import java.util.List;
import java.util.regex.Pattern;
import vn.loa.channel.rss.Peer.Field;

/** What readers are known to do to what they read, whoever wrote it. */
final class Habits {

  private static final Pattern SPACES = Pattern.compile("[\\s\\p{Z}\\p{Cc}\uFEFF\u200B]+");
  private static final Pattern LIKE_HTML = Pattern.compile("</?\\w|<!|<\\?|&#?\\w+;");

  /** The controls of C1, and what has their octets in Windows-1252. */
  private static final Pattern C1 = Pattern.compile("[\\x{80}-\\x{9F}€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]");

  /** Whether a reader said what was there, in its own way; all of them deal freely with spaces. */
  static boolean areEqual(
      Peer peer, Format format, Field field, List<String> there, List<String> said) {
    return switch (peer) {
      case FEEDPARSER -> feedparser(format, field, there, said);
      case SFEED -> sfeed(field, there, said);
      case NEWSBOAT -> newsboat(format, field, there, said);
      case RSS_PARSER -> rssParser(format, field, there, said);
      case ROME, FEEDSMITH -> plain(there).equals(plain(said));
    };
  }

  /**
   * Takes what looks like HTML for it, C1 for Windows-1252, and an id for the link there is not.
   */
  private static boolean feedparser(
      Format format, Field field, List<String> there, List<String> said) {
    if (field == Field.TITLE && format == Format.RSS && likeHtml(there)) {
      return said.size() == 1;
    }
    if (field == Field.LINK && there.isEmpty()) {
      return said.get(0).startsWith("tag:");
    }
    return plain(withoutC1(there)).equals(plain(withoutC1(said)));
  }

  private static boolean likeHtml(List<String> values) {
    return LIKE_HTML.matcher(String.join("", values)).find();
  }

  private static List<String> withoutC1(List<String> values) {
    return values.stream().map(value -> C1.matcher(value).replaceAll("")).toList();
  }

  /** Joins categories with a bar. */
  private static boolean sfeed(Field field, List<String> there, List<String> said) {
    return field == Field.CATEGORIES
        ? plain(String.join("|", there)).equals(plain(String.join("|", said)))
        : plain(there).equals(plain(said));
  }

  /** Mends addresses, and keeps the files that sound or move: of RSS the first, of Atom any. */
  private static boolean newsboat(
      Format format, Field field, List<String> there, List<String> said) {
    return switch (field) {
      case LINK ->
          said.equals(
              there.stream()
                  .map(link -> link.replace("'", "%27").replaceFirst("(//[^/]+)$", "$1/"))
                  .toList());
      case FILE, TYPE -> format == Format.ATOM || said.isEmpty();
      default -> plain(there).equals(plain(said));
    };
  }

  /** Takes an enclosure of Atom for the link there is not. */
  private static boolean rssParser(
      Format format, Field field, List<String> there, List<String> said) {
    return (field == Field.LINK && format == Format.ATOM && there.isEmpty())
        ? said.get(0).startsWith("https://tin.example.vn/")
        : plain(there).equals(plain(said));
  }

  private static List<String> plain(List<String> values) {
    return values.stream().map(Habits::plain).toList();
  }

  private static String plain(String text) {
    return SPACES.matcher(text).replaceAll("");
  }

  private Habits() {}
}
