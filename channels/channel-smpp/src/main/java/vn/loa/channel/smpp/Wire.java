package vn.loa.channel.smpp;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/**
 * Octets to and from one SMSC, in the clear or over TLS. Nothing here blocks but {@link #await}.
 *
 * <p>One thread reads and awaits; any one at a time writes, also while that one reads. Closing,
 * from any thread, ends an await under way.
 */
interface Wire extends Closeable {

  /**
   * Reads what has come, after what is in the buffer already.
   *
   * @return octets read; 0 if nothing has come, -1 if the peer will send no more
   */
  int read(ByteBuffer into) throws IOException;

  /**
   * Writes what goes out without waiting; the rest stays in the buffer. What has left the buffer
   * may wait in the wire until somebody awaits.
   */
  void write(ByteBuffer from) throws IOException;

  /**
   * Waits until something may be read, {@link #wakeup} is called or the wire is closed; or, when
   * {@code toWrite}, until more may be written. May return early, as long as what has come is not
   * read.
   *
   * @throws java.nio.channels.ClosedChannelException if it was closed before; a close meanwhile
   *     lets it return, or throws this too
   * @throws java.io.InterruptedIOException if the thread is interrupted; it stays so, and the wire
   *     open
   */
  void await(boolean toWrite) throws IOException;

  /** Ends an {@link #await} under way, or the next one. From any thread. */
  void wakeup();

  InetAddress remoteAddress();

  int localPort();

  int remotePort();

  boolean isOpen();

  /** Ends it without a word. Harmless twice. */
  @Override
  void close();
}
