package vn.loa.dispatch;

import java.time.Duration;
import java.util.List;
import vn.loa.channel.Time;
import vn.loa.dispatch.store.DispatchStore;
import vn.loa.dispatch.store.ShareRequest;

/**
 * Keeps a dispatcher's shares of accounts that other processes use too: asks the store for each,
 * four times a second. A share that is not confirmed in its time is used no more; so is what the
 * store wants back, before it is given back.
 */
final class Shares implements WorkerThread.Stepper {

  private static final Duration HOLDS = Duration.ofSeconds(3);
  private static final long ASK_EVERY = Duration.ofMillis(250).toNanos();

  /** What an idle dispatcher keeps of an account, so that its first message need not wait. */
  private static final int RESERVE = 50;

  private final List<Account> accounts;
  private final DispatchStore store;
  private final Time time;
  private final ChannelWorker.Listener listener;
  private final Object monitor = new Object();
  private boolean ended;

  /** Nothing of the accounts may be used until the store has said how much. */
  Shares(List<Account> accounts, DispatchStore store, Time time, ChannelWorker.Listener listener) {
    this.accounts = List.copyOf(accounts);
    this.store = store;
    this.time = time;
    this.listener = listener;
    this.accounts.forEach(account -> account.share(0, time.nanos()));
  }

  @Override
  public long step() {
    long began = time.nanos();
    for (Account account : accounts) {
      ask(account);
    }
    return began + ASK_EVERY;
  }

  private void ask(Account account) {
    int units = account.units();
    long began = time.nanos();
    int wanted = account.isWanted(began) ? units : units / RESERVE;
    try {
      int holding = Math.min(account.share(), units);
      int given =
          store.share(
              new ShareRequest(account.name(), units, holding, wanted, HOLDS, account.apart()));
      account.share(given, began + HOLDS.toNanos());
    } catch (RuntimeException failure) {
      listener.storeFailed(failure);
    }
  }

  @Override
  public boolean sleep(long next) throws InterruptedException {
    synchronized (monitor) {
      while (!ended && next - time.nanos() > 0) {
        time.await(monitor, next);
      }
      return !ended;
    }
  }

  void end() {
    synchronized (monitor) {
      ended = true;
      monitor.notifyAll();
    }
  }
}
