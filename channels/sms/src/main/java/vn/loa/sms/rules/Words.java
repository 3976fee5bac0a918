package vn.loa.sms.rules;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What people type, down to bare words: {@code "“Từ‑chối”"} becomes {@code Tu, choi}. Accents,
 * quotes, punctuation and invisible characters are left out, full-width letters become plain ones;
 * case is kept.
 */
final class Words {

  private static final Pattern MARKS = Pattern.compile("[\\p{M}\\p{Cf}]+");
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");

  static List<String> of(String text) {
    String bare = withoutMarks(Normalizer.normalize(withoutMarks(text), Normalizer.Form.NFKD));
    return WORD.matcher(withPlainD(bare)).results().map(MatchResult::group).toList();
  }

  /** Capitals last: letters such as 𝐭 have none of their own. */
  static List<String> inCapitals(String text) {
    return of(text).stream().map(word -> word.toUpperCase(Locale.ROOT)).toList();
  }

  /** Before normalizing too, since many marks on one letter would take it time in their square. */
  private static String withoutMarks(String text) {
    return MARKS.matcher(text).replaceAll("");
  }

  /** Đ has no decomposition; Ð, the Icelandic letter, is what some keyboards give for it. */
  private static String withPlainD(String text) {
    return text.replace('Đ', 'D').replace('đ', 'd').replace('Ð', 'D').replace('ð', 'd');
  }

  private Words() {}
}
