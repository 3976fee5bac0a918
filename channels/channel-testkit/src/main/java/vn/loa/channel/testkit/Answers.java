package vn.loa.channel.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import vn.loa.channel.Outcome;
import vn.loa.channel.Outcomes;

/** Collects what a channel answered, and notices what was answered twice. Thread-safe. */
public final class Answers implements Outcomes {

  private final Map<Long, List<Outcome>> byToken = new TreeMap<>();

  @Override
  public synchronized void answer(long token, Outcome outcome) {
    byToken.computeIfAbsent(token, unused -> new ArrayList<>()).add(outcome);
    notifyAll();
  }

  /** Waits until this many tokens are answered, and fails when they are not in time. */
  public synchronized Answers await(int tokens, Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (byToken.size() < tokens) {
      long left = deadline - System.nanoTime();
      assertThat(left)
          .as("%d of %d deliveries answered within %s", byToken.size(), tokens, patience)
          .isPositive();
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    return this;
  }

  /** How many tokens have an answer. */
  public synchronized int size() {
    return byToken.size();
  }

  /** The one answer for this token; fails when there is none, or more than one. */
  public synchronized Outcome of(long token) {
    List<Outcome> answers = byToken.getOrDefault(token, List.of());
    assertThat(answers).as("answers for token %d", token).hasSize(1);
    return answers.get(0);
  }

  /** The one answer of each token, in the order of the tokens. */
  public synchronized List<Outcome> all() {
    assertThat(byToken).allSatisfy((token, answers) -> assertThat(answers).hasSize(1));
    return byToken.values().stream().map(answers -> answers.get(0)).toList();
  }
}
