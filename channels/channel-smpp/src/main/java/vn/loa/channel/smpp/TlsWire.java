package vn.loa.channel.smpp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import tlschannel.ClientTlsChannel;
import tlschannel.NeedsReadException;
import tlschannel.NeedsWriteException;
import vn.loa.channel.Time;
import vn.loa.channel.Tls;

/**
 * Octets over TLS. Two things make it more than a translation. The channel below may hold decrypted
 * octets which no selector knows of, so that {@link #await} waits only if the last read asked the
 * socket in vain. And it may hold an encrypted record which the socket had no room for, while the
 * caller's buffer is empty: that is then owed, and goes out in await as soon as there is room.
 *
 * <p>Reading and writing by two threads at once is what the channel below allows: it has a lock for
 * each, and takes both for a handshake only. Once a write has failed it reads no more either.
 */
final class TlsWire implements Wire {

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
  private static final int MAY_GO_ON = 0;

  private final PlainWire plain;
  private final SSLEngine engine;
  private final ClientTlsChannel tls;
  private final Tls protection;
  private final String host;
  private final int port;

  /** What the next read needs of the socket; the reader's own. */
  private int readNeeds = MAY_GO_ON;

  /** Set after the socket had no room, cleared before it is tried again: so never missed. */
  private volatile boolean owing;

  TlsWire(PlainWire plain, Tls protection, String host, int port) {
    this.plain = plain;
    this.protection = protection;
    this.host = host;
    this.port = port;
    this.engine = protection.engine(host, port);
    this.tls =
        ClientTlsChannel.newBuilder(plain.channel(), engine).withReleaseBuffers(false).build();
  }

  /**
   * The handshake; before anything else.
   *
   * @throws SocketTimeoutException if it is not done within this time
   * @throws SSLException that says what is wrong and what to do about it
   */
  void agree(Duration within, Time time) throws IOException {
    try {
      long end = time.nanos() + within.toNanos();
      for (int needs = handshake(); needs != MAY_GO_ON; needs = handshake()) {
        long left = TimeUnit.NANOSECONDS.toMillis(end - time.nanos());
        if (left <= 0 || !plain.await(needs, left)) {
          throw late(within);
        }
      }
    } catch (SocketTimeoutException late) {
      throw late;
    } catch (IOException failure) {
      throw plain.isOpen() ? refused(failure) : failure;
    }
  }

  private IOException late(Duration within) {
    return plain.isOpen()
        ? new SocketTimeoutException(
            "%s:%d: no TLS handshake within %s; does it speak TLS on this port?"
                .formatted(host, port, within))
        : new ClosedChannelException();
  }

  private int handshake() throws IOException {
    try {
      tls.handshake();
      return MAY_GO_ON;
    } catch (NeedsReadException empty) {
      return SelectionKey.OP_READ;
    } catch (NeedsWriteException full) {
      return SelectionKey.OP_WRITE;
    }
  }

  private IOException refused(IOException failure) {
    IOException reason = lastWord(failure);
    tellPeer();
    return explained(reason);
  }

  private SSLException explained(IOException failure) {
    return protection.explained(host, port, failure);
  }

  /**
   * A peer that refuses us while we write leaves its reason unread: the channel below reads no more
   * after a write that failed.
   */
  private IOException lastWord(IOException failure) {
    if (failure instanceof SSLException) {
      return failure;
    }
    try {
      ByteBuffer scratch = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
      while (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
        engine.wrap(NOTHING, scratch.clear());
      }
      plain.read(scratch.clear());
      engine.unwrap(
          scratch.flip(), ByteBuffer.allocate(engine.getSession().getApplicationBufferSize()));
      return failure;
    } catch (SSLException reason) {
      reason.addSuppressed(failure);
      return reason;
    } catch (IOException gone) {
      return failure;
    }
  }

  /** The channel below keeps our alert to itself; the operator's log shall have it. */
  private void tellPeer() {
    try {
      ByteBuffer alert = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
      engine.wrap(NOTHING, alert);
      plain.write(alert.flip());
    } catch (IOException gone) {
      // It goes without.
    }
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    try {
      int read = tls.read(into);
      readNeeds = MAY_GO_ON;
      return read;
    } catch (NeedsReadException empty) {
      readNeeds = SelectionKey.OP_READ;
    } catch (NeedsWriteException full) {
      readNeeds = SelectionKey.OP_WRITE;
      owing = true;
    } catch (IOException failure) {
      throw ended(failure);
    }
    return 0;
  }

  private IOException ended(IOException failure) {
    IOException reason = plain.isOpen() ? lastWord(failure) : failure;
    return reason instanceof SSLException told ? explained(told) : reason;
  }

  @Override
  public void write(ByteBuffer from) throws IOException {
    try {
      tls.write(from);
    } catch (NeedsWriteException full) {
      owe();
      return;
    } catch (NeedsReadException handshaking) {
      return;
    } catch (SSLException failure) {
      throw explained(failure);
    }
    if (from.hasRemaining()) {
      throw new ClosedChannelException(); // The peer has said that it is done with TLS.
    }
  }

  /** Once only: a wakeup at each write that finds no room would keep the reader from waiting. */
  private void owe() {
    if (!owing) {
      owing = true;
      plain.wakeup();
    }
  }

  @Override
  public void await(boolean toWrite) throws IOException {
    if (readNeeds == MAY_GO_ON) {
      return;
    }
    plain.await(toWrite || owing ? readNeeds | SelectionKey.OP_WRITE : readNeeds, 0);
    if (owing) {
      pay();
    }
  }

  private void pay() throws IOException {
    owing = false;
    try {
      tls.write(NOTHING);
    } catch (NeedsWriteException full) {
      owing = true;
    }
  }

  @Override
  public void wakeup() {
    plain.wakeup();
  }

  @Override
  public InetAddress remoteAddress() {
    return plain.remoteAddress();
  }

  @Override
  public int localPort() {
    return plain.localPort();
  }

  @Override
  public int remotePort() {
    return plain.remotePort();
  }

  @Override
  public boolean isOpen() {
    return plain.isOpen();
  }

  /** Says so to the peer, if that goes out at once and nobody reads or writes just now. */
  @Override
  public void close() {
    PlainWire.quietly(tls);
    plain.close();
  }
}
