package vn.loa.dispatch.store;

import org.jspecify.annotations.Nullable;

/** A store did not do what was asked. The message names the place, the reason and the mend. */
public final class StoreException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Kind kind;

  /** What it means for the caller. */
  public enum Kind {
    /** The key stands for something else already. */
    CONFLICT,
    /** No such campaign. */
    UNKNOWN,
    /** The chunk has another lease by now. */
    STALE,
    /** An engine elsewhere does not answer now: ask again later. */
    UNAVAILABLE,
    /** No room: nothing was taken, and the store goes on with what it has. */
    FULL,
    /** The store was closed. */
    CLOSED,
    /** It cannot be opened as it is: locked, read-only, of another version, or damaged. */
    UNUSABLE,
    /** It failed while it worked, and does nothing more: open it again. */
    BROKEN
  }

  public StoreException(Kind kind, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  public StoreException(Kind kind, String message) {
    this(kind, message, null);
  }

  public Kind kind() {
    return kind;
  }
}
