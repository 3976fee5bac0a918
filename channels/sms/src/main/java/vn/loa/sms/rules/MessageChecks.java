package vn.loa.sms.rules;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.EmergencyOrder;
import vn.loa.channel.Message;
import vn.loa.channel.Purpose;
import vn.loa.channel.Urgency;
import vn.loa.sms.PhoneNumber;
import vn.loa.sms.rules.Decision.Refuse;

/** What can be said of a message before any number is known. */
final class MessageChecks {

  private static final int SHOWN = 12;

  private final SendingRules rules;
  private final Message message;
  private final List<Refuse> refusals = new ArrayList<>();

  private MessageChecks(SendingRules rules, Message message) {
    this.rules = rules;
    this.message = message;
  }

  static List<Refuse> refusals(
      SendingRules rules,
      Message message,
      @Nullable SenderName sender,
      @Nullable EmergencyOrder order) {
    MessageChecks checks = new MessageChecks(rules, message);
    checks.urgency(order);
    if (message.purpose() == Purpose.ADVERTISING) {
      message.texts().forEach(checks::label);
      message.texts().forEach(checks::wayOut);
      checks.sender(sender);
    }
    return List.copyOf(checks.refusals);
  }

  private void urgency(@Nullable EmergencyOrder order) {
    boolean emergency = message.urgency() == Urgency.EMERGENCY;
    if (emergency && message.purpose() == Purpose.ADVERTISING) {
      refuse(Rule.EMERGENCY, "advertising is no emergency; make it ROUTINE");
    } else if (order != null && !emergency) {
      refuse(
          Rule.EMERGENCY,
          "there is an emergency order for a message that is "
              + message.urgency()
              + "; make it EMERGENCY, or leave the order away");
    }
  }

  private void label(String language, String text) {
    if (!text.startsWith("[QC]") && !text.startsWith("[AD]")) {
      refuse(
          Rule.LABEL,
          "the text \"%s\" begins with \"%s\"; begin it with [QC] or [AD], exactly so"
              .formatted(language, beginning(text)));
    }
  }

  private void wayOut(String language, String text) {
    if (!rules.keywords().tellsHowToRefuse(text)) {
      refuse(
          Rule.WAY_OUT,
          "the text \"%s\" does not say how to refuse; end it with: Tu choi: soan %s"
              .formatted(language, rules.keywords().example()));
    }
  }

  private void sender(@Nullable SenderName sender) {
    if (sender == null) {
      refuse(Rule.SENDER, "it comes from a number; send it under a registered name");
    } else if (!rules.isRegistered(sender)) {
      refuse(
          Rule.SENDER,
          "\""
              + sender
              + "\" is not registered here; register it, and count it in"
              + " registeredSenders(…)");
    }
  }

  private void refuse(Rule rule, String reason) {
    refusals.add(new Refuse(rule, reason));
  }

  private static String beginning(String text) {
    int shown = Math.min(SHOWN, text.codePointCount(0, text.length()));
    return PhoneNumber.masked(text.substring(0, text.offsetByCodePoints(0, shown)));
  }
}
