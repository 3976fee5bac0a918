package vn.loa.dispatch.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Address;
import vn.loa.channel.DeliveryState;
import vn.loa.channel.Reason;
import vn.loa.channel.Receipt;
import vn.loa.channel.Recipients;
import vn.loa.dispatch.journal.Disk.DiskFile;
import vn.loa.dispatch.journal.JournalTool.Salvaged;
import vn.loa.dispatch.store.CampaignRecord;
import vn.loa.dispatch.store.CampaignStand;
import vn.loa.dispatch.store.Changes;
import vn.loa.dispatch.store.Control;
import vn.loa.dispatch.store.DeliveryRow;
import vn.loa.dispatch.store.Query;
import vn.loa.dispatch.store.StoreException;
import vn.loa.dispatch.store.Visitor;

/**
 * Makes a journal of what is whole in a damaged one. Where frames are missing, anything may have
 * happened to the campaigns that had begun: what would still wait there is in doubt, for it may
 * have been sent; and a campaign that was still being taken is cancelled, for a chunk of it that is
 * missing, and given again, would be sent again.
 */
final class Salvage implements Entries {

  private static final Reason LOST = new Reason("JOURNAL_DAMAGED", "what happened to it is lost");
  private static final int ENOUGH = 128 * 1024;

  private final Disk from;
  private final long journal;
  private final StoreState state = new StoreState(new EntryWriter(), JournalTool.FOR_EVER);
  private final EntryWriter to = new EntryWriter();
  private final Bytes bytes = new Bytes();
  private final Draft draft;

  /** Sizes of the chunks that are here, by campaign. */
  private final Map<Integer, List<Integer>> chunks = new HashMap<>();

  private final Map<Integer, String> keys = new HashMap<>();
  private final BitSet touched = new BitSet();
  private long frames;
  private long skipped;
  private long leftOut;
  private long inDoubt;
  private long next = 1;
  private long written = 1;

  private Salvage(Disk from, long journal, Draft draft) {
    this.from = from;
    this.journal = journal;
    this.draft = draft;
  }

  static Salvaged salvage(Disk from, Disk to) throws IOException {
    long journal = journal(from);
    try (Draft draft = new Draft(to, new SecureRandom().nextLong(), 1)) {
      Salvage salvage = new Salvage(from, journal, draft);
      salvage.begin();
      salvage.readAll();
      salvage.doubt();
      salvage.flush();
      draft.publish(salvage.written);
      return salvage.report();
    }
  }

  /** The id, as the first header says that is whole. */
  private static long journal(Disk disk) throws IOException {
    for (String name : Recovery.names(disk).values()) {
      SegmentHeader header = header(disk, name);
      if (header != null) {
        return header.journal();
      }
    }
    throw new StoreException(
        StoreException.Kind.UNUSABLE,
        "nothing in "
            + disk.path()
            + " is the beginning of a segment of version "
            + SegmentHeader.VERSION
            + ": check the path, or take a copy");
  }

  private static @Nullable SegmentHeader header(Disk disk, String name) throws IOException {
    byte[] octets = new byte[SegmentHeader.SIZE];
    try (DiskFile file = disk.open(name, false)) {
      file.read(ByteBuffer.wrap(octets), 0);
    }
    return SegmentHeader.read(octets);
  }

  private void readAll() throws IOException {
    NavigableMap<Long, String> names = Recovery.names(from);
    for (Map.Entry<Long, String> name : names.entrySet()) {
      if (name.getKey() > next) {
        gap();
      }
      SegmentHeader header = header(from, name.getValue());
      if (header == null || header.journal() != journal) {
        read(name.getValue(), true, end(names.higherKey(name.getKey())));
        gap();
      } else if (header.rewritten()) {
        readRewritten(header, name.getValue(), names.ceilingKey(header.end()) != null);
      } else {
        readPlain(name.getValue(), names.higherKey(name.getKey()));
      }
    }
  }

  private static long end(@Nullable Long following) {
    return following == null ? Long.MAX_VALUE : following;
  }

  /** It has all frames up to the next segment; without one, it may end torn. */
  private void readPlain(String name, @Nullable Long following) throws IOException {
    read(name, false, end(following));
    if (following != null && next < following) {
      gap();
    }
  }

  /** It is as long as it says, never ends torn, and never is the last. */
  private void readRewritten(SegmentHeader header, String name, boolean followed)
      throws IOException {
    long before = skipped;
    long size = read(name, true, header.end());
    if (skipped > before || size != header.size() || !followed) {
      gap();
    }
    next = Math.max(next, header.end());
  }

  /**
   * @param sparse whether some sequences may be missing
   * @return octets of the file
   */
  private long read(String name, boolean sparse, long end) throws IOException {
    try (DiskFile file = from.open(name, false)) {
      FrameReader in = new FrameReader(file, journal, Frame.CRC_32C);
      while (next < end && next(in) && in.sequence() < end) {
        take(in, sparse);
      }
      return file.size();
    }
  }

  /** Goes to the next whole frame; what it passes over is a gap, if a frame follows it. */
  private boolean next(FrameReader in) throws IOException {
    FrameReader.Found found = in.next();
    if (found != FrameReader.Found.BAD) {
      return found == FrameReader.Found.FRAME;
    }
    long start = in.position();
    boolean more = in.search();
    skipped += in.position() - start;
    if (more) {
      gap();
    }
    return more;
  }

  private void take(FrameReader in, boolean sparse) throws IOException {
    if (in.sequence() < next) {
      return;
    }
    if (in.sequence() > next && !sparse) {
      gap();
    }
    frames++;
    next = in.sequence() + 1;
    tell(in);
    if (bytes.size() >= ENOUGH) {
      flush();
    }
  }

  /** What is behind an entry that cannot be read is left out with it. */
  private void tell(FrameReader in) {
    try {
      new EntryReader().read(in.buffer(), in.from(), in.to(), this, new Extents());
    } catch (RuntimeException unreadable) {
      leftOut++;
      gap();
    }
  }

  private void gap() {
    keys.keySet().forEach(touched::set);
  }

  private void begin() {
    bytes.clear();
    bytes.skip(Frame.HEADER);
    to.beginFrame(bytes, draft.extents());
  }

  private void flush() throws IOException {
    if (bytes.size() > Frame.HEADER) {
      draft.frame(bytes.array(), bytes.size(), written, written);
      written++;
      begin();
    }
  }

  /** What may have been sent without our knowing is in doubt. */
  private void doubt() throws IOException {
    state.recovered();
    for (int campaign = touched.nextSetBit(0);
        campaign >= 0;
        campaign = touched.nextSetBit(campaign + 1)) {
      String key = keys.get(campaign);
      if (key != null) {
        Waiting waiting = new Waiting();
        state.scan(
            Query.deliveries(key, EnumSet.of(DeliveryState.QUEUED, DeliveryState.DEFERRED)),
            waiting);
        doubt(campaign, waiting);
        flush();
      }
    }
  }

  private void doubt(int campaign, Waiting waiting) {
    waiting.byChunk.forEach(
        (chunk, changes) -> {
          inDoubt += changes.size();
          to.changes(campaign, chunk, 0, changes);
        });
    if (waiting.isOpening) {
      to.control(campaign, new Control.Cancel());
    }
  }

  private static final class Waiting implements Visitor {

    private final Map<Integer, Changes> byChunk = new TreeMap<>();
    private boolean isOpening;

    @Override
    public void campaign(CampaignStand stand) {
      isOpening = stand.phase() == CampaignStand.Phase.OPENING && !stand.summary();
    }

    @Override
    public void delivery(DeliveryRow row) {
      byChunk
          .computeIfAbsent(row.chunk(), it -> new Changes())
          .because(row.index(), Changes.Kind.IN_DOUBT, LOST);
    }
  }

  private Salvaged report() {
    Set<String> campaigns = new TreeSet<>();
    touched.stream().filter(keys::containsKey).mapToObj(keys::get).forEach(campaigns::add);
    return new Salvaged(frames, skipped, leftOut, campaigns, inDoubt);
  }

  private boolean has(int campaign, int chunk) {
    List<Integer> here = chunks.get(campaign);
    boolean has = here != null && chunk < here.size();
    if (!has) {
      leaveOut(campaign);
    }
    return has;
  }

  private void leaveOut(int campaign) {
    leftOut++;
    touched.set(campaign);
  }

  @Override
  public void campaign(int campaign, CampaignRecord record) {
    chunks.put(campaign, new ArrayList<>());
    keys.put(campaign, record.key());
    state.campaign(campaign, record);
    to.campaign(campaign, record);
  }

  @Override
  public void chunk(int campaign, int chunk, Recipients recipients, boolean last) {
    List<Integer> here = chunks.get(campaign);
    if (here == null || here.size() != chunk) {
      leaveOut(campaign);
      return;
    }
    here.add(recipients.size());
    state.chunk(campaign, chunk, recipients, last);
    to.chunk(campaign, chunk, recipients, last);
  }

  @Override
  public void changes(int campaign, int chunk, int route, Changes changes) {
    if (has(campaign, chunk)) {
      state.changes(campaign, chunk, route, changes);
      to.changes(campaign, chunk, route, changes);
    }
  }

  @Override
  public void control(int campaign, Control change) {
    if (chunks.containsKey(campaign)) {
      state.control(campaign, change);
      to.control(campaign, change);
    } else {
      leaveOut(campaign);
    }
  }

  @Override
  public void delivered(int campaign, Proofs proofs) {
    Proofs known = new Proofs();
    for (int i = 0; i < proofs.size(); i++) {
      if (has(campaign, proofs.chunk(i))) {
        known.add(proofs.chunk(i), proofs.index(i), proofs.second(i));
      }
    }
    if (!known.isEmpty()) {
      state.delivered(campaign, known);
      to.delivered(campaign, known);
    }
  }

  @Override
  public void proof(int campaign, int chunk, int index, Receipt receipt) {
    if (has(campaign, chunk)) {
      state.proof(campaign, chunk, index, receipt);
      to.proof(campaign, chunk, index, receipt);
    }
  }

  @Override
  public void waiting(
      String channel,
      long number,
      @Nullable String text,
      Receipt receipt,
      @Nullable Address sender,
      Instant since) {
    to.waiting(channel, number, text, receipt, sender, since);
  }

  @Override
  public void waited(String channel, long number, @Nullable String text) {
    to.waited(channel, number, text);
  }

  @Override
  public void summary(int campaign, CampaignStand stand) {
    keys.put(campaign, stand.campaign().key());
    chunks.remove(campaign);
    touched.clear(campaign);
    state.summary(campaign, stand);
    to.summary(campaign, stand);
  }

  @Override
  public void forgotten(int campaign) {
    chunks.remove(campaign);
    keys.remove(campaign);
    touched.clear(campaign);
    state.forgotten(campaign);
    to.forgotten(campaign);
  }
}
