package vn.loa.channel.smpp;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.ReentrantLock;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.InterfaceVersion;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.extra.ResponseTimeoutException;
import org.jsmpp.extra.SessionState;
import org.jsmpp.session.BindParameter;
import org.jsmpp.session.MessageReceiverListener;
import vn.loa.channel.ChannelException;

/**
 * The session with the SMSC. When it was lost, the next message binds again: one attempt at a time,
 * and none within a second of one that failed.
 */
final class SmppLink {

  private static final System.Logger LOG = System.getLogger("vn.loa.channel.smpp");
  private static final long BETWEEN_ATTEMPTS = Duration.ofSeconds(1).toNanos();
  private static final int ENQUIRE_AFTER_MILLIS = 30_000;

  /** Receipts come in bursts of thousands; what does not fit here jsmpp answers ESME_RTHROTTLED. */
  private static final int RECEIPT_QUEUE = 20_000;

  /** Each waits with its receipt until it is kept, which takes the time of one group commit. */
  private static final int RECEIPT_THREADS = 32;

  private final SmppSettings settings;
  private final MessageReceiverListener receiver;
  private final ReentrantLock binding = new ReentrantLock();
  private volatile SmppSession session;
  private volatile boolean closing;
  private long failedAt;
  private String failure = "";

  SmppLink(SmppSettings settings, MessageReceiverListener receiver) {
    this.settings = settings;
    this.receiver = receiver;
    this.session = SmppSession.fresh(settings.connectWithin());
  }

  /**
   * Binds for the first time, on a daemon thread: jsmpp's threads are daemons only as the children
   * of one.
   *
   * @throws ChannelException if that cannot be
   */
  void connect() {
    FutureTask<SmppSession> first = new FutureTask<>(this::open);
    Thread thread = new Thread(first, "loa-" + settings.name() + "-bind");
    thread.setDaemon(true);
    thread.start();
    try {
      session = first.get();
    } catch (InterruptedException interrupted) {
      close();
      Thread.currentThread().interrupt();
      throw new ChannelException(settings.name() + ": interrupted while connecting", interrupted);
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof ChannelException unable
          ? unable
          : new ChannelException(settings.name() + ": " + failed.getCause(), failed);
    }
  }

  /** A session that can submit. May bind, and then takes as long as that takes. */
  SmppSession bound() throws NotBoundException, InterruptedException {
    SmppSession current = session;
    if (current.canSubmit()) {
      return current;
    }
    binding.lockInterruptibly();
    try {
      return session.canSubmit() ? session : again();
    } finally {
      binding.unlock();
    }
  }

  /** From now on nothing binds again, and an attempt under way ends. */
  void stopBinding() {
    closing = true;
    if (!session.canSubmit()) {
      session.abandon();
    }
  }

  void close() {
    stopBinding();
    session.end();
  }

  private SmppSession again() throws NotBoundException {
    if (closing) {
      throw new NotBoundException("the channel is closing");
    }
    if (!failure.isEmpty() && settings.time().nanos() - failedAt < BETWEEN_ATTEMPTS) {
      throw new NotBoundException(failure);
    }
    try {
      SmppSession fresh = open();
      failure = "";
      return fresh;
    } catch (ChannelException unable) {
      if (failure.isEmpty()) {
        LOG.log(Level.WARNING, unable.getMessage());
      }
      failure = String.valueOf(unable.getMessage());
      failedAt = settings.time().nanos();
      throw new NotBoundException(failure);
    }
  }

  private SmppSession open() {
    SmppSession fresh = SmppSession.fresh(settings.connectWithin());
    session = fresh;
    fresh.setEnquireLinkTimer(ENQUIRE_AFTER_MILLIS);
    fresh.setTransactionTimer(settings.answerWithin().toMillis());
    fresh.setPduProcessorDegree(RECEIPT_THREADS);
    fresh.setQueueCapacity(RECEIPT_QUEUE);
    fresh.setMessageReceiverListener(receiver);
    fresh.addSessionStateListener((now, before, source) -> tell(now, before));
    if (closing) {
      fresh.abandon();
    }
    try {
      fresh.connectAndBind(
          settings.host(), settings.port(), login(), settings.answerWithin().toMillis());
    } catch (IOException fault) {
      fresh.abandon();
      throw unable(fault, fresh.wasConnected());
    }
    LOG.log(Level.INFO, "{0}: bound to {1}", settings.name(), settings.place());
    return fresh;
  }

  private BindParameter login() {
    return new BindParameter(
        BindType.BIND_TRX,
        settings.systemId(),
        settings.password(),
        settings.systemType(),
        TypeOfNumber.UNKNOWN,
        NumberingPlanIndicator.UNKNOWN,
        null,
        InterfaceVersion.IF_34);
  }

  private ChannelException unable(IOException fault, boolean wasConnected) {
    Throwable cause = fault.getCause();
    if (cause instanceof NegativeResponseException refused) {
      return unable(refusal(refused.getCommandStatus()), fault);
    }
    if (cause instanceof ResponseTimeoutException) {
      return unable(
          "it does not answer within %s; is it an SMSC?".formatted(settings.answerWithin()), fault);
    }
    if (wasConnected) {
      return unable("it hung up while we said who we are; ask the operator", fault);
    }
    return unable("unreachable (" + fault.getMessage() + "); check host, port and firewall", fault);
  }

  private ChannelException unable(String why, IOException fault) {
    return new ChannelException(
        "%s: cannot bind to %s as \"%s\": %s"
            .formatted(settings.name(), settings.place(), settings.systemId(), why),
        fault);
  }

  /** SMPP 3.4 §5.1.3, as far as it says something about a bind. */
  private static String refusal(int status) {
    String mend =
        switch (CommandStatus.reason(status).code()) {
          case "ESME_RINVPASWD" -> "wrong password; correct it";
          case "ESME_RINVSYSID" -> "unknown system id; correct it";
          case "ESME_RALYBND" -> "bound already; end the other session, or wait until it ends";
          default -> "refused; ask the operator";
        };
    return mend + " (" + CommandStatus.reason(status) + ")";
  }

  private void tell(SessionState now, SessionState before) {
    if (now == SessionState.CLOSED && before.isBound() && !closing) {
      LOG.log(
          Level.WARNING,
          "{0}: connection to {1} lost; the next message binds again",
          settings.name(),
          settings.place());
    }
  }
}
