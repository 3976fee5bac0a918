package vn.loa.bench.smpp;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Passes on each write 20 ms after it was made, on a thread of its own. */
final class LateStream extends OutputStream {

  static final long NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  /** What a thread sleeps longer than it asks for: it spins through that much instead. */
  private static final long WAKES_LATE = TimeUnit.MICROSECONDS.toNanos(80);

  private final BlockingQueue<Late> waiting = new LinkedBlockingQueue<>();
  private final Thread thread;

  private record Late(long due, ByteBuffer octets) {}

  LateStream(OutputStream target) {
    thread = new Thread(() -> pass(target), "sink-late");
    thread.setDaemon(true);
    thread.start();
  }

  private void pass(OutputStream target) {
    try {
      while (true) {
        Late next = waiting.take();
        awaitInstant(next.due());
        target.write(next.octets().array());
      }
    } catch (InterruptedException | IOException closed) {
      // Nobody hears what is left.
    }
  }

  private static void awaitInstant(long due) throws InterruptedException {
    for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
      if (left > WAKES_LATE) {
        LockSupport.parkNanos(left - WAKES_LATE);
      } else {
        Thread.onSpinWait();
      }
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
    }
  }

  @Override
  public void write(int octet) {
    write(new byte[] {(byte) octet}, 0, 1);
  }

  @Override
  public void write(byte[] octets, int from, int length) {
    waiting.add(
        new Late(
            System.nanoTime() + NANOS,
            ByteBuffer.wrap(Arrays.copyOfRange(octets, from, from + length))));
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
