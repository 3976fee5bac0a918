package vn.loa.bench.smpp;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import vn.loa.bench.measure.Ended;

/**
 * Our channel fed as a dispatcher feeds it: by a thread of its own, which hands over as much as
 * there is room for and then sleeps until an answer comes.
 */
final class FedByThread extends LoaClient {

  private final Thread feeder = new Thread(this::run, "feeder");
  private final AtomicInteger room = new AtomicInteger();
  private final AtomicBoolean asleep = new AtomicBoolean();
  private volatile boolean closing;

  FedByThread(Place place) {
    super(place);
    room.set(window());
  }

  @Override
  public void start() {
    feeder.setDaemon(true);
    feeder.start();
  }

  private void run() {
    while (!closing) {
      int free = room.getAndSet(0);
      if (free > 0) {
        submit(free);
      } else {
        awaitRoom();
      }
    }
  }

  private void awaitRoom() {
    asleep.set(true);
    if (room.get() == 0 && !closing) {
      LockSupport.park(this);
    }
    asleep.set(false);
  }

  @Override
  void free() {
    room.incrementAndGet();
    if (asleep.get() && asleep.compareAndSet(true, false)) {
      LockSupport.unpark(feeder);
    }
  }

  @Override
  public void close() {
    closing = true;
    LockSupport.unpark(feeder);
    Ended.await(feeder);
    super.close();
  }
}
