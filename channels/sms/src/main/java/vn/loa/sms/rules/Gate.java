package vn.loa.sms.rules;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.loa.sms.rules.Decision.Defer;
import vn.loa.sms.rules.Decision.Refuse;
import vn.loa.sms.rules.Decision.Send;

/**
 * The rules that need a number or an instant. Those of the clock (stages, quiet hours) say the same
 * to every number for hours on end: what they say, and until when, is a {@link Spell}, worked out
 * once and kept until a call comes from outside it. So a call is three look-ups: who refused, what
 * the history has, and whether the spell still lasts.
 *
 * <p>When the cap ends is known and does not come back by waiting; so the first instant without any
 * objection is the first that the clock leaves open from then on.
 */
final class Gate {

  private final SendingRules rules;
  private final Reasons reasons;
  private final boolean optOuts;
  private final boolean stages;
  private final boolean quietHours;
  private final boolean cap;
  private final boolean advertising;
  private volatile Spell spell = new Spell(Instant.MAX, Instant.MAX, Send.FREELY);

  /**
   * What the clock says from one instant until another, the first included.
   *
   * @param decision {@link Send#FREELY}, or not now, or not any more
   */
  private record Spell(Instant from, Instant to, Decision decision) {
    boolean contains(Instant instant) {
      return !instant.isBefore(from) && instant.isBefore(to);
    }
  }

  Gate(SendingRules rules, Reasons reasons, Set<Rule> binding, boolean advertising) {
    this.rules = rules;
    this.reasons = reasons;
    this.optOuts = binding.contains(Rule.OPT_OUT);
    this.stages = binding.contains(Rule.STAGES);
    this.quietHours = binding.contains(Rule.QUIET_HOURS);
    this.cap = binding.contains(Rule.CAP);
    this.advertising = advertising;
  }

  Decision decide(long e164, SendingHistory history, Instant now) {
    Refuse refusal = refusal(e164);
    if (refusal != null) {
      return refusal;
    }
    Decision byClock = spellAt(now).decision();
    Instant free = capEnd(e164, history, now);
    return free == null || byClock instanceof Refuse ? byClock : afterCap(free, byClock);
  }

  /** The rules of this gate that forbid to send now. */
  Set<Rule> objections(long e164, SendingHistory history, Instant now) {
    Set<Rule> objections = EnumSet.noneOf(Rule.class);
    if (optOuts && rules.hasOptedOut(e164)) {
      objections.add(Rule.OPT_OUT);
    }
    if (stages && !now.equals(rules.stages().firstOpen(now))) {
      objections.add(Rule.STAGES);
    }
    if (quietHours && rules.quietHours().contains(now)) {
      objections.add(Rule.QUIET_HOURS);
    }
    if (capEnd(e164, history, now) != null) {
      objections.add(Rule.CAP);
    }
    return objections;
  }

  private @Nullable Refuse refusal(long e164) {
    if (optOuts && rules.hasOptedOut(e164)) {
      return reasons.optedOut();
    }
    if (advertising && rules.wantsNoAdvertising(e164)) {
      return Reasons.ON_THE_LIST;
    }
    return advertising && !rules.hasConsented(e164) ? Reasons.NO_CONSENT : null;
  }

  /** When the cap ends; null if it is not reached now. */
  private @Nullable Instant capEnd(long e164, SendingHistory history, Instant now) {
    Instant first = cap ? history.nthLatest(e164, rules.most()) : null;
    if (first == null) {
      return null;
    }
    Instant end = first.plus(rules.within());
    return now.isBefore(end) ? end : null;
  }

  private Decision afterCap(Instant free, Decision byClock) {
    Instant until = firstOpen(free);
    return until == null
        ? reasons.noStageLeft()
        : reasons.defer(until, byClock instanceof Defer defer ? defer.rule() : Rule.CAP);
  }

  private Spell spellAt(Instant now) {
    Spell current = spell;
    if (!current.contains(now)) {
      current = workOut(now);
      spell = current;
    }
    return current;
  }

  private Spell workOut(Instant now) {
    Instant inStage = stages ? rules.stages().firstOpen(now) : now;
    Instant open = firstOpen(now);
    if (inStage == null || open == null) {
      return new Spell(now, Instant.MAX, reasons.noStageLeft());
    }
    if (open.equals(now)) {
      return new Spell(now, firstClosed(now), Send.FREELY);
    }
    return inStage.equals(now)
        ? new Spell(now, earlier(open, stageEnd(now)), reasons.defer(open, Rule.QUIET_HOURS))
        : new Spell(now, inStage, reasons.defer(open, Rule.STAGES));
  }

  /** The instant itself, or the first after it that stages and quiet hours both leave open. */
  private @Nullable Instant firstOpen(Instant instant) {
    Instant next = instant;
    while (true) {
      Instant inStage = stages ? rules.stages().firstOpen(next) : next;
      if (inStage == null || !quietHours) {
        return inStage;
      }
      next = rules.quietHours().firstOpen(inStage);
      if (next.equals(inStage)) {
        return next;
      }
    }
  }

  private Instant firstClosed(Instant open) {
    return quietHours
        ? earlier(rules.quietHours().firstQuiet(open), stageEnd(open))
        : stageEnd(open);
  }

  private Instant stageEnd(Instant within) {
    return stages ? rules.stages().end(within) : Instant.MAX;
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }
}
