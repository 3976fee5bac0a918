package vn.loa.bench.mqtt;

import java.util.concurrent.Semaphore;
import vn.loa.bench.measure.Ended;

/** A thread that publishes through a client without a window of its own: a semaphore is it. */
final class Publisher implements AutoCloseable {

  private final Client.Meter meter;
  private final Call call;
  private final Semaphore window;
  private final Thread thread = new Thread(this::run, "publisher");
  private volatile boolean closing;

  /** Hands one over and returns; what it did is told to the publisher. */
  interface Call {
    void publish(int device) throws Exception;
  }

  Publisher(Client.Place place, Call call) {
    this.meter = place.meter();
    this.call = call;
    this.window = new Semaphore(place.window());
  }

  void start() {
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    for (int device = 0; !closing; device = (device + 1) % Work.DEVICES) {
      window.acquireUninterruptibly();
      try {
        call.publish(device);
      } catch (Exception failed) {
        failed(failed);
      }
    }
  }

  void acknowledged() {
    meter.sent.increment();
    window.release();
  }

  void failed(Throwable why) {
    if (!closing) {
      meter.error(why);
    }
    window.release();
  }

  @Override
  public void close() {
    closing = true;
    window.release();
    Ended.await(thread);
  }
}
