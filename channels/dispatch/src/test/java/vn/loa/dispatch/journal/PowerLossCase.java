package vn.loa.dispatch.journal;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Time;
import vn.loa.dispatch.journal.Workload.Call;
import vn.loa.dispatch.journal.Workload.Leases;
import vn.loa.dispatch.store.StoreException;

/**
 * One case of the simulation, decided by its seed: a journal lives and dies several times, and is
 * compared, each time it is opened again, with a state in memory that was given the same calls up
 * to some point: all that were acknowledged, and of the others the first or none. Where several
 * points look alike, what comes later tells them apart.
 */
final class PowerLossCase {

  private static final int MOST_DEATHS = 3;
  private static final int MOST_CALLS = 14;
  private static final Instant BEGINNING = Instant.parse("2026-11-23T00:00:00Z");
  private static final CompletionStage<?> NOTHING = CompletableFuture.completedStage(true);

  private final Random random;
  private final SimulatedDisk disk;
  private final Frame.Check check;
  private final Clock clock = new Clock();

  /** What may have happened to the store. */
  private List<Past> pasts = List.of(new Past(List.of(), 0));

  /** What happened since it was opened. */
  private final List<Step> steps = new ArrayList<>();

  /** Of these: complete when they were acknowledged. */
  private final List<CompletionStage<?>> stages = new ArrayList<>();

  private sealed interface Step {
    /** A call was made. */
    record Made(Call call) implements Step {}

    /** It was reduced to what is to be kept. */
    record Reduced(Instant now) implements Step {}

    /** The store was opened again. */
    record Opened(Instant now) implements Step {}
  }

  /** Steps, so many of which are certain. */
  private record Past(List<Step> steps, int certain) {

    Past until(int end, Step then) {
      List<Step> kept = new ArrayList<>(steps.subList(0, end));
      kept.add(then);
      return new Past(kept, kept.size());
    }

    /** Whoever made more saw where it was. */
    Past and(List<Step> more, int certainOfThem) {
      if (more.isEmpty()) {
        return this;
      }
      List<Step> all = new ArrayList<>(steps);
      all.addAll(more);
      return new Past(all, steps.size() + certainOfThem);
    }
  }

  private static final class Clock implements Time {
    private Instant now = BEGINNING;

    /** How often it was asked: a journal does so when it reduces what it keeps. */
    private int reads;

    @Override
    public Instant instant() {
      reads++;
      return now;
    }

    @Override
    public long nanos() {
      return 0;
    }

    @Override
    public void await(Object monitor, long deadline) {
      throw new UnsupportedOperationException();
    }
  }

  PowerLossCase(long seed, Frame.Check check, UnaryOperator<SimulatedDisk> mutant) {
    this.random = new Random(seed * 0x9E3779B97F4A7C15L);
    this.disk = mutant.apply(new SimulatedDisk(random));
    this.check = check;
  }

  /** Null if all was well; else what was not. */
  @Nullable String fault() {
    for (int left = 1 + random.nextInt(MOST_DEATHS); left > 0; left--) {
      chooseDeath();
      String fault = life();
      if (fault != null) {
        return fault;
      }
      crash();
    }
    return life();
  }

  private void chooseDeath() {
    switch (random.nextInt(4)) {
      case 0 -> disk.failForceAfter(random.nextInt(20));
      case 1 -> disk.room(random.nextInt(3_000));
      default -> disk.powerLossAfter(random.nextInt(60));
    }
  }

  private void crash() {
    int certain = 0;
    while (certain < stages.size() && isAcknowledged(stages.get(certain))) {
      certain++;
    }
    List<Step> made = List.copyOf(steps);
    int acknowledged = certain;
    pasts = pasts.stream().map(past -> past.and(made, acknowledged)).toList();
    steps.clear();
    stages.clear();
    if (random.nextInt(3) == 0) {
      disk.restart();
    } else {
      disk.powerOn();
    }
  }

  private @Nullable String life() {
    try {
      Journal journal = open();
      String fault = compare(journal);
      if (fault != null) {
        return fault;
      }
      Leases leases = new Leases();
      for (int i = random.nextInt(MOST_CALLS); i >= 0 && !disk.isDying(); i--) {
        call(journal, leases);
      }
      journal.close();
      return null;
    } catch (SimulatedDisk.PowerLoss dead) {
      return null;
    } catch (StoreException failed) {
      return disk.isDying() ? null : failed.toString();
    } catch (RuntimeException unexpected) {
      return unexpected.toString();
    }
  }

  private Journal open() {
    return Journal.builder(Path.of("simulated"))
        .disk(disk)
        .check(check)
        .ids(random::nextLong)
        .time(clock)
        .segmentSize(600 + random.nextInt(1_500))
        .frameSize(50 + random.nextInt(400))
        .reserve(0)
        .keepWaitingReceipts(Workload.KEEP_WAITING)
        .keepDeliveries(Workload.KEEP_DELIVERIES)
        .keepSummaries(Workload.KEEP_SUMMARIES)
        .inline(1 + random.nextInt(4))
        .open();
  }

  private void call(Journal journal, Leases leases) {
    clock.now = clock.now.plusSeconds(random.nextInt(4) == 0 ? 30_000 : 60);
    Call call = Call.any(random, clock.now);
    int reads = clock.reads;
    CompletableFuture<Object> made = new CompletableFuture<>();
    if (!call.compacts()) {
      steps.add(new Step.Made(call));
      stages.add(made);
    }
    try {
      if (call.compacts()) {
        journal.compact();
      } else {
        CompletionStage<?> stage = call.on(journal, leases);
        stages.set(stages.size() - 1, stage == null ? NOTHING : stage);
      }
    } finally {
      if (clock.reads > reads) {
        steps.add(new Step.Reduced(clock.now));
        stages.add(disk.isDying() ? new CompletableFuture<>() : NOTHING);
      }
    }
  }

  /** Looks for the points in time where the journal may be, and forgets what comes after them. */
  private @Nullable String compare(Journal journal) {
    List<Object> seen = Workload.seen(journal);
    List<Past> possible = new ArrayList<>();
    for (Past past : pasts) {
      for (int end = past.certain(); end <= past.steps().size(); end++) {
        if (Workload.seen(model(past.steps().subList(0, end))).equals(seen)) {
          possible.add(past.until(end, new Step.Opened(clock.now)));
        }
      }
    }
    Past first = pasts.get(0);
    pasts = List.copyOf(possible);
    return possible.isEmpty()
        ? "after "
            + first.certain()
            + " or more of "
            + first.steps()
            + " the journal has "
            + seen
            + " but should have "
            + Workload.seen(model(first.steps().subList(0, first.certain())))
        : null;
  }

  private Model model(List<Step> steps) {
    Model model = new Model();
    Leases leases = new Leases();
    for (Step step : steps) {
      if (step instanceof Step.Made made) {
        made.call().on(model, leases);
      } else if (step instanceof Step.Reduced reduced) {
        model.reduce(reduced.now());
      } else if (step instanceof Step.Opened opened) {
        leases = new Leases();
        model.openAgain();
        model.reduce(opened.now());
      }
    }
    model.openAgain();
    model.reduce(clock.now);
    return model;
  }

  private static boolean isAcknowledged(CompletionStage<?> stage) {
    CompletableFuture<?> future = stage.toCompletableFuture();
    return future.isDone() && future.handle((done, failure) -> !isBroken(failure)).join();
  }

  private static boolean isBroken(@Nullable Throwable failure) {
    return failure instanceof StoreException store && store.kind() == StoreException.Kind.BROKEN;
  }
}
