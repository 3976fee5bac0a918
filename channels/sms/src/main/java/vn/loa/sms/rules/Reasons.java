package vn.loa.sms.rules;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import vn.loa.channel.Message;
import vn.loa.channel.Urgency;
import vn.loa.sms.rules.Decision.Defer;
import vn.loa.sms.rules.Decision.Refuse;

/** Decisions with their words. */
final class Reasons {

  static final Refuse ON_THE_LIST =
      new Refuse(Rule.DO_NOT_ADVERTISE, "on the do-not-advertise list; leave the number out");
  static final Refuse NO_CONSENT =
      new Refuse(
          Rule.CONSENT,
          "did not agree to advertising as far as is known; ask first, and count it in"
              + " consented(…)");

  private final SendingRules rules;
  private final Message message;
  private final boolean ordered;
  private final Refuse optedOut;

  Reasons(SendingRules rules, Message message, boolean ordered) {
    this.rules = rules;
    this.message = message;
    this.ordered = ordered;
    this.optedOut =
        new Refuse(
            Rule.OPT_OUT,
            "refused messages; leave the number out unless it asks for them again"
                + missingOrder(Rule.OPT_OUT));
  }

  Refuse optedOut() {
    return optedOut;
  }

  Defer defer(Instant until, Rule rule) {
    return new Defer(
        until,
        rule,
        why(rule) + "; goes on at " + shown(until) + expiry(until) + missingOrder(rule));
  }

  Refuse noStageLeft() {
    Stage last = rules.stages().last();
    return new Refuse(
        Rule.STAGES,
        "no time is left until the last stage, \""
            + last.name()
            + "\", is over at "
            + shown(last.to())
            + "; give the rules a further stage"
            + missingOrder(Rule.STAGES));
  }

  private String why(Rule rule) {
    return switch (rule) {
      case QUIET_HOURS -> {
        LocalTime from = rules.quietHours().from();
        yield "quiet hours from " + from + " to " + rules.quietHours().to();
      }
      case CAP -> "the number has had " + messages() + " within " + span();
      default -> "no stage is under way";
    };
  }

  private String messages() {
    return rules.most() == 1 ? "1 message" : rules.most() + " messages";
  }

  private String span() {
    long hours = rules.within().toHours();
    return rules.within().equals(Duration.ofHours(hours))
        ? hours + " h"
        : rules.within().toString();
  }

  private String expiry(Instant until) {
    return message.isExpired(until)
        ? ", but expires at " + shown(message.validUntil()) + "; make it valid longer"
        : "";
  }

  private String missingOrder(Rule rule) {
    boolean passable = rules.emergencyPasses().contains(rule);
    return message.urgency() == Urgency.EMERGENCY && !ordered && passable
        ? "; an emergency goes at once only with an emergency order, which is missing"
        : "";
  }

  private String shown(Instant instant) {
    return instant.atZone(rules.quietHours().zone()).toOffsetDateTime().toString();
  }
}
