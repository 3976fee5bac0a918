package vn.loa.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * One connection. Its own thread reads it; whoever has something to say writes. Safe for use by
 * several threads, but for {@link #bring} and {@link #flush}, which are the timer's.
 */
final class SmscLine {

  /** How long a caller may take to say who it is, and one that has unbound to hang up. */
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(5);

  /** How long a client may take to answer a receipt before it comes again. */
  private static final long RECEIPT_PATIENCE = TimeUnit.SECONDS.toNanos(10);

  private static final int NOBODY = 0;

  private final Socket cable;
  private final Smsc smsc;
  private final SmscWindow window;
  private final PduBuffer mail = new PduBuffer(1024);
  private final AtomicInteger outstanding = new AtomicInteger();
  private final AtomicInteger sequence = new AtomicInteger();
  private final Object writing = new Object();
  private @Nullable OutputStream out;
  private boolean watched;
  private volatile Socket socket;
  private volatile int boundAs = NOBODY;
  private volatile boolean knowsItIsBound;

  SmscLine(Socket cable, Smsc smsc) {
    this.cable = cable;
    this.socket = cable;
    this.smsc = smsc;
    this.window = new SmscWindow(smsc.rules.receiptWindow);
  }

  /** Reads until the connection ends. */
  void run() {
    try {
      cable.setTcpNoDelay(true);
      smsc.timer.at(smsc.timer.now() + PATIENCE, this::cutUnlessBound);
      InputStream in = open();
      new SmscTalk(this, smsc).read(in);
    } catch (IOException gone) {
      // Whoever called hung up, or was cut off.
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } finally {
      cut();
      boundAs = NOBODY;
      smsc.lines.remove(this);
      smsc.timer.at(smsc.timer.now(), () -> window.takeAll().forEach(smsc.post::sendAgain));
    }
  }

  private InputStream open() throws IOException {
    SSLContext tls = smsc.rules.tls;
    if (tls != null) {
      socket = secured(tls);
    }
    synchronized (writing) {
      out = socket.getOutputStream();
    }
    return socket.getInputStream();
  }

  private Socket secured(SSLContext tls) throws IOException {
    SSLSocket secured =
        (SSLSocket) tls.getSocketFactory().createSocket(cable, null, cable.getPort(), true);
    secured.setUseClientMode(false);
    secured.setNeedClientAuth(smsc.rules.clientCertificates);
    secured.startHandshake();
    return secured;
  }

  private void cutUnlessBound() {
    if (!isBound() && smsc.binds.areAnswered()) {
      cut();
    }
  }

  void bound(int command) {
    boundAs = command;
  }

  boolean isBound() {
    return boundAs != NOBODY;
  }

  /** The answer to its bind is written: what comes to a client comes behind that. */
  void hasHeardItIsBound() {
    knowsItIsBound = isBound();
  }

  boolean isReceiver() {
    return knowsItIsBound && (boundAs == Smpp.BIND_RECEIVER || boundAs == Smpp.BIND_TRANSCEIVER);
  }

  boolean isTransmitter() {
    return boundAs == Smpp.BIND_TRANSMITTER || boundAs == Smpp.BIND_TRANSCEIVER;
  }

  /** submit_sm that were read and not answered. */
  int outstanding() {
    return outstanding.get();
  }

  /** One more; how many there are now. */
  int addOutstanding() {
    return outstanding.incrementAndGet();
  }

  /**
   * Writes all of it, or as much as can be written to who hears no more.
   *
   * @param submits how many submit_sm this answers
   */
  void write(byte[] octets, int length, int submits) {
    outstanding.addAndGet(-submits); // before it is heard: the next may come at once
    synchronized (writing) {
      if (out != null && !cable.isOutputShutdown() && !socket.isOutputShutdown()) {
        try {
          write(out, octets, length);
        } catch (IOException gone) {
          cut();
        }
      }
    }
  }

  private void write(OutputStream to, byte[] octets, int length) throws IOException {
    int piece = smsc.split() > 0 ? smsc.split() : length;
    for (int at = 0; at < length; at += piece) {
      to.write(octets, at, Math.min(piece, length - at));
      to.flush();
    }
  }

  boolean hasRoom() {
    return window.hasRoom();
  }

  /** Goes out with the next {@link #flush}. */
  void bring(Parcel parcel) {
    int number = sequence.incrementAndGet();
    long overdue = smsc.timer.now() + RECEIPT_PATIENCE;
    window.put(number, parcel, overdue);
    if (!watched) {
      watched = true;
      smsc.timer.at(overdue, this::takeBackOverdue);
    }
    mail.begin(parcel.command, Smpp.ROK, number).octets(parcel.body()).end();
    if (parcel.receipt) {
      smsc.meters.receiptsBrought.increment();
    }
  }

  void flush() {
    if (mail.size() > 0) {
      write(mail.array(), mail.size(), 0);
      mail.clear();
    }
  }

  private void takeBackOverdue() {
    long now = smsc.timer.now();
    window.takeOverdue(now).forEach(smsc.post::sendAgain);
    long next = window.nextOverdue(now);
    watched = next != now;
    if (watched) {
      smsc.timer.at(next, this::takeBackOverdue);
    }
  }

  /** The client has answered what it was brought. */
  void answered(int number, int status) {
    Parcel parcel = window.take(number);
    if (parcel == null) {
      return;
    }
    if (status != Smpp.ROK) {
      smsc.post.sendAgain(parcel);
    }
    if (parcel.receipt) {
      smsc.meters.receiptAnswers.add(status);
    }
  }

  /** Asks or tells the client something that has no body. */
  void say(int command) {
    PduBuffer pdu = new PduBuffer(Smpp.HEADER);
    pdu.begin(command, Smpp.ROK, sequence.incrementAndGet()).end();
    write(pdu.array(), pdu.size(), 0);
  }

  /** It is a client no more, and hears nothing more; it has a while to hang up. */
  void endBind() {
    boundAs = NOBODY;
    halfClose();
    smsc.timer.at(smsc.timer.now() + PATIENCE, this::cut);
  }

  /** Ends what it hears. */
  void halfClose() {
    try {
      synchronized (writing) {
        socket.shutdownOutput();
      }
    } catch (IOException gone) {
      // It hears nothing more either way.
    }
  }

  /** Without a word, also where the connection is secured. */
  void cut() {
    try {
      cable.close();
    } catch (IOException gone) {
      // It is gone either way.
    }
  }
}
