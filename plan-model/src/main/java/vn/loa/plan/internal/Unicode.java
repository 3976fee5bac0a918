package vn.loa.plan.internal;

/** What {@link String} lets pass and UTF-8 does not. */
public final class Unicode {

  private Unicode() {}

  /** Whether every surrogate has its other half: else the text cannot be written to a file. */
  public static boolean isWellFormed(String text) {
    for (int i = 0; i < text.length(); i++) {
      char unit = text.charAt(i);
      if (Character.isSurrogate(unit)) {
        i++;
        if (i == text.length() || !Character.isSurrogatePair(unit, text.charAt(i))) {
          return false;
        }
      }
    }
    return true;
  }

  /** The beginning of a text, with … where something was left out. Never half a character. */
  public static String clip(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
    return text.substring(0, end) + "…";
  }
}
