package vn.loa.plan;

import org.jspecify.annotations.Nullable;
import vn.loa.plan.internal.Names;

/**
 * Words of a plan, in Unicode normal form C and never blank.
 *
 * @param vi as the document has them, slips included
 * @param en a working translation, or null
 * @param note what a reader must know about the wording, or null
 */
public record Text(String vi, @Nullable String en, @Nullable String note) {

  public Text {
    Names.words("text", vi);
    if (en != null) {
      Names.words("translation", en);
    }
    if (note != null) {
      Names.words("note", note);
    }
  }

  public Text(String vi, @Nullable String en) {
    this(vi, en, null);
  }

  public static Text vi(String vi) {
    return new Text(vi, null, null);
  }

  /** The Vietnamese words. */
  @Override
  public String toString() {
    return vi;
  }
}
