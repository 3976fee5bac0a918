package vn.loa.channel.smpp;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jsmpp.PDUReader;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.BindResp;
import org.jsmpp.bean.Command;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.UnbindResp;
import org.jspecify.annotations.Nullable;

/**
 * Reads PDUs on the thread that jsmpp lends, and never gives one back to it: when this returns, by
 * an exception, the connection has ended. Octets are kept until a PDU is whole, however long that
 * takes and however it was cut; many that came together are handled together, and answered by one
 * write.
 */
final class PduLoop implements PDUReader {

  private static final int LENGTH = 4;
  private static final int HEADER = 16;
  private static final int LONGEST = 1 << 17; // message_payload holds 64 kB; SMPP 3.4 §5.3.2.32
  private static final Duration END = Duration.ofSeconds(2);

  private final String name;
  private final Traffic traffic;
  private final Desk desk;
  private @Nullable SmppSession session;
  private final Answered answers = new Answered();
  private ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
  private volatile @Nullable Thread reading;

  /**
   * @param name of the thread
   */
  PduLoop(String name, Traffic traffic, Desk desk) {
    this.name = name;
    this.traffic = traffic;
    this.desk = desk;
  }

  void tells(SmppSession session) {
    this.session = session;
  }

  void awaitEnd() {
    Thread thread = reading;
    if (thread == null || thread == Thread.currentThread()) {
      return;
    }
    try {
      thread.join(END.toMillis());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  boolean isReading() {
    return Thread.currentThread() == reading;
  }

  @Override
  public Command readPDUHeader(DataInputStream unused) throws IOException {
    reading = Thread.currentThread();
    Thread.currentThread().setName(name);
    try {
      return readAll(traffic.reading());
    } catch (IOException end) {
      traffic.broke(end); // jsmpp keeps it to itself
      throw end;
    } catch (Error fault) {
      traffic.end(); // jsmpp would not hear of it, and nobody else that this thread has ended
      throw fault;
    }
  }

  /** Ends with the connection. */
  private Command readAll(Wire wire) throws IOException {
    while (true) {
      int read = wire.read(buffer);
      if (read < 0) {
        throw new EOFException("the SMSC hung up");
      }
      if (read > 0) {
        handleAll();
      }
      boolean toWrite = traffic.flush();
      if (read == 0) {
        wire.await(toWrite);
      }
    }
  }

  /** Every PDU that is whole; what is left begins the next. */
  private void handleAll() throws IOException {
    traffic.heard();
    byte[] octets = buffer.array();
    int end = buffer.position();
    int from = 0;
    int length = HEADER;
    while (end - from >= LENGTH) {
      length = length(octets, from);
      if (end - from < length) {
        break;
      }
      handle(octets, from, length);
      from += length;
    }
    tellAnswers();
    keep(from, end, length);
  }

  /** In the order in which they came, also among other PDUs. */
  private void tellAnswers() {
    if (answers.size() > 0) {
      traffic.answered(answers);
      answers.clear();
    }
  }

  /** Nothing after an absurd length can be read: where would the next PDU begin? */
  private int length(byte[] octets, int from) throws IOException {
    int length = int32(octets, from);
    if (length < HEADER || length > LONGEST) {
      tellAnswers();
      traffic.reply(SMPPConstant.CID_GENERIC_NACK, 0, SMPPConstant.STAT_ESME_RINVCMDLEN);
      traffic.flush();
      throw new IOException("a PDU of %d octets; 16 to %d are possible".formatted(length, LONGEST));
    }
    return length;
  }

  private void keep(int from, int end, int next) {
    byte[] old = buffer.array();
    if (next > buffer.capacity()) {
      buffer = ByteBuffer.allocate(LONGEST);
    }
    System.arraycopy(old, from, buffer.array(), 0, end - from);
    buffer.position(end - from);
  }

  private void handle(byte[] octets, int from, int length) throws IOException {
    int command = int32(octets, from + 4);
    int status = int32(octets, from + 8);
    int sequence = int32(octets, from + 12);
    if (command == SMPPConstant.CID_SUBMIT_SM_RESP) {
      answers.add(sequence, status, messageId(octets, from + HEADER, from + length));
      return;
    }
    tellAnswers();
    switch (command) {
      case SMPPConstant.CID_GENERIC_NACK -> nack(sequence, status);
      case SMPPConstant.CID_DELIVER_SM, SMPPConstant.CID_DATA_SM ->
          desk.take(
              octets,
              from,
              length,
              answer ->
                  traffic.acknowledge(command | SMPPConstant.MASK_CID_RESP, sequence, answer));
      case SMPPConstant.CID_ENQUIRE_LINK ->
          traffic.reply(SMPPConstant.CID_ENQUIRE_LINK_RESP, sequence, SMPPConstant.STAT_ESME_ROK);
      case SMPPConstant.CID_ENQUIRE_LINK_RESP -> {} // that octets came at all is what was asked
      case SMPPConstant.CID_UNBIND -> unbound(sequence);
      case SMPPConstant.CID_BIND_TRANSCEIVER_RESP,
          SMPPConstant.CID_BIND_TRANSMITTER_RESP,
          SMPPConstant.CID_BIND_RECEIVER_RESP ->
          told(bindAnswer(), command, status, sequence);
      case SMPPConstant.CID_UNBIND_RESP -> told(new UnbindResp(), command, status, sequence);
      case SMPPConstant.CID_ALERT_NOTIFICATION, SMPPConstant.CID_OUTBIND -> {}
      default -> unknown(command, sequence);
    }
  }

  /** The SMSC did not understand a PDU: a message, or what jsmpp asked. */
  private void nack(int sequence, int status) {
    int why = status == 0 ? SMPPConstant.STAT_ESME_RUNKNOWNERR : status;
    answers.add(sequence, why, "");
    tellAnswers();
    told(new Command(), SMPPConstant.CID_GENERIC_NACK, why, sequence);
  }

  private void unbound(int sequence) throws IOException {
    traffic.reply(SMPPConstant.CID_UNBIND_RESP, sequence, SMPPConstant.STAT_ESME_ROK);
    traffic.flush();
    throw new EOFException("the SMSC unbound");
  }

  /**
   * Of the body nothing is read: who the SMSC says it is, and which version it speaks, changes
   * nothing, and some write there what SMPP does not know.
   */
  private void told(Command answer, int command, int status, int sequence) {
    answer.setCommandId(command);
    answer.setCommandStatus(status);
    answer.setSequenceNumber(sequence);
    told(answer);
  }

  private static BindResp bindAnswer() {
    BindResp answer = new BindResp();
    answer.setOptionalParameters(new OptionalParameter[0]);
    return answer;
  }

  private void told(Command answer) {
    SmppSession to = session;
    if (to != null) {
      to.answered(answer);
    }
  }

  private void unknown(int command, int sequence) {
    if ((command & SMPPConstant.MASK_CID_RESP) == 0) {
      traffic.reply(SMPPConstant.CID_GENERIC_NACK, sequence, SMPPConstant.STAT_ESME_RINVCMDID);
    }
  }

  /** C-octet string; some leave the NUL out, or the whole of it (SMPP 3.4 §4.4.2). */
  private static String messageId(byte[] octets, int from, int end) {
    int to = from;
    while (to < end && octets[to] != 0) {
      to++;
    }
    return new String(octets, from, to - from, StandardCharsets.ISO_8859_1);
  }

  private static int int32(byte[] octets, int at) {
    return octets[at] << 24
        | (octets[at + 1] & 0xFF) << 16
        | (octets[at + 2] & 0xFF) << 8
        | (octets[at + 3] & 0xFF);
  }

  @Override
  public byte[] readPDU(DataInputStream in, Command header) throws IOException {
    throw new EOFException();
  }

  @Override
  public byte[] readPDU(DataInputStream in, int length, int id, int status, int sequence)
      throws IOException {
    throw new EOFException();
  }
}
