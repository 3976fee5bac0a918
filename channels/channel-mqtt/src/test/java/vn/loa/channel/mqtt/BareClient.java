package vn.loa.channel.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;

/** An MQTT client that knows no protocol above MQTT: it keeps what it hears, and says as told. */
final class BareClient implements AutoCloseable {

  private static final int ATTEMPTS = 5;

  private final List<String> heard = new CopyOnWriteArrayList<>();
  private final MqttClient client;

  private BareClient(MqttClient client) {
    this.client = client;
  }

  /**
   * @param filters what it listens to
   */
  static BareClient connect(int port, String id, String... filters) throws MqttException {
    for (int left = ATTEMPTS; left > 1; left--) {
      try {
        return attempt(port, id, filters);
      } catch (MqttException hungUp) {
        // Moquette 0.17 does so now and then when a SUBSCRIBE follows its CONNACK closely.
      }
    }
    return attempt(port, id, filters);
  }

  private static BareClient attempt(int port, String id, String... filters) throws MqttException {
    MqttClient client = new MqttClient("tcp://127.0.0.1:" + port, id, new MemoryPersistence());
    BareClient bare = new BareClient(client);
    try {
      client.connect(options());
      for (String filter : filters) {
        client.subscribe(
            filter, 1, (topic, message) -> bare.heard.add(new String(message.getPayload(), UTF_8)));
      }
      return bare;
    } catch (MqttException failed) {
      client.close(true);
      throw failed;
    }
  }

  /** Paho counts a publish as under way for a moment after its answer: ten are soon too few. */
  private static MqttConnectOptions options() {
    MqttConnectOptions options = new MqttConnectOptions();
    options.setMaxInflight(1_000);
    return options;
  }

  /** Returns when the broker has it. */
  void say(String topic, byte[] payload) throws MqttException {
    client.publish(topic, payload, 1, false);
  }

  void say(String topic, String text) throws MqttException {
    say(topic, text.getBytes(UTF_8));
  }

  /** The payloads so far, in order. */
  List<String> heard() {
    return heard;
  }

  @Override
  public void close() throws MqttException {
    if (client.isConnected()) {
      client.disconnect();
    }
    client.close();
  }
}
