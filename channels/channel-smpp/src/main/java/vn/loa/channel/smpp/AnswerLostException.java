package vn.loa.channel.smpp;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The connection ended, or its thread was interrupted, after the first byte may have left. */
final class AnswerLostException extends IOException {

  private static final long serialVersionUID = 1L;

  AnswerLostException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
