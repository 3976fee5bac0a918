package vn.loa.plan.internal;

import java.text.Normalizer;
import java.util.regex.Pattern;

/** The rules that every word and id here follows. */
public final class Names {

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  private Names() {}

  public static String id(String what, String id) {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException(
          what + " \"" + id + "\" must be 1 to 64 of A-Z a-z 0-9 . _ -");
    }
    return id;
  }

  public static String words(String what, String words) {
    if (words.isBlank()) {
      throw new IllegalArgumentException(what + " must not be blank");
    }
    if (!Unicode.isWellFormed(words)) {
      throw new IllegalArgumentException(
          what + " holds half a character, a surrogate without the other; retype it");
    }
    if (!Normalizer.isNormalized(words, Normalizer.Form.NFC)) {
      throw new IllegalArgumentException(
          what + " \"" + words + "\" must be in Unicode normal form C; Normalizer makes it so");
    }
    return words;
  }

  public static int line(int line) {
    if (line < 1) {
      throw new IllegalArgumentException("lines of a document count from 1, not " + line);
    }
    return line;
  }
}
