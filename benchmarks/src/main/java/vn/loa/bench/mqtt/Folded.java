package vn.loa.bench.mqtt;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import vn.loa.channel.Outcome;
import vn.loa.channel.Outcomes;
import vn.loa.channel.Receipt;
import vn.loa.channel.Receipts;

/** Counts what a channel says of its deliveries. */
final class Folded implements Outcomes, Receipts {

  private final Map<Outcome.Kind, Integer> outcomes = new EnumMap<>(Outcome.Kind.class);
  private final Map<Receipt.Kind, Integer> receipts = new EnumMap<>(Receipt.Kind.class);
  private int awaited = Integer.MAX_VALUE;

  @Override
  public synchronized void answer(long token, Outcome outcome) {
    outcomes.merge(outcome.kind(), 1, Integer::sum);
  }

  @Override
  public synchronized void receive(Receipt receipt) {
    receipts.merge(receipt.kind(), 1, Integer::sum);
    if (played() == awaited) {
      notifyAll();
    }
  }

  private int played() {
    return receipts.getOrDefault(Receipt.Kind.PLAYED, 0);
  }

  /** Gives whether so many were played. */
  synchronized boolean awaitPlayed(int wanted, long seconds) throws InterruptedException {
    awaited = wanted;
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (played() < wanted && System.nanoTime() - until < 0) {
      wait(100);
    }
    return played() >= wanted;
  }

  @Override
  public synchronized String toString() {
    return "outcomes " + outcomes + ", receipts " + receipts;
  }
}
