package vn.loa.channel;

/** What the wire answered for one delivery. A refusal is not an exception, it is Tuesday. */
public sealed interface Outcome {

  /** For a {@code switch}, until patterns may be switched on. */
  enum Kind {
    SENT,
    REFUSED,
    EXPIRED,
    RETRY,
    IN_DOUBT
  }

  Kind kind();

  /**
   * The network took it. No citizen has read or heard anything yet: see {@link Receipt}.
   *
   * @param reference names this delivery in later receipts of the same channel; unique among the
   *     deliveries that still wait for one
   */
  record Sent(String reference) implements Outcome {
    public Sent {
      if (reference.isEmpty()) {
        throw new IllegalArgumentException("a sent delivery needs the reference of its receipts");
      }
    }

    @Override
    public Kind kind() {
      return Kind.SENT;
    }
  }

  /** The network said no, and would say no again. */
  record Refused(Reason reason) implements Outcome {
    @Override
    public Kind kind() {
      return Kind.REFUSED;
    }
  }

  /** It certainly did not go out, and is too late now ({@link Message#validUntil()}). */
  record Expired() implements Outcome {
    @Override
    public Kind kind() {
      return Kind.EXPIRED;
    }
  }

  /** It certainly did not go out; the same delivery may be submitted again later. */
  record Retry(Reason reason) implements Outcome {
    @Override
    public Kind kind() {
      return Kind.RETRY;
    }
  }

  /** It may or may not have gone out: bytes left, and no answer came. */
  record InDoubt(Reason reason) implements Outcome {
    @Override
    public Kind kind() {
      return Kind.IN_DOUBT;
    }
  }
}
