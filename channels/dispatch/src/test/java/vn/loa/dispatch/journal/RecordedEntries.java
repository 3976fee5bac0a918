package vn.loa.dispatch.journal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Address;
import vn.loa.channel.Receipt;
import vn.loa.channel.Recipients;
import vn.loa.dispatch.store.CampaignRecord;
import vn.loa.dispatch.store.CampaignStand;
import vn.loa.dispatch.store.Changes;
import vn.loa.dispatch.store.Control;

/** A log in a list. */
final class RecordedEntries implements Entries {

  private final List<Consumer<Entries>> entries = new ArrayList<>();
  private final List<String> kinds = new ArrayList<>();

  void replay(Entries to) {
    entries.forEach(entry -> entry.accept(to));
  }

  /** What was told, by the names of the methods. */
  List<String> kinds() {
    return List.copyOf(kinds);
  }

  private void add(String kind, Consumer<Entries> entry) {
    kinds.add(kind);
    entries.add(entry);
  }

  /** Changes are used again by whoever filled them. */
  private static Changes copy(Changes changes) {
    BitSet none = new BitSet();
    none.set(changes.size()); // beyond the last: all of them are copied
    return Transitions.without(none, changes);
  }

  @Override
  public void campaign(int campaign, CampaignRecord record) {
    add("campaign", to -> to.campaign(campaign, record));
  }

  @Override
  public void chunk(int campaign, int chunk, Recipients recipients, boolean last) {
    add("chunk", to -> to.chunk(campaign, chunk, recipients, last));
  }

  @Override
  public void changes(int campaign, int chunk, int route, Changes changes) {
    Changes copy = copy(changes);
    add("changes", to -> to.changes(campaign, chunk, route, copy));
  }

  @Override
  public void control(int campaign, Control change) {
    add("control", to -> to.control(campaign, change));
  }

  @Override
  public void delivered(int campaign, Proofs proofs) {
    Proofs copy = new Proofs();
    for (int i = 0; i < proofs.size(); i++) {
      copy.add(proofs.chunk(i), proofs.index(i), proofs.second(i));
    }
    add("delivered", to -> to.delivered(campaign, copy));
  }

  @Override
  public void proof(int campaign, int chunk, int index, Receipt receipt) {
    add("proof", to -> to.proof(campaign, chunk, index, receipt));
  }

  @Override
  public void waiting(
      String channel,
      long number,
      @Nullable String text,
      Receipt receipt,
      @Nullable Address from,
      Instant since) {
    add("waiting", to -> to.waiting(channel, number, text, receipt, from, since));
  }

  @Override
  public void waited(String channel, long number, @Nullable String text) {
    add("waited", to -> to.waited(channel, number, text));
  }

  @Override
  public void summary(int campaign, CampaignStand stand) {
    add("summary", to -> to.summary(campaign, stand));
  }

  @Override
  public void forgotten(int campaign) {
    add("forgotten", to -> to.forgotten(campaign));
  }
}
