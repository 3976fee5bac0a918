package vn.loa.dispatch.store;

import java.time.Instant;
import vn.loa.channel.Urgency;

/** A change to a campaign as a whole. */
public sealed interface Control {

  /** For a {@code switch}, until patterns may be switched on. */
  enum Kind {
    PAUSE,
    RESUME,
    CANCEL,
    URGENCY,
    NOT_BEFORE,
    SETTLE,
    GIVE_UP_RECEIPTS
  }

  Kind kind();

  /** Nothing more of it is leased. */
  record Pause() implements Control {
    @Override
    public Kind kind() {
      return Kind.PAUSE;
    }
  }

  /** It is leased again. */
  record Resume() implements Control {
    @Override
    public Kind kind() {
      return Kind.RESUME;
    }
  }

  /**
   * What is queued or deferred is cancelled, also under a lease; for good. A campaign whose last
   * chunk is not here takes no more.
   */
  record Cancel() implements Control {
    @Override
    public Kind kind() {
      return Kind.CANCEL;
    }
  }

  /** It changes lanes. */
  record ChangeUrgency(Urgency urgency) implements Control {
    @Override
    public Kind kind() {
      return Kind.URGENCY;
    }
  }

  /** It waits until another instant. */
  record NotBefore(Instant instant) implements Control {
    @Override
    public Kind kind() {
      return Kind.NOT_BEFORE;
    }
  }

  /**
   * Deliveries of a chunk that are in doubt, or were attempted under a lease that was released, get
   * what is known by now; needs no lease.
   *
   * @param changes may be used again when the call returns
   */
  record Settle(int chunk, Changes changes) implements Control {
    @Override
    public Kind kind() {
      return Kind.SETTLE;
    }
  }

  /** What was sent before an instant and has no receipt is unconfirmed. */
  record GiveUpReceipts(Instant sentBefore) implements Control {
    @Override
    public Kind kind() {
      return Kind.GIVE_UP_RECEIPTS;
    }
  }
}
