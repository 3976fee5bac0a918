package vn.loa.sms.audience;

import org.jspecify.annotations.Nullable;

/**
 * A file of citizens cannot be read at all. The message names the file, the reason and the mend.
 */
public final class AudienceFileException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  AudienceFileException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
