package vn.loa.dispatch.postgres;

import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Address;
import vn.loa.channel.DeliveryState;
import vn.loa.dispatch.journal.Chunk;
import vn.loa.dispatch.journal.Chunk.Taken;
import vn.loa.dispatch.store.Changes;
import vn.loa.dispatch.store.Recorded;

/**
 * A chunk as the database had it at a version, what happened to it since, and what of that is not
 * written yet.
 */
final class KeptChunk {

  final int campaign;
  final int number;
  final Chunk chunk;

  /** Of the last entry, written or not. */
  int version;

  boolean leased;

  /** Whether this store gave the lease. */
  boolean here;

  long epoch;
  int route;
  long changed;

  /** How many milliseconds its lease is to hold from when it is written; 0 to leave it. */
  long renew;

  final List<byte[]> entries = new ArrayList<>();
  final List<Reference> references = new ArrayList<>();
  final List<Doubt> doubts = new ArrayList<>();
  final BitSet settled = new BitSet();
  private boolean touched;

  /** A delivery was sent, and has a reference. */
  record Reference(int place, long number, @Nullable String text, String channel, long sent) {}

  /** A delivery is in doubt. */
  record Doubt(int place, String channel, Address address, long attempted) {}

  KeptChunk(int campaign, int number, Chunk chunk) {
    this.campaign = campaign;
    this.number = number;
    this.chunk = chunk;
  }

  /** Whether the database has it as it is here. */
  boolean isAs(int version, boolean leased, long epoch) {
    return this.version == version && this.leased == leased && this.epoch == epoch;
  }

  /** Whether there is something to write. */
  boolean isTouched() {
    return touched || renew > 0;
  }

  void touch() {
    touched = true;
  }

  /** Everything is written. */
  void written() {
    entries.clear();
    references.clear();
    doubts.clear();
    settled.clear();
    renew = 0;
    touched = false;
  }

  void release() {
    leased = false;
    chunk.release();
    touch();
  }

  /** What its holder says happened. */
  Recorded record(int leasedRoute, Changes changes) {
    BitSet before = chunk.in(DeliveryState.IN_DOUBT);
    return note(chunk.record(leasedRoute, changes), before);
  }

  /** What somebody without a lease says happened. */
  Recorded settle(Changes changes) {
    BitSet before = chunk.in(DeliveryState.IN_DOUBT);
    return note(chunk.settle(changes), before);
  }

  /** Its lease ends, and what was attempted under it is in doubt. */
  void interrupt(Instant now) {
    BitSet before = chunk.in(DeliveryState.IN_DOUBT);
    note(chunk.interrupt(now), before);
    release();
  }

  private Recorded note(Taken taken, BitSet before) {
    note(taken);
    noteDoubts(before);
    return taken.recorded();
  }

  private void note(Taken taken) {
    Changes changes = taken.changes();
    if (changes.isEmpty()) {
      return;
    }
    touch();
    version++;
    entries.add(chunk.entry(taken));
    changed = Math.max(changed, changes.at().getEpochSecond());
    for (int i = 0; i < changes.size(); i++) {
      if (changes.kind(i) == Changes.Kind.SENT) {
        refer(changes, i);
      }
    }
  }

  private void refer(Changes changes, int position) {
    int place = changes.index(position);
    String text = changes.text(position);
    long number = text == null ? changes.number(position) : hash(text);
    references.add(new Reference(place, number, text, chunk.channel(place), chunk.changed(place)));
  }

  private void noteDoubts(BitSet before) {
    BitSet after = chunk.in(DeliveryState.IN_DOUBT);
    for (int place = after.nextSetBit(0); place >= 0; place = after.nextSetBit(place + 1)) {
      if (!before.get(place)) {
        doubts.add(
            new Doubt(place, chunk.channel(place), chunk.recipient(place), chunk.changed(place)));
        settled.clear(place);
      }
    }
    BitSet gone = (BitSet) before.clone();
    gone.andNot(after);
    settled.or(gone);
    doubts.removeIf(doubt -> gone.get(doubt.place()));
  }

  /** The FNV-1a hash, of 64 bits: stable, and what it maps together the text tells apart. */
  static long hash(String text) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    return hash;
  }
}
