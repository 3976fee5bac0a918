package vn.loa.channel.rss;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;

/**
 * A connection whose reading ends with the budget, however slowly the peer drips, in a handshake
 * and in heads too: each read waits for a slice of time, and then looks at the clock again.
 */
final class GuardedSocket extends Socket {

  private static final int SLICE_MILLIS = 100;

  private final Budget budget;

  GuardedSocket(Budget budget) {
    this.budget = budget;
  }

  @Override
  public InputStream getInputStream() throws IOException {
    return new Slices(super.getInputStream());
  }

  private final class Slices extends InputStream {

    private final InputStream wire;

    Slices(InputStream wire) {
      this.wire = wire;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      while (true) {
        setSoTimeout(Math.min(SLICE_MILLIS, budget.left()));
        try {
          int octets = wire.read(into, from, length);
          budget.received(Math.max(0, octets));
          return octets;
        } catch (SocketTimeoutException slice) {
          // Nothing came, and nothing is lost.
        }
      }
    }

    @Override
    public void close() throws IOException {
      wire.close();
    }
  }
}
