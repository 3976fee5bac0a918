package vn.loa.channel.smpp;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** Octets in the clear: a socket that never blocks, and a selector of its own to wait with. */
final class PlainWire implements Wire {

  private static final long FOREVER = 0; // as Selector has it

  private final SocketChannel channel;
  private final Selector selector;
  private final SelectionKey key;
  private final InetSocketAddress remote;
  private final int localPort;

  private int interest = SelectionKey.OP_READ; // the reader's own

  /**
   * @param channel connected; whoever gave it closes it if this throws
   */
  PlainWire(SocketChannel channel) throws IOException {
    this.channel = channel;
    this.remote = (InetSocketAddress) channel.getRemoteAddress();
    this.localPort = channel.socket().getLocalPort();
    channel.configureBlocking(false);
    this.selector = Selector.open();
    try {
      this.key = channel.register(selector, interest);
    } catch (ClosedChannelException closed) {
      selector.close();
      throw closed;
    }
  }

  SocketChannel channel() {
    return channel;
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    return channel.read(into);
  }

  @Override
  public void write(ByteBuffer from) throws IOException {
    channel.write(from);
  }

  @Override
  public void await(boolean toWrite) throws IOException {
    await(toWrite ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ, FOREVER);
  }

  /**
   * Waits until one of these operations of {@link SelectionKey} may be done.
   *
   * @param millis at most; 0 for without end
   * @return whether one may; false after a wakeup, after a close and when the time is over
   */
  boolean await(int operations, long millis) throws IOException {
    try {
      if (interest != operations) {
        key.interestOps(operations);
        interest = operations;
      }
      boolean ready = selector.select(PlainWire::seen, millis) > 0;
      // Or a loop around this would spin: an interrupted thread does not wait in a selector.
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedIOException("interrupted while waiting for " + remote);
      }
      return ready;
    } catch (ClosedSelectorException | CancelledKeyException closed) {
      throw closed(closed);
    }
  }

  /** Whoever waited tries: a set of selected keys would say no more. */
  private static void seen(SelectionKey key) {}

  private static ClosedChannelException closed(RuntimeException cause) {
    ClosedChannelException closed = new ClosedChannelException();
    closed.initCause(cause);
    return closed;
  }

  @Override
  public void wakeup() {
    selector.wakeup();
  }

  @Override
  public InetAddress remoteAddress() {
    return remote.getAddress();
  }

  @Override
  public int localPort() {
    return localPort;
  }

  @Override
  public int remotePort() {
    return remote.getPort();
  }

  @Override
  public boolean isOpen() {
    return channel.isOpen();
  }

  /** The selector last: it is what lets go of a channel that it watched. */
  @Override
  public void close() {
    quietly(channel);
    quietly(selector);
  }

  static void quietly(Closeable closeable) {
    try {
      closeable.close();
    } catch (IOException ignored) {
      // It is gone either way.
    }
  }
}
