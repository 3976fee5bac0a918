package vn.loa.sms.rules;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.EmergencyOrder;
import vn.loa.channel.Message;
import vn.loa.channel.Purpose;
import vn.loa.sms.rules.Decision.Refuse;
import vn.loa.sms.rules.Decision.Send;

/**
 * The rules for one message. The same number, history and instant give the same decision, always.
 * Safe for use by several threads.
 */
public final class MessageRules {

  private final List<Refuse> refusals;
  private final Gate gate;

  /** What an emergency passes, and nothing else. */
  private final Gate passed;

  /** With what an emergency passes taken away. */
  private final Gate eased;

  private final @Nullable EmergencyOrder order;

  MessageRules(
      SendingRules rules,
      Message message,
      @Nullable SenderName sender,
      @Nullable EmergencyOrder order) {
    this.refusals = MessageChecks.refusals(rules, message, sender, order);
    this.order = order;
    Reasons reasons = new Reasons(rules, message, order != null);
    Set<Rule> binding = binding(rules, message.purpose());
    this.gate = new Gate(rules, reasons, binding, message.purpose() == Purpose.ADVERTISING);
    Set<Rule> passable = EnumSet.copyOf(binding);
    passable.retainAll(rules.emergencyPasses());
    binding.removeAll(passable);
    this.passed = new Gate(rules, reasons, passable, false);
    this.eased = new Gate(rules, reasons, binding, false);
  }

  private static Set<Rule> binding(SendingRules rules, Purpose purpose) {
    Set<Rule> binding = EnumSet.noneOf(Rule.class);
    for (Rule rule : List.of(Rule.OPT_OUT, Rule.STAGES, Rule.QUIET_HOURS, Rule.CAP)) {
      if (rules.binds(rule, purpose)) {
        binding.add(rule);
      }
    }
    return binding;
  }

  /**
   * Why this message may go to nobody at all; empty when it may. To be looked at before a campaign
   * starts; {@link #decide} gives the first of them for every number.
   */
  public List<Refuse> refusals() {
    return refusals;
  }

  /**
   * Whether the message may go to a number now. Refusals come before deferrals: of the message,
   * then for the number, then because the last stage is over. What may simply go costs no
   * allocation here. That it is still valid is not asked: who sends it sees to that.
   *
   * <p>To decide and to send is not one step. Let one thread at a time decide, send and record for
   * a number, or two may take the last place under the cap.
   *
   * @param now of some calendar year; instants near {@link Instant#MAX} or {@link Instant#MIN} have
   *     none
   * @throws java.time.DateTimeException if {@code now}, or what the history answers, has none
   */
  public Decision decide(long e164, SendingHistory history, Instant now) {
    if (!refusals.isEmpty()) {
      return refusals.get(0);
    }
    Decision decision = gate.decide(e164, history, now);
    if (order == null || decision instanceof Send) {
      return decision;
    }
    Decision byOrder = eased.decide(e164, history, now);
    return byOrder instanceof Send
        ? new Send(order, passed.objections(e164, history, now))
        : byOrder;
  }
}
