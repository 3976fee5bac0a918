package vn.loa.dispatch.journal;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * A disk in memory that loses power. What was not forced is lost sector by sector: each is there,
 * is as it was, is zero, or is garbage; files are as long as they were, as they became, or between.
 * Names that were not forced are those before one of the operations. All is decided by the random
 * numbers it is given.
 */
final class SimulatedDisk implements Disk {

  private static final int SECTOR = 512;

  /** What kills the process in the middle of an operation. */
  static final class PowerLoss extends Error {
    private static final long serialVersionUID = 1L;

    /** There are millions of them: without a stack trace. */
    PowerLoss() {
      super(null, null, false, false);
    }
  }

  /** What one file holds; names point to it. */
  private static final class Inode {
    byte[] now = {};
    byte[] forced = {};
    int size;
    int forcedSize;
    final BitSet dirty = new BitSet();

    /** Count as clean since a force failed: no later one brings them to the disk. */
    final BitSet lost = new BitSet();
  }

  private final Random random;
  private Map<String, Inode> names = new TreeMap<>();
  private final List<Map<String, Inode>> unforcedNames = new ArrayList<>();
  private long room = Long.MAX_VALUE;
  private int untilPowerLoss = Integer.MAX_VALUE;
  private int untilFailedForce = Integer.MAX_VALUE;
  private boolean forcesLate;
  private boolean forgetsNames;
  private boolean forgetsNewFiles;
  private boolean locked;
  int forces;
  int operations;

  SimulatedDisk(Random random) {
    this.random = random;
    unforcedNames.add(new TreeMap<>());
  }

  /** A mutant: a force does nothing before the next write. */
  SimulatedDisk forcingLate() {
    forcesLate = true;
    return this;
  }

  /** A mutant: names are not forced. */
  SimulatedDisk forgettingNames() {
    forgetsNames = true;
    return this;
  }

  /** A mutant: files are not forced before they get their name. */
  SimulatedDisk forgettingNewFiles() {
    forgetsNewFiles = true;
    return this;
  }

  /** So many operations go well; in the next one the power fails. */
  SimulatedDisk powerLossAfter(int operations) {
    untilPowerLoss = operations;
    return this;
  }

  SimulatedDisk failForceAfter(int forces) {
    untilFailedForce = forces;
    return this;
  }

  SimulatedDisk room(long octets) {
    room = octets;
    return this;
  }

  /** Whether something has failed since it was started. */
  boolean isDying() {
    return untilPowerLoss < 0 || untilFailedForce < 0 || room == 0;
  }

  /** The power comes back: only what a disk keeps is there. */
  void powerOn() {
    names = new TreeMap<>(unforcedNames.get(random.nextInt(unforcedNames.size())));
    unforcedNames.clear();
    unforcedNames.add(new TreeMap<>(names));
    names.values().forEach(this::settle);
    restart();
  }

  /** The process ends, and another may start: all that was written is there to be read. */
  void restart() {
    untilPowerLoss = Integer.MAX_VALUE;
    untilFailedForce = Integer.MAX_VALUE;
    room = Long.MAX_VALUE;
    locked = false;
  }

  private void settle(Inode file) {
    int longest = Math.max(file.size, file.forcedSize);
    int shortest = Math.min(file.size, file.forcedSize);
    file.dirty.or(file.lost);
    int size = file.dirty.isEmpty() ? longest : length(shortest, longest);
    byte[] settled = Arrays.copyOf(file.forced, size);
    file.dirty.stream().forEach(sector -> settle(file, settled, sector));
    file.now = settled;
    file.size = size;
    forcedWhole(file);
  }

  private int length(int shortest, int longest) {
    return switch (random.nextInt(3)) {
      case 0 -> shortest;
      case 1 -> longest;
      default -> shortest + random.nextInt(longest - shortest + 1);
    };
  }

  private void settle(Inode file, byte[] settled, int sector) {
    int from = sector * SECTOR;
    int to = Math.min(from + SECTOR, settled.length);
    if (from >= to) {
      return;
    }
    // Whoever appends to a sector writes its beginning again: a disk has the old one or the new.
    int changed = firstChange(file, from, to);
    switch (random.nextInt(4)) {
      case 0 -> {}
      case 1 -> Arrays.fill(settled, changed, to, (byte) 0);
      case 2 -> {
        for (int i = changed; i < to; i++) {
          settled[i] = (byte) random.nextInt();
        }
      }
      default ->
          System.arraycopy(
              file.now,
              from,
              settled,
              from,
              Math.min(to, Math.min(file.size, file.now.length)) - from);
    }
  }

  private static int firstChange(Inode file, int from, int to) {
    int same = from;
    while (same < to
        && same < Math.min(file.size, file.forcedSize)
        && file.now[same] == file.forced[same]) {
      same++;
    }
    return same;
  }

  private static void forcedWhole(Inode file) {
    file.forced = Arrays.copyOf(file.now, file.size);
    file.forcedSize = file.size;
    file.dirty.clear();
    file.lost.clear();
  }

  private static void forced(Inode file) {
    if (file.lost.isEmpty()) {
      forcedWhole(file);
      return;
    }
    file.forced = Arrays.copyOf(file.forced, file.size);
    file.forcedSize = file.size;
    file.dirty.stream()
        .forEach(
            sector -> {
              int from = sector * SECTOR;
              int length = Math.min(SECTOR, file.size - from);
              System.arraycopy(file.now, from, file.forced, from, length);
            });
    file.dirty.clear();
  }

  private void operation() {
    operations++;
    if (untilPowerLoss-- <= 0) {
      throw new PowerLoss();
    }
  }

  private void named() {
    unforcedNames.add(new TreeMap<>(names));
  }

  @Override
  public List<String> list() {
    return List.copyOf(names.keySet());
  }

  @Override
  public DiskFile create(String name) {
    operation();
    names.put(name, new Inode());
    named();
    return new SimulatedFile(inode(name), forgetsNewFiles);
  }

  @Override
  public DiskFile open(String name, boolean write) {
    return new SimulatedFile(inode(name), false);
  }

  private Inode inode(String name) {
    Inode file = names.get(name);
    if (file == null) {
      throw new UncheckedIOException(new IOException(name + " is not there"));
    }
    return file;
  }

  @Override
  public void rename(String from, String to) {
    operation();
    Inode file = inode(from);
    names.remove(from);
    names.put(to, file);
    named();
  }

  @Override
  public void delete(String name) {
    operation();
    names.remove(name);
    named();
  }

  @Override
  public void forceNames() {
    operation();
    forces++;
    if (!forgetsNames) {
      unforcedNames.clear();
      named();
    }
  }

  @Override
  public long usableSpace() {
    return room;
  }

  @Override
  public Closeable lock() {
    if (locked) {
      throw new IllegalStateException("locked");
    }
    locked = true;
    return () -> locked = false;
  }

  @Override
  public String path() {
    return "simulated";
  }

  /** What a file holds now, to look at or to damage: a copy goes back with {@link #put}. */
  byte[] get(String name) {
    return Arrays.copyOf(inode(name).now, inode(name).size);
  }

  void put(String name, byte[] octets) {
    Inode file = new Inode();
    file.now = octets.clone();
    file.size = octets.length;
    forcedWhole(file);
    names.put(name, file);
    unforcedNames.clear();
    named();
  }

  private final class SimulatedFile implements DiskFile {

    private final Inode file;
    private final boolean forgetsToForce;
    private boolean forceIsDue;

    SimulatedFile(Inode file, boolean forgetsToForce) {
      this.file = file;
      this.forgetsToForce = forgetsToForce;
    }

    @Override
    public void write(ByteBuffer from, long position) throws IOException {
      if (forceIsDue) {
        forced(file);
        forceIsDue = false;
      }
      int at = Math.toIntExact(position);
      int length = from.remaining();
      int until = untilPowerLoss == 0 ? at + random.nextInt(length + 1) : at + length;
      until = (int) Math.min(until, room == Long.MAX_VALUE ? until : at + room);
      put(from, at, until);
      operation();
      room -= room == Long.MAX_VALUE ? 0 : until - at;
      if (until < at + length) {
        room = 0;
        throw new IOException("No space left on device");
      }
    }

    private void put(ByteBuffer from, int at, int until) {
      if (until > file.now.length) {
        file.now = Arrays.copyOf(file.now, Math.max(until, file.now.length * 2));
      }
      from.get(file.now, at, until - at);
      file.size = Math.max(file.size, until);
      if (until > at) {
        file.dirty.set(at / SECTOR, (until - 1) / SECTOR + 1);
        file.lost.clear(at / SECTOR, (until - 1) / SECTOR + 1);
      }
    }

    @Override
    public int read(ByteBuffer into, long position) {
      int length = (int) Math.max(0, Math.min(into.remaining(), file.size - position));
      into.put(file.now, (int) position, length);
      return length;
    }

    @Override
    public long size() {
      return file.size;
    }

    @Override
    public void force() throws IOException {
      operation();
      forces++;
      if (untilFailedForce-- <= 0) {
        file.lost.or(file.dirty);
        file.dirty.clear();
        throw new IOException("Input/output error");
      }
      if (forcesLate) {
        forceIsDue = true;
      } else if (!forgetsToForce) {
        forced(file);
      }
    }

    @Override
    public void close() {}
  }
}
