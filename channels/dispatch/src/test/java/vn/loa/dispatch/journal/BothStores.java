package vn.loa.dispatch.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.DeliveryState;
import vn.loa.channel.Recipients;
import vn.loa.dispatch.store.CampaignRecord;
import vn.loa.dispatch.store.CampaignStand;
import vn.loa.dispatch.store.Changes;
import vn.loa.dispatch.store.Control;
import vn.loa.dispatch.store.DeliveryRow;
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

/** Asks two stores the same, and fails where they do not answer the same. */
record BothStores(DispatchStore one, DispatchStore other) implements DispatchStore {

  @Override
  public CompletionStage<Appended> append(
      CampaignRecord campaign, int chunk, Recipients recipients, boolean last) {
    return both(it -> it.append(campaign, chunk, recipients, last), BothStores::now);
  }

  @Override
  public Leased lease(LeaseRequest request) {
    return both(it -> it.lease(request), BothStores::words);
  }

  @Override
  public CompletionStage<Recorded> record(Lease lease, Changes changes) {
    return both(it -> it.record(lease, changes), stage -> words(now(stage), changes));
  }

  @Override
  public CompletionStage<ReceiptsTaken> receipts(String channel, ReceiptBatch all, Instant now) {
    return both(it -> it.receipts(channel, all, now), BothStores::now);
  }

  @Override
  public CompletionStage<Recorded> control(String campaign, Control change) {
    Changes changes = change instanceof Control.Settle settle ? settle.changes() : new Changes();
    return both(it -> it.control(campaign, change), stage -> words(now(stage), changes));
  }

  @Override
  public void scan(Query query, Visitor visitor) {
    one.scan(query, visitor);
  }

  @Override
  public void close() {}

  /** Both show the same deliveries. */
  void compare() {
    assertThat(rows(one)).isEqualTo(rows(other));
  }

  private static List<DeliveryRow> rows(DispatchStore store) {
    List<DeliveryRow> rows = new ArrayList<>();
    store.scan(
        Query.all(EnumSet.allOf(DeliveryState.class)),
        new Visitor() {
          @Override
          public void campaign(CampaignStand stand) {}

          @Override
          public void delivery(DeliveryRow row) {
            rows.add(row);
          }
        });
    return rows;
  }

  private <T> T both(Function<DispatchStore, T> call, Function<T, Object> words) {
    List<Object> said = new ArrayList<>();
    T answer = answer(() -> call.apply(one), words, said);
    answer(() -> call.apply(other), words, said);
    assertThat(said.get(0)).isEqualTo(said.get(1));
    if (answer == null) {
      throw new StoreException((StoreException.Kind) said.get(0), "both say so");
    }
    return answer;
  }

  private static <T> @Nullable T answer(
      Supplier<T> call, Function<T, Object> words, List<Object> said) {
    try {
      T answer = call.get();
      said.add(words.apply(answer));
      return answer;
    } catch (StoreException refusal) {
      said.add(refusal.kind());
      return null;
    }
  }

  private static <T> T now(CompletionStage<T> stage) {
    return stage.toCompletableFuture().join();
  }

  private static Object words(Recorded recorded, Changes changes) {
    return IntStream.range(0, changes.size()).mapToObj(recorded::took).toList();
  }

  private static Object words(Leased leased) {
    Lease lease = leased.lease();
    if (lease == null) {
      return "due " + leased.nextDue();
    }
    StringBuilder words = new StringBuilder(lease + " by " + lease.route());
    for (int i = 0; i < lease.size(); i++) {
      words.append(' ').append(lease.index(i)).append('x').append(lease.attempts(i));
      words.append(lease.isAgain(i) ? "again" : "");
    }
    return words.toString();
  }
}
