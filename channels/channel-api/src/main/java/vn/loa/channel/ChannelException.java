package vn.loa.channel;

import org.jspecify.annotations.Nullable;

/**
 * A channel cannot work at all: its peer is not there, or sent it away. The message names the
 * channel, the place, the reason and the mend.
 */
public final class ChannelException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public ChannelException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
