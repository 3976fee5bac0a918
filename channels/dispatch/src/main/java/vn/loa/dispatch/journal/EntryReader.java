package vn.loa.dispatch.journal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Address;
import vn.loa.channel.DeliveryState;
import vn.loa.channel.EmergencyOrder;
import vn.loa.channel.Message;
import vn.loa.channel.MessageCodec;
import vn.loa.channel.Reason;
import vn.loa.channel.Receipt;
import vn.loa.channel.Recipients;
import vn.loa.channel.Tally;
import vn.loa.channel.Urgency;
import vn.loa.dispatch.store.CampaignRecord;
import vn.loa.dispatch.store.CampaignStand;
import vn.loa.dispatch.store.Changes;
import vn.loa.dispatch.store.Control;
import vn.loa.dispatch.store.DispatchStore;

/** Reads what {@link EntryWriter} wrote. */
final class EntryReader {

  private final Changes changes = new Changes();
  private final Proofs proofs = new Proofs();
  private final List<Reason> reasons = new ArrayList<>();
  private final short[] indexes = new short[DispatchStore.CHUNK];
  private byte[] in = {};
  private int position;
  private int end;
  private long second;
  private int proofCampaign;
  private int proofChunk;

  /**
   * Tells all entries of a frame.
   *
   * @param extents learns what the octets are about
   * @throws RuntimeException of any kind if they are not entries, or if they cannot be told
   */
  void read(byte[] in, int from, int to, Entries target, Extents extents) {
    this.in = in;
    position = from;
    end = to;
    reasons.clear();
    second = 0;
    proofCampaign = -1;
    proofChunk = -1;
    while (position < end) {
      entry(target, extents);
    }
    if (position > end) {
      throw new IllegalArgumentException("the last entry is longer than its frame");
    }
  }

  private void entry(Entries target, Extents extents) {
    int start = position;
    int kind = octet();
    switch (kind) {
      case EntryWriter.PROOF -> extents.detail(proof(target), position - start);
      case EntryWriter.WAITING -> {
        Instant since = waiting(target);
        extents.waiting(position - start, since);
      }
      case EntryWriter.WAITED -> {
        target.waited(text(), signed(), optional());
        extents.waited(position - start);
      }
      default -> ofCampaign(kind, integer(), start, target, extents);
    }
  }

  private void ofCampaign(int kind, int campaign, int start, Entries target, Extents extents) {
    switch (kind) {
      case EntryWriter.CAMPAIGN -> target.campaign(campaign, record());
      case EntryWriter.CHUNK -> chunk(campaign, target);
      case EntryWriter.CHANGES -> changes(campaign, target);
      case EntryWriter.DELIVERED -> delivered(campaign, target);
      case EntryWriter.CONTROL -> target.control(campaign, control());
      case EntryWriter.SUMMARY -> {
        target.summary(campaign, stand());
        extents.summary(campaign, position - start);
        return;
      }
      case EntryWriter.FORGOTTEN -> {
        target.forgotten(campaign);
        extents.forgotten(campaign, position - start);
        return;
      }
      default -> throw new IllegalArgumentException("no entry is of kind " + kind);
    }
    extents.detail(campaign, position - start);
  }

  private void chunk(int campaign, Entries target) {
    int chunk = integer();
    int shape = octet();
    int size = atMost(DispatchStore.CHUNK);
    Recipients recipients = (shape & EntryWriter.PHONES) != 0 ? phones(size) : others(size);
    target.chunk(campaign, chunk, recipients, (shape & EntryWriter.LAST) != 0);
  }

  private Recipients phones(int size) {
    long[] numbers = new long[size];
    long before = 0;
    for (int i = 0; i < size; i++) {
      before += signed();
      numbers[i] = before;
    }
    return Recipients.phones(LongStream.of(numbers));
  }

  private Recipients others(int size) {
    List<Address> addresses = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      addresses.add(address());
    }
    return Recipients.of(addresses);
  }

  private void changes(int campaign, Entries target) {
    int chunk = integer();
    int shape = octet();
    changes.clear().at(instant());
    if ((shape & 1) != 0) {
      changes.release();
    }
    int size = integer();
    while (changes.size() < size) {
      run();
    }
    target.changes(campaign, chunk, shape >> 1, changes);
  }

  private void run() {
    int shape = octet();
    Changes.Kind kind = Codes.CHANGES.constant(shape & 0x0F);
    int size = atMost(DispatchStore.CHUNK);
    if (size == 0) {
      throw new IllegalArgumentException("a run of no changes");
    }
    indexes(size, shape);
    switch (kind) {
      case SENT -> sent(size, shape);
      case RETRY, DEFERRED -> until(kind, size);
      case REFUSED, DEAD, IN_DOUBT, NEXT_ROUTE -> {
        for (int i = 0; i < size; i++) {
          changes.because(indexes[i], kind, reason());
        }
      }
      case ATTEMPTED -> {
        for (int i = 0; i < size; i++) {
          changes.attempted(indexes[i]);
        }
      }
      case EXPIRED, RETURNED, SEND_AGAIN, SENT_UNCONFIRMED -> {
        for (int i = 0; i < size; i++) {
          changes.plainly(indexes[i], kind);
        }
      }
    }
  }

  private void indexes(int size, int shape) {
    int index = atMost(DispatchStore.CHUNK - 1);
    indexes[0] = (short) index;
    for (int i = 1; i < size; i++) {
      index += 1 + ((shape & EntryWriter.CONSECUTIVE) != 0 ? 0 : (int) signed());
      indexes[i] = (short) index;
    }
  }

  private void sent(int size, int shape) {
    for (int i = 0; i < size; i++) {
      if ((shape & EntryWriter.TEXTS) != 0) {
        changes.sent(indexes[i], text());
      } else {
        changes.sent(indexes[i], (shape & EntryWriter.FIXED) != 0 ? fixed() : varint());
      }
    }
  }

  private void until(Changes.Kind kind, int size) {
    long until = 0;
    for (int i = 0; i < size; i++) {
      until += signed();
      changes.until(indexes[i], kind, until, reason());
    }
  }

  private Control control() {
    return switch (Codes.CONTROLS.constant(octet())) {
      case PAUSE -> new Control.Pause();
      case RESUME -> new Control.Resume();
      case CANCEL -> new Control.Cancel();
      case URGENCY -> new Control.ChangeUrgency(urgency());
      case NOT_BEFORE -> new Control.NotBefore(instant());
      case GIVE_UP_RECEIPTS -> new Control.GiveUpReceipts(instant());
      case SETTLE -> throw new IllegalArgumentException("comes as changes");
    };
  }

  private void delivered(int campaign, Entries target) {
    proofs.clear();
    long chunk = 0;
    for (int left = integer(); left > 0; left--) {
      chunk += signed();
      int index = atMost(DispatchStore.CHUNK - 1);
      second += signed();
      proofs.add(Math.toIntExact(chunk), index, (int) second);
    }
    target.delivered(campaign, proofs);
  }

  private int proof(Entries target) {
    int shape = octet();
    proofCampaign = (shape & EntryWriter.SAME_CAMPAIGN) != 0 ? proofCampaign : integer();
    proofChunk = (shape & EntryWriter.SAME_CHUNK) != 0 ? proofChunk : integer();
    int index = atMost(DispatchStore.CHUNK - 1);
    target.proof(proofCampaign, proofChunk, index, receipt(shape));
    return proofCampaign;
  }

  private Instant waiting(Entries target) {
    String channel = text();
    long number = signed();
    String text = optional();
    Receipt receipt = receipt(octet());
    Address from = octet() == 0 ? null : address();
    Instant since = instant();
    target.waiting(channel, number, text, receipt, from, since);
    return since;
  }

  private Receipt receipt(int shape) {
    String reference = reference(shape);
    second += signed();
    Instant at = Instant.ofEpochSecond(second, (shape & EntryWriter.NANOS) != 0 ? varint() : 0);
    return switch (Codes.RECEIPTS.constant(shape & 0x07)) {
      case DELIVERED -> new Receipt.Delivered(reference, at);
      case PLAYED -> new Receipt.Played(reference, at, duration(), octet());
      case PUBLISHED -> new Receipt.Published(reference, at, text());
      case UNDELIVERED -> new Receipt.Undelivered(reference, at, reason());
      case EXPIRED -> new Receipt.Expired(reference, at);
    };
  }

  private String reference(int shape) {
    if ((shape & EntryWriter.VARINT_REFERENCE) != 0) {
      return Long.toString(varint());
    }
    return (shape & EntryWriter.FIXED_REFERENCE) != 0 ? Long.toString(fixed()) : text();
  }

  private CampaignStand stand() {
    return new CampaignStand(
        record(), Codes.PHASES.constant(octet()), urgency(), instant(), tally(), octet() != 0);
  }

  private Tally tally() {
    Map<DeliveryState, Long> counts = new EnumMap<>(DeliveryState.class);
    Map<DeliveryState, Reason> first = new EnumMap<>(DeliveryState.class);
    for (int shape = octet(); shape != 0xFF; shape = octet()) {
      DeliveryState state = Codes.STATES.constant(shape >> 1);
      counts.put(state, varint());
      if ((shape & 1) != 0) {
        first.put(state, reason());
      }
    }
    return Tally.of(counts, first);
  }

  private CampaignRecord record() {
    String key = text();
    Message message = message();
    int size = octet();
    List<String> channels = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      channels.add(text());
    }
    return new CampaignRecord(
        key, message, channels, text(), urgency(), octet(), instant(), order(), instant());
  }

  private @Nullable EmergencyOrder order() {
    String reason = optional();
    String person = optional();
    return reason == null || person == null ? null : new EmergencyOrder(reason, person);
  }

  private Message message() {
    ByteBuffer rest = ByteBuffer.wrap(in, position, end - position);
    Message message = MessageCodec.decode(rest);
    position = rest.position();
    return message;
  }

  private Address address() {
    return switch (octet()) {
      case 0 -> new Address.Phone(varint());
      case 1 -> new Address.Device(text(), text());
      case 2 -> new Address.Feed(text());
      default -> throw new IllegalArgumentException("no address is of this kind");
    };
  }

  private Urgency urgency() {
    return Codes.URGENCIES.constant(octet());
  }

  private Reason reason() {
    int place = integer();
    if (place > 0) {
      return reasons.get(place - 1);
    }
    Reason reason = new Reason(text(), text());
    reasons.add(reason);
    return reason;
  }

  private @Nullable String optional() {
    return octet() == 0 ? null : text();
  }

  private String text() {
    int length = atMost(end - position);
    String text = new String(in, position, length, StandardCharsets.UTF_8);
    position += length;
    return text;
  }

  private Instant instant() {
    return Instant.ofEpochSecond(signed(), varint());
  }

  private Duration duration() {
    return Duration.ofSeconds(signed(), varint());
  }

  private int integer() {
    return Math.toIntExact(varint());
  }

  private int atMost(int most) {
    return Objects.checkIndex(integer(), most + 1);
  }

  private int octet() {
    return in[Objects.checkIndex(position++, end)] & 0xFF;
  }

  private long fixed() {
    long value = (long) Bytes.LONG.get(in, Objects.checkFromIndexSize(position, 8, end));
    position += Long.BYTES;
    return value;
  }

  private long signed() {
    long value = varint();
    return (value >>> 1) ^ -(value & 1);
  }

  /** In locals: it is most of what reading a log is. */
  private long varint() {
    byte[] octets = in;
    int at = position;
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      byte octet = octets[Objects.checkIndex(at++, end)];
      value |= (long) (octet & 0x7F) << shift;
      if (octet >= 0) {
        position = at;
        return value;
      }
    }
    throw new IllegalArgumentException("a number of more than ten octets");
  }
}
