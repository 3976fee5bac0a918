package vn.loa.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.jsmpp.bean.Alphabet;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.GeneralDataCoding;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.session.BindParameter;
import org.jsmpp.session.SMPPSession;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import vn.loa.channel.Address;
import vn.loa.channel.Audience;
import vn.loa.channel.Message;
import vn.loa.channel.Tally;
import vn.loa.channel.Time;
import vn.loa.channel.smpp.SmppChannel;
import vn.loa.channel.smpp.SmppSettings;
import vn.loa.dispatch.Campaign;
import vn.loa.dispatch.Dispatcher;
import vn.loa.simulator.SmscSimulator;

/**
 * How many SMS a second leave the machine, over one bind and on loopback, without receipts.
 *
 * <ul>
 *   <li>{@code loa}: dispatcher and channel, window 16
 *   <li>{@code jsmppLoop}: jsmpp as its examples use it, 16 threads that wait for answers
 * </ul>
 *
 * <p>Every iteration begins anew: without receipts a dispatcher keeps every campaign. The SMSC runs
 * in the same process and shares its cores: compare rows of one run only.
 *
 * <pre>mvn -q -Dquick -DskipTests -Pbench package -pl benchmarks -am -Dbench=SmsSending</pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 7, time = 2)
@Fork(1)
public class SmsSending {

  private static final int MESSAGES = 2_000;
  private static final int WINDOW = 16;
  private static final String TEXT = "Moi nguoi dan den tram y te phuong tiem vac-xin. Hoi: 1022.";

  @Param({"loa", "jsmppLoop"})
  private String engine = "loa";

  private SmscSimulator smsc;
  private Engine running;
  private int round;

  /** One way to send. */
  private interface Engine {
    void send(int count) throws Exception;

    void close();
  }

  @Setup(Level.Iteration)
  public void start() throws Exception {
    smsc = SmscSimulator.builder().receipts(false).refuse(number -> false).start();
    running = engine.equals("loa") ? new Loa(smsc.port()) : new JsmppLoop(smsc.port());
  }

  @TearDown(Level.Iteration)
  public void stop() {
    running.close();
    smsc.close();
  }

  @Benchmark
  @OperationsPerInvocation(MESSAGES)
  public int send() throws Exception {
    running.send(MESSAGES);
    return ++round;
  }

  private static final class Loa implements Engine {

    private final Dispatcher dispatcher;
    private final Audience audience =
        new Audience(
            "numbers",
            LongStream.range(0, MESSAGES)
                .<Address>mapToObj(n -> new Address.Phone(84_903_000_000L + n))
                .toList());

    Loa(int port) {
      SmppSettings settings =
          SmppSettings.builder("127.0.0.1", port)
              .login("loa", "secret")
              .sender("UBND TP.HCM")
              .window(WINDOW)
              .build();
      dispatcher = Dispatcher.of(SmppChannel.connect(settings));
    }

    @Override
    public void send(int count) throws Exception {
      Message message =
          Message.builder("bench", "Bench")
              .text("vi", TEXT)
              .validUntil(Time.system().instant().plus(Duration.ofHours(1)))
              .build();
      Campaign campaign = dispatcher.start(message, audience);
      Tally tally = campaign.tally();
      while (tally.open() > 0) {
        tally = campaign.await(Duration.ofMillis(1));
      }
      if (tally.sent() != count) {
        throw new IllegalStateException("not everything was sent: " + tally);
      }
    }

    @Override
    public void close() {
      dispatcher.close();
    }
  }

  private static final class JsmppLoop implements Engine {

    private final SMPPSession session = new SMPPSession();
    private final ExecutorService threads = Executors.newFixedThreadPool(WINDOW);

    JsmppLoop(int port) throws IOException {
      session.connectAndBind(
          "127.0.0.1",
          port,
          new BindParameter(
              BindType.BIND_TRX,
              "loa",
              "secret",
              "",
              TypeOfNumber.UNKNOWN,
              NumberingPlanIndicator.UNKNOWN,
              null));
    }

    @Override
    public void send(int count) throws Exception {
      threads
          .invokeAll(
              LongStream.range(0, count)
                  .<java.util.concurrent.Callable<String>>mapToObj(
                      n -> () -> submit(84_903_000_000L + n))
                  .toList())
          .forEach(
              future -> {
                try {
                  future.get();
                } catch (Exception failed) {
                  throw new IllegalStateException(failed);
                }
              });
    }

    private String submit(long number) throws Exception {
      return session
          .submitShortMessage(
              "",
              TypeOfNumber.UNKNOWN,
              NumberingPlanIndicator.UNKNOWN,
              "",
              TypeOfNumber.INTERNATIONAL,
              NumberingPlanIndicator.ISDN,
              Long.toString(number),
              new ESMClass(),
              (byte) 0,
              (byte) 0,
              null,
              null,
              new RegisteredDelivery(0),
              (byte) 0,
              new GeneralDataCoding(Alphabet.ALPHA_DEFAULT),
              (byte) 0,
              TEXT.getBytes(StandardCharsets.US_ASCII))
          .getMessageId();
    }

    @Override
    public void close() {
      threads.shutdownNow();
      session.unbindAndClose();
    }
  }
}
