package vn.loa.bench.smpp;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import vn.loa.bench.measure.Ended;

/**
 * The limit of the wire: one thread that writes as many pre-encoded PDUs as the window has room
 * for, and reads answers.
 */
final class RawClient implements Client {

  private static final int SAMPLE = 16;

  private final Socket socket;
  private final Place place;
  private final byte[] submits;
  private final int submitOctets;
  private final PduBuffer out = new PduBuffer();
  private final Thread thread = new Thread(this::run, "raw");

  /** When each of the window was written, by its number modulo the window. */
  private final long[] written;

  private long sent;
  private long answered;
  private long counted;
  private volatile boolean closing;

  RawClient(Place place) throws IOException {
    this.place = place;
    this.written = new long[place.window()];
    PduBuffer encoded = new PduBuffer();
    for (int i = 0; i < place.window(); i++) {
      encode(encoded, i + 1);
    }
    submits = encoded.toBytes();
    submitOctets = submits.length / place.window();
    socket = new Socket(InetAddress.getLoopbackAddress(), place.port());
    socket.setTcpNoDelay(true);
    bind();
  }

  private static void encode(PduBuffer into, int sequence) {
    into.begin(Pdu.SUBMIT_SM, Pdu.OK, sequence)
        .octets(0, 5, 0)
        .text(Texts.SENDER)
        .octets(1, 1)
        .text(Long.toString(Texts.phone(sequence)))
        .octets(0, 0, 0, 0, 0, 1, 0, 0, 0)
        .octets(Texts.SHORT.length())
        .characters(Texts.SHORT)
        .end();
  }

  private void bind() throws IOException {
    out.begin(Pdu.BIND_TRANSCEIVER, Pdu.OK, 1)
        .text(Texts.SYSTEM_ID)
        .text(Texts.PASSWORD)
        .text("")
        .octets(0x34, 0, 0, 0)
        .end();
    out.writeTo(socket.getOutputStream());
    int length = Pdu.length(socket.getInputStream().readNBytes(Pdu.HEADER), 0);
    socket.getInputStream().skipNBytes(length - Pdu.HEADER);
  }

  @Override
  public void start() {
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    try {
      PduStream answers = new PduStream(socket.getInputStream());
      OutputStream wire = socket.getOutputStream();
      do {
        write(wire);
      } while (answers.read(this::read) && !closing);
    } catch (IOException ended) {
      if (!closing) {
        place.meter().error(ended);
      }
    }
  }

  /** As many as there is room for. */
  private void write(OutputStream wire) throws IOException {
    place.meter().sent.add(answered - counted);
    counted = answered;
    int room = (int) (place.window() - (sent - answered));
    long now = System.nanoTime();
    for (int i = 0; i < room; i++) {
      written[(int) (sent++ % written.length)] = now;
    }
    out.writeTo(wire); // answers to receipts
    wire.write(submits, 0, room * submitOctets);
  }

  private void read(byte[] in, int at) {
    if (Pdu.command(in, at) == Pdu.DELIVER_SM) {
      place.meter().receipts.increment();
      out.begin(Pdu.DELIVER_SM | Pdu.RESPONSE, Pdu.OK, Pdu.sequence(in, at)).octets(0).end();
      return;
    }
    if (answered % SAMPLE == 0) {
      place.meter().latencies.add(System.nanoTime() - written[(int) (answered % written.length)]);
    }
    answered++;
  }

  @Override
  public void close() throws IOException {
    closing = true;
    socket.close();
    Ended.await(thread);
  }
}
