package vn.loa.dispatch.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import vn.loa.channel.Address;
import vn.loa.channel.DeliveryState;
import vn.loa.channel.EmergencyOrder;
import vn.loa.channel.Message;
import vn.loa.channel.Purpose;
import vn.loa.channel.Reason;
import vn.loa.channel.Receipt;
import vn.loa.channel.Recipients;
import vn.loa.channel.Tally;
import vn.loa.channel.Urgency;
import vn.loa.dispatch.store.CampaignRecord;
import vn.loa.dispatch.store.CampaignStand;
import vn.loa.dispatch.store.Changes;
import vn.loa.dispatch.store.Control;

class EntryCodecTest {

  private static final Instant START = Instant.parse("2026-11-23T01:02:03.456789Z");

  /** As it was written when a message had no more than one recording. */
  private static final String CAMPAIGN_WITH_ONE_RECORDING =
      "0103016b0474622d310d4ec6b0e1bb9b632064c3a26e670202766909e1bb9e206e68c3a02e02656e"
          + "095374617920686f6d6500011c68747470733a2f2f74696e2e6578616d706c652e766e2f612e6d70"
          + "33403030303030303030303030303030303030303030303030303030303030303030303030303030"
          + "30303030303030303030303030303030303030303030303030301880cab5ee0196c29cb00d8898e8"
          + "d901000000010b53e1bb9f20592074e1babf01036c6f61027131010796c29cb00d8898e8d9010000"
          + "96c29cb00d8898e8d901";

  @Property(tries = 300)
  void entries_are_read_as_they_were_written(@ForAll long seed) {
    Random random = new Random(seed);
    Told told = new Told();
    Bytes bytes = new Bytes();
    EntryWriter writer = writer(bytes, new Extents());
    int entries = random.nextInt(12);
    for (int i = 0; i < entries; i++) {
      long entry = random.nextLong();
      tellOne(new Random(entry), told);
      tellOne(new Random(entry), writer);
    }
    Told read = new Told();
    new EntryReader().read(bytes.array(), 0, bytes.size(), read, new Extents());
    assertThat(read.all).isEqualTo(told.all);
  }

  @Property(tries = 100)
  void the_reader_finds_octets_to_be_about_what_the_writer_wrote(@ForAll long seed) {
    Random random = new Random(seed);
    Bytes bytes = new Bytes();
    Extents written = new Extents();
    EntryWriter writer = writer(bytes, written);
    for (int i = 0; i < 8; i++) {
      tellOne(random, writer);
    }
    Extents read = new Extents();
    new EntryReader().read(bytes.array(), 0, bytes.size(), new Told(), read);
    assertThat(read.campaigns()).isEqualTo(written.campaigns());
    assertThat(read.summarised()).isEqualTo(written.summarised());
    assertThat(read.forgotten()).isEqualTo(written.forgotten());
    BitSet none = new BitSet();
    assertThat(read.live(none, none, Instant.MIN))
        .isEqualTo(written.live(none, none, Instant.MIN))
        .isEqualTo(bytes.size());
  }

  @Property(tries = 300)
  void what_is_no_entry_is_refused_and_not_told_beyond_its_end(@ForAll long seed) {
    Random random = new Random(seed);
    Bytes bytes = new Bytes();
    EntryWriter writer = writer(bytes, new Extents());
    tellOne(random, writer);
    int cut = 1 + random.nextInt(Math.max(1, bytes.size() - 1));
    assertThatThrownBy(
            () ->
                new EntryReader()
                    .read(
                        bytes.array(),
                        0,
                        cut % bytes.size() == 0 ? bytes.size() + 1 : cut,
                        new Told(),
                        new Extents()))
        .isInstanceOfAny(IndexOutOfBoundsException.class, IllegalArgumentException.class);
  }

  @Test
  void every_constant_has_its_code() {
    for (Changes.Kind kind : Changes.Kind.values()) {
      assertThat(Codes.CHANGES.constant(Codes.CHANGES.code(kind))).isEqualTo(kind);
    }
    for (DeliveryState state : DeliveryState.values()) {
      assertThat(Codes.STATES.constant(Codes.STATES.code(state))).isEqualTo(state);
    }
    for (Urgency urgency : Urgency.values()) {
      assertThat(Codes.URGENCIES.constant(Codes.URGENCIES.code(urgency))).isEqualTo(urgency);
    }
    for (Receipt.Kind kind : Receipt.Kind.values()) {
      assertThat(Codes.RECEIPTS.constant(Codes.RECEIPTS.code(kind))).isEqualTo(kind);
    }
    for (CampaignStand.Phase phase : CampaignStand.Phase.values()) {
      assertThat(Codes.PHASES.constant(Codes.PHASES.code(phase))).isEqualTo(phase);
    }
    assertThatThrownBy(() -> Codes.CONTROLS.code(Control.Kind.SETTLE))
        .hasMessage("SETTLE is not written");
  }

  @Test
  void a_thousand_attempts_take_a_few_octets() {
    Changes changes = new Changes().at(START);
    IntStream.range(0, 1_000).forEach(changes::attempted);
    Bytes bytes = new Bytes();
    writer(bytes, new Extents()).changes(1, 1, 0, changes);
    assertThat(bytes.size()).isLessThan(24);
  }

  @Test
  void the_life_of_a_thousand_deliveries_takes_24_octets_each() {
    Random random = new Random(1);
    Bytes bytes = new Bytes();
    EntryWriter writer = writer(bytes, new Extents());
    writer.chunk(
        1, 9, Recipients.phones(random.longs(1_000, 84_300_000_000L, 84_999_999_999L)), true);
    Changes changes = new Changes().at(START);
    IntStream.range(0, 1_000).forEach(changes::attempted);
    writer.changes(1, 9, 0, changes);
    changes.clear().at(START);
    long[] numbers = random.longs(1_000, 0, Long.MAX_VALUE).toArray();
    IntStream.range(0, 1_000).forEach(index -> changes.sent(index, numbers[index]));
    writer.changes(1, 9, 0, changes);
    Proofs proofs = new Proofs();
    for (int i = 0; i < 1_000; i++) {
      proofs.add(random.nextInt(9_000), i, 1_800_000_000 + random.nextInt(60));
    }
    writer.delivered(1, proofs);
    assertThat(bytes.size() / 1_000.0).isLessThan(24);
  }

  @Test
  void decimals_are_those_that_java_writes() {
    for (String no :
        List.of(
            "",
            "00",
            "01",
            "+1",
            "-1",
            "1a",
            "٣",
            "9223372036854775808",
            "9999999999999999999",
            "12345678901234567890")) {
      assertThat(EntryWriter.decimal(no)).as(no).isEqualTo(-1);
    }
    assertThat(EntryWriter.decimal("0")).isZero();
    assertThat(EntryWriter.decimal("10")).isEqualTo(10);
    assertThat(EntryWriter.decimal("9223372036854775807")).isEqualTo(Long.MAX_VALUE);
  }

  @Property
  void a_varint_is_as_long_as_it_is_said_to_be(@ForAll long number) {
    for (long value : new long[] {number, number >>> 40, 0, 1, 127, 128, 1L << 56, -1}) {
      Bytes bytes = new Bytes();
      bytes.varint(value);
      assertThat(bytes.size()).isEqualTo(Bytes.varintLength(value));
    }
  }

  @Test
  void a_message_of_before_there_were_recordings_by_language_is_read_and_written_as_it_was() {
    byte[] octets = HexFormat.of().parseHex(CAMPAIGN_WITH_ONE_RECORDING);
    Told read = new Told();
    new EntryReader().read(octets, 0, octets.length, read, new Extents());
    Told told = new Told();
    told.campaign(3, withOneRecording());
    assertThat(read.all).isEqualTo(told.all);
    Bytes bytes = new Bytes();
    writer(bytes, new Extents()).campaign(3, withOneRecording());
    assertThat(HexFormat.of().formatHex(bytes.array(), 0, bytes.size()))
        .isEqualTo(CAMPAIGN_WITH_ONE_RECORDING);
  }

  private static CampaignRecord withOneRecording() {
    Message message =
        Message.builder("tb-1", "Nước dâng")
            .text("vi", "Ở nhà.")
            .text("en", "Stay home")
            .audio(
                new Message.Audio(
                    URI.create("https://tin.example.vn/a.mp3"),
                    "0".repeat(64),
                    Duration.ofMillis(12_500)))
            .validUntil(START)
            .issuer("Sở Y tế")
            .build();
    return new CampaignRecord(
        "k", message, List.of("loa"), "q1", Urgency.PRIORITY, 7, START, null, START);
  }

  @Test
  void recordings_that_are_told_in_no_known_way_are_refused() {
    byte[] octets = HexFormat.of().parseHex(CAMPAIGN_WITH_ONE_RECORDING);
    int uri = new String(octets, StandardCharsets.ISO_8859_1).indexOf("https:");
    octets[uri - 2] = 3;
    assertThatThrownBy(
            () -> new EntryReader().read(octets, 0, octets.length, new Told(), new Extents()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no recordings are told in this way");
  }

  private static EntryWriter writer(Bytes bytes, Extents extents) {
    EntryWriter writer = new EntryWriter();
    writer.beginFrame(bytes, extents);
    return writer;
  }

  private static void tellOne(Random random, Entries to) {
    int campaign = random.nextInt(5);
    switch (random.nextInt(10)) {
      case 9 -> to.delivered(campaign, proofs(random));
      case 0 -> to.campaign(campaign, record(random));
      case 1 -> to.chunk(campaign, random.nextInt(3), recipients(random), random.nextBoolean());
      case 2 -> to.changes(campaign, random.nextInt(3), random.nextInt(4), changes(random));
      case 3 -> to.control(campaign, control(random));
      case 4, 5 -> to.proof(campaign, random.nextInt(2), random.nextInt(1_000), receipt(random));
      case 6 ->
          to.waiting(
              "sms",
              random.nextBoolean() ? -1 : random.nextLong() >>> 1,
              random.nextBoolean() ? null : "ref",
              receipt(random),
              random.nextBoolean() ? null : address(random),
              instant(random));
      case 7 -> to.waited("sms", random.nextInt(), random.nextBoolean() ? null : "ref");
      default -> {
        if (random.nextBoolean()) {
          to.forgotten(campaign);
        } else {
          to.summary(campaign, stand(random));
        }
      }
    }
  }

  private static Proofs proofs(Random random) {
    Proofs proofs = new Proofs();
    for (int i = random.nextInt(40); i >= 0; i--) {
      proofs.add(random.nextInt(9_000), random.nextInt(1_000), random.nextInt());
    }
    return proofs;
  }

  private static CampaignStand stand(Random random) {
    Map<DeliveryState, Long> counts = new EnumMap<>(DeliveryState.class);
    Map<DeliveryState, Reason> first = new EnumMap<>(DeliveryState.class);
    for (DeliveryState state : DeliveryState.values()) {
      if (random.nextBoolean()) {
        counts.put(state, random.nextLong() >>> 20);
      }
      if (random.nextBoolean()) {
        first.put(state, reason(random));
      }
    }
    return new CampaignStand(
        record(random),
        any(random, CampaignStand.Phase.values()),
        any(random, Urgency.values()),
        instant(random),
        Tally.of(counts, first),
        random.nextBoolean());
  }

  private static CampaignRecord record(Random random) {
    Message.Builder message =
        Message.builder("tb-" + random.nextInt(9), "Nước \"dâng\" 😀")
            .text("vi", "Ở nhà.")
            .validUntil(instant(random))
            .urgency(any(random, Urgency.values()))
            .purpose(any(random, Purpose.values()));
    if (random.nextBoolean()) {
      message
          .text("en", "Stay home")
          .link(URI.create("https://tin.example.vn/a"))
          .about("II.1.2")
          .issuer("Sở Y tế");
      if (random.nextBoolean()) {
        message.audio(audio(random));
      }
      if (random.nextBoolean()) {
        message.audio("en", audio(random));
      }
    }
    return new CampaignRecord(
        "k" + random.nextInt(9),
        message.build(),
        random.nextBoolean() ? List.of("a") : List.of("a", "b", "c", "d"),
        "citizens.csv",
        any(random, Urgency.values()),
        1 + random.nextInt(100),
        instant(random),
        random.nextBoolean() ? null : new EmergencyOrder("vỡ đê", "Chủ tịch"),
        instant(random));
  }

  private static Message.Audio audio(Random random) {
    return new Message.Audio(
        URI.create("https://tin.example.vn/" + random.nextInt(9) + ".mp3"),
        "0".repeat(64),
        Duration.ofMillis(1 + random.nextInt(99_999)));
  }

  private static Recipients recipients(Random random) {
    if (random.nextBoolean()) {
      return Recipients.phones(
          LongStream.generate(() -> 1 + (random.nextLong() >>> 1) % 999_999_999_999_999L)
              .limit(random.nextInt(1_001)));
    }
    List<Address> addresses = new ArrayList<>();
    for (int i = random.nextInt(9); i > 0; i--) {
      addresses.add(address(random));
    }
    return Recipients.of(addresses);
  }

  private static Address address(Random random) {
    return switch (random.nextInt(3)) {
      case 0 -> new Address.Phone(1 + random.nextInt(999));
      case 1 -> new Address.Device("loa-" + random.nextInt(9), "q1");
      default -> new Address.Feed("tin-tuc");
    };
  }

  private static Changes changes(Random random) {
    Changes changes = new Changes().at(instant(random));
    if (random.nextBoolean()) {
      changes.release();
    }
    int index = random.nextInt(500);
    Changes.Kind kind = any(random, Changes.Kind.values());
    boolean texts = random.nextInt(4) == 0;
    for (int i = random.nextInt(500); i > 0; i--) {
      if (random.nextInt(20) == 0) {
        kind = any(random, Changes.Kind.values());
        texts = random.nextInt(4) == 0;
      }
      switch (kind) {
        case ATTEMPTED -> changes.attempted(index);
        case SENT -> {
          if (texts) {
            changes.sent(index, "ref" + random.nextInt());
          } else {
            changes.sent(index, random.nextLong() >>> (1 + random.nextInt(2) * 40));
          }
        }
        case RETRY, DEFERRED ->
            changes.until(index, kind, random.nextLong() >>> 22, reason(random));
        case REFUSED, DEAD, IN_DOUBT, NEXT_ROUTE -> changes.because(index, kind, reason(random));
        case EXPIRED, RETURNED, SEND_AGAIN, SENT_UNCONFIRMED -> changes.plainly(index, kind);
      }
      index = random.nextInt(4) == 0 ? random.nextInt(1_000) : (index + 1) % 1_000;
    }
    return changes;
  }

  private static Control control(Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> new Control.Pause();
      case 1 -> new Control.Resume();
      case 2 -> new Control.Cancel();
      case 3 -> new Control.ChangeUrgency(any(random, Urgency.values()));
      case 4 -> new Control.NotBefore(instant(random));
      default -> new Control.GiveUpReceipts(instant(random));
    };
  }

  private static Receipt receipt(Random random) {
    String reference =
        switch (random.nextInt(4)) {
          case 0 -> Long.toString(random.nextLong() >>> 1);
          case 1 -> Integer.toString(random.nextInt(1_000));
          case 2 -> "00" + random.nextInt(1_000);
          default -> Long.toHexString(random.nextLong());
        };
    Instant at = instant(random);
    return switch (random.nextInt(5)) {
      case 0 -> new Receipt.Delivered(reference, at);
      case 1 ->
          new Receipt.Played(
              reference, at, Duration.ofNanos(1 + random.nextInt(20)), 1 + random.nextInt(100));
      case 2 -> new Receipt.Published(reference, at, "a".repeat(64));
      case 3 -> new Receipt.Undelivered(reference, at, reason(random));
      default -> new Receipt.Expired(reference, at);
    };
  }

  private static Reason reason(Random random) {
    int number = random.nextInt(5);
    return new Reason("R" + number, "lý do " + number);
  }

  private static Instant instant(Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> Instant.EPOCH;
      case 1 -> Instant.MAX;
      case 2 -> Instant.MIN;
      case 3 -> START;
      default -> Instant.ofEpochSecond(random.nextInt());
    };
  }

  private static <T> T any(Random random, T[] values) {
    return values[random.nextInt(values.length)];
  }
}
