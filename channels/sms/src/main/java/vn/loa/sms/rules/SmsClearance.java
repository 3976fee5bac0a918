package vn.loa.sms.rules;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Address;
import vn.loa.channel.Clearance;
import vn.loa.channel.EmergencyOrder;
import vn.loa.channel.Message;
import vn.loa.channel.Reason;

/** The rules in the words of a dispatcher. */
final class SmsClearance implements Clearance {

  private final SendingRules rules;
  private final @Nullable SenderName sender;
  private final RecentSends sends;

  SmsClearance(SendingRules rules, @Nullable SenderName sender, RecentSends sends) {
    this.rules = rules;
    this.sender = sender;
    this.sends = sends;
  }

  @Override
  public ForMessage forMessage(Message message, @Nullable EmergencyOrder order) {
    return new ForNumbers(rules.forMessage(message, sender, order));
  }

  private final class ForNumbers implements ForMessage {

    private final MessageRules ofMessage;

    ForNumbers(MessageRules ofMessage) {
      this.ofMessage = ofMessage;
    }

    @Override
    public Verdict check(Address recipient, Instant now) {
      return recipient instanceof Address.Phone phone ? check(phone.e164(), now) : Verdict.GO;
    }

    @Override
    public Verdict check(long e164, Instant now) {
      return verdict(ofMessage.decide(e164, sends, now));
    }

    @Override
    public void sent(Address recipient, Instant at) {
      if (recipient instanceof Address.Phone phone) {
        sends.record(phone.e164(), at);
      }
    }

    @Override
    public void unsent(Address recipient) {
      if (recipient instanceof Address.Phone phone) {
        sends.forgetLatest(phone.e164());
      }
    }
  }

  private static Clearance.Verdict verdict(Decision decision) {
    return switch (decision.kind()) {
      case SEND -> Verdict.GO;
      case DEFER -> {
        Decision.Defer defer = (Decision.Defer) decision;
        yield new Verdict.Wait(defer.until(), reason(defer.rule(), defer.reason()));
      }
      case REFUSE -> {
        Decision.Refuse refuse = (Decision.Refuse) decision;
        yield new Verdict.Never(reason(refuse.rule(), refuse.reason()));
      }
    };
  }

  private static Reason reason(Rule rule, String words) {
    return new Reason(rule.name(), words);
  }
}
