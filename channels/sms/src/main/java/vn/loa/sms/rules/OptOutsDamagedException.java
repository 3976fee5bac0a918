package vn.loa.sms.rules;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A line of an opt-out file is not what was written. The file is left as it is. */
public final class OptOutsDamagedException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final long line;

  /**
   * @param why with the mend
   */
  OptOutsDamagedException(Path file, long line, String why, @Nullable Exception cause) {
    super("opt-outs " + file + " line " + line + " is damaged: " + why, cause);
    this.line = line;
  }

  /** From 1. */
  public long line() {
    return line;
  }
}
