package vn.loa.bench.smpp;

import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** One connection of a {@link FuzzServer}, which answers what a client asks. */
final class FuzzLine {

  private final Socket socket;
  private final Consumer<FuzzLine> bound;
  private final PduBuffer out = new PduBuffer();
  private final CountDownLatch ended = new CountDownLatch(1);

  private volatile int newest;
  private volatile int probe;
  private volatile CountDownLatch probed = new CountDownLatch(1);
  private long ids;

  FuzzLine(Socket socket, Consumer<FuzzLine> bound) {
    this.socket = socket;
    this.bound = bound;
  }

  void start() {
    Thread thread = new Thread(this::run, "fuzz-line");
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    try (socket) {
      PduStream stream = new PduStream(socket.getInputStream());
      while (stream.read(this::answer)) {
        flush();
      }
    } catch (IOException | IndexOutOfBoundsException gone) {
      // It hung up.
    } finally {
      ended.countDown();
      probed.countDown();
    }
  }

  private synchronized void answer(byte[] in, int at) {
    int command = Pdu.command(in, at);
    int sequence = Pdu.sequence(in, at);
    if (command == Pdu.SUBMIT_SM) {
      newest = sequence;
      out.begin(command | Pdu.RESPONSE, Pdu.OK, sequence).text("" + ++ids).end();
    } else if (Pdu.isBind(command)) {
      out.begin(command | Pdu.RESPONSE, Pdu.OK, sequence).text("fuzz").end();
      bound.accept(this);
    } else if (command == Pdu.ENQUIRE_LINK || command == Pdu.UNBIND) {
      out.begin(command | Pdu.RESPONSE, Pdu.OK, sequence).end();
    } else if (command == (Pdu.ENQUIRE_LINK | Pdu.RESPONSE) && sequence == probe) {
      probed.countDown();
    }
  }

  private synchronized void flush() throws IOException {
    out.writeTo(socket.getOutputStream());
  }

  /** Sequence number of the newest submit_sm. */
  int newest() {
    return newest;
  }

  /**
   * Sends octets that a client has to read in time.
   *
   * @return false if the connection ended meanwhile
   * @throws TimeoutException if the client does not read
   */
  boolean send(byte[] octets, long seconds) throws InterruptedException, TimeoutException {
    try {
      CompletableFuture.runAsync(() -> write(octets)).get(seconds, TimeUnit.SECONDS);
      return true;
    } catch (ExecutionException gone) {
      return false;
    }
  }

  private synchronized void write(byte[] octets) {
    out.octets(octets, 0, octets.length);
    try {
      flush();
    } catch (IOException gone) {
      throw new IllegalStateException(gone);
    }
  }

  /** Whether the client answers an enquire_link after everything that was sent before. */
  boolean isAlive(int number, long seconds) throws InterruptedException, TimeoutException {
    probed = new CountDownLatch(1);
    probe = number;
    PduBuffer enquiry = new PduBuffer();
    enquiry.begin(Pdu.ENQUIRE_LINK, Pdu.OK, number).end();
    return send(enquiry.toBytes(), seconds)
        && probed.await(seconds, TimeUnit.SECONDS)
        && ended.getCount() > 0;
  }

  boolean hasEnded(long seconds) throws InterruptedException {
    return ended.await(seconds, TimeUnit.SECONDS);
  }

  void cut() throws IOException {
    socket.close();
  }
}
