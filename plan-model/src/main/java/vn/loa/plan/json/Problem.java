package vn.loa.plan.json;

import org.jspecify.annotations.Nullable;
import vn.loa.plan.Clause;

/**
 * One thing wrong with a file, where it is, and what would mend it.
 *
 * @param file as it was given
 * @param line from 1; 0 when there is none, because there is no file
 * @param path in the document: {@code $.themes[2].clause}
 * @param clause of the plan in which it stands, or null where none is near
 * @param wrong what is wrong
 * @param expected what would be right
 */
public record Problem(
    String file,
    int line,
    String path,
    @Nullable Clause clause,
    Code code,
    String wrong,
    String expected) {

  /** What sort of thing is wrong. */
  public enum Code {
    NO_FILE,
    NOT_JSON,
    MISSING_FIELD,
    UNKNOWN_FIELD,
    DUPLICATE_FIELD,
    WRONG_TYPE,
    BAD_DATE,
    BAD_CLAUSE,
    BAD_VALUE,
    UNKNOWN_REFERENCE,
    DUPLICATE,
    NOT_NFC,
    BLANK
  }

  /**
   * {@code plan.json line 41, $.tasks[2].group (IV.3-1): there is no group "IV.9"; expected one of
   * "IV.1"}.
   */
  @Override
  public String toString() {
    String place = line == 0 ? file : file + " line " + line + ", " + path;
    place = clause == null ? place : place + " (" + clause + ")";
    return place + ": " + wrong + "; expected " + expected;
  }
}
