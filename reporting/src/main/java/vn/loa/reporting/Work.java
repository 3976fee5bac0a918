package vn.loa.reporting;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import vn.loa.plan.Clause;
import vn.loa.plan.Measure;
import vn.loa.plan.Plan;
import vn.loa.plan.Roster;
import vn.loa.plan.Unit;
import vn.loa.plan.calendar.ReportPeriod;
import vn.loa.plan.ledger.Activity;

/**
 * What was done on one theme by one form.
 *
 * @param activities how many, in the period
 * @param measures what they came to, in the period; {@link Unit#IN_DOUBT} is what was in doubt when
 *     it was last looked at, and is in no other measure
 * @param before what the period before came to; empty too when there was none
 */
public record Work(
    Clause theme, Clause form, int activities, Map<Unit, Long> measures, Map<Unit, Long> before) {

  public Work {
    measures = unmodifiable(measures);
    before = unmodifiable(before);
  }

  private static Map<Unit, Long> unmodifiable(Map<Unit, Long> measures) {
    Map<Unit, Long> copy = new EnumMap<>(Unit.class);
    copy.putAll(measures);
    return Collections.unmodifiableMap(copy);
  }

  /** Zero where nothing was measured in this unit. */
  public long measure(Unit unit) {
    return measures.getOrDefault(unit, 0L);
  }

  /** Zero where nothing was measured in this unit. */
  public long before(Unit unit) {
    return before.getOrDefault(unit, 0L);
  }

  private record Key(Clause theme, Clause form) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int byTheme = theme.compareTo(other.theme);
      return byTheme != 0 ? byTheme : form.compareTo(other.form);
    }
  }

  /** In the order of the plan's themes, then its forms. */
  static List<Work> of(
      List<Activity> activities, ZoneId zone, ReportPeriod period, @Nullable ReportPeriod before) {
    Map<Key, List<Activity>> now = byKey(activities, it -> period.covers(day(it, zone)));
    Map<Key, List<Activity>> then =
        byKey(activities, it -> before != null && before.covers(day(it, zone)));
    then.keySet().forEach(key -> now.computeIfAbsent(key, any -> new ArrayList<>()));
    List<Work> work = new ArrayList<>();
    now.forEach(
        (key, done) ->
            work.add(
                new Work(
                    key.theme(),
                    key.form(),
                    done.size(),
                    sum(done),
                    sum(then.getOrDefault(key, List.of())))));
    return List.copyOf(work);
  }

  /** Without those about what an amended plan or roster no longer has: they count nowhere. */
  static List<Activity> known(List<Activity> activities, Plan plan, Roster roster) {
    return activities.stream()
        .filter(it -> plan.provisions().containsKey(it.theme()))
        .filter(it -> plan.provisions().containsKey(it.form()))
        .filter(it -> roster.has(it.agency()))
        .toList();
  }

  static LocalDate day(Activity activity, ZoneId zone) {
    return LocalDate.ofInstant(activity.at(), zone);
  }

  private static Map<Key, List<Activity>> byKey(
      List<Activity> activities, Predicate<Activity> which) {
    Map<Key, List<Activity>> byKey = new TreeMap<>();
    activities.stream()
        .filter(which)
        .forEach(
            it ->
                byKey
                    .computeIfAbsent(new Key(it.theme(), it.form()), any -> new ArrayList<>())
                    .add(it));
    return byKey;
  }

  /** Of a campaign in several slices, what is in doubt stands in the last of them. */
  private static Map<Unit, Long> sum(List<Activity> activities) {
    Map<Unit, Long> sum = new EnumMap<>(Unit.class);
    Map<String, Activity> last = new HashMap<>();
    for (Activity activity : activities) {
      for (Measure measure : activity.measures()) {
        if (measure.unit() != Unit.IN_DOUBT) {
          sum.merge(measure.unit(), measure.quantity(), Long::sum);
        }
      }
      String campaign = activity.campaign() == null ? activity.id() : activity.campaign();
      last.merge(campaign, activity, (a, b) -> b.at().isBefore(a.at()) ? a : b);
    }
    for (Activity activity : last.values()) {
      for (Measure measure : activity.measures()) {
        if (measure.unit() == Unit.IN_DOUBT) {
          sum.merge(measure.unit(), measure.quantity(), Long::sum);
        }
      }
    }
    return sum;
  }
}
