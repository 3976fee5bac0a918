package vn.loa.sms;

import org.jspecify.annotations.Nullable;

/**
 * A file of numbers cannot be read or written at all. The message names the file, the reason and
 * the mend.
 */
public final class NumberFileException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  NumberFileException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
