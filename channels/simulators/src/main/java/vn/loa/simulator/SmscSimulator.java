package vn.loa.simulator;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Time;

/**
 * An operator's SMSC, SMPP 3.4: takes messages, joins their parts, and brings receipts to who is
 * bound to receive them. Who binds must know the system id and the password. Quick, and able to
 * misbehave: what is fixed for its life is told to the {@link Builder}, what happens in the middle
 * of it is a method here.
 *
 * <p>How it works: a thread for each connection reads PDUs, and answers all PDUs of one read with
 * one write. Whatever comes later, delayed answers and receipts, comes from one more thread, in the
 * order in which it is due by the {@link Time} given; a client that stops reading can therefore
 * hold up what comes later for others. It knows bind_transmitter, bind_receiver, bind_transceiver,
 * submit_sm, enquire_link, unbind and the answers to what it sends; any other command is answered
 * generic_nack, ESME_RINVCMDID.
 *
 * <p>A receipt is kept until a client answers it ESME_ROK: it is brought again 100 ms after a
 * refusal or the end of a connection, after 10 s without an answer, and as soon as somebody binds.
 *
 * <p>Safe for use by several threads.
 */
public final class SmscSimulator implements AutoCloseable {

  /** SMPP 3.4, as {@link Builder#interfaceVersion} and interface_version write it. */
  public static final int VERSION_3_4 = 0x34;

  /** SMPP 5.0. */
  public static final int VERSION_5_0 = 0x50;

  private static final int BACKLOG = 50;
  private static final Duration END = Duration.ofSeconds(3);

  private final ServerSocket server;
  private final Smsc smsc;
  private final InboundParts inbound;
  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
  private final AtomicInteger lineNumber = new AtomicInteger();

  private SmscSimulator(SmscRules rules, ServerSocket server) {
    this.server = server;
    this.smsc = new Smsc(rules);
    this.inbound = new InboundParts(rules.alphabet);
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

  /**
   * Messages whose parts are all here, in the order of their last part; nothing if texts are not
   * recorded.
   */
  public List<ReceivedSms> received() {
    return smsc.records.received();
  }

  /** How many submit_sm came, one for each part, also those that were refused. */
  public long submits() {
    return smsc.meters.submits.get();
  }

  /**
   * How many submit_sm were taken for this destination, one for each part; those that were refused
   * do not count, those that were never answered do.
   *
   * @param destination digits, as they came
   */
  public int submits(String destination) {
    return smsc.records.of(destination);
  }

  /** {@link #submits(String)} of every destination; a new map each time. */
  public Map<String, Integer> countsPerRecipient() {
    return smsc.records.perRecipient();
  }

  /** How many receipts the clients took. */
  public long receiptsSent() {
    return smsc.meters.receiptAnswers.ok();
  }

  /** How many times a receipt was brought to a client, whether it took it or not. */
  public long receiptAttempts() {
    return smsc.meters.receiptsBrought.sum();
  }

  /** How many clients are bound. */
  public int clients() {
    return smsc.lines.bound();
  }

  /** What has been counted so far. */
  public SmscCounts counts() {
    return smsc.meters.counts();
  }

  /** Keeps the octets of that many submit_sm from now on, the last ones. At first 0: none. */
  public void capture(int last) {
    smsc.records.capture(last);
  }

  /** Whole PDUs as they came, the oldest first. */
  public List<byte[]> captured() {
    return smsc.records.captured();
  }

  InetAddress address() {
    return server.getInetAddress();
  }

  /** How many connections are remembered. */
  int lines() {
    return smsc.lines.size();
  }

  /**
   * Refuses every bind from now on, whoever asks.
   *
   * @param status the command_status, as 0x05 for ESME_RALYBND; 0 takes binds again
   */
  public void refuseBinds(int status) {
    smsc.binds.refuse(status);
  }

  /** False: binds are read and never answered, until true. */
  public void answerBinds(boolean on) {
    smsc.binds.answer(on);
  }

  /** Cuts every connection without a word; new ones are accepted. */
  public void dropAll() {
    smsc.lines.forEach(SmscLine::cut);
  }

  /** Ends what every client hears, and goes on reading what it says. */
  public void halfClose() {
    smsc.lines.forEach(SmscLine::halfClose);
  }

  /** Reads nothing and says nothing, until {@link #thaw}; every connection stays open. */
  public void freeze() {
    smsc.gate.freeze();
  }

  /**
   * Goes on reading, and says nothing until {@link #thaw}. What was to be answered at once is never
   * answered; what was to come later, and receipts, come after the thaw.
   */
  public void deaf() {
    smsc.gate.deafen();
  }

  /** Ends {@link #freeze} and {@link #deaf}. */
  public void thaw() {
    smsc.gate.thaw();
  }

  /** Sends unbind to every client. */
  public void unbindAll() {
    smsc.lines.forEach(line -> line.say(Smpp.UNBIND));
  }

  /** Sends enquire_link to every client; {@link SmscCounts#enquireAnswers} counts who answers. */
  public void enquire() {
    smsc.lines.forEach(line -> line.say(Smpp.ENQUIRE_LINK));
  }

  /** Sends these octets to every client as they are. */
  public void sendGarbage(byte[] octets) {
    smsc.lines.forEach(line -> line.write(octets, octets.length, 0));
  }

  /** Writes in pieces of so many octets, each in a packet of its own. At first 0: all at once. */
  public void split(int octets) {
    smsc.split(octets);
  }

  /**
   * Brings a citizen's message to one client that is bound to receive, as a receipt is brought: in
   * the SMSC's default alphabet or, where that has not every character, UCS-2; a long one in parts
   * with a header.
   *
   * @throws IllegalArgumentException if it is longer than 255 parts
   */
  public void deliver(String from, String to, String text) {
    List<Parcel> parcels = inbound.of(from, to, text);
    smsc.timer.at(smsc.timer.now(), () -> parcels.forEach(smsc.post::send));
  }

  /** Cuts every connection without a word, and ends every thread. */
  @Override
  public void close() {
    quietly(server);
    smsc.gate.close();
    smsc.timer.close();
    dropAll();
    threads.forEach(SmscSimulator::awaitEnd);
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        begin(server.accept());
      } catch (IOException closed) {
        // The loop looks whether it was the server or one caller that went away.
      }
    }
  }

  private void begin(Socket cable) {
    SmscLine line = new SmscLine(cable, smsc);
    smsc.lines.add(line);
    daemon("line-" + lineNumber.incrementAndGet(), line::run);
    if (server.isClosed()) {
      line.cut();
    }
  }

  private void daemon(String what, Runnable task) {
    Thread thread =
        new Thread(
            () -> {
              try {
                task.run();
              } finally {
                threads.remove(Thread.currentThread());
              }
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

  private static void quietly(Closeable closeable) {
    try {
      closeable.close();
    } catch (IOException ignored) {
      // It is gone either way.
    }
  }

  /** What the SMSC does. Not safe for use by several threads. */
  public static final class Builder {

    private InetAddress host = InetAddress.getLoopbackAddress();
    private int port;
    String systemId = "loa";
    String password = "secret";
    @Nullable SSLContext tls;
    boolean clientCertificates;
    int interfaceVersion = VERSION_3_4;
    int mostBinds = Integer.MAX_VALUE;
    Predicate<String> refuses = new Ending("000");
    @Nullable Function<SubmitView, Integer> answer;
    int throttleAbove = Integer.MAX_VALUE;
    int queueFullAbove = Integer.MAX_VALUE;
    double systemErrors;
    long systemErrorSeed;
    Function<String, Duration> answerAfter = SmscDesk.Always.of(Duration.ZERO);
    Duration shuffleAnswers = Duration.ZERO;
    long shuffleAnswersSeed;
    @Nullable Predicate<String> silentOn;
    boolean receipts = true;
    Predicate<String> cannotDeliver = new Ending("999");
    @Nullable Predicate<String> neverReceipts;
    boolean receiptsFirst;
    boolean receiptsTwice;
    boolean receiptsAsDataSm;
    ReceiptDialect dialect = ReceiptDialect.STANDARD;
    Duration receiptsAfter = Duration.ZERO;
    Duration shuffleReceipts = Duration.ZERO;
    long shuffleReceiptsSeed;
    int receiptWindow = 100;
    boolean recordTexts = true;
    boolean latin1;
    Time time = Time.system();

    private Builder() {}

    /**
     * Which address of this machine it listens on. Default: loopback, so that no network sees it.
     */
    public Builder host(InetAddress address) {
      this.host = address;
      return this;
    }

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

    /** Speaks TLS, with the key and the trust of this context. Default: plain. */
    public Builder tls(SSLContext context) {
      this.tls = context;
      return this;
    }

    /** Default false. True: a TLS client must show a certificate that the context trusts. */
    public Builder clientCertificates(boolean required) {
      this.clientCertificates = required;
      return this;
    }

    /**
     * What sc_interface_version says (SMPP 3.4 §5.3.2.25). Default {@link #VERSION_3_4}; or {@link
     * #VERSION_5_0}.
     */
    public Builder interfaceVersion(int version) {
      this.interfaceVersion = version;
      return this;
    }

    /** More binds than these at a time are answered ESME_RALYBND. Default: no limit. */
    public Builder mostBinds(int most) {
      this.mostBinds = most;
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

    /**
     * The command_status of each answer, 0 for ESME_ROK. Default: nothing is refused for itself.
     */
    public Builder answer(Function<SubmitView, Integer> rule) {
      this.answer = rule;
      return this;
    }

    /** More submit_sm than these in a second are answered ESME_RTHROTTLED. Default: no limit. */
    public Builder throttleAbove(int perSecond) {
      this.throttleAbove = perSecond;
      return this;
    }

    /**
     * With so many submit_sm unanswered, further ones are answered ESME_RMSGQFUL. What one read
     * brings is unanswered together. Default: no limit.
     */
    public Builder queueFullAbove(int outstanding) {
      this.queueFullAbove = outstanding;
      return this;
    }

    /**
     * Answers some ESME_RSYSERR, drawn at random.
     *
     * @param share of all, 0 to 1. Default 0
     */
    public Builder systemErrors(long seed, double share) {
      this.systemErrorSeed = seed;
      this.systemErrors = share;
      return this;
    }

    /** How long each submit_sm waits for its answer. Default: not at all. */
    public Builder answerAfter(Duration delay) {
      return answerAfter(SmscDesk.Always.of(delay));
    }

    /** As {@link #answerAfter(Duration)}, by the destination: some late, say. */
    public Builder answerAfter(Function<String, Duration> delayOfDestination) {
      this.answerAfter = delayOfDestination;
      return this;
    }

    /** Answers out of order: each after a further delay, drawn at random below {@code most}. */
    public Builder shuffleAnswers(long seed, Duration most) {
      this.shuffleAnswersSeed = seed;
      this.shuffleAnswers = most;
      return this;
    }

    /** Destinations whose submit_sm are taken and never answered. Default: none. */
    public Builder silentOn(Predicate<String> destinations) {
      this.silentOn = destinations;
      return this;
    }

    /** Default true: where the client asks for a receipt, it gets one. */
    public Builder receipts(boolean on) {
      this.receipts = on;
      return this;
    }

    /** Destinations whose receipts say UNDELIV. Default: numbers that end with {@code 999}. */
    public Builder cannotDeliver(Predicate<String> destinations) {
      this.cannotDeliver = destinations;
      return this;
    }

    /** Destinations that nobody ever gets a receipt for. Default: none. */
    public Builder neverReceipts(Predicate<String> destinations) {
      this.neverReceipts = destinations;
      return this;
    }

    /**
     * Default false. True: each receipt is written before the answer to the message it is about,
     * while anybody is bound to receive it.
     */
    public Builder receiptsBeforeAnswers(boolean on) {
      this.receiptsFirst = on;
      return this;
    }

    /** Default false. True: each receipt comes twice. */
    public Builder duplicateReceipts(boolean on) {
      this.receiptsTwice = on;
      return this;
    }

    /** Default false: receipts come in deliver_sm. True: in data_sm, their text in its payload. */
    public Builder receiptsAsDataSm(boolean on) {
      this.receiptsAsDataSm = on;
      return this;
    }

    /** How receipts and message ids are written. Default {@link ReceiptDialect#STANDARD}. */
    public Builder receiptDialect(ReceiptDialect dialect) {
      this.dialect = dialect;
      return this;
    }

    /** How long after its answer a receipt comes. Default: at once. */
    public Builder receiptsAfter(Duration delay) {
      this.receiptsAfter = delay;
      return this;
    }

    /** Receipts out of order: each after a further delay, drawn at random below {@code most}. */
    public Builder shuffleReceipts(long seed, Duration most) {
      this.shuffleReceiptsSeed = seed;
      this.shuffleReceipts = most;
      return this;
    }

    /**
     * How many receipts one connection is brought before it has answered the first of them: a slow
     * client gets them slowly. Default 100.
     */
    public Builder receiptWindow(int size) {
      this.receiptWindow = size;
      return this;
    }

    /**
     * Default true. False: messages are only counted, twelve octets a recipient or so, and nothing
     * of them is kept: for millions.
     */
    public Builder recordTexts(boolean on) {
      this.recordTexts = on;
      return this;
    }

    /** Default false: data_coding 0 is GSM 03.38, unpacked. True: it is Latin-1. */
    public Builder latin1(boolean on) {
      this.latin1 = on;
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
      SmscSimulator simulator = new SmscSimulator(new SmscRules(this), listen());
      Smsc smsc = simulator.smsc;
      simulator.daemon("timer", () -> smsc.timer.run(smsc.post::round));
      simulator.daemon("accept", simulator::accept);
      return simulator;
    }

    private ServerSocket listen() {
      try {
        return new ServerSocket(port, BACKLOG, host);
      } catch (IOException cause) {
        throw Ports.refused("SMSC simulator", port, cause);
      }
    }
  }
}
