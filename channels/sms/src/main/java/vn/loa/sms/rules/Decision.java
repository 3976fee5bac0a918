package vn.loa.sms.rules;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.EmergencyOrder;

/** What the rules say about one message to one number at one instant. */
public sealed interface Decision {

  /** For a {@code switch}, until patterns may be switched on. */
  enum Kind {
    SEND,
    DEFER,
    REFUSE
  }

  Kind kind();

  /**
   * It may go now.
   *
   * @param order the order by which an emergency passed rules that else forbid it now, to be
   *     recorded with them; null when no rule was passed
   * @param passed those rules; empty when there is no order
   */
  record Send(@Nullable EmergencyOrder order, Set<Rule> passed) implements Decision {

    /** What nothing forbids. */
    static final Send FREELY = new Send(null, Set.of());

    public Send {
      passed = Set.copyOf(passed);
    }

    @Override
    public Kind kind() {
      return Kind.SEND;
    }
  }

  /**
   * Not now; to be asked again later.
   *
   * @param until the first instant at which nothing known now forbids it any more. It may be later
   *     than the message is valid; the reason says so
   * @param rule what forbids it now
   * @param reason for people, with the instant in the zone of the rules
   */
  record Defer(Instant until, Rule rule, String reason) implements Decision {

    @Override
    public Kind kind() {
      return Kind.DEFER;
    }
  }

  /**
   * Not as things are; waiting alone does not help.
   *
   * @param reason for people, with the mend
   */
  record Refuse(Rule rule, String reason) implements Decision {

    @Override
    public Kind kind() {
      return Kind.REFUSE;
    }
  }
}
