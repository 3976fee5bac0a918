package vn.loa.channel.mqtt;

import java.time.Duration;
import java.util.Locale;
import vn.loa.channel.Address;
import vn.loa.channel.Batch;
import vn.loa.channel.Channel;
import vn.loa.channel.ChannelException;
import vn.loa.channel.Idempotency;
import vn.loa.channel.Limits;
import vn.loa.channel.Message;
import vn.loa.channel.Outcome;
import vn.loa.channel.Outcomes;
import vn.loa.channel.Reason;
import vn.loa.channel.Receipts;
import vn.loa.channel.Time;

/**
 * Loudspeakers and boards behind an MQTT broker. One command for each device on {@code
 * <prefix>/d/<id>/cmd}; the devices report on {@code <prefix>/d/<id>/ack}.
 *
 * <p>{@link Outcome.Sent} means that the broker has the command: it proves neither that it is kept
 * nor that a device is there. Only the device's report is proof, and it becomes {@link
 * vn.loa.channel.Receipt.Played} only with a sounding time of at least 95 % of what the device
 * announced and a volume above 0. The reference is {@code <message id>@<device id>}, so that a
 * report still finds its delivery after a restart. Reports sent while the connection is down are
 * lost; it is mended without being asked, 0.5 s to 60 s after it broke.
 *
 * <p>Safe for use by several threads. It has one thread of its own, {@code loa-<name>}; Paho adds
 * three for each connection. All are daemons.
 */
public final class SpeakerChannel implements Channel {

  private static final int LARGEST_COMMAND = 64 * 1024;

  private final SpeakerSettings settings;
  private final Time time;
  private final Command command;
  private final ReceiptBox box = new ReceiptBox();
  private final Sender sender;

  private SpeakerChannel(SpeakerSettings settings, Time time) {
    this.settings = settings;
    this.time = time;
    this.command = new Command(settings);
    this.sender = new Sender(settings, box, time);
  }

  /**
   * Connects to the broker and subscribes to the reports of devices, and once more if the broker
   * hangs up in between. Waits at most {@link SpeakerSettings.Builder#answerWithin} for each of
   * these four answers, and after a failure at most 15 s for what was begun to end.
   *
   * @throws ChannelException if it is not there or sends us away; nothing is left running
   */
  public static SpeakerChannel connect(SpeakerSettings settings) {
    return connect(settings, Time.system());
  }

  /**
   * As {@link #connect(SpeakerSettings)}.
   *
   * @param time for expiry, for the wait for answers and for the pause between attempts
   */
  public static SpeakerChannel connect(SpeakerSettings settings, Time time) {
    SpeakerChannel channel = new SpeakerChannel(settings, time);
    channel.sender.start();
    return channel;
  }

  @Override
  public String name() {
    return settings.name();
  }

  @Override
  public Limits limits() {
    return new Limits(settings.window(), settings.window());
  }

  /** Keyed: the message's id travels with a command, and a device plays an id once. */
  @Override
  public Idempotency idempotency() {
    return Idempotency.KEYED;
  }

  /** Until the first call, receipts are kept: the last 16,384 of them. */
  @Override
  public void listen(Receipts receipts) {
    box.listen(receipts);
    sender.handOverReceipts();
  }

  @Override
  public void submit(Batch batch, Outcomes outcomes) {
    Message message = batch.message();
    byte[] json = command.write(message, time.instant());
    for (int i = 0; i < batch.size(); i++) {
      submit(batch, i, json, outcomes);
    }
  }

  private void submit(Batch batch, int i, byte[] json, Outcomes outcomes) {
    if (json.length > LARGEST_COMMAND) {
      outcomes.answer(batch.token(i), tooLong(batch.message(), json.length));
    } else if (batch.recipient(i) instanceof Address.Device device) {
      sender.offer(new Pending(batch.message(), json, device.id(), batch.token(i), outcomes));
    } else {
      outcomes.answer(batch.token(i), notADevice(batch.recipient(i)));
    }
  }

  private Outcome notADevice(Address recipient) {
    return new Outcome.Refused(
        new Reason(
            "NOT_A_DEVICE",
            "%s speaks to devices, not to a %s"
                .formatted(settings.name(), recipient.kind().name().toLowerCase(Locale.ROOT))));
  }

  private static Outcome tooLong(Message message, int bytes) {
    return new Outcome.Refused(
        new Reason(
            "TOO_LONG",
            "message %s is a command of %d bytes; at most %d, give long texts as a recording"
                .formatted(message.id(), bytes, LARGEST_COMMAND)));
  }

  /**
   * As promised by {@link Channel#close(Duration)}. Called on a thread of the channel, by an answer
   * or a receipt, it answers the rest at once and does not wait; the threads end after the call
   * that they are in.
   */
  @Override
  public void close(Duration patience) {
    sender.close(patience);
  }

  /** How many commands wait for the broker's answer. */
  int inFlight() {
    return sender.inFlight();
  }

  @Override
  public String toString() {
    return settings.toString();
  }
}
