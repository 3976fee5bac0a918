package vn.loa.channel.mqtt;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
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
 * Paho as a pipe: clean session, no reconnect, no store, nothing buffered while away. A connection
 * that is lost stays lost.
 */
final class PahoConnection implements Transport.Connection {

  private static final Logger LOG = System.getLogger("vn.loa.channel.mqtt");

  private static final int AT_LEAST_ONCE = 1;

  /**
   * For what devices say. A clean session loses it with its connection at any quality of service;
   * at 1, mosquitto lets 20 wait for our PUBACK, queues 1,000 and silently drops the rest of a
   * burst.
   */
  private static final int AT_MOST_ONCE = 0;

  /** MQTT 3.1.1 section 3.9.3. */
  private static final int SUBSCRIPTION_REFUSED = 0x80;

  /** As many as there are packet identifiers: the window is ours to keep. */
  private static final int MOST_IN_FLIGHT = 65_535;

  private static final int KEEP_ALIVE_SECONDS = 30;
  private static final long GOODBYE_MS = 500;

  private enum Stage {
    OPENING,
    OPEN,
    LOST
  }

  private final SpeakerSettings settings;
  private final Transport.Listener listener;
  private final PahoThreads threads;
  private final Bursts bursts;
  private final Sockets sockets;
  private final Heartbeat heartbeat;
  private final MqttAsyncClient client;
  private final AtomicBoolean faultTold = new AtomicBoolean();
  private final AtomicBoolean closed = new AtomicBoolean();
  private boolean welcomed;

  /** Guarded by this. */
  private Stage stage = Stage.OPENING;

  PahoConnection(
      SpeakerSettings settings, Transport.Listener listener, PahoThreads threads, Time time)
      throws Transport.ConnectException {
    this.settings = settings;
    this.listener = listener;
    this.threads = threads;
    this.bursts = new Bursts(settings.window());
    this.sockets = new Sockets(settings, bursts);
    this.heartbeat = new Heartbeat(time);
    this.client = client(settings, heartbeat);
    client.setCallback(new Callback());
  }

  private static MqttAsyncClient client(SpeakerSettings settings, Heartbeat heartbeat)
      throws Transport.ConnectException {
    String host = settings.host();
    String literal = host.indexOf(':') < 0 ? host : "[" + host + "]";
    try {
      return new MqttAsyncClient(
          "tcp://" + literal + ":" + settings.port(),
          settings.clientId(),
          new MemoryPersistence(),
          heartbeat);
    } catch (MqttException unusable) {
      throw new Transport.ConnectException(Trouble.of(settings, unusable), false);
    }
  }

  /** Connects and subscribes; waits for both answers. */
  void open(Transport.Greeting greeting) throws Transport.ConnectException {
    try {
      connect(greeting);
      Optional<String> refused = subscribe(greeting.subscriptions());
      if (refused.isPresent()) {
        throw given(Trouble.unreadable(settings, refused.get()), false);
      }
      become();
    } catch (MqttException failed) {
      throw given(Trouble.of(settings, failed), welcomed && isHangUp(failed));
    }
  }

  private void connect(Transport.Greeting greeting) throws MqttException {
    client.connect(options(greeting)).waitForCompletion(settings.answerWithin().toMillis());
    welcomed = true;
  }

  /** The filter that the broker does not let us read, if there is one. */
  private Optional<String> subscribe(List<String> filters) throws MqttException {
    if (filters.isEmpty()) {
      return Optional.empty();
    }
    int[] qos = new int[filters.size()];
    Arrays.fill(qos, AT_MOST_ONCE);
    IMqttToken subscribing = client.subscribe(filters.toArray(String[]::new), qos);
    subscribing.waitForCompletion(settings.answerWithin().toMillis());
    int[] granted = subscribing.getGrantedQos();
    return IntStream.range(0, Math.min(granted.length, filters.size()))
        .filter(each -> granted[each] == SUBSCRIPTION_REFUSED)
        .mapToObj(filters::get)
        .findFirst();
  }

  private synchronized void become() throws MqttException {
    if (stage == Stage.LOST) {
      throw new MqttException(MqttException.REASON_CODE_CONNECTION_LOST);
    }
    stage = Stage.OPEN;
  }

  private Transport.ConnectException given(Trouble trouble, boolean hungUp) {
    close();
    if (trouble.isInterruption()) {
      Thread.currentThread().interrupt(); // which Paho has eaten
    }
    return new Transport.ConnectException(trouble, hungUp);
  }

  private static boolean isHangUp(MqttException failed) {
    return failed.getReasonCode() == MqttException.REASON_CODE_CONNECTION_LOST
        || failed.getReasonCode() == MqttException.REASON_CODE_CLIENT_NOT_CONNECTED;
  }

  @Override
  public boolean publish(String topic, byte[] payload, boolean retained, Runnable acknowledged) {
    try {
      client.publish(topic, payload, AT_LEAST_ONCE, retained, null, new PubAck(acknowledged));
      bursts.handedOver();
      return true;
    } catch (MqttException refused) {
      breakOff();
      return false;
    }
  }

  @Override
  public void flush() {
    bursts.end();
  }

  @Override
  public void beat() {
    heartbeat.beat();
  }

  @Override
  public long beatDue(long latest) {
    return heartbeat.due(latest);
  }

  @Override
  public void breakOff() {
    sockets.breakOff();
  }

  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    if (welcomed) {
      quietly(() -> client.disconnectForcibly(0, GOODBYE_MS, client.isConnected()));
      breakOff();
    } else {
      breakOff();
      threads.awaitConnector();
    }
    threads.awaitEnd(heartbeat.senderAlarm());
    quietly(() -> client.close(true));
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

  private MqttConnectOptions options(Transport.Greeting greeting) {
    MqttConnectOptions options = new MqttConnectOptions();
    options.setMqttVersion(MqttConnectOptions.MQTT_VERSION_3_1_1);
    options.setCleanSession(true);
    options.setAutomaticReconnect(false);
    options.setKeepAliveInterval(KEEP_ALIVE_SECONDS);
    options.setConnectionTimeout((int) Math.max(1, settings.answerWithin().toSeconds()));
    options.setMaxInflight(MOST_IN_FLIGHT);
    options.setSocketFactory(sockets);
    if (greeting.willTopic() != null) {
      options.setWill(greeting.willTopic(), greeting.will(), AT_LEAST_ONCE, true);
    }
    settings.user().ifPresent(options::setUserName);
    settings.password().map(String::toCharArray).ifPresent(options::setPassword);
    return options;
  }

  /** Nothing may fly from here into Paho, which would end the connection for it. */
  private void guarded(Runnable callback) {
    try {
      callback.run();
    } catch (Throwable fault) {
      if (!faultTold.getAndSet(true)) {
        LOG.log(Level.ERROR, settings + ": a fault of this channel, further ones untold", fault);
      }
    }
  }

  /** Whether somebody was told that the connection is open. */
  private synchronized boolean wasOpen() {
    boolean open = stage == Stage.OPEN;
    stage = Stage.LOST;
    return open;
  }

  private final class Callback implements MqttCallback {

    @Override
    public void connectionLost(@Nullable Throwable cause) {
      if (wasOpen()) {
        guarded(() -> listener.lost(PahoConnection.this));
      }
    }

    @Override
    public void messageArrived(String topic, MqttMessage message) {
      guarded(() -> listener.arrived(topic, message.getPayload(), message.isRetained()));
    }

    @Override
    public void deliveryComplete(IMqttDeliveryToken token) {
      // The PUBACK is heard by its own listener.
    }
  }

  private final class PubAck implements IMqttActionListener {

    private final Runnable acknowledged;

    PubAck(Runnable acknowledged) {
      this.acknowledged = acknowledged;
    }

    @Override
    public void onSuccess(IMqttToken token) {
      bursts.acknowledged();
      guarded(acknowledged);
    }

    @Override
    public void onFailure(IMqttToken token, Throwable cause) {
      // It says no more than that the connection is lost, which the listener hears too.
    }
  }
}
