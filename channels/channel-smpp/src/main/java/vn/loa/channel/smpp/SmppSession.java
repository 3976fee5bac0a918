package vn.loa.channel.smpp;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.Map;
import org.jsmpp.DefaultPDUSender;
import org.jsmpp.PDUException;
import org.jsmpp.PDUStringException;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.Command;
import org.jsmpp.bean.InterfaceVersion;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.bean.UnbindResp;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.extra.ResponseTimeoutException;
import org.jsmpp.session.BindParameter;
import org.jsmpp.session.SMPPSession;
import org.jsmpp.session.SendCommandTask;
import org.jsmpp.session.UnbindCommandTask;
import org.jsmpp.util.DefaultComposer;
import org.jsmpp.util.PDUComposer;
import org.jspecify.annotations.Nullable;

/**
 * One connection to an SMSC, from its first octet to its last. jsmpp composes bind and unbind,
 * keeps the state and lends its reader thread; every other PDU is read and written by {@link
 * Traffic}. As it comes, jsmpp holds a thread for each message, leaves it waiting when the
 * connection is cut, calls an interrupt a time-out, and refuses receipts when many come.
 */
final class SmppSession extends SMPPSession {

  private static final long UNBIND_MILLIS = 1_000;

  private final SmppSettings settings;
  private final BindRole role;
  private final Traffic traffic;
  private final PduLoop loop;
  private final Map<Integer, Answer> asked = new HashMap<>();
  private boolean cut;

  /** jsmpp's own writes each PDU into its log, of which the bind holds the password. */
  private static final class Silent extends DefaultPDUSender {

    private final PDUComposer composer = new DefaultComposer();

    @Override
    public byte[] sendBind(
        OutputStream to,
        BindType type,
        int sequence,
        String systemId,
        String password,
        String systemType,
        InterfaceVersion version,
        TypeOfNumber ton,
        NumberingPlanIndicator npi,
        String range)
        throws PDUStringException, IOException {
      byte[] bind =
          composer.bind(
              type.commandId(),
              sequence,
              systemId,
              password,
              systemType,
              version.value(),
              ton.value(),
              npi.value(),
              range);
      to.write(bind);
      return bind;
    }
  }

  /** What came for something that jsmpp asked. */
  private static final class Answer {
    private @Nullable Command command;
  }

  SmppSession(SmppSettings settings, BindRole role, Wires wires, Traffic traffic, PduLoop loop) {
    super(new Silent(), loop, (host, port) -> new Line(wires.connect(), traffic));
    this.settings = settings;
    this.role = role;
    this.traffic = traffic;
    this.loop = loop;
    loop.tells(this);
    setEnquireLinkTimer(0); // jsmpp's thread for that ends at once: the bind's own thread asks
  }

  /**
   * Connects and binds; takes as long as that takes.
   *
   * @throws IOException if it is not there, does not answer, or refuses: then a {@link
   *     NegativeResponseException} is the cause
   */
  void bind() throws IOException {
    try {
      connectAndBind(settings.host(), settings.port(), login(), settings.answerWithin().toMillis());
    } catch (ClassCastException strange) {
      throw new IOException("it answered something else than the bind", strange);
    }
    traffic.bound(role);
  }

  private BindParameter login() {
    return new BindParameter(
        switch (role) {
          case TRANSCEIVER -> BindType.BIND_TRX;
          case TRANSMITTER -> BindType.BIND_TX;
          case RECEIVER -> BindType.BIND_RX;
        },
        settings.systemId(),
        settings.password(),
        settings.systemType(),
        TypeOfNumber.UNKNOWN,
        NumberingPlanIndicator.UNKNOWN,
        null,
        settings.version() == SmppVersion.V5_0 ? InterfaceVersion.IF_50 : InterfaceVersion.IF_34);
  }

  /** Unbinds if the peer still answers, within a second; then ends the connection. */
  void end() {
    setTransactionTimer(UNBIND_MILLIS);
    unbindAndClose();
  }

  /** Waits, for two seconds at most, until the thread that reads has ended. */
  void awaitEnd() {
    loop.awaitEnd();
  }

  /** Whether the thread that asks is the one that reads. */
  boolean isReading() {
    return loop.isReading();
  }

  @Override
  protected Command executeSendCommand(SendCommandTask task, long timeout)
      throws PDUException, ResponseTimeoutException, NegativeResponseException, IOException {
    Answer answer = new Answer();
    int sequence = traffic.nextSequence();
    synchronized (asked) {
      asked.put(sequence, answer);
    }
    try {
      task.executeTask(connection().getOutputStream(), sequence);
      Command response = await(answer, timeout);
      if (response == null) {
        return hungUp(task);
      }
      if (response.getCommandStatus() != SMPPConstant.STAT_ESME_ROK) {
        throw new NegativeResponseException(response.getCommandStatus());
      }
      return response;
    } finally {
      synchronized (asked) {
        asked.remove(sequence);
      }
    }
  }

  /** Null when the connection has ended. */
  private @Nullable Command await(Answer answer, long millis) throws ResponseTimeoutException {
    long deadline = settings.time().nanos() + millis * 1_000_000;
    synchronized (asked) {
      while (answer.command == null && !cut) {
        if (deadline - settings.time().nanos() <= 0) {
          throw new ResponseTimeoutException("no answer within " + millis + " ms");
        }
        try {
          settings.time().await(asked, deadline);
        } catch (InterruptedException closing) {
          Thread.currentThread().interrupt();
          return answer.command;
        }
      }
      return answer.command;
    }
  }

  /** Some peers answer an unbind by hanging up. */
  private static Command hungUp(SendCommandTask task) throws IOException {
    if (task instanceof UnbindCommandTask) {
      return new UnbindResp();
    }
    throw new EOFException("it hung up before it answered");
  }

  /** The loop has read an answer to what jsmpp asked; or one that nobody waits for. */
  void answered(Command response) {
    synchronized (asked) {
      Answer answer = asked.get(response.getSequenceNumber());
      if (answer != null) {
        answer.command = response;
        asked.notifyAll();
      }
    }
  }

  /** Called by jsmpp as soon as the connection has ended, whoever ended it, and here. */
  @Override
  public void close() {
    synchronized (asked) {
      cut = true;
      asked.notifyAll();
    }
    traffic.end();
    super.close();
  }
}
