package vn.loa.channel.smpp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/** A wire whose other end is the test: it says what comes, how much goes, and sees what went. */
final class FakeWire implements Wire {

  private final Deque<byte[]> coming = new ArrayDeque<>();
  private final ByteArrayOutputStream gone = new ByteArrayOutputStream();
  private int room = Integer.MAX_VALUE;
  private boolean open = true;
  int writes;
  int wakeups;

  /** Of these the next reads are; then the other end hangs up. */
  FakeWire comes(byte[]... chunks) {
    coming.addAll(List.of(chunks));
    return this;
  }

  /** From now on takes so many octets, and then no more. */
  void room(int octets) {
    room = octets;
  }

  int octetsGone() {
    return gone.size();
  }

  byte[] octets() {
    return gone.toByteArray();
  }

  /** The PDUs that went out whole, headers and all. */
  List<ByteBuffer> pdus() {
    List<ByteBuffer> pdus = new ArrayList<>();
    ByteBuffer all = ByteBuffer.wrap(gone.toByteArray());
    while (all.remaining() >= 4 && all.remaining() >= all.getInt(all.position())) {
      int length = all.getInt(all.position());
      pdus.add(all.slice(all.position(), length));
      all.position(all.position() + length);
    }
    return pdus;
  }

  /** Of those, the ones with a command id. */
  List<ByteBuffer> pdus(int command) {
    return pdus().stream().filter(it -> it.getInt(4) == command).toList();
  }

  @Override
  public int read(ByteBuffer into) {
    byte[] next = coming.peek();
    if (next == null) {
      return -1;
    }
    coming.remove();
    int taken = Math.min(next.length, into.remaining());
    into.put(next, 0, taken);
    if (taken < next.length) {
      coming.addFirst(Arrays.copyOfRange(next, taken, next.length));
    }
    return taken;
  }

  @Override
  public void write(ByteBuffer from) throws IOException {
    if (!open) {
      throw new IOException("closed");
    }
    writes++;
    while (room > 0 && from.hasRemaining()) {
      gone.write(from.get());
      room--;
    }
  }

  @Override
  public void await(boolean toWrite) {}

  @Override
  public void wakeup() {
    wakeups++;
  }

  @Override
  public InetAddress remoteAddress() {
    return InetAddress.getLoopbackAddress();
  }

  @Override
  public int localPort() {
    return 1;
  }

  @Override
  public int remotePort() {
    return 2775;
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public void close() {
    open = false;
  }
}
