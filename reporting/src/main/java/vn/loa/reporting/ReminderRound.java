package vn.loa.reporting;

import java.util.List;
import java.util.Map;
import vn.loa.plan.ledger.DueAction;

/**
 * What became of the reminders and escalations that were due. Each stands in one of these.
 *
 * @param carriedOut sent to everybody concerned
 * @param needless there was nothing left to say: the report came, or it is too late to remind
 * @param withoutContact nobody is known who could read it; due again the next time
 * @param failed not taken, with the reason; due again the next time
 */
public record ReminderRound(
    List<DueAction> carriedOut,
    List<DueAction> needless,
    List<DueAction> withoutContact,
    Map<DueAction, RuntimeException> failed) {

  public ReminderRound {
    carriedOut = List.copyOf(carriedOut);
    needless = List.copyOf(needless);
    withoutContact = List.copyOf(withoutContact);
    failed = Map.copyOf(failed);
  }
}
