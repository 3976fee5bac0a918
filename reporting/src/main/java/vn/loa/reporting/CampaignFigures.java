package vn.loa.reporting;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import vn.loa.channel.Address;
import vn.loa.channel.Delivery;
import vn.loa.channel.Receipt;
import vn.loa.channel.Tally;
import vn.loa.plan.Clause;
import vn.loa.plan.Evidence;
import vn.loa.plan.Measure;
import vn.loa.plan.Unit;
import vn.loa.plan.ledger.Activity;

/**
 * What one campaign came to: which theme, by which form, how far it got, and the proof in figures.
 * Immutable.
 *
 * @param campaign id of the message, for people
 * @param channel name of the channel that carried it
 * @param theme clause of the theme it was about
 * @param form clause of the form it took
 * @param tally every recipient, by state
 * @param played sounding time that devices proved, summed over all of them
 * @param published documents that were read back after publication
 * @param areas tally by area code, for recipients that stand in one; sorted by code
 */
public record CampaignFigures(
    String campaign,
    String channel,
    Clause theme,
    Clause form,
    Tally tally,
    Duration played,
    long published,
    Map<String, Tally> areas) {

  public CampaignFigures {
    areas = Collections.unmodifiableMap(new TreeMap<>(areas));
  }

  /** Gathers the figures from the deliveries as they stand. */
  public static CampaignFigures of(
      String campaign, String channel, Clause theme, Clause form, List<Delivery> deliveries) {
    return new CampaignFigures(
        campaign,
        channel,
        theme,
        form,
        Tallies.count(deliveries),
        deliveries.stream()
            .flatMap(it -> it.receipt(Receipt.Played.class).stream())
            .map(Receipt.Played::played)
            .reduce(Duration.ZERO, Duration::plus),
        deliveries.stream().filter(it -> it.receipt(Receipt.Published.class).isPresent()).count(),
        byArea(deliveries));
  }

  private static Map<String, Tally> byArea(List<Delivery> deliveries) {
    return deliveries.stream()
        .filter(it -> it.recipient().kind() == Address.Kind.DEVICE)
        .collect(
            Collectors.groupingBy(
                it -> ((Address.Device) it.recipient()).area(),
                TreeMap::new,
                Collectors.collectingAndThen(Collectors.toList(), Tallies::count)));
  }

  /**
   * The activity that this campaign was, for the ledger. Counts as reached only whom a receipt
   * proves; what is in doubt is in no measure.
   *
   * @param id of the activity, unique in the ledger
   * @param agency id of who did it
   * @param at when it was done
   */
  public Activity activity(String id, String agency, Instant at, List<Evidence> evidence) {
    List<Measure> measures = new ArrayList<>();
    measures.add(new Measure(tally.delivered(), Unit.RECIPIENTS));
    measures.add(new Measure(tally.sent(), Unit.MESSAGES));
    if (played.toMinutes() > 0) {
      measures.add(new Measure(played.toMinutes(), Unit.MINUTES));
    }
    if (published > 0) {
      measures.add(new Measure(published, Unit.ITEMS));
    }
    return new Activity(id, theme, form, agency, at, measures, evidence);
  }
}
