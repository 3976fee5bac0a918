package vn.loa.bench.smpp;

import java.util.ArrayList;
import java.util.List;
import vn.loa.bench.measure.Ended;

/** Threads that call something that blocks, again and again: one for each place of the window. */
final class Callers implements AutoCloseable {

  private final Client.Meter meter;
  private final Call call;
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean closing;

  /** Sends one, and returns when it is answered. */
  interface Call {
    void send(int recipient) throws Exception;
  }

  Callers(Client.Place place, Call call) {
    this.meter = place.meter();
    this.call = call;
    for (int i = 0; i < place.window(); i++) {
      int first = i;
      Thread thread = new Thread(() -> run(first), "caller");
      thread.setDaemon(true);
      threads.add(thread);
    }
  }

  void start() {
    threads.forEach(Thread::start);
  }

  private void run(int recipient) {
    while (!closing) {
      long began = System.nanoTime();
      try {
        call.send(recipient);
        meter.sent.increment();
        meter.latencies.add(System.nanoTime() - began);
      } catch (Exception failed) {
        if (!closing) {
          meter.error(failed);
        }
      }
    }
  }

  @Override
  public void close() {
    closing = true;
    threads.forEach(Ended::await);
  }
}
