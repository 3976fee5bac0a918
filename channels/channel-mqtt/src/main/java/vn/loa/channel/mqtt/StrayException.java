package vn.loa.channel.mqtt;

/** What came from the broker is no message of a device: it is dropped and counted by its kind. */
public final class StrayException extends Exception {

  private static final long serialVersionUID = 1L;

  /** Why it is dropped. */
  public enum Kind {
    /** It cannot be read. */
    MALFORMED,
    /** It is longer than any message of a device. */
    OVERSIZE,
    /** It is of a version or kind that is not known here. */
    UNKNOWN,
    /** It speaks for another device than the one whose topic it came on. */
    FOREIGN,
    /** More came than could be taken. */
    OVERFLOW,
    /** Reading it failed here. */
    FAULT
  }

  private final Kind kind;

  /**
   * @param detail for the log; carries no text of an announcement
   */
  public StrayException(Kind kind, String detail) {
    super(detail, null, false, false);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
