package vn.loa.channel;

import java.time.Duration;
import java.time.Instant;

/**
 * What happened to a delivery after the network took it. A network's "accepted" is no receipt: only
 * an end that was reached, or not reached, is.
 */
public sealed interface Receipt {

  /** For a {@code switch}, until patterns may be switched on. */
  enum Kind {
    DELIVERED,
    PLAYED,
    PUBLISHED,
    UNDELIVERED,
    EXPIRED
  }

  Kind kind();

  /** The {@link Outcome.Sent#reference()} it belongs to. */
  String reference();

  /** When it happened, by the clock of the other end. */
  Instant at();

  /** The network says that the handset took it. */
  record Delivered(String reference, Instant at) implements Receipt {
    @Override
    public Kind kind() {
      return Kind.DELIVERED;
    }
  }

  /**
   * A device played it, and says for how long and how loud.
   *
   * @param played sounding or showing time, over all repeats; more than zero
   * @param volume 1 to 100, per cent
   */
  record Played(String reference, Instant at, Duration played, int volume) implements Receipt {
    public Played {
      if (played.isZero() || played.isNegative()) {
        throw new IllegalArgumentException("played without played time is no evidence: " + played);
      }
      if (volume < 1 || volume > 100) {
        throw new IllegalArgumentException("played needs a volume of 1 to 100 but was " + volume);
      }
    }

    @Override
    public Kind kind() {
      return Kind.PLAYED;
    }
  }

  /**
   * It stands where readers fetch it.
   *
   * @param sha256 digest of the published document, 64 lower-case hexadecimal digits
   */
  record Published(String reference, Instant at, String sha256) implements Receipt {
    @Override
    public Kind kind() {
      return Kind.PUBLISHED;
    }
  }

  /** The network or the device says that it did not get through. */
  record Undelivered(String reference, Instant at, Reason reason) implements Receipt {
    @Override
    public Kind kind() {
      return Kind.UNDELIVERED;
    }
  }

  /** Its time ran out at the other end, before anybody read or heard it. */
  record Expired(String reference, Instant at) implements Receipt {
    @Override
    public Kind kind() {
      return Kind.EXPIRED;
    }
  }
}
