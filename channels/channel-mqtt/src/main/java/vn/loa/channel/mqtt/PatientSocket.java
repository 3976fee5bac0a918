package vn.loa.channel.mqtt;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.util.concurrent.CountDownLatch;
import vn.loa.channel.Tls;

/**
 * What Paho takes for a socket: TCP, or TLS over it, read and written in few system calls, that
 * keeps the end of the connection to itself until something was written.
 *
 * <p>Paho 1.2.5 starts its receiver before its sender, and waits for ever, deaf to interrupts, for
 * a receiver that has ended already: a broker that accepts and hangs up costs it two threads each
 * time (paho.mqtt.java issue 850). Its first write, the CONNECT, comes after everything is started,
 * so from there on an end can be told.
 */
final class PatientSocket extends Socket {

  private static final int ROOM = 1 << 14;

  private final SpeakerSettings settings;
  private final Bursts bursts;
  private final Socket wire = new Socket();
  private final CountDownLatch spoken = new CountDownLatch(1);

  /** The wire itself, or TLS over it. Written before Paho has a thread that reads it. */
  private volatile Socket talk = wire;

  PatientSocket(SpeakerSettings settings, Bursts bursts) throws SocketException {
    this.settings = settings;
    this.bursts = bursts;
    wire.setTcpNoDelay(true);
  }

  /** Ends the connection without telling the reader before it is ready to hear it. */
  void breakOff() {
    try {
      wire.close();
    } catch (IOException gone) {
      // It is closed either way.
    }
  }

  /**
   * Connects, and shakes hands if there is TLS: a peer that never does is left after the same time,
   * or by {@link #breakOff}.
   */
  @Override
  public void connect(SocketAddress to, int timeout) throws IOException {
    int patience = (int) Math.min(Integer.MAX_VALUE, settings.answerWithin().toMillis());
    wire.connect(to, patience);
    Tls tls = settings.tls();
    if (tls != null) {
      wire.setSoTimeout(patience);
      talk = tls.over(wire, settings.host(), settings.port());
      wire.setSoTimeout(0);
    }
  }

  /**
   * Paho would look once a second whether it is to stop, and closes the socket anyway when it is. A
   * read with a time limit costs three system calls, one without costs one.
   */
  @Override
  public synchronized void setSoTimeout(int milliseconds) {}

  /**
   * By Paho, which is shutting down: nobody is left to be spared. TLS is not taken leave of, which
   * could wait for a peer that reads no more: that all was said is what DISCONNECT says.
   */
  @Override
  public synchronized void close() throws IOException {
    spoken.countDown();
    wire.close();
  }

  @Override
  public InputStream getInputStream() throws IOException {
    return new Reading(talk.getInputStream());
  }

  /** Asked for when the receiver runs: if there is none, nothing will ever be written. */
  @Override
  public OutputStream getOutputStream() throws IOException {
    try {
      return bursts.over(new Writing(talk.getOutputStream()));
    } catch (IOException ended) {
      spoken.countDown();
      throw ended;
    }
  }

  private void awaitSpoken() {
    try {
      spoken.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Paho reads octet by octet, and asks each time first whether there is one. */
  private final class Reading extends FilterInputStream {

    private final byte[] held = new byte[ROOM];
    private int next;
    private int end;

    Reading(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      return next < end || fill() ? held[next++] & 0xff : -1;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      if (next == end && !fill()) {
        return -1;
      }
      int taken = Math.min(length, end - next);
      System.arraycopy(held, next, into, from, taken);
      next += taken;
      return taken;
    }

    /** What costs no system call. */
    @Override
    public int available() {
      return end - next;
    }

    private boolean fill() throws IOException {
      try {
        bursts.gather();
        int read = in.read(held, 0, held.length);
        next = 0;
        end = Math.max(0, read);
        if (read < 0) {
          awaitSpoken();
        }
        return read > 0;
      } catch (IOException ended) {
        awaitSpoken();
        throw ended;
      }
    }
  }

  private final class Writing extends FilterOutputStream {

    Writing(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] octets, int from, int length) throws IOException {
      try {
        out.write(octets, from, length);
      } finally {
        spoken.countDown();
      }
    }
  }
}
