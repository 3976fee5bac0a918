package vn.loa.channel;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What decides for each delivery whether it may go out now: opt-outs, quiet hours, caps. Asked when
 * a delivery's turn comes, and again just before the wire.
 *
 * <p>Safe for use by several threads.
 */
@FunctionalInterface
public interface Clearance {

  /**
   * Prepares for one message.
   *
   * @param order what lets an emergency pass, or null
   */
  ForMessage forMessage(Message message, @Nullable EmergencyOrder order);

  /** Everything may go. */
  static Clearance none() {
    return (message, order) -> (recipient, now) -> Verdict.GO;
  }

  /** For one message. Safe for use by several threads. */
  @FunctionalInterface
  interface ForMessage {

    /** Whether it may go to this recipient now. */
    Verdict check(Address recipient, Instant now);

    /** {@link #check(Address, Instant)} for a subscriber, without an object for the number. */
    default Verdict check(long e164, Instant now) {
      return check(new Address.Phone(e164), now);
    }

    /**
     * It goes out to this recipient now, or may have gone out at that instant: what a cap counts.
     * Also told, after a restart, for what went out before.
     */
    default void sent(Address recipient, Instant at) {}

    /**
     * What was told of this recipient last did certainly not go out: it was throttled or refused,
     * and no cap counts it. Told before the recipient is asked about again.
     */
    default void unsent(Address recipient) {}
  }

  /** What was decided. */
  sealed interface Verdict {

    /** Nothing forbids it. */
    Go GO = new Go();

    /** For a {@code switch}, until patterns may be switched on. */
    enum Kind {
      GO,
      WAIT,
      NEVER
    }

    Kind kind();

    /** It may go out now. */
    record Go() implements Verdict {
      @Override
      public Kind kind() {
        return Kind.GO;
      }
    }

    /**
     * Not now.
     *
     * @param until when to ask again
     */
    record Wait(Instant until, Reason reason) implements Verdict {
      @Override
      public Kind kind() {
        return Kind.WAIT;
      }
    }

    /** Not at all. */
    record Never(Reason reason) implements Verdict {
      @Override
      public Kind kind() {
        return Kind.NEVER;
      }
    }
  }
}
