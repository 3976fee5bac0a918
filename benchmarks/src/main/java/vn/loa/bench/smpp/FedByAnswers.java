package vn.loa.bench.smpp;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Our channel fed by its own answers: whoever brings one hands over as much as there is room for,
 * once that is an eighth of the window.
 */
final class FedByAnswers extends LoaClient {

  private static final int SHARE = 8;

  private final AtomicInteger room = new AtomicInteger();
  private final AtomicBoolean feeding = new AtomicBoolean();
  private final int least;
  private volatile boolean closing;

  FedByAnswers(Place place) {
    super(place);
    least = Math.max(1, window() / SHARE);
  }

  @Override
  public void start() {
    room.addAndGet(window());
    feed();
  }

  @Override
  void free() {
    if (room.incrementAndGet() >= least) {
      feed();
    }
  }

  /** One at a time: an answer may come before its submit returns, on the same thread. */
  private void feed() {
    while (room.get() >= least && !closing && feeding.compareAndSet(false, true)) {
      submit(room.getAndSet(0));
      feeding.set(false);
    }
  }

  @Override
  public void close() {
    closing = true;
    super.close();
  }
}
