package vn.loa.sms.rules;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Stages in the order they begin. None means any time. */
record Stages(List<Stage> all) {

  Stages {
    all = all.stream().sorted(Comparator.comparing(Stage::from)).toList();
  }

  /** The instant itself, or the first after it within a stage; null when all are over. */
  @Nullable Instant firstOpen(Instant instant) {
    if (all.isEmpty()) {
      return instant;
    }
    for (Stage stage : all) {
      if (instant.isBefore(stage.to())) {
        return stage.contains(instant) ? instant : stage.from();
      }
    }
    return null;
  }

  /**
   * When the stage ends that an instant lies in; another may begin at once. {@link Instant#MAX}
   * without stages.
   */
  Instant end(Instant within) {
    return all.stream()
        .filter(stage -> stage.contains(within))
        .map(Stage::to)
        .max(Comparator.naturalOrder())
        .orElse(Instant.MAX);
  }

  /** The one that ends last. */
  Stage last() {
    return all.stream().max(Comparator.comparing(Stage::to)).orElseThrow();
  }
}
