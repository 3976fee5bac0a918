package vn.loa.channel.mqtt;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import vn.loa.channel.Address;
import vn.loa.channel.Batch;
import vn.loa.channel.ChannelException;
import vn.loa.channel.HoldingChannel;
import vn.loa.channel.Idempotency;
import vn.loa.channel.Limits;
import vn.loa.channel.Message;
import vn.loa.channel.Outcome;
import vn.loa.channel.Outcomes;
import vn.loa.channel.Reason;
import vn.loa.channel.Receipts;
import vn.loa.channel.Time;

/**
 * Loudspeakers, boards and screens behind an MQTT broker. A recipient is a device; where all that
 * listen in an area are recipients of one announcement, one publish reaches them all.
 *
 * <p>{@link Outcome.Sent} means that the broker has the command, which proves nothing: the channel
 * holds it until the device reports an end. Who was away gets it when he is back, who says nothing
 * is asked again, and after a restart the dispatcher tells the channel what is still open ({@link
 * HoldingChannel#adopt}). A report becomes {@link vn.loa.channel.Receipt.Played} only with a
 * sounding time of at least 95 % of what was announced and a volume above 0. The reference is
 * {@code <message id>@<device id>}.
 *
 * <p>Nothing is published after the message's validity, and devices refuse what comes late.
 *
 * <p>Safe for use by several threads. It has one thread of its own, {@code loa-<name>}; Paho adds
 * three for each connection. All are daemons.
 */
public final class SpeakerChannel implements HoldingChannel {

  private final SpeakerSettings settings;
  private final Hub hub;
  private final HubThread thread;

  private SpeakerChannel(SpeakerSettings settings, Time time) {
    this.settings = settings;
    Transport transport = new PahoTransport(settings, time);
    this.hub = new Hub(settings, transport, time, new SplittableRandom());
    this.thread = new HubThread(settings, transport, hub);
  }

  /** As {@link #open(SpeakerSettings, Time)} by the machine's own clock. */
  public static SpeakerChannel open(SpeakerSettings settings) {
    return open(settings, Time.system());
  }

  /**
   * Returns at once, and connects in the background: again and again where the broker is not there,
   * 0.5 s to 60 s apart. Deliveries are answered {@link Outcome.Retry} meanwhile.
   *
   * @param time for expiry, for the wait for answers and for the pause between attempts
   */
  public static SpeakerChannel open(SpeakerSettings settings, Time time) {
    SpeakerChannel channel = new SpeakerChannel(settings, time);
    channel.thread.start();
    return channel;
  }

  /** As {@link #connect(SpeakerSettings, Time)} by the machine's own clock. */
  public static SpeakerChannel connect(SpeakerSettings settings) {
    return connect(settings, Time.system());
  }

  /**
   * As {@link #open(SpeakerSettings, Time)}, but waits for the first attempt to connect: at most
   * {@link SpeakerSettings.Builder#answerWithin} for each of the broker's answers, and a little
   * more for what was begun to end.
   *
   * @throws ChannelException if the broker is not there or sends us away; nothing is left running
   */
  public static SpeakerChannel connect(SpeakerSettings settings, Time time) {
    SpeakerChannel channel = open(settings, time);
    channel.thread.awaitConnected();
    return channel;
  }

  @Override
  public String name() {
    return settings.name();
  }

  @Override
  public Limits limits() {
    return Hub.LIMITS;
  }

  /** Keyed: the message's id travels with a command, and a device plays an id once. */
  @Override
  public Idempotency idempotency() {
    return Idempotency.KEYED;
  }

  /** Until the first call, receipts are kept: the last 16,384 of them. */
  @Override
  public void listen(Receipts receipts) {
    hub.listen(receipts);
  }

  @Override
  public void submit(Batch batch, Outcomes outcomes) {
    List<Ask> asks = new ArrayList<>(batch.size());
    for (int i = 0; i < batch.size(); i++) {
      if (batch.recipient(i) instanceof Address.Device device) {
        asks.add(new Ask(batch.message(), device, batch.token(i), outcomes));
      } else {
        outcomes.answer(batch.token(i), notADevice(batch.recipient(i)));
      }
    }
    hub.submit(asks);
  }

  private Outcome notADevice(Address recipient) {
    return new Outcome.Refused(
        new Reason(
            "NOT_A_DEVICE",
            "%s speaks to devices, not to a %s"
                .formatted(settings.name(), recipient.kind().name().toLowerCase(Locale.ROOT))));
  }

  @Override
  public void adopt(Message message, List<? extends Address> recipients) {
    List<Address> copy = List.copyOf(recipients);
    hub.request(() -> hub.announcer().adopt(message, copy));
  }

  @Override
  public void withdraw(Message message) {
    hub.request(() -> hub.announcer().withdraw(message));
  }

  /**
   * Silences whoever this is, now: what plays ends, what waits goes on.
   *
   * @return completes when the broker has the command; exceptionally, with a {@link
   *     ChannelException}, when it has not
   */
  public CompletionStage<Void> stop(Target target) {
    return control(SpeakerCommand.Kind.STOP, target, 0);
  }

  /**
   * Sets the volume of whoever this is; as {@link #stop}.
   *
   * @param percent 0 to 100
   */
  public CompletionStage<Void> volume(Target target, int percent) {
    if (percent < 0 || percent > 100) {
      throw new IllegalArgumentException("volume must be 0 to 100 but was " + percent);
    }
    return control(SpeakerCommand.Kind.VOLUME, target, percent);
  }

  /** Asks whoever this is to say how it is, which {@link #devices} then shows; as {@link #stop}. */
  public CompletionStage<Void> ping(Target target) {
    return control(SpeakerCommand.Kind.PING, target, 0);
  }

  private CompletionStage<Void> control(SpeakerCommand.Kind kind, Target target, int volume) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    hub.request(
        () ->
            hub.announcer()
                .control(kind, target, volume)
                .whenEnded(taken -> hub.tell(() -> end(done, taken, target))));
    return done;
  }

  private void end(CompletableFuture<Void> done, boolean taken, Target target) {
    if (taken) {
      done.complete(null);
    } else {
      done.completeExceptionally(
          new ChannelException(
              "%s: the command for %s did not reach the broker; see health()"
                  .formatted(settings.name(), target),
              null));
    }
  }

  /**
   * Who has heard an announcement so far, as this process knows: of what an earlier one sent, only
   * those whose end was open. Empty for one that is not known here, or not any more ({@link
   * SpeakerSettings.Builder#keepFor}).
   */
  public Optional<WardBoard> board(String messageId) {
    return hub.ask(() -> Optional.ofNullable(hub.announcer().results(messageId)))
        .map(it -> it.board(settings.areas()));
  }

  /** Every device that was addressed or has spoken: a copy. */
  public List<DeviceStand> devices() {
    return hub.ask(() -> hub.announcer().devices());
  }

  /** How the channel stands. */
  public SpeakerHealth health() {
    return hub.health();
  }

  /**
   * As promised by {@link vn.loa.channel.Channel#close(Duration)}. Called on a thread of the
   * channel, by an answer or a receipt, it does not wait: the rest is answered, and the threads
   * end, after the call that they are in.
   */
  @Override
  public void close(Duration patience) {
    thread.close(patience);
  }

  @Override
  public String toString() {
    return settings.toString();
  }
}
