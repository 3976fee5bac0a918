package vn.loa.channel.mqtt;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.eclipse.paho.client.mqttv3.IMqttActionListener;
import org.eclipse.paho.client.mqttv3.IMqttDeliveryToken;
import org.eclipse.paho.client.mqttv3.IMqttToken;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttCallback;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Time;

/**
 * One connection to the broker, from its first byte to its last: Paho as a pipe. Clean session, no
 * reconnect, no store, nothing buffered while away. A link that is lost stays lost.
 *
 * <p>Opened, used and closed by one thread; {@link #breakOff()} by any.
 */
final class Link {

  private static final int AT_LEAST_ONCE = 1;

  /**
   * For reports. A clean session loses them with its connection at any quality of service; at 1,
   * mosquitto lets 20 wait for our PUBACK, queues 1,000 and silently drops the rest of a burst.
   */
  private static final int AT_MOST_ONCE = 0;

  private static final int SUBSCRIPTION_REFUSED = 0x80;
  private static final int KEEP_ALIVE_SECONDS = 30;
  private static final long GOODBYE_MS = 500;
  private static final Duration UNWIND_WITHIN = Duration.ofSeconds(5);

  private final SpeakerSettings settings;
  private final Intake intake;
  private final Consumer<Link> lost;
  private final Sockets sockets = new Sockets();
  private final Heartbeat heartbeat;
  private final MqttAsyncClient client;
  private @Nullable IMqttToken connecting;
  private boolean welcomed;

  /**
   * @param lost called once at most, on a thread of Paho, when the connection has ended by itself
   */
  Link(SpeakerSettings settings, Intake intake, Consumer<Link> lost, Time time)
      throws MqttException {
    this.settings = settings;
    this.intake = intake;
    this.lost = lost;
    this.heartbeat = new Heartbeat(time);
    this.client =
        new MqttAsyncClient(
            "tcp://" + settings.host() + ":" + settings.port(),
            settings.clientId(),
            new MemoryPersistence(),
            heartbeat);
    client.setCallback(new Callback());
  }

  /** Connects and subscribes to the reports of devices; waits for both answers. */
  void open() throws MqttException {
    long patience = settings.answerWithin().toMillis();
    connecting = client.connect(options());
    connecting.waitForCompletion(patience);
    welcomed = true;
    IMqttToken subscribing = client.subscribe(intake.topics(), AT_MOST_ONCE);
    subscribing.waitForCompletion(patience);
    int[] granted = subscribing.getGrantedQos();
    if (granted.length == 1 && granted[0] == SUBSCRIPTION_REFUSED) {
      throw new MqttException(MqttException.REASON_CODE_SUBSCRIBE_FAILED);
    }
  }

  /** Whether the broker let us in, however it went on. */
  boolean welcomed() {
    return welcomed;
  }

  /**
   * Hands a command over and returns.
   *
   * @param acknowledged run on a thread of Paho when the broker's PUBACK is here
   * @throws MqttException nothing left this process
   */
  void publish(String device, byte[] command, Runnable acknowledged) throws MqttException {
    String topic = settings.prefix() + "/d/" + device + "/cmd";
    client.publish(topic, command, AT_LEAST_ONCE, false, null, new PubAck(acknowledged));
  }

  /** Keeps the connection alive; to be called when {@link #beatDue} has passed. */
  void beat() {
    heartbeat.beat();
  }

  long beatDue(long latest) {
    return heartbeat.due(latest);
  }

  /** Ends the connection at once, whatever it is at. */
  void breakOff() {
    sockets.breakOff();
  }

  /** Takes leave of the broker if it is still there, and lets every thread of Paho end. */
  void close() {
    if (welcomed) {
      quietly(() -> client.disconnectForcibly(0, GOODBYE_MS, client.isConnected()));
    } else {
      quietly(this::unwind);
    }
    quietly(() -> client.close(true));
    sockets.breakOff();
  }

  private interface Step {
    void take() throws MqttException;
  }

  private static void quietly(Step step) {
    try {
      step.take();
    } catch (MqttException alreadyDown) {
      // Then Paho is through with its own shutdown, or closes itself when it is.
    }
  }

  /**
   * The threads that Paho started for our client id and has not ended yet. It names them but does
   * not hand them out; {@code close} only asks them to end.
   */
  static List<Thread> threads(SpeakerSettings settings) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> isOurs(thread, settings))
        .toList();
  }

  /** Whether Paho started this thread for our client id. */
  static boolean isOurs(Thread thread, SpeakerSettings settings) {
    return thread
        .getName()
        .matches("MQTT (Con|Rec|Snd|Call): " + Pattern.quote(settings.clientId()));
  }

  /** A client told to close while it connects leaves threads behind: first let it fail. */
  private void unwind() throws MqttException {
    sockets.breakOff();
    if (connecting != null && !connecting.isComplete()) {
      connecting.waitForCompletion(UNWIND_WITHIN.toMillis());
    }
  }

  private MqttConnectOptions options() {
    MqttConnectOptions options = new MqttConnectOptions();
    options.setMqttVersion(MqttConnectOptions.MQTT_VERSION_3_1_1);
    options.setCleanSession(true);
    options.setAutomaticReconnect(false);
    options.setKeepAliveInterval(KEEP_ALIVE_SECONDS);
    options.setConnectionTimeout((int) Math.max(1, settings.answerWithin().toSeconds()));
    // Ours is the window; Paho's has room for commands that we no longer wait for.
    options.setMaxInflight(2 * settings.window());
    options.setSocketFactory(sockets);
    settings.user().ifPresent(options::setUserName);
    settings.password().map(String::toCharArray).ifPresent(options::setPassword);
    return options;
  }

  private final class Callback implements MqttCallback {

    @Override
    public void connectionLost(@Nullable Throwable cause) {
      lost.accept(Link.this);
    }

    @Override
    public void messageArrived(String topic, MqttMessage message) {
      intake.take(topic, message.getPayload());
    }

    @Override
    public void deliveryComplete(IMqttDeliveryToken token) {
      // The PUBACK is heard by its own listener.
    }
  }

  /** A failure says no more than that the connection is lost, which {@link #lost} hears too. */
  private record PubAck(Runnable acknowledged) implements IMqttActionListener {

    @Override
    public void onSuccess(IMqttToken token) {
      acknowledged.run();
    }

    @Override
    public void onFailure(IMqttToken token, Throwable cause) {
      // See above.
    }
  }
}
