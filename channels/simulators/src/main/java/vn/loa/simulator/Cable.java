package vn.loa.simulator;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import vn.loa.channel.Time;

/** How bytes get through a {@link FaultProxy}: not at all, late, in pieces, or slowly. */
final class Cable {

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final Time time;
  private final Object gate = new Object();
  private final AtomicInteger held = new AtomicInteger();
  private boolean stalled;
  private boolean closed;
  private long latency;
  private int piece = Integer.MAX_VALUE;
  private int perSecond = Integer.MAX_VALUE;

  Cable(Time time) {
    this.time = time;
  }

  void stall() {
    synchronized (gate) {
      stalled = true;
    }
  }

  void resume() {
    synchronized (gate) {
      stalled = false;
      gate.notifyAll();
    }
  }

  void latency(long nanos) {
    synchronized (gate) {
      latency = nanos;
    }
  }

  void splitBytes(int most) {
    synchronized (gate) {
      piece = most;
    }
  }

  void bandwidth(int bytesPerSecond) {
    synchronized (gate) {
      perSecond = bytesPerSecond;
    }
  }

  /** What waits goes on at once, and nothing waits any more. */
  void close() {
    synchronized (gate) {
      closed = true;
      gate.notifyAll();
    }
  }

  /** Bytes that came in and did not go out yet. */
  int held() {
    return held.get();
  }

  /** Brings these bytes to the other end, when their time has come. */
  void carry(byte[] bytes, int count, Socket to) throws IOException, InterruptedException {
    long due = afterLatency();
    held.addAndGet(count);
    int gone = 0;
    try {
      while (gone < count) {
        await(due);
        awaitOpenGate();
        int size = Math.min(piece(), count - gone);
        due = afterSending(size);
        held.addAndGet(-size); // before it is heard, so that who hears it finds it gone
        gone += size;
        write(bytes, gone - size, size, to);
      }
    } finally {
      held.addAndGet(gone - count);
    }
    await(due);
  }

  /** What goes to an end that hears no more is lost. */
  private static void write(byte[] bytes, int from, int size, Socket to) throws IOException {
    if (!to.isOutputShutdown()) {
      OutputStream out = to.getOutputStream();
      out.write(bytes, from, size);
      out.flush();
    }
  }

  private int piece() {
    synchronized (gate) {
      return piece;
    }
  }

  private void awaitOpenGate() throws InterruptedException {
    synchronized (gate) {
      while (stalled && !closed) {
        gate.wait();
      }
    }
  }

  private long afterLatency() {
    synchronized (gate) {
      return time.nanos() + latency;
    }
  }

  private long afterSending(int size) {
    synchronized (gate) {
      return time.nanos() + (perSecond == Integer.MAX_VALUE ? 0 : size * SECOND / perSecond);
    }
  }

  private void await(long due) throws InterruptedException {
    synchronized (gate) {
      while (!closed && time.nanos() - due < 0) {
        time.await(gate, due);
      }
    }
  }
}
