package vn.loa.dispatch.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import vn.loa.channel.Address;
import vn.loa.channel.DeliveryState;
import vn.loa.channel.Message;
import vn.loa.channel.Reason;
import vn.loa.channel.Receipt;
import vn.loa.channel.Recipients;
import vn.loa.channel.Tally;
import vn.loa.channel.Urgency;
import vn.loa.dispatch.journal.Chunk.Taken;
import vn.loa.dispatch.store.CampaignRecord;
import vn.loa.dispatch.store.CampaignStand;
import vn.loa.dispatch.store.Changes;
import vn.loa.dispatch.store.DeliveryRow;
import vn.loa.dispatch.store.Visitor;

class ChunkTest {

  private static final Instant START = Instant.parse("2026-03-01T08:00:00Z");
  private static final Reason WHY = new Reason("WHY", "because of the test");
  private static final List<Changes.Kind> KINDS = List.of(Changes.Kind.values());
  private static final int PEOPLE = 12;
  private static final CampaignRecord CAMPAIGN =
      new CampaignRecord(
          "key",
          Message.builder("m", "Tiêm vắc-xin")
              .text("vi", "Mời đến trạm y tế")
              .validUntil(START.plus(Duration.ofDays(9)))
              .build(),
          List.of("sms", "second"),
          "everybody",
          Urgency.ROUTINE,
          1,
          START,
          null,
          START);

  private final Chunk chunk = chunk();

  private static Chunk chunk() {
    return new Chunk(
        CAMPAIGN,
        3,
        Recipients.phones(LongStream.range(84_903_000_000L, 84_903_000_000L + PEOPLE)));
  }

  @RepeatedTest(200)
  void made_anew_from_what_was_kept_it_is_as_it_was(RepetitionInfo round) {
    Random random = new Random(round.getCurrentRepetition());
    List<byte[]> kept = new ArrayList<>();
    List<StoreCodec.Proof> proofs = new ArrayList<>();
    chunk.hold(1, 0);
    for (int step = 0; step < 30; step++) {
      Changes changes = random(random, step);
      Taken taken =
          switch (random.nextInt(8)) {
            case 0 -> chunk.settle(changes);
            case 1 -> chunk.interrupt(START.plusSeconds(step));
            default -> chunk.record(random.nextInt(2), changes);
          };
      if (!taken.changes().isEmpty()) {
        kept.add(chunk.entry(taken));
      }
    }
    boolean cancelled = random.nextBoolean();
    if (cancelled) {
      chunk.cancel();
    }
    prove(random, proofs);
    assertThat(rows(again(kept, cancelled, StoreCodec.encode(proofs)))).isEqualTo(rows(chunk));
  }

  private void prove(Random random, List<StoreCodec.Proof> proofs) {
    for (int i = 0; i < PEOPLE; i++) {
      if (chunk.state(i) == DeliveryState.SENT && random.nextBoolean()) {
        Receipt receipt = receipt(random, row(i));
        assertThat(chunk.prove(i, receipt)).isTrue();
        assertThat(chunk.prove(i, receipt)).isFalse();
        proofs.add(new StoreCodec.Proof(3, i, receipt));
      }
    }
  }

  private static Receipt receipt(Random random, DeliveryRow row) {
    return switch (random.nextInt(3)) {
      case 0 -> new Receipt.Undelivered("as it came", START.plusSeconds(row.index()), WHY);
      case 1 -> new Receipt.Played("as it came", START.plusMillis(1), Duration.ofSeconds(9), 40);
      default -> new Receipt.Delivered("as it came", START.plusMillis(row.index()));
    };
  }

  private static Chunk again(List<byte[]> kept, boolean cancelled, byte[] proofs) {
    Chunk again = chunk();
    again.hold(1, 0);
    kept.forEach(again::replay);
    if (cancelled) {
      again.cancel();
    }
    StoreCodec.proofs(
        proofs,
        new StoreCodec.ProofReader() {
          @Override
          public void delivered(int chunk, int index, long second) {
            assertThat(chunk).isEqualTo(3);
            again.delivered(index, second);
          }

          @Override
          public void proven(int chunk, int index, Receipt receipt) {
            assertThat(chunk).isEqualTo(3);
            again.prove(index, receipt);
          }
        });
    return again;
  }

  private static Changes random(Random random, int step) {
    Changes changes = new Changes().at(START.plusSeconds(step));
    for (int i = random.nextInt(6); i >= 0; i--) {
      int index = random.nextInt(PEOPLE);
      switch (KINDS.get(random.nextInt(KINDS.size()))) {
        case SENT -> sent(random, changes, index);
        case REFUSED -> changes.because(index, Changes.Kind.REFUSED, WHY);
        case DEAD -> changes.because(index, Changes.Kind.DEAD, WHY);
        case IN_DOUBT -> changes.because(index, Changes.Kind.IN_DOUBT, WHY);
        case NEXT_ROUTE -> changes.because(index, Changes.Kind.NEXT_ROUTE, WHY);
        case RETRY -> changes.until(index, Changes.Kind.RETRY, 9_000, WHY);
        case DEFERRED -> changes.until(index, Changes.Kind.DEFERRED, 8_000, WHY);
        case ATTEMPTED -> changes.attempted(index);
        case EXPIRED -> changes.plainly(index, Changes.Kind.EXPIRED);
        case RETURNED -> changes.plainly(index, Changes.Kind.RETURNED);
        case SEND_AGAIN -> changes.plainly(index, Changes.Kind.SEND_AGAIN);
        case SENT_UNCONFIRMED -> changes.plainly(index, Changes.Kind.SENT_UNCONFIRMED);
      }
    }
    return changes;
  }

  private static void sent(Random random, Changes changes, int index) {
    if (random.nextBoolean()) {
      changes.sent(index, random.nextLong() >>> 1);
    } else {
      changes.sent(index, "ref-" + index);
    }
  }

  @Test
  void what_waits_is_due_at_its_earliest() {
    chunk.hold(1, 0);
    assertThat(chunk.due(0)).isZero();
    assertThat(chunk.due(1)).isEqualTo(Chunk.NEVER);
    Changes changes = new Changes().at(START);
    changes.because(0, Changes.Kind.NEXT_ROUTE, WHY);
    for (int i = 1; i < PEOPLE; i++) {
      changes.until(i, Changes.Kind.DEFERRED, 1_000 + i, WHY);
    }
    assertThat(chunk.record(0, changes).recorded().all()).isTrue();
    assertThat(chunk.due(0)).isEqualTo(1_001);
    assertThat(chunk.due(1)).isZero();
  }

  @Test
  void a_campaign_its_recipients_and_its_stand_come_back_as_they_were() {
    CampaignRecord back = StoreCodec.campaign(StoreCodec.encode(CAMPAIGN));
    assertThat(StoreCodec.difference(back, CAMPAIGN)).isNull();
    Recipients some =
        Recipients.of(List.of(new Address.Phone(84_903_000_000L), new Address.Feed("news")));
    assertThat(StoreCodec.recipients(StoreCodec.encode(some))).isEqualTo(some);
    Receipt receipt = new Receipt.Delivered("7", START);
    assertThat(StoreCodec.receipt(StoreCodec.encode(receipt))).isEqualTo(receipt);
    Tally tally = chunk.tally();
    CampaignStand stand =
        new CampaignStand(
            CAMPAIGN, CampaignStand.Phase.PAUSED, Urgency.PRIORITY, START, tally, true);
    CampaignStand stood = StoreCodec.stand(StoreCodec.encode(stand));
    assertThat(stood).usingRecursiveComparison().ignoringFields("campaign").isEqualTo(stand);
  }

  @Test
  void octets_of_something_else_are_refused() {
    byte[] campaign = StoreCodec.encode(CAMPAIGN);
    assertThatThrownBy(() -> StoreCodec.receipt(campaign))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("there is no receipt in these octets");
    assertThatThrownBy(() -> StoreCodec.campaign(new byte[] {99, 1, 2}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("these octets are no entry of a store");
  }

  private DeliveryRow row(int index) {
    return rows(chunk).get(index);
  }

  private static List<DeliveryRow> rows(Chunk chunk) {
    List<DeliveryRow> rows = new ArrayList<>();
    chunk.show(
        EnumSet.allOf(DeliveryState.class),
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
}
