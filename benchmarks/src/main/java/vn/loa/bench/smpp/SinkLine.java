package vn.loa.bench.smpp;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** One connection of a {@link Sink}. */
final class SinkLine {

  private static final String RECEIPT_END =
      " sub:001 dlvrd:001 submit date:2611230800 done date:2611230800 stat:DELIVRD err:000 text:";

  private final Sink sink;
  private final Socket socket;
  private byte[] id;
  private final PduBuffer out = new PduBuffer();

  /** Recipients of receipts that are not answered, by sequence number; only for the ledger. */
  private final Map<Integer, Integer> awaited = new HashMap<>();

  private int sequence;
  private boolean receives;

  SinkLine(Sink sink, Socket socket, int number) {
    this.sink = sink;
    this.socket = socket;
    this.id = (number + "000000000000").getBytes(StandardCharsets.US_ASCII);
  }

  void start() {
    Thread thread = new Thread(this::run, "sink-line");
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    try (socket;
        OutputStream answers = answers()) {
      PduStream stream = new PduStream(socket.getInputStream());
      while (stream.read(this::answer)) {
        out.writeTo(answers);
      }
    } catch (IOException | IndexOutOfBoundsException gone) {
      // It hung up, or sent what is no SMPP.
    }
  }

  private OutputStream answers() throws IOException {
    OutputStream direct = socket.getOutputStream();
    return sink.mode == SinkMode.AFTER_20_MS ? new LateStream(direct) : direct;
  }

  private void answer(byte[] in, int at) {
    int command = Pdu.command(in, at);
    if (command == Pdu.SUBMIT_SM) {
      take(in, at);
    } else if (command == (Pdu.DELIVER_SM | Pdu.RESPONSE)) {
      heard(Pdu.sequence(in, at), Pdu.status(in, at));
    } else if (Pdu.isBind(command)) {
      receives = command != Pdu.BIND_TRANSMITTER;
      respond(in, at, Pdu.OK).text("sink").end();
    } else if (command == Pdu.ENQUIRE_LINK || command == Pdu.UNBIND) {
      respond(in, at, Pdu.OK).end();
    } else if (command > 0) {
      out.begin(Pdu.GENERIC_NACK, Pdu.INVALID_COMMAND, Pdu.sequence(in, at)).end();
    }
  }

  private PduBuffer respond(byte[] in, int at, int status) {
    return out.begin(Pdu.command(in, at) | Pdu.RESPONSE, status, Pdu.sequence(in, at));
  }

  private void take(byte[] in, int at) {
    if (sink.throttles()) {
      respond(in, at, Pdu.THROTTLED).end();
      return;
    }
    sink.submits.increment();
    if (sink.mode == SinkMode.LEDGER) {
      remember(in, at);
    } else {
      count();
    }
    respond(in, at, Pdu.OK).octets(id, 0, id.length).octets(0).end();
    if (sink.mode.sendsReceipts() && receives) {
      report(in, at);
    }
  }

  /** The next id: one more, in decimal. */
  private void count() {
    int digit = id.length - 1;
    while (id[digit] == '9') {
      id[digit--] = '0';
    }
    id[digit]++;
  }

  /** The id tells the recipient, {@link SoakBook} which. */
  private void remember(byte[] in, int at) {
    int from = Pdu.destination(in, at);
    int length = Pdu.afterText(in, from) - 1 - from;
    String digits = new String(in, from, length, StandardCharsets.US_ASCII);
    int recipient = Texts.recipient(Long.parseLong(digits));
    int copy = sink.ledger.took(recipient);
    awaited.put(sequence + 1, recipient);
    id = SoakBook.messageId(recipient, copy).getBytes(StandardCharsets.US_ASCII);
  }

  /** A receipt in the form of SMPP 3.4 Appendix B. */
  private void report(byte[] in, int at) {
    int from = Pdu.destination(in, at);
    out.begin(Pdu.DELIVER_SM, Pdu.OK, ++sequence)
        .octets(0, 1, 1)
        .octets(in, from, Pdu.afterText(in, from) - from)
        .octets(5, 0)
        .text(Texts.SENDER)
        .octets(4, 0, 0, 0, 0, 0, 0, 0, 0)
        .octets(3 + id.length + RECEIPT_END.length())
        .characters("id:")
        .octets(id, 0, id.length)
        .characters(RECEIPT_END)
        .end();
  }

  private void heard(int answered, int status) {
    (status == Pdu.OK ? sink.receipts : sink.receiptsRefused).increment();
    Integer recipient = awaited.remove(answered);
    if (recipient != null && status == Pdu.OK) {
      sink.ledger.told(recipient);
    }
  }
}
