package vn.loa.dispatch.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import vn.loa.channel.DeliveryState;
import vn.loa.channel.Message;
import vn.loa.channel.Reason;
import vn.loa.channel.Receipt;
import vn.loa.channel.Recipients;
import vn.loa.channel.Urgency;
import vn.loa.dispatch.store.CampaignRecord;
import vn.loa.dispatch.store.Changes;
import vn.loa.dispatch.store.DeliveryRow;
import vn.loa.dispatch.store.Lease;
import vn.loa.dispatch.store.LeaseRequest;
import vn.loa.dispatch.store.ReceiptBatch;
import vn.loa.dispatch.store.ReceiptsTaken;

class ProofsTest {

  private static final Instant START = Instant.parse("2026-11-23T08:00:00Z");
  private static final Duration KEEP = Duration.ofHours(1);

  /** More than two rounds. */
  private static final int MANY = 2 * Proofs.ROUND + 50;

  private final Told told = new Told();
  private final RecordedEntries log = new RecordedEntries();
  private final StoreState state = new StoreState(log, KEEP);

  @Test
  void
      receipts_of_two_campaigns_and_many_rounds_prove_each_delivery_once_here_and_when_read_again() {
    send("a", 0);
    send("b", MANY);
    ReceiptBatch receipts = new ReceiptBatch();
    for (int i = 0; i < MANY; i++) {
      int other = MANY - 1 - i;
      receipts.add(i, new Receipt.Delivered(Integer.toString(i), at(i)), null);
      receipts.add(MANY + other, new Receipt.Delivered("" + (MANY + other), at(other)), null);
      receipts.add(i, new Receipt.Expired(Integer.toString(i), at(i + 1)), null);
    }
    assertThat(state.receipts("sms", receipts, START))
        .isEqualTo(new ReceiptsTaken(Set.of("a", "b"), 2 * MANY, 0, MANY, 0));
    assertThat(Shown.of(state).rows())
        .hasSize(2 * MANY)
        .allSatisfy(row -> assertThat(row.receipt()).isEqualTo(proof(row)));
    assertThat(Shown.of(replayed())).isEqualTo(Shown.of(state));
  }

  @Test
  void proofs_that_came_in_one_call_are_told_together_and_keep_no_reference() {
    send("a", 0);
    ReceiptBatch receipts = new ReceiptBatch();
    receipts.add(7, new Receipt.Delivered("007", START.plusMillis(1)), null);
    receipts.add(8, new Receipt.Undelivered("8", START, new Reason("x", "y")), null);
    receipts.add(9, new Receipt.Delivered("9", START.plusSeconds(5)), null);
    int before = log.kinds().size();
    state.receipts("sms", receipts, START);
    assertThat(log.kinds().subList(before, log.kinds().size()))
        .containsExactly("proof", "delivered");
    log.replay(told);
    long second = START.getEpochSecond();
    assertThat(told.all)
        .endsWith("delivered 1 0 7 " + (second + 1), "delivered 1 0 9 " + (second + 5));
  }

  @Test
  void a_proof_that_was_saved_without_its_reference_still_proves() {
    append("a");
    Proofs proofs = new Proofs();
    proofs.add(0, 3, (int) START.getEpochSecond());
    state.delivered(1, proofs);
    DeliveryRow row = Shown.of(state).rows().get(3);
    assertThat(row.state()).isEqualTo(DeliveryState.DELIVERED);
    assertThat(row.receipt()).isEqualTo(new Receipt.Delivered("?", START));
  }

  private static Instant at(int delivery) {
    return START.plusSeconds(delivery % 60);
  }

  private static Receipt proof(DeliveryRow row) {
    int number = row.index() + (row.campaign().equals("a") ? 0 : MANY);
    return new Receipt.Delivered(Integer.toString(number), at(row.index()));
  }

  private StoreState replayed() {
    StoreState replayed = new StoreState(new RecordedEntries(), KEEP);
    log.replay(replayed);
    return replayed;
  }

  private void append(String key) {
    Message message = Message.builder(key, "t").text("vi", "t").validUntil(Instant.MAX).build();
    CampaignRecord campaign =
        new CampaignRecord(
            key, message, List.of("sms"), "all", Urgency.ROUTINE, 1, START, null, START);
    Recipients people = Recipients.phones(LongStream.range(0, MANY).map(i -> 84_900_000_000L + i));
    state.append(campaign, 0, people, true);
  }

  /** Everybody, with references from a number on. */
  private void send(String key, int first) {
    append(key);
    LeaseRequest request = new LeaseRequest(key, 0, 0, START, Duration.ofMinutes(5));
    Lease lease = Objects.requireNonNull(state.lease(request).lease());
    Changes changes = new Changes().at(START).release();
    for (int i = 0; i < MANY; i++) {
      changes.attempted(i);
      changes.sent(i, first + i);
    }
    state.record(lease, changes);
  }
}
