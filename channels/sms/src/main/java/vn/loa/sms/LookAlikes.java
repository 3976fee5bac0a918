package vn.loa.sms;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;

/**
 * Letters that look like Latin ones. A choice of those that keyboards, recognised scans and playful
 * fonts really produce, not the whole of Unicode's confusables (UTS #39).
 */
final class LookAlikes {

  /** Cyrillic, Greek, the Greek capitals of GSM 03.38, and letters that are taken for Đ. */
  private static final String LOOK =
      "АВЕЅІЈКМНОРСТУХҮԚԜ"
          + "аеѕіјорсухһԁԛԝ"
          + "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαικνορυχω"
          + "ΔΦΓΛΩΠΨΣΘΞ"
          + "Ðð\u0189\u0256";

  private static final String LATIN =
      "ABESIJKMHOPCTYXYQW" + "aesijopcyxhdqw" + "ABEZHIKMNOPTYXaikvopuxw" + "AOTAONYEOE" + "ĐđĐđ";

  private static final int FIRST_MATHEMATICAL = 0x1D400;
  private static final int LAST_MATHEMATICAL = 0x1D7FF;

  /** The Latin letter or digit that the character looks like, or itself if there is none. */
  static int latin(int codePoint) {
    int index = LOOK.indexOf(codePoint);
    if (index >= 0) {
      return LATIN.charAt(index);
    }
    return isStyled(codePoint) ? plain(codePoint) : codePoint;
  }

  /** Whether its own words are written with it, so that it is wrong in a Latin word only. */
  static boolean hasOwnWords(int codePoint) {
    UnicodeScript script = UnicodeScript.of(codePoint);
    return script == UnicodeScript.CYRILLIC || script == UnicodeScript.GREEK;
  }

  private static boolean isStyled(int codePoint) {
    return (codePoint >= '\uFF01' && codePoint <= '\uFF5E')
        || (codePoint >= FIRST_MATHEMATICAL && codePoint <= LAST_MATHEMATICAL);
  }

  /** Full-width punctuation and mathematical Greek stay as they are. */
  private static int plain(int codePoint) {
    String plain = Normalizer.normalize(Character.toString(codePoint), Normalizer.Form.NFKC);
    char first = plain.charAt(0);
    return first < 0x80 && Character.isLetterOrDigit(first) ? first : codePoint;
  }

  private LookAlikes() {}
}
