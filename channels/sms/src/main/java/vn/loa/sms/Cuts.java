package vn.loa.sms;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a long text is cut: each border as far on as the room and what must stay whole allow, which
 * makes the fewest parts. Places are indices of characters (UTF-16 units) of the text.
 *
 * <p>Finding grapheme clusters is a hundred times slower than anything else here, and nearly every
 * border lies between two characters that never join. So clusters are looked for only where they
 * may be, and only from the nearest place before the border that is surely between two of them.
 */
final class Cuts {

  /** Consonants that viramas join; Unicode 15.1, property InCB. */
  private static final String CONSONANT =
      "[\\u0915-\\u0939\\u0958-\\u095F\\u0978-\\u097F"
          + "\\u0995-\\u09A8\\u09AA-\\u09B0\\u09B2\\u09B6-\\u09B9\\u09DC\\u09DD\\u09DF\\u09F0\\u09F1"
          + "\\u0A95-\\u0AA8\\u0AAA-\\u0AB0\\u0AB2\\u0AB3\\u0AB5-\\u0AB9\\u0AF9"
          + "\\u0B15-\\u0B28\\u0B2A-\\u0B30\\u0B32\\u0B33\\u0B35-\\u0B39\\u0B5C\\u0B5D\\u0B5F\\u0B71"
          + "\\u0C15-\\u0C28\\u0C2A-\\u0C39\\u0C58-\\u0C5A\\u0D15-\\u0D3A]";

  private static final String VIRAMA = "[\\u094D\\u09CD\\u0ACD\\u0B4D\\u0C4D\\u0D4D]";
  private static final String MARKS = "[\\p{Mn}\\u200D]{0,6}";

  /** A cluster of the JDK, with the conjuncts of rule GB9c that those before 22 do not know. */
  private static final Pattern CLUSTER =
      Pattern.compile(
          "\\X(?:(?=%s)(?<=%s)\\X)*+".formatted(CONSONANT, CONSONANT + MARKS + VIRAMA + MARKS));

  private final String text;
  private final Alphabet alphabet;
  private final Cutting cutting;
  private final int room;
  private final boolean unitEach;

  /** Where the last cluster ends that is longer than a part, and so may be cut. */
  private int longTo;

  /**
   * @param units that the whole text takes
   * @param room units in a part; 2 at least, so that a pair has room
   */
  Cuts(String text, Alphabet alphabet, int units, Cutting cutting, int room) {
    this.text = text;
    this.alphabet = alphabet;
    this.cutting = cutting;
    this.room = room;
    this.unitEach = units == text.length();
  }

  /** Where each part begins; the first at 0. */
  int[] starts() {
    int[] starts = new int[text.length() / room + 2];
    int count = 0;
    for (int start = 0; start < text.length(); start = next(start)) {
      if (count == starts.length) {
        starts = Arrays.copyOf(starts, 2 * count);
      }
      starts[count++] = start;
    }
    return Arrays.copyOf(starts, count);
  }

  private int next(int start) {
    int end = farthest(start);
    if (end == text.length()) {
      return end;
    }
    return cutting == Cutting.GRAPHEMES && longTo <= end
        ? betweenClusters(Math.max(start, longTo), end)
        : betweenCodePoints(end);
  }

  private int farthest(int start) {
    if (unitEach) {
      return Math.min(start + room, text.length());
    }
    int end = start;
    int left = room;
    while (end < text.length() && (left -= alphabet.units(text, end, end + 1)) >= 0) {
      end++;
    }
    return end;
  }

  private int betweenCodePoints(int end) {
    return Character.isSurrogatePair(text.charAt(end - 1), text.charAt(end)) ? end - 1 : end;
  }

  /** The last place between clusters up to {@code end}, counted from one that is such a place. */
  private int betweenClusters(int first, int end) {
    int border = end;
    while (border > first && !isBetweenLoners(border)) {
      border--;
    }
    return border == end ? end : behindClusters(border, end);
  }

  private int behindClusters(int first, int end) {
    int border = first;
    Matcher cluster = CLUSTER.matcher(text).region(first, text.length());
    while (border < end && cluster.find() && cluster.end() <= end) {
      border = cluster.end();
    }
    if (border == end || alphabet.units(text, border, cluster.end()) <= room) {
      return border;
    }
    longTo = cluster.end();
    return betweenCodePoints(end);
  }

  private boolean isBetweenLoners(int place) {
    return isLoner(text.charAt(place - 1)) && isLoner(text.charAt(place));
  }

  /**
   * Whether a character joins no neighbour that is a loner too: Latin, also with the marks of
   * Vietnamese in one, common punctuation and signs of currency.
   */
  static boolean isLoner(char character) {
    return character < '\u0300'
        || (character >= '\u1E00' && character <= '\u1EFF')
        || (character >= '\u2010' && character <= '\u2027')
        || (character >= '\u20A0' && character <= '\u20BF');
  }
}
