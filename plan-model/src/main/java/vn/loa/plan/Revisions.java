package vn.loa.plan;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Finds what one revision of a plan changed in another. */
final class Revisions {

  private Revisions() {}

  static Amendment compare(Plan before, Plan after, DocumentRef document, LocalDate issuedOn) {
    Map<Clause, List<@Nullable Object>> old = standing(before);
    Map<Clause, List<@Nullable Object>> now = standing(after);
    List<Clause> added = new ArrayList<>();
    List<Clause> changed = new ArrayList<>();
    now.forEach(
        (clause, content) -> {
          if (!old.containsKey(clause)) {
            added.add(clause);
          } else if (!content.equals(old.get(clause))) {
            changed.add(clause);
          }
        });
    List<Clause> removed = old.keySet().stream().filter(one -> !now.containsKey(one)).toList();
    return new Amendment(document, issuedOn, added, changed, removed);
  }

  /** What stands at each clause, without what stands below it. */
  private static Map<Clause, List<@Nullable Object>> standing(Plan plan) {
    Map<Clause, List<@Nullable Object>> standing = new TreeMap<>();
    plan.provisions().forEach((clause, words) -> add(standing, clause, words));
    plan.forms().stream()
        .flatMap(Form::stream)
        .forEach(form -> add(standing, form.clause(), form.id(), form.channelKind()));
    plan.groups().forEach(group -> add(standing, group.clause(), group));
    plan.tasks().forEach(task -> add(standing, task.clause(), task));
    plan.recipients().forEach(recipient -> add(standing, recipient.clause(), recipient));
    plan.signature().ifPresent(signed -> add(standing, signed.clause(), signed));
    add(standing, plan.effective().clause(), plan.effective());
    add(standing, plan.regime().clause(), plan.regime());
    plan.regime()
        .obligations()
        .forEach(obligation -> add(standing, obligation.clause(), obligation));
    return standing;
  }

  private static void add(
      Map<Clause, List<@Nullable Object>> standing, Clause clause, @Nullable Object... content) {
    standing.computeIfAbsent(clause, any -> new ArrayList<>()).addAll(Arrays.asList(content));
  }
}
