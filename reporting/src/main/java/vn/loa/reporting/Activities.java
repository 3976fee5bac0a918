package vn.loa.reporting;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import vn.loa.plan.Evidence;
import vn.loa.plan.Measure;
import vn.loa.plan.Plan;
import vn.loa.plan.ReportingObligation;
import vn.loa.plan.Unit;
import vn.loa.plan.calendar.ReportPeriod;
import vn.loa.plan.ledger.Activity;
import vn.loa.plan.ledger.DuplicateEntryException;
import vn.loa.plan.ledger.Ledger;
import vn.loa.plan.ledger.LedgerEntry;

/**
 * Enters into the ledger what was done: campaigns, from their deliveries, and what people did
 * without a network, by hand.
 *
 * <p>A campaign may be entered as often as one likes, while it runs and afterwards. Its figures are
 * those from its beginning; for each period of the plan's most frequent report there is one
 * activity, which holds what came to be known in that period and in none before. Over all periods
 * each unit adds up to the campaign's figure, once. So enter a campaign before a period closes:
 * what is entered later counts in the period in which it is.
 *
 * <pre>
 *   entered         10 May   14 May │ 20 May   14 June │
 *   recipients so far   40       70 │     85       100 │
 *   2022-05             40       70 │     70        70 │    a version each time that
 *   2022-06                         │     15        30 │    the figure moves
 * </pre>
 *
 * <p>What is in doubt is in no measure but {@link Unit#IN_DOUBT}. Where a figure shrinks, because
 * what was sent was refused after all, the last period that holds any of it gets a version with
 * less.
 *
 * <p>Safe for use by several threads, and by several processes on one log.
 */
public final class Activities {

  /** So often in a row another writer may enter the same version first. */
  private static final int ATTEMPTS = 20;

  private final Ledger ledger;
  private final ZoneId zone;
  private final List<ReportPeriod> periods;

  private Activities(Ledger ledger) {
    this.ledger = ledger;
    this.zone = ledger.plan().zone();
    this.periods = mostFrequent(ledger.plan());
  }

  public static Activities of(Ledger ledger) {
    return new Activities(ledger);
  }

  private static List<ReportPeriod> mostFrequent(Plan plan) {
    return plan.regime().obligations().stream()
        .max(Comparator.comparingInt((ReportingObligation it) -> it.cadence().perYear()))
        .map(plan::periods)
        .orElse(List.of());
  }

  /**
   * Enters what was done by hand: a conference, a poster, an article, a round of a loudspeaker car.
   *
   * @throws DuplicateEntryException when it is here already in this version
   * @throws vn.loa.plan.UnknownNameException when the plan has no such theme, form or task, or the
   *     roster no such agency
   */
  public LedgerEntry record(Activity activity) {
    return ledger.record(activity);
  }

  /**
   * Enters what a campaign came to so far.
   *
   * @param agency id of who did it
   * @param at when the figures were read; not before they were entered last
   * @param evidence for what is entered now: {@link CampaignReading#evidence()}
   * @return what was entered; empty when nothing has moved since the last time
   * @throws vn.loa.plan.UnknownNameException when the plan has no such theme or form, or the roster
   *     no such agency
   */
  public List<LedgerEntry> record(
      CampaignFigures figures, String agency, Instant at, List<Evidence> evidence) {
    for (int attempt = 1; ; attempt++) {
      List<Activity> moved = moved(figures, agency, at, evidence);
      if (moved.isEmpty()) {
        return List.of();
      }
      try {
        return ledger.enter(moved, agency);
      } catch (DuplicateEntryException taken) {
        if (attempt == ATTEMPTS) {
          throw taken;
        }
      }
    }
  }

  private List<Activity> moved(
      CampaignFigures figures, String agency, Instant at, List<Evidence> evidence) {
    String campaign = figures.campaign() + "/" + figures.channel();
    String label = label(at);
    List<Slice> slices = slices(campaign);
    Slice current = null;
    for (Slice slice : slices) {
      if (slice.is(label)) {
        current = slice;
      }
    }
    if (current == null) {
      String id = Ids.of(figures.campaign(), figures.channel(), label);
      current =
          Slice.first(
              Activity.builder(id, figures.theme(), figures.form(), agency, at)
                  .campaign(campaign)
                  .build(),
              label);
      slices.add(current);
    }
    share(measures(figures), slices, current);
    current.set(Unit.IN_DOUBT, figures.tally().inDoubt());
    List<Activity> moved = new ArrayList<>();
    for (Slice slice : slices) {
      if (slice.hasMoved()) {
        moved.add(slice.next(slice == current ? at : slice.at(), evidence));
      }
    }
    return moved;
  }

  /** Gives the current slice what no other holds, and takes back where there is less than held. */
  private static void share(Map<Unit, Long> whole, List<Slice> slices, Slice current) {
    whole.forEach(
        (unit, total) -> {
          long others =
              slices.stream().filter(it -> it != current).mapToLong(it -> it.get(unit)).sum();
          current.set(unit, Math.max(0, total - others));
          long excess = others - total;
          for (int i = slices.size() - 1; i >= 0 && excess > 0; i--) {
            Slice slice = slices.get(i);
            if (slice != current) {
              long taken = Math.min(excess, slice.get(unit));
              slice.set(unit, slice.get(unit) - taken);
              excess -= taken;
            }
          }
        });
  }

  private static Map<Unit, Long> measures(CampaignFigures figures) {
    Map<Unit, Long> measures = new EnumMap<>(Unit.class);
    measures.put(Unit.RECIPIENTS, figures.tally().delivered());
    measures.put(Unit.MESSAGES, figures.tally().sent());
    measures.put(Unit.PARTS, figures.parts());
    measures.put(Unit.MINUTES, figures.played().toMinutes());
    measures.put(Unit.ITEMS, figures.published());
    return measures;
  }

  /** What the ledger holds of a campaign, each in its last version, the earliest first. */
  private List<Slice> slices(String campaign) {
    Map<String, Activity> last = new HashMap<>();
    for (LedgerEntry entry : ledger.entries()) {
      if (entry.event() instanceof Activity activity && campaign.equals(activity.campaign())) {
        last.merge(activity.id(), activity, (a, b) -> a.version() > b.version() ? a : b);
      }
    }
    List<Slice> slices = new ArrayList<>();
    last.values().stream()
        .sorted(Comparator.comparing(Activity::at).thenComparing(Activity::id))
        .forEach(it -> slices.add(Slice.of(it, label(it.at()))));
    return slices;
  }

  /** Of the period that covers the instant; of the calendar month where none does. */
  private String label(Instant at) {
    LocalDate day = LocalDate.ofInstant(at, zone);
    return periods.stream()
        .filter(it -> it.covers(day))
        .map(ReportPeriod::label)
        .findFirst()
        .orElseGet(() -> "month-" + YearMonth.from(day));
  }

  /** One period's share of a campaign, as the ledger has it and as it should be. */
  private static final class Slice {

    private final Activity held;
    private final String label;
    private final boolean isNew;
    private final Map<Unit, Long> measures = new EnumMap<>(Unit.class);

    private Slice(Activity held, String label, boolean isNew) {
      this.held = held;
      this.label = label;
      this.isNew = isNew;
      held.measures().forEach(it -> measures.put(it.unit(), it.quantity()));
    }

    static Slice of(Activity held, String label) {
      return new Slice(held, label, false);
    }

    static Slice first(Activity empty, String label) {
      return new Slice(empty, label, true);
    }

    boolean is(String label) {
      return this.label.equals(label);
    }

    Instant at() {
      return held.at();
    }

    long get(Unit unit) {
      return measures.getOrDefault(unit, 0L);
    }

    void set(Unit unit, long quantity) {
      if (quantity == 0) {
        measures.remove(unit);
      } else {
        measures.put(unit, quantity);
      }
    }

    boolean hasMoved() {
      Map<Unit, Long> before = new EnumMap<>(Unit.class);
      held.measures().forEach(it -> before.put(it.unit(), it.quantity()));
      return !measures.equals(before);
    }

    Activity next(Instant at, List<Evidence> evidence) {
      return new Activity(
          held.id(),
          isNew ? 1 : held.version() + 1,
          held.task(),
          held.theme(),
          held.form(),
          held.agency(),
          at,
          held.campaign(),
          measures.entrySet().stream().map(it -> new Measure(it.getValue(), it.getKey())).toList(),
          evidence);
    }
  }
}
