package vn.loa.sms;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import vn.loa.sms.SmsText.Encoding;
import vn.loa.sms.TextWarning.Kind;

/** One walk through one text, in search of what its writer should know. */
final class TextReview {

  private static final String JOINERS = "\u200C\u200D\u034F";

  /**
   * What a person calls a character (UAX #29): a letter with its marks, an emoji with its parts. A
   * joiner behind a letter that never joins is one by itself.
   */
  private static final Pattern SIGN =
      Pattern.compile("[\\p{ASCII}\\p{IsLatin}](?=[" + JOINERS + "])|\\X");

  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}]+");

  private final String text;
  private final SmsText sms;
  private final SmsFormat format;
  private final List<TextWarning> first = new ArrayList<>();
  private int count;

  /** What a mark or joiner that comes next would hang on. */
  private char base;

  private TextReview(String text, SmsFormat format) {
    this.text = text;
    this.sms = SmsText.of(text, format);
    this.format = format;
  }

  static TextWarnings of(String text, SmsFormat format) {
    TextReview review = new TextReview(text, format);
    review.oneSign();
    review.pieces();
    review.characters();
    return new TextWarnings(review.first, review.count);
  }

  /** What forces UCS-2 with the accents, or else what still does without them. */
  private void oneSign() {
    if (sms.encoding() == Encoding.UCS2
        && !oneSign(Kind.ONE_SIGN_FORCES_UCS2, UnaryOperator.identity())) {
      oneSign(Kind.ONE_SIGN_KEEPS_UCS2, Unaccented::of);
    }
  }

  private boolean oneSign(Kind kind, UnaryOperator<String> form) {
    Map<String, Integer> forcing = new LinkedHashMap<>();
    Matcher signs = SIGN.matcher(text);
    while (signs.find() && forcing.size() < 2) {
      String sign = form.apply(Normalizer.normalize(signs.group(), Normalizer.Form.NFC));
      if (!isGsm(sign)) {
        forcing.putIfAbsent(sign, signs.start());
      }
    }
    if (forcing.size() == 1) {
      forcing.forEach((sign, index) -> oneSign(kind, form.apply(sms.text()), sign, index));
    }
    return forcing.size() == 1;
  }

  private void oneSign(Kind kind, String whole, String sign, int index) {
    String instead = instead(sign);
    String without = whole.replace(sign, instead);
    if (!without.isEmpty()) {
      int saved = saved(whole, without);
      add(index, position -> WarningWords.oneSign(kind, position, odd(sign), instead, saved));
    }
  }

  /** None where ellipses, written out, make of a long text one that cannot be sent. */
  private int saved(String whole, String without) {
    int segments = SmsText.segments(without, format);
    return segments > SmsText.MOST_PARTS ? 0 : SmsText.segments(whole, format) - segments;
  }

  /** What a writer without accents, or who was deceived by a look-alike, means by the sign. */
  private static String instead(String sign) {
    String bare = Unaccented.of(Character.toString(LookAlikes.latin(sign.codePointAt(0))));
    return Stream.of(Unaccented.of(sign), bare).filter(TextReview::isGsm).findFirst().orElse("");
  }

  /** Of a sign outside GSM 03.38, the character that is. */
  private static int odd(String sign) {
    return sign.codePoints()
        .filter(codePoint -> !isGsm(Character.toString(codePoint)))
        .findFirst()
        .orElse(sign.codePointAt(0));
  }

  private static boolean isGsm(String text) {
    return Gsm7.septets(text) >= 0;
  }

  private void pieces() {
    int longer = text.length() - sms.text().length();
    if (longer > 0) {
      int index = firstInPieces();
      add(index, position -> WarningWords.pieces(position, text.codePointAt(index), longer));
    }
  }

  private int firstInPieces() {
    Matcher signs = SIGN.matcher(text);
    while (signs.find()) {
      if (!Normalizer.isNormalized(signs.group(), Normalizer.Form.NFC)) {
        return signs.start();
      }
    }
    return 0;
  }

  private void characters() {
    Matcher words = WORD.matcher(text);
    int index = 0;
    while (words.find()) {
      reviewAll(index, words.start(), false);
      reviewAll(words.start(), words.end(), isLatin(words.group()));
      index = words.end();
    }
    reviewAll(index, text.length(), false);
  }

  private static boolean isLatin(String word) {
    return word.codePoints().anyMatch(c -> UnicodeScript.of(c) == UnicodeScript.LATIN);
  }

  private void reviewAll(int from, int to, boolean inLatinWord) {
    for (int i = from; i < to; i = text.offsetByCodePoints(i, 1)) {
      review(i, text.codePointAt(i), inLatinWord);
    }
  }

  private void review(int index, int codePoint, boolean inLatinWord) {
    if (isLookAlike(codePoint, inLatinWord)) {
      int latin = LookAlikes.latin(codePoint);
      add(index, position -> WarningWords.lookAlike(position, codePoint, latin));
    } else if (Character.getType(codePoint) == Character.SURROGATE) {
      add(index, position -> WarningWords.loneSurrogate(position, codePoint));
    } else if (isInvisible(codePoint)) {
      add(index, position -> WarningWords.invisible(position, codePoint));
    }
    char unit = text.charAt(index);
    if (!Unaccented.hangs(unit)) {
      base = unit;
    }
  }

  private static boolean isLookAlike(int codePoint, boolean inLatinWord) {
    return LookAlikes.latin(codePoint) != codePoint
        && (inLatinWord || !LookAlikes.hasOwnWords(codePoint));
  }

  /** A joiner means something within an emoji, and in scripts that join their letters. */
  private boolean isInvisible(int codePoint) {
    if (JOINERS.indexOf(codePoint) >= 0) {
      return !Unaccented.keepsMarks(base);
    }
    return Character.isBmpCodePoint(codePoint) && Unaccented.drops((char) codePoint);
  }

  private void add(int index, IntFunction<TextWarning> atPosition) {
    if (count < TextWarnings.MOST) {
      first.add(atPosition.apply(text.codePointCount(0, index) + 1));
    }
    count++;
  }
}
