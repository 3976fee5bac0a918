package vn.loa.dispatch.journal;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.DeliveryState;
import vn.loa.channel.Recipients;
import vn.loa.dispatch.store.CampaignRecord;
import vn.loa.dispatch.store.Changes;
import vn.loa.dispatch.store.Control;
import vn.loa.dispatch.store.DispatchStore;
import vn.loa.dispatch.store.Lease;
import vn.loa.dispatch.store.LeaseRequest;
import vn.loa.dispatch.store.Leased;
import vn.loa.dispatch.store.Query;
import vn.loa.dispatch.store.ReceiptBatch;
import vn.loa.dispatch.store.ReceiptsTaken;
import vn.loa.dispatch.store.Recorded;
import vn.loa.dispatch.store.StoreException;
import vn.loa.dispatch.store.Visitor;

/**
 * A store in memory that can be opened again after it was closed, or after its process died; that
 * fails when told to; and that keeps what it has accepted waiting for its disk, when told to.
 */
public final class SurvivingStore implements DispatchStore {

  private static final Entries DEAF =
      (Entries)
          Proxy.newProxyInstance(
              Entries.class.getClassLoader(),
              new Class<?>[] {Entries.class},
              (proxy, method, arguments) -> null);

  private final StoreState state;
  private final List<Runnable> slow = new ArrayList<>();
  private final List<String> calls = new ArrayList<>();
  private final List<Set<DeliveryState>> scanned = new ArrayList<>();
  private StoreException.@Nullable Kind failing;
  private @Nullable RuntimeException crash;
  private int asked;
  private boolean isSlow;
  private boolean closed;

  public SurvivingStore() {
    this(new StoreState(DEAF, Duration.ofDays(3)));
  }

  private SurvivingStore(StoreState state) {
    this.state = state;
  }

  /** As after a crash: whatever leases there are end. */
  public synchronized SurvivingStore reopen() {
    closed = true;
    state.recovered();
    return new SurvivingStore(state);
  }

  /** From now on every change fails like this; with null none does. */
  public synchronized void fail(StoreException.@Nullable Kind kind) {
    failing = kind;
  }

  /** From now on every call throws this. */
  public synchronized void crash(RuntimeException thrown) {
    crash = thrown;
  }

  /** From now on nothing is durable before {@link #sync()}. */
  public synchronized void slow() {
    isSlow = true;
  }

  /** What was accepted becomes durable. */
  public void sync() {
    List<Runnable> all;
    synchronized (this) {
      all = List.copyOf(slow);
      slow.clear();
    }
    all.forEach(Runnable::run);
  }

  /** How often somebody asked for a lease. */
  public synchronized int asked() {
    return asked;
  }

  /** Changes and controls, call by call. */
  public synchronized List<String> calls() {
    return List.copyOf(calls);
  }

  /** Which deliveries somebody asked to see, scan by scan. */
  public synchronized List<Set<DeliveryState>> scanned() {
    return List.copyOf(scanned);
  }

  @Override
  public CompletionStage<Appended> append(
      CampaignRecord campaign, int chunk, Recipients recipients, boolean last) {
    return done(() -> state.append(campaign, chunk, recipients, last));
  }

  @Override
  public synchronized Leased lease(LeaseRequest request) {
    checkOpen();
    asked++;
    return state.lease(request);
  }

  @Override
  public synchronized CompletionStage<Recorded> record(Lease lease, Changes changes) {
    StringBuilder call = new StringBuilder(changes.releases() ? "release" : "");
    for (int i = 0; i < changes.size(); i++) {
      call.append(' ').append(changes.kind(i)).append(changes.index(i));
    }
    calls.add(call.toString().strip());
    return done(() -> state.record(lease, changes));
  }

  @Override
  public CompletionStage<ReceiptsTaken> receipts(
      String channel, ReceiptBatch receipts, Instant now) {
    return done(() -> state.receipts(channel, receipts, now));
  }

  @Override
  public synchronized CompletionStage<Recorded> control(String campaign, Control change) {
    calls.add(change.kind().toString());
    return done(() -> state.control(campaign, change));
  }

  @Override
  public synchronized void scan(Query query, Visitor visitor) {
    checkOpen();
    scanned.add(query.states());
    state.scan(query, visitor);
  }

  @Override
  public synchronized void close() {
    closed = true;
  }

  private synchronized <T> CompletionStage<T> done(Supplier<T> call) {
    try {
      checkOpen();
      if (failing != null) {
        throw new StoreException(failing, "told to be " + failing);
      }
      T result = call.get();
      CompletableFuture<T> stage = new CompletableFuture<>();
      if (isSlow) {
        slow.add(() -> stage.complete(result));
      } else {
        stage.complete(result);
      }
      return stage;
    } catch (StoreException failure) {
      return CompletableFuture.failedStage(failure);
    }
  }

  private void checkOpen() {
    if (crash != null) {
      throw crash;
    }
    if (closed) {
      throw new StoreException(StoreException.Kind.CLOSED, "the store is closed: open another");
    }
  }
}
