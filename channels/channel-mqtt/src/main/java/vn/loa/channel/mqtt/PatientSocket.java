package vn.loa.channel.mqtt;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.CountDownLatch;

/**
 * A socket that keeps the end of the connection to itself until something was written.
 *
 * <p>Paho 1.2.5 starts its receiver before its sender, and waits for ever, deaf to interrupts, for
 * a receiver that has ended already: a broker that accepts and hangs up costs it two threads each
 * time (paho.mqtt.java issue 850). Its first write, the CONNECT, comes after everything is started,
 * so from there on an end can be told.
 */
final class PatientSocket extends Socket {

  private final CountDownLatch spoken = new CountDownLatch(1);

  /** Ends the connection without telling the reader before it is ready to hear it. */
  void breakOff() {
    try {
      super.close();
    } catch (IOException gone) {
      // It is closed either way.
    }
  }

  /** By Paho, which is shutting down: nobody is left to be spared. */
  @Override
  public synchronized void close() throws IOException {
    spoken.countDown();
    super.close();
  }

  @Override
  public InputStream getInputStream() throws IOException {
    return new Reading(super.getInputStream());
  }

  @Override
  public OutputStream getOutputStream() throws IOException {
    return new Writing(super.getOutputStream());
  }

  private void awaitSpoken() {
    try {
      spoken.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private final class Reading extends FilterInputStream {

    Reading(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      try {
        int read = super.read(into, from, length);
        if (read < 0) {
          awaitSpoken();
        }
        return read;
      } catch (SocketTimeoutException nothingYet) {
        throw nothingYet;
      } catch (IOException ended) {
        awaitSpoken();
        throw ended;
      }
    }

    @Override
    public int available() throws IOException {
      try {
        return super.available();
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
    public void write(byte[] bytes, int from, int length) throws IOException {
      try {
        out.write(bytes, from, length);
      } finally {
        spoken.countDown();
      }
    }
  }
}
