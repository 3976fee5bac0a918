package vn.loa.dispatch.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.BeforeTry;
import vn.loa.channel.DeliveryState;
import vn.loa.channel.Reason;
import vn.loa.channel.Receipt;
import vn.loa.dispatch.store.CampaignStand;
import vn.loa.dispatch.store.DeliveryRow;
import vn.loa.dispatch.store.ReceiptBatch;

class StoreStateReplayTest {

  private static final Duration KEEP = Duration.ofSeconds(60);

  private RecordedEntries log = new RecordedEntries();
  private StoreState live = new StoreState(log, KEEP, 8);

  @BeforeTry
  void begin() {
    log = new RecordedEntries();
    live = new StoreState(log, KEEP, 8);
  }

  @Property(tries = 300)
  void a_log_that_is_read_again_leads_to_the_state_that_told_it(
      @ForAll long seed, @ForAll @IntRange(max = 300) int calls) {
    new RandomCalls(new StateStore(live), seed, true).make(calls);
    StoreState replayed = replayed();
    live.recovered();
    assertThat(Shown.of(replayed)).isEqualTo(Shown.of(live));
  }

  @Property(tries = 300)
  void receipts_find_the_same_deliveries_after_opening_again(
      @ForAll long seed, @ForAll @IntRange(max = 300) int calls) {
    RandomCalls random = new RandomCalls(new StateStore(live), seed, false);
    random.make(calls);
    StoreState replayed = replayed();
    ReceiptBatch receipts = new ReceiptBatch();
    for (int i = 0; i < 150; i++) {
      Receipt receipt = new Receipt.Delivered("r", random.now());
      receipts.add(i, receipt, null);
      receipts.add("id-" + i, receipt, null);
    }
    assertThat(replayed.receipts("sms", receipts, random.now()))
        .isEqualTo(live.receipts("sms", receipts, random.now()));
  }

  @Property(tries = 300)
  void the_tally_is_what_counting_the_deliveries_gives(
      @ForAll long seed, @ForAll @IntRange(max = 300) int calls) {
    new RandomCalls(new StateStore(live), seed, true).make(calls);
    Shown shown = Shown.of(live);
    for (CampaignStand stand : shown.stands()) {
      Map<DeliveryState, Long> counted = new EnumMap<>(DeliveryState.class);
      for (DeliveryRow row : shown.rows()) {
        if (row.campaign().equals(stand.campaign().key())) {
          counted.merge(row.state(), 1L, Long::sum);
        }
      }
      for (DeliveryState state : DeliveryState.values()) {
        assertThat(stand.tally().count(state)).isEqualTo(counted.getOrDefault(state, 0L));
        stand.tally().first(state).ifPresent(it -> assertThat(has(shown, state, it)).isTrue());
      }
    }
  }

  private static boolean has(Shown shown, DeliveryState state, Reason reason) {
    return shown.rows().stream()
        .anyMatch(row -> row.state() == state && reason.equals(row.reason()));
  }

  private StoreState replayed() {
    StoreState replayed = new StoreState(new RecordedEntries(), KEEP, 8);
    log.replay(replayed);
    replayed.recovered();
    return replayed;
  }
}
