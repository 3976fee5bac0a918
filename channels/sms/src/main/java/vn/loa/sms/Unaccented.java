package vn.loa.sms;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Map;

/**
 * Vietnamese without accents (<em>bỏ dấu</em>), such that it fits the 7-bit alphabet of GSM 03.38
 * and takes about half the messages. The meaning can change with the accents, so a person should
 * read the result before it is sent; {@link SmsPreview} shows it.
 */
public final class Unaccented {

  /** In the table: nothing comes out. No character comes out as one of these three. */
  private static final char DROPPED = 0;

  /** In the table: it hangs on the character before, and shares its fate. */
  private static final char HANGING = 1;

  /** In the table: {@link #SEVERAL} says what comes out. */
  private static final char LONGER = 2;

  private static final int LONGEST = 3;

  private static final Map<Character, String> SEVERAL =
      Map.of(
          '\u2026', "...", '\u2025', "..", '\uFB00', "ff", '\uFB01', "fi", '\uFB02', "fl", '\uFB03',
          "ffi", '\uFB04', "ffl", '\uFB05', "st", '\uFB06', "st");

  /** In each row, what the first character replaces. No canonical decomposition says so. */
  private static final String[] SIGNS = {
    "dđð\u0256₫",
    "DĐÐ\u0189",
    "\"“”„‟«»\u2033\u301D\u301E",
    "'‘’‚‛‹›\u2032`\u00B4\u02B9\u02BB\u02BC",
    "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2043\u2027·•‣◦▪●",
    "/\u2044",
    "x×",
    " \t",
    "\n\u0085\u2028\u2029"
  };

  /** Of format and control characters these mean something to a handset or to other scripts. */
  private static final String KEPT =
      "\n\f\r\u0600\u0601\u0602\u0603\u0604\u0605\u0890\u0891\u06DD\u070F\u08E2";

  /** The letters from here on are of other scripts, or of phonetics. */
  private static final char BEYOND_LATIN = 0x250;

  /** By high and low octet of a character, what comes out; no page where all stay as they are. */
  private static final char[][] PAGES = pages();

  private Unaccented() {}

  /**
   * The text without the marks of Latin letters, whatever normal form they come in; {@code đ}, the
   * dong sign and what is easily taken for them as {@code d}. Curly and angle quotes, primes and
   * backticks become straight quotes, dashes and bullets a hyphen, an ellipsis three full stops,
   * ligatures and full-width letters plain ones, spaces of every width and tabs a space. What shows
   * nothing is dropped: zero-width characters, soft hyphens, marks of direction, controls.
   *
   * <p>The rest stays, above all emoji with their joiners and other scripts with their marks; then
   * the text still needs UCS-2. Letters that GSM 03.38 does have, such as {@code à}, lose their
   * accent too. Applying it twice is the same as once; a text that stays as it is comes back as the
   * same object. It may be longer than the text only by ellipses and ligatures.
   */
  public static String of(String text) {
    for (int i = 0; i < text.length(); i++) {
      char folded = folded(text.charAt(i));
      if (folded <= LONGER || folded != text.charAt(i)) {
        return foldedFrom(text, i);
      }
    }
    return text;
  }

  /** A joiner in an emoji is looked at, and yet changes nothing. */
  private static String foldedFrom(String text, int from) {
    String folded = new Fold(text, from).rest();
    return folded.equals(text) ? text : folded;
  }

  /** Whether the character shows nothing, wherever it stands. */
  static boolean drops(char character) {
    return folded(character) == DROPPED;
  }

  /** Whether the character is a mark or a joiner, and belongs to the one before it. */
  static boolean hangs(char character) {
    return folded(character) == HANGING;
  }

  /** Whether what hangs on this character stays: it is of another script, or a symbol. */
  static boolean keepsMarks(char character) {
    return folded(character) >= BEYOND_LATIN;
  }

  private static char folded(char character) {
    char[] page = PAGES[character >> 8];
    return page == null ? character : page[character & 0xFF];
  }

  /** One pass over one text. */
  private static final class Fold {

    private final String text;
    private final int from;
    private char[] out;
    private int length;

    Fold(String text, int from) {
      this.text = text;
      this.from = from;
      this.out = new char[text.length()];
      this.length = from;
      text.getChars(0, from, out, 0);
    }

    String rest() {
      for (int i = from; i < text.length(); i++) {
        char folded = folded(text.charAt(i));
        if (folded > LONGER) {
          out[length++] = folded;
        } else {
          takeOdd(folded, i);
        }
      }
      return new String(out, 0, length);
    }

    private void takeOdd(char folded, int at) {
      char character = text.charAt(at);
      if (folded == LONGER) {
        takeLonger(SEVERAL.getOrDefault(character, ""), at);
      } else if (folded == HANGING && length > 0 && out[length - 1] >= BEYOND_LATIN) {
        out[length++] = character;
      }
    }

    /** Grows once at most: to what the rest of the text can need. */
    private void takeLonger(String several, int at) {
      int most = length + LONGEST * (text.length() - at);
      if (most > out.length) {
        out = Arrays.copyOf(out, most);
      }
      several.getChars(0, several.length(), out, length);
      length += several.length();
    }
  }

  private static char[][] pages() {
    char[][] pages = new char[0x100][];
    for (int c = 0; c <= Character.MAX_VALUE; c++) {
      put(pages, (char) c, byUnicode((char) c));
    }
    for (String row : SIGNS) {
      row.chars().skip(1).forEach(c -> put(pages, (char) c, row.charAt(0)));
    }
    SEVERAL.keySet().forEach(c -> put(pages, c, LONGER));
    for (char c = '\uFF01'; c <= '\uFF5E'; c++) {
      put(pages, c, c == '\uFF40' ? '\'' : (char) (c - '\uFF01' + '!'));
    }
    return pages;
  }

  private static void put(char[][] pages, char from, char to) {
    char[] page = pages[from >> 8];
    if (page == null && from != to) {
      page = new char[0x100];
      for (int low = 0; low < page.length; low++) {
        page[low] = (char) ((from & 0xFF00) | low);
      }
      pages[from >> 8] = page;
    }
    if (page != null) {
      page[from & 0xFF] = to;
    }
  }

  private static char byUnicode(char c) {
    return switch (Character.getType(c)) {
      case Character.SPACE_SEPARATOR -> ' ';
      case Character.UPPERCASE_LETTER, Character.LOWERCASE_LETTER, Character.TITLECASE_LETTER ->
          UnicodeScript.of(c) == UnicodeScript.LATIN ? bare(c) : c;
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK -> isInherited(c) ? HANGING : c;
      case Character.FORMAT, Character.CONTROL -> byEffect(c);
      default -> c;
    };
  }

  private static char byEffect(char c) {
    if (isInherited(c)) {
      return HANGING;
    }
    return KEPT.indexOf(c) >= 0 ? c : DROPPED;
  }

  /** Marks and joiners have no script of their own but that of the character before (UAX #24). */
  private static boolean isInherited(char c) {
    return UnicodeScript.of(c) == UnicodeScript.INHERITED;
  }

  private static char bare(char letter) {
    return Normalizer.normalize(String.valueOf(letter), Normalizer.Form.NFD).charAt(0);
  }
}
