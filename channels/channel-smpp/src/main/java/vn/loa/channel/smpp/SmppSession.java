package vn.loa.channel.smpp;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jsmpp.DefaultPDUSender;
import org.jsmpp.InvalidResponseException;
import org.jsmpp.PDUException;
import org.jsmpp.SMPPConstant;
import org.jsmpp.SynchronizedPDUSender;
import org.jsmpp.bean.Command;
import org.jsmpp.bean.UnbindResp;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.extra.PendingResponse;
import org.jsmpp.extra.ResponseTimeoutException;
import org.jsmpp.session.SMPPSession;
import org.jsmpp.session.SendCommandTask;
import org.jsmpp.session.UnbindCommandTask;

/**
 * A jsmpp session that waits for answers in its own way. As it comes, jsmpp lets a caller wait for
 * the whole transaction time after the connection was cut, calls an interrupt a time-out, takes a
 * spurious wake-up for one, and forgets nothing that could not be sent.
 *
 * <p>An {@link AnswerLostException} and a {@link ResponseTimeoutException} say that bytes may have
 * left; any other {@link IOException}, that none did.
 */
final class SmppSession extends SMPPSession {

  private static final Duration END = Duration.ofSeconds(2);
  private static final long UNBIND_MILLIS = 1_000;

  private final SmppSockets sockets;
  private final BoundedReader reader;
  private final Map<Integer, Answer> awaited = new ConcurrentHashMap<>();
  private volatile boolean cut;

  private static final class Answer extends PendingResponse<Command> {

    private final CompletableFuture<Command> command = new CompletableFuture<>();

    Answer(long timeout) {
      super(timeout);
    }

    @Override
    public void done(Command response) {
      command.complete(response);
    }

    @Override
    public void doneWithInvalidResponse(InvalidResponseException fault) {
      command.completeExceptionally(fault);
    }
  }

  private SmppSession(SmppSockets sockets, BoundedReader reader) {
    super(new SynchronizedPDUSender(new DefaultPDUSender()), reader, sockets);
    this.sockets = sockets;
    this.reader = reader;
  }

  /** Not connected yet. */
  static SmppSession fresh(Duration connectWithin) {
    return new SmppSession(new SmppSockets(connectWithin, new Socket()), new BoundedReader());
  }

  boolean canSubmit() {
    return !cut && getSessionState().isTransmittable();
  }

  /** Whether the peer was reached, be it gone by now or not. */
  boolean wasConnected() {
    return sockets.wasConnected();
  }

  /** Ends an attempt to connect that is under way on another thread. */
  void abandon() {
    cut = true;
    sockets.close();
  }

  /**
   * Unbinds if the peer still answers, within a second; then ends the connection and its threads.
   *
   * <p>Unbinds on a thread of its own: a sender that is stuck in a write to a peer that reads no
   * more keeps everybody else from writing, until the socket is closed under it.
   */
  void end() {
    setTransactionTimer(UNBIND_MILLIS);
    Thread farewell = new Thread(this::unbindAndClose, "loa-smpp-unbind");
    farewell.setDaemon(true);
    farewell.start();
    awaitEnd(farewell, UNBIND_MILLIS);
    sockets.close();
    awaitEnd(farewell, END.toMillis());
    reader.awaitEnd(END);
  }

  private static void awaitEnd(Thread thread, long millis) {
    try {
      thread.join(millis);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  protected Command executeSendCommand(SendCommandTask task, long timeout)
      throws PDUException,
          ResponseTimeoutException,
          InvalidResponseException,
          NegativeResponseException,
          IOException {
    int sequence = sequence().nextValue();
    Answer answer = new Answer(timeout);
    awaited.put(sequence, answer);
    try {
      // After put: a cut from here on either is seen, or finds the answer among the awaited.
      if (cut) {
        throw new IOException("the connection is closed");
      }
      write(task, sequence);
      return accepted(await(answer, timeout));
    } catch (AnswerLostException hungUp) {
      if (task instanceof UnbindCommandTask) {
        // Some peers answer an unbind by hanging up; others are quicker to hang up than jsmpp is to
        // read what they answered.
        return new UnbindResp();
      }
      throw hungUp;
    } finally {
      awaited.remove(sequence);
    }
  }

  private void write(SendCommandTask task, int sequence) throws PDUException, IOException {
    try {
      task.executeTask(connection().getOutputStream(), sequence);
    } catch (IOException broken) {
      close();
      throw new AnswerLostException("the connection broke while sending", broken);
    }
  }

  private static Command await(Answer answer, long timeout)
      throws ResponseTimeoutException, InvalidResponseException, AnswerLostException {
    try {
      return answer.command.get(timeout, TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      throw new ResponseTimeoutException("no answer within " + timeout + " ms");
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AnswerLostException("interrupted while the answer was awaited", interrupted);
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof InvalidResponseException invalid) {
        throw invalid;
      }
      throw new AnswerLostException("the connection was cut before the answer came", failed);
    }
  }

  private static Command accepted(Command response) throws NegativeResponseException {
    if (response.getCommandStatus() != SMPPConstant.STAT_ESME_ROK) {
      throw new NegativeResponseException(response.getCommandStatus());
    }
    return response;
  }

  @Override
  @SuppressWarnings("NullAway") // null says, as in jsmpp, that nobody waits for this answer
  protected PendingResponse<Command> removePendingResponse(int sequence) {
    return awaited.remove(sequence);
  }

  /** Called by jsmpp as soon as the connection has ended, whoever ended it. */
  @Override
  public void close() {
    cut = true;
    awaited.values().forEach(answer -> answer.command.completeExceptionally(new IOException()));
    super.close();
  }
}
