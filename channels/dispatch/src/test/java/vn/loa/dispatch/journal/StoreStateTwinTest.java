package vn.loa.dispatch.journal;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class StoreStateTwinTest {

  private static final Duration KEEP = Duration.ofSeconds(60);

  @Property(tries = 400)
  void packed_and_indexed_it_answers_as_a_plain_store_does(
      @ForAll long seed, @ForAll boolean sharing, @ForAll @IntRange(max = 400) int calls) {
    StoreState state = new StoreState(new RecordedEntries(), KEEP, 8);
    BothStores both = new BothStores(new StateStore(state), new PlainStore(KEEP, 8));
    RandomCalls random = new RandomCalls(both, seed, sharing);
    for (int i = 0; i < calls; i += 20) {
      random.make(20);
      both.compare();
    }
  }
}
