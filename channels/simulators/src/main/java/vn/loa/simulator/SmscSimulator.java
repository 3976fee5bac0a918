package vn.loa.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.jsmpp.DefaultPDUSender;
import org.jsmpp.PDUStringException;
import org.jsmpp.SMPPConstant;
import org.jsmpp.SynchronizedPDUSender;
import org.jsmpp.bean.InterfaceVersion;
import org.jsmpp.extra.SessionState;
import org.jsmpp.session.BindRequest;
import org.jsmpp.session.SMPPServerSession;
import org.jsmpp.session.Session;
import org.jsmpp.session.connection.socket.SocketConnection;
import vn.loa.channel.Time;

/**
 * An operator's SMSC on loopback, SMPP 3.4: takes messages, joins their parts, and sends receipts
 * on the same connection. Who binds must know the system id and the password.
 *
 * <p>Safe for use by several threads.
 */
public final class SmscSimulator implements AutoCloseable {

  private static final int QUEUE = 10_000;
  private static final int DEGREE = 1;

  /** Receipts sent first hold a thread each until the client takes them. */
  private static final int DEGREE_RECEIPTS_FIRST = 64;

  private static final long BIND_MILLIS = 5_000;

  /** How long a client may take to answer a receipt before it comes again. */
  private static final long RECEIPT_MILLIS = 10_000;

  private static final Duration END = Duration.ofSeconds(3);

  private final SmscRules rules;
  private final ServerSocket server;
  private final Set<SMPPServerSession> bound = ConcurrentHashMap.newKeySet();
  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
  private final Set<Line> lines = ConcurrentHashMap.newKeySet();
  private final Inbox inbox = new Inbox();
  private final SmscReceipts receipts;
  private final SmscDesk desk;

  /** One connection, and the thread that jsmpp reads it on. */
  private record Line(SMPPServerSession session, RememberingReader reader) {}

  private SmscSimulator(SmscRules rules, ServerSocket server) {
    this.rules = rules;
    this.server = server;
    this.receipts = new SmscReceipts(rules, bound, server.getLocalPort());
    this.desk = new SmscDesk(rules, inbox, receipts);
  }

  /** On a free port, with every default of {@link Builder}. */
  public static SmscSimulator start() {
    return builder().start();
  }

  public static Builder builder() {
    return new Builder();
  }

  public int port() {
    return server.getLocalPort();
  }

  /** Messages whose parts are all here, in the order of their last part. */
  public List<ReceivedSms> received() {
    return inbox.complete();
  }

  /** How many submit_sm came, one for each part, also those that were refused. */
  public long submits() {
    return desk.submits();
  }

  /** How many receipts the clients took. */
  public long receiptsSent() {
    return receipts.sent();
  }

  /** How many times a receipt was brought to a client, whether it took it or not. */
  public long receiptAttempts() {
    return receipts.brought();
  }

  /** How many clients are bound. */
  public int clients() {
    return bound.size();
  }

  /** How many connections are remembered. */
  int lines() {
    return lines.size();
  }

  /** Cuts every connection without a word, and ends every thread. */
  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException ignored) {
      // It listens no more either way.
    }
    receipts.close();
    threads.forEach(Thread::interrupt);
    List<Line> ending = List.copyOf(lines); // an ended one drops out
    ending.forEach(line -> line.session().close());
    ending.forEach(line -> line.reader().awaitEnd(END));
    threads.forEach(SmscSimulator::awaitEnd);
    lines.clear();
    bound.clear();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        socket.setTcpNoDelay(true);
        daemon("bind", () -> answerBind(socket));
      } catch (IOException closed) {
        // The loop looks whether it was the server or one caller that went away.
      }
    }
  }

  private void answerBind(Socket socket) {
    try {
      SMPPServerSession session = open(socket);
      BindRequest request = session.waitForBind(BIND_MILLIS);
      int refusal = refusalOf(request);
      if (refusal != SMPPConstant.STAT_ESME_ROK) {
        request.reject(refusal);
        return;
      }
      request.accept(rules.systemId(), InterfaceVersion.IF_34);
      bound.add(session);
      if (!session.getSessionState().isBound()) {
        bound.remove(session);
      }
    } catch (IOException | PDUStringException | TimeoutException | IllegalStateException gone) {
      // Whoever called hung up, or never said who it is, or this SMSC was closed meanwhile.
    }
  }

  private SMPPServerSession open(Socket socket) throws IOException {
    RememberingReader reader = new RememberingReader();
    SMPPServerSession session =
        new SMPPServerSession(
            new SocketConnection(socket),
            (now, before, source) -> forget(now, source),
            desk,
            desk,
            rules.receiptsFirst() ? DEGREE_RECEIPTS_FIRST : DEGREE,
            QUEUE,
            new SynchronizedPDUSender(new DefaultPDUSender()),
            reader);
    session.setTransactionTimer(RECEIPT_MILLIS);
    lines.add(new Line(session, reader));
    if (server.isClosed()) {
      session.close();
    }
    return session;
  }

  private void forget(SessionState now, Session source) {
    if (!now.isBound()) {
      bound.removeIf(it -> it == source);
    }
    if (now == SessionState.CLOSED) {
      lines.removeIf(line -> line.session() == source);
    }
  }

  private int refusalOf(BindRequest request) {
    if (!rules.systemId().equals(request.getSystemId())) {
      return SMPPConstant.STAT_ESME_RINVSYSID;
    }
    return rules.password().equals(request.getPassword())
        ? SMPPConstant.STAT_ESME_ROK
        : SMPPConstant.STAT_ESME_RINVPASWD;
  }

  private void daemon(String what, Runnable task) {
    Thread thread =
        new Thread(
            () -> {
              task.run();
              threads.remove(Thread.currentThread());
            },
            "loa-simulator-smsc-" + what + "-" + port());
    thread.setDaemon(true);
    threads.add(thread);
    thread.start();
  }

  private static void awaitEnd(Thread thread) {
    try {
      thread.join(END.toMillis());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** What the SMSC does. Not safe for use by several threads. */
  public static final class Builder {

    private int port;
    private String systemId = "loa";
    private String password = "secret";
    private Predicate<String> refuses = number -> number.endsWith("000");
    private Predicate<String> cannotDeliver = number -> number.endsWith("999");
    private boolean receipts = true;
    private boolean receiptsFirst;
    private boolean receiptsTwice;
    private int throttleAbove = Integer.MAX_VALUE;
    private Time time = Time.system();

    private Builder() {}

    /** Default 0: any free port. */
    public Builder port(int port) {
      this.port = port;
      return this;
    }

    /** Who may bind. Default {@code loa} and {@code secret}. */
    public Builder login(String systemId, String password) {
      this.systemId = systemId;
      this.password = password;
      return this;
    }

    /**
     * Destinations, as digits, answered ESME_RINVDSTADR. Default: numbers that end with {@code
     * 000}.
     */
    public Builder refuse(Predicate<String> destinations) {
      this.refuses = destinations;
      return this;
    }

    /** Destinations whose receipts say UNDELIV. Default: numbers that end with {@code 999}. */
    public Builder cannotDeliver(Predicate<String> destinations) {
      this.cannotDeliver = destinations;
      return this;
    }

    /** Default true: where the client asks for a receipt, it gets one. */
    public Builder receipts(boolean on) {
      this.receipts = on;
      return this;
    }

    /** Default false. True: each receipt comes before the answer to the message it is about. */
    public Builder receiptsBeforeAnswers(boolean on) {
      this.receiptsFirst = on;
      return this;
    }

    /** Default false. True: each receipt comes twice. */
    public Builder duplicateReceipts(boolean on) {
      this.receiptsTwice = on;
      return this;
    }

    /** More submit_sm than these in a second are answered ESME_RTHROTTLED. Default: no limit. */
    public Builder throttleAbove(int perSecond) {
      this.throttleAbove = perSecond;
      return this;
    }

    /** Default {@link Time#system()}. */
    public Builder time(Time time) {
      this.time = time;
      return this;
    }

    /**
     * @throws UncheckedIOException if the port is taken
     */
    public SmscSimulator start() {
      SmscSimulator smsc = new SmscSimulator(rules(), listen());
      smsc.daemon("accept", smsc::accept);
      return smsc;
    }

    private SmscRules rules() {
      return new SmscRules(
          systemId,
          password,
          refuses,
          cannotDeliver,
          receipts,
          receiptsFirst,
          receiptsTwice,
          throttleAbove,
          time);
    }

    private ServerSocket listen() {
      try {
        return new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
      } catch (IOException cause) {
        throw Ports.refused("SMSC simulator", port, cause);
      }
    }
  }
}
