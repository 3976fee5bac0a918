package vn.loa.dispatch.journal;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoField;
import java.util.HashMap;
import java.util.Map;
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
import vn.loa.dispatch.store.CampaignRecord;
import vn.loa.dispatch.store.CampaignStand;
import vn.loa.dispatch.store.Changes;
import vn.loa.dispatch.store.Control;

/**
 * Writes entries as octets, {@link EntryReader} reads them; FORMAT.md beside the module's pom
 * describes them. What stands in one frame leans on what stands before it there: reasons are told
 * once, times as differences. So a frame is read from its beginning, and needs no other.
 */
final class EntryWriter implements Entries {

  static final int CAMPAIGN = 1;
  static final int CHUNK = 2;
  static final int CHANGES = 3;
  static final int CONTROL = 4;
  static final int PROOF = 5;
  static final int WAITING = 6;
  static final int WAITED = 7;
  static final int SUMMARY = 8;
  static final int FORGOTTEN = 9;
  static final int DELIVERED = 10;

  /** Of a chunk. */
  static final int LAST = 1;

  static final int PHONES = 2;

  /** Of a run of changes, beside its kind: indexes follow each other. */
  static final int CONSECUTIVE = 0x10;

  /** Of a run of SENT: numbers of eight octets, or references that are text. */
  static final int FIXED = 0x20;

  static final int TEXTS = 0x40;

  /** Of a receipt, beside its kind: the reference is a number in decimal. */
  static final int VARINT_REFERENCE = 0x08;

  static final int FIXED_REFERENCE = 0x10;
  static final int NANOS = 0x20;

  /** Of a proof: as the one before it in the frame. */
  static final int SAME_CAMPAIGN = 0x40;

  static final int SAME_CHUNK = 0x80;

  private static final long LONGER_AS_VARINT = 1L << 56;

  private Bytes out = new Bytes();
  private Extents extents = new Extents();
  private final Map<Reason, Integer> reasons = new HashMap<>();
  private long second;
  private int proofCampaign;
  private int proofChunk;
  private int start;

  /** From here on entries go to this place, as the first of a frame. */
  void beginFrame(Bytes out, Extents extents) {
    this.out = out;
    this.extents = extents;
    reasons.clear();
    second = 0;
    proofCampaign = -1;
    proofChunk = -1;
  }

  @Override
  public void campaign(int campaign, CampaignRecord record) {
    begin(CAMPAIGN, campaign);
    record(record);
    extents.detail(campaign, written());
  }

  @Override
  public void chunk(int campaign, int chunk, Recipients recipients, boolean last) {
    begin(CHUNK, campaign);
    out.varint(chunk);
    out.octet((last ? LAST : 0) | (recipients.arePhones() ? PHONES : 0));
    out.varint(recipients.size());
    if (recipients.arePhones()) {
      phones(recipients);
    } else {
      recipients.forEach(this::address);
    }
    extents.detail(campaign, written());
  }

  private void phones(Recipients recipients) {
    long before = 0;
    for (int i = 0; i < recipients.size(); i++) {
      out.signed(recipients.e164(i) - before);
      before = recipients.e164(i);
    }
  }

  @Override
  public void changes(int campaign, int chunk, int route, Changes changes) {
    begin(CHANGES, campaign);
    out.varint(chunk);
    out.octet((route << 1) | (changes.releases() ? 1 : 0));
    instant(changes.at());
    out.varint(changes.size());
    for (int from = 0; from < changes.size(); ) {
      from = run(changes, from);
    }
    extents.detail(campaign, written());
  }

  /** Writes changes of one kind that follow each other; returns where the next begin. */
  private int run(Changes changes, int from) {
    Changes.Kind kind = changes.kind(from);
    boolean texts = changes.text(from) != null;
    int to = from;
    int consecutive = 0;
    long asVarints = 0;
    while (to < changes.size() && changes.kind(to) == kind && (changes.text(to) != null) == texts) {
      consecutive += changes.index(to) == changes.index(from) + to - from ? 1 : 0;
      asVarints += Bytes.varintLength(changes.number(to));
      to++;
    }
    boolean fixed = asVarints > 8L * (to - from);
    int shape =
        (consecutive == to - from ? CONSECUTIVE : 0)
            | (kind == Changes.Kind.SENT ? texts ? TEXTS : fixed ? FIXED : 0 : 0);
    out.octet(Codes.CHANGES.code(kind) | shape);
    out.varint(to - from);
    indexes(changes, from, to, shape);
    details(changes, from, to, shape);
    return to;
  }

  private void indexes(Changes changes, int from, int to, int shape) {
    out.varint(changes.index(from));
    for (int i = from + 1; (shape & CONSECUTIVE) == 0 && i < to; i++) {
      out.signed(changes.index(i) - (long) changes.index(i - 1) - 1);
    }
  }

  private void details(Changes changes, int from, int to, int shape) {
    long before = 0;
    for (int i = from; i < to; i++) {
      switch (changes.kind(i)) {
        case SENT -> reference(changes, i, shape);
        case RETRY, DEFERRED -> {
          out.signed(changes.number(i) - before);
          before = changes.number(i);
          reason(changes.reason(i));
        }
        case REFUSED, DEAD, IN_DOUBT, NEXT_ROUTE -> reason(changes.reason(i));
        case ATTEMPTED, EXPIRED, RETURNED, SEND_AGAIN, SENT_UNCONFIRMED -> {}
      }
    }
  }

  private void reference(Changes changes, int position, int shape) {
    String text = changes.text(position);
    if (text != null) {
      out.text(text);
    } else if ((shape & FIXED) != 0) {
      out.fixed(changes.number(position));
    } else {
      out.varint(changes.number(position));
    }
  }

  @Override
  public void control(int campaign, Control change) {
    begin(CONTROL, campaign);
    out.octet(Codes.CONTROLS.code(change.kind()));
    if (change instanceof Control.ChangeUrgency changed) {
      out.octet(Codes.URGENCIES.code(changed.urgency()));
    } else if (change instanceof Control.NotBefore notBefore) {
      instant(notBefore.instant());
    } else if (change instanceof Control.GiveUpReceipts giveUp) {
      instant(giveUp.sentBefore());
    }
    extents.detail(campaign, written());
  }

  @Override
  public void delivered(int campaign, Proofs proofs) {
    begin(DELIVERED, campaign);
    out.varint(proofs.size());
    int chunk = 0;
    for (int i = 0; i < proofs.size(); i++) {
      long at = Integer.toUnsignedLong(proofs.second(i));
      out.signed(proofs.chunk(i) - chunk);
      out.varint(proofs.index(i));
      out.signed(at - second);
      chunk = proofs.chunk(i);
      second = at;
    }
    extents.detail(campaign, written());
  }

  @Override
  public void proof(int campaign, int chunk, int index, Receipt receipt) {
    start = out.size();
    boolean sameCampaign = campaign == proofCampaign;
    boolean sameChunk = sameCampaign && chunk == proofChunk;
    out.octet(PROOF);
    int shape = (sameCampaign ? SAME_CAMPAIGN : 0) | (sameChunk ? SAME_CHUNK : 0);
    out.octet(shape | shape(receipt));
    if (!sameCampaign) {
      out.varint(campaign);
    }
    if (!sameChunk) {
      out.varint(chunk);
    }
    out.varint(index);
    receipt(receipt);
    proofCampaign = campaign;
    proofChunk = chunk;
    extents.detail(campaign, written());
  }

  @Override
  public void waiting(
      String channel,
      long number,
      @Nullable String text,
      Receipt receipt,
      @Nullable Address from,
      Instant since) {
    start = out.size();
    out.octet(WAITING);
    reference(channel, number, text);
    out.octet(shape(receipt));
    receipt(receipt);
    out.octet(from == null ? 0 : 1);
    if (from != null) {
      address(from);
    }
    instant(since);
    extents.waiting(written(), since);
  }

  @Override
  public void waited(String channel, long number, @Nullable String text) {
    start = out.size();
    out.octet(WAITED);
    reference(channel, number, text);
    extents.waited(written());
  }

  private void reference(String channel, long number, @Nullable String text) {
    out.text(channel);
    out.signed(number);
    optional(text);
  }

  @Override
  public void summary(int campaign, CampaignStand stand) {
    begin(SUMMARY, campaign);
    record(stand.campaign());
    out.octet(Codes.PHASES.code(stand.phase()));
    out.octet(Codes.URGENCIES.code(stand.urgency()));
    instant(stand.notBefore());
    tally(stand.tally());
    out.octet(stand.summary() ? 1 : 0);
    extents.summary(campaign, written());
  }

  @Override
  public void forgotten(int campaign) {
    begin(FORGOTTEN, campaign);
    extents.forgotten(campaign, written());
  }

  private void tally(Tally tally) {
    for (DeliveryState state : DeliveryState.values()) {
      Reason first = tally.first(state).orElse(null);
      if (tally.count(state) > 0 || first != null) {
        out.octet(Codes.STATES.code(state) << 1 | (first == null ? 0 : 1));
        out.varint(tally.count(state));
        if (first != null) {
          reason(first);
        }
      }
    }
    out.octet(0xFF);
  }

  private void record(CampaignRecord record) {
    out.text(record.key());
    message(record.message());
    out.octet(record.channels().size());
    record.channels().forEach(out::text);
    out.text(record.audience());
    out.octet(Codes.URGENCIES.code(record.urgency()));
    out.octet(record.weight());
    instant(record.notBefore());
    EmergencyOrder order = record.order();
    optional(order == null ? null : order.reason());
    optional(order == null ? null : order.person());
    instant(record.acceptedAt());
  }

  private void message(Message message) {
    byte[] octets = MessageCodec.encode(message);
    out.put(octets, 0, octets.length);
  }

  private void address(Address address) {
    if (address instanceof Address.Phone phone) {
      out.octet(0);
      out.varint(phone.e164());
    } else if (address instanceof Address.Device device) {
      out.octet(1);
      out.text(device.id());
      out.text(device.area());
    } else if (address instanceof Address.Feed feed) {
      out.octet(2);
      out.text(feed.name());
    }
  }

  private int shape(Receipt receipt) {
    long number = decimal(receipt.reference());
    int reference = number < 0 ? 0 : number < LONGER_AS_VARINT ? VARINT_REFERENCE : FIXED_REFERENCE;
    int nanos = nanos(receipt.at()) == 0 ? 0 : NANOS;
    return Codes.RECEIPTS.code(receipt.kind()) | reference | nanos;
  }

  private void receipt(Receipt receipt) {
    long number = decimal(receipt.reference());
    if (number < 0) {
      out.text(receipt.reference());
    } else if (number < LONGER_AS_VARINT) {
      out.varint(number);
    } else {
      out.fixed(number);
    }
    out.signed(receipt.at().getEpochSecond() - second);
    second = receipt.at().getEpochSecond();
    int nanos = nanos(receipt.at());
    if (nanos != 0) {
      out.varint(nanos);
    }
    if (receipt instanceof Receipt.Played played) {
      duration(played.played());
      out.octet(played.volume());
    } else if (receipt instanceof Receipt.Published published) {
      out.text(published.sha256());
    } else if (receipt instanceof Receipt.Undelivered undelivered) {
      reason(undelivered.reason());
    }
  }

  /** The number that a text writes, as {@link Long#toString(long)} writes it; else -1. */
  static long decimal(String text) {
    int length = text.length();
    if (length == 0 || length > 19 || (length > 1 && text.charAt(0) == '0')) {
      return -1;
    }
    long number = 0;
    for (int i = 0; i < length; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = number * 10 + digit;
    }
    // Nineteen nines are more than a long holds, by less than would come round to zero.
    return number < 0 ? -1 : number;
  }

  private void reason(@Nullable Reason reason) {
    if (reason == null) {
      throw new IllegalArgumentException("a change that needs a reason has none");
    }
    Integer known = reasons.putIfAbsent(reason, reasons.size() + 1);
    out.varint(known == null ? 0 : known);
    if (known == null) {
      out.text(reason.code());
      out.text(reason.text());
    }
  }

  private void optional(@Nullable String text) {
    out.octet(text == null ? 0 : 1);
    if (text != null) {
      out.text(text);
    }
  }

  private static int nanos(Instant instant) {
    return instant.get(ChronoField.NANO_OF_SECOND);
  }

  private void instant(Instant instant) {
    out.signed(instant.getEpochSecond());
    out.varint(instant.getNano());
  }

  private void duration(Duration duration) {
    out.signed(duration.getSeconds());
    out.varint(duration.getNano());
  }

  private void begin(int kind, int campaign) {
    start = out.size();
    out.octet(kind);
    out.varint(campaign);
  }

  private int written() {
    return out.size() - start;
  }
}
