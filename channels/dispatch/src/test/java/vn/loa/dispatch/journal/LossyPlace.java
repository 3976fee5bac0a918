package vn.loa.dispatch.journal;

import java.nio.file.Path;
import java.util.Random;
import vn.loa.channel.Time;
import vn.loa.dispatch.store.DispatchStore;

/** A folder on a disk in memory that loses power, for those who send from a journal in it. */
public final class LossyPlace {

  private final Random random;
  private final SimulatedDisk disk;

  public LossyPlace(Random random) {
    this.random = random;
    this.disk = new SimulatedDisk(random);
  }

  /** A journal that commits each call on the thread of its caller. */
  public DispatchStore open(Time time) {
    return Journal.builder(Path.of("simulated"))
        .disk(disk)
        .ids(random::nextLong)
        .time(time)
        .segmentSize(2_000)
        .reserve(0)
        .inline(1)
        .open();
  }

  /** So many operations of the disk go well; in the next one the power fails. */
  public void powerLossAfter(int operations) {
    disk.powerLossAfter(operations);
  }

  /** Whether the power has failed, and nothing that still runs here is true any more. */
  public boolean isDead() {
    return disk.isDying();
  }

  public void powerOn() {
    disk.powerOn();
  }
}
