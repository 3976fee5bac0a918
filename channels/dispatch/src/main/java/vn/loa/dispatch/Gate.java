package vn.loa.dispatch;

import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Address;
import vn.loa.channel.Clearance;
import vn.loa.channel.Clearance.Verdict;
import vn.loa.channel.Message;
import vn.loa.channel.Reason;
import vn.loa.channel.Recipients;
import vn.loa.dispatch.store.CampaignRecord;
import vn.loa.dispatch.store.Changes;

/**
 * What every delivery of a campaign passes, when its turn comes and again just before the wire: it
 * is not too late, and no rule forbids it. A rule that throws harms only the delivery it was asked
 * about. Safe for use by several threads.
 */
final class Gate {

  private final Message message;
  private final Clearance.@Nullable ForMessage rules;

  private Gate(Message message, Clearance.@Nullable ForMessage rules) {
    this.message = message;
    this.rules = rules;
  }

  static Gate of(CampaignRecord campaign, @Nullable Clearance clearance) {
    Message message = campaign.message();
    if (clearance == null) {
      return new Gate(message, null);
    }
    try {
      return new Gate(message, clearance.forMessage(message, campaign.order()));
    } catch (RuntimeException | Error thrown) {
      return new Gate(message, broken(thrown));
    }
  }

  private static Clearance.ForMessage broken(Throwable cause) {
    return (recipient, now) -> {
      throw new IllegalStateException(cause);
    };
  }

  boolean isLate(Instant now) {
    return message.isExpired(now);
  }

  /** Whether everything passes that is not late. */
  boolean isOpen() {
    return rules == null;
  }

  /**
   * Asks for one delivery that is not late.
   *
   * @return null if it may go now
   */
  @Nullable Refusal ask(Recipients recipients, int index, Instant now) {
    try {
      return refusal(verdict(recipients, index, now));
    } catch (RuntimeException | Error thrown) {
      Reason fault = new Reason("RULE_FAULT", "a sending rule failed: " + thrown);
      return new Refusal(Changes.Kind.DEAD, 0, fault);
    }
  }

  private Verdict verdict(Recipients recipients, int index, Instant now) {
    if (rules == null) {
      return Verdict.GO;
    }
    return recipients.arePhones()
        ? rules.check(recipients.e164(index), now)
        : rules.check(recipients.get(index), now);
  }

  private @Nullable Refusal refusal(Verdict verdict) {
    return switch (verdict.kind()) {
      case GO -> null;
      case NEVER -> new Refusal(Changes.Kind.REFUSED, 0, ((Verdict.Never) verdict).reason());
      case WAIT -> wait((Verdict.Wait) verdict);
    };
  }

  private Refusal wait(Verdict.Wait wait) {
    return message.isExpired(wait.until())
        ? new Refusal(Changes.Kind.EXPIRED, 0, wait.reason())
        : new Refusal(
            Changes.Kind.DEFERRED, Math.max(0, wait.until().toEpochMilli()), wait.reason());
  }

  /** It goes out, or may have gone out then. */
  void sent(Address recipient, Instant at) {
    tell(rules -> rules.sent(recipient, at));
  }

  /** It certainly did not go out, other than told. */
  void unsent(Address recipient) {
    tell(rules -> rules.unsent(recipient));
  }

  private void tell(Consumer<Clearance.ForMessage> news) {
    if (rules != null) {
      try {
        news.accept(rules);
      } catch (RuntimeException | Error thrown) {
        System.getLogger(Gate.class.getName())
            .log(System.Logger.Level.ERROR, message.id() + ": a sending rule lost count", thrown);
      }
    }
  }

  /**
   * Why one may not go now.
   *
   * @param until milliseconds of Unix time, where it is {@link Changes.Kind#DEFERRED}
   */
  record Refusal(Changes.Kind kind, long until, Reason reason) {

    static final Refusal LATE =
        new Refusal(Changes.Kind.EXPIRED, 0, new Reason("EXPIRED", "too late to be sent"));

    void note(Changes changes, int index) {
      if (kind == Changes.Kind.DEFERRED) {
        changes.until(index, kind, until, reason);
      } else if (kind == Changes.Kind.EXPIRED) {
        changes.plainly(index, kind);
      } else {
        changes.because(index, kind, reason);
      }
    }
  }
}
