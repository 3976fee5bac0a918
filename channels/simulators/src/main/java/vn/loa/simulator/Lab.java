package vn.loa.simulator;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.UnaryOperator;
import vn.loa.channel.Address;
import vn.loa.channel.Time;

/**
 * A whole city's other ends in one process, on loopback and free ports: an SMSC, a broker with
 * loudspeakers, a host for feeds. Nothing to install, nothing left behind.
 *
 * <p>Safe for use by several threads.
 */
public final class Lab implements AutoCloseable {

  private final SmscSimulator smsc;
  private final BrokerSimulator broker;
  private final SpeakerSimulator speakers;
  private final FeedHost feedHost;

  private Lab(Builder settings) {
    Deque<Runnable> started = new ArrayDeque<>();
    try {
      this.feedHost = FeedHost.start(settings.feedPort);
      started.push(feedHost::close);
      this.smsc = settings.smsc.apply(SmscSimulator.builder().time(settings.time)).start();
      started.push(smsc::close);
      this.broker = BrokerSimulator.start();
      started.push(broker::close);
      this.speakers =
          settings
              .habits
              .apply(SpeakerSimulator.builder())
              .connect(broker.port(), settings.devices, settings.time);
    } catch (RuntimeException unable) {
      started.forEach(Runnable::run);
      throw unable;
    }
  }

  /** A lab without loudspeakers. */
  public static Lab start() {
    return builder().start();
  }

  public static Builder builder() {
    return new Builder();
  }

  public SmscSimulator smsc() {
    return smsc;
  }

  public BrokerSimulator broker() {
    return broker;
  }

  public SpeakerSimulator speakers() {
    return speakers;
  }

  public FeedHost feedHost() {
    return feedHost;
  }

  /** Ends all of them. Closing twice is harmless. */
  @Override
  public void close() {
    speakers.close();
    broker.close();
    smsc.close();
    feedHost.close();
  }

  /** Not safe for use by several threads. */
  public static final class Builder {

    private Time time = Time.system();
    private int feedPort;
    private List<Address.Device> devices = List.of();
    private UnaryOperator<SmscSimulator.Builder> smsc = UnaryOperator.identity();
    private UnaryOperator<SpeakerSimulator.Builder> habits = UnaryOperator.identity();

    private Builder() {}

    /** The clock of SMSC and loudspeakers. Default {@link Time#system()}. */
    public Builder time(Time time) {
      this.time = time;
      return this;
    }

    /** Port of the feed host. Default 0: any that is free. */
    public Builder feedPort(int port) {
      this.feedPort = port;
      return this;
    }

    /** How the SMSC behaves. */
    public Builder smsc(UnaryOperator<SmscSimulator.Builder> behaviour) {
      this.smsc = behaviour;
      return this;
    }

    /** Which loudspeakers there are, and how they behave. */
    public Builder speakers(
        List<Address.Device> devices, UnaryOperator<SpeakerSimulator.Builder> behaviour) {
      this.devices = List.copyOf(devices);
      this.habits = behaviour;
      return this;
    }

    /**
     * @throws java.io.UncheckedIOException if a port cannot be had
     * @throws IllegalStateException if not all loudspeakers come online; either way nothing is left
     *     running
     */
    public Lab start() {
      return new Lab(this);
    }
  }
}
