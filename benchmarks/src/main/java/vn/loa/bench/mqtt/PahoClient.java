package vn.loa.bench.mqtt;

import java.io.IOException;
import org.eclipse.paho.client.mqttv3.IMqttActionListener;
import org.eclipse.paho.client.mqttv3.IMqttToken;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;

/** Paho as its examples use it, with a listener for each message. */
final class PahoClient implements Client, IMqttActionListener {

  private final MqttAsyncClient client;
  private final Publisher publisher;
  private final byte[] command = Work.command();

  PahoClient(Place place) throws MqttException {
    client =
        new MqttAsyncClient("tcp://127.0.0.1:" + place.port(), "paho", new MemoryPersistence());
    MqttConnectOptions options = new MqttConnectOptions();
    options.setMqttVersion(MqttConnectOptions.MQTT_VERSION_3_1_1);
    // A listener hears of a PUBACK before Paho takes it off its own count.
    options.setMaxInflight(2 * place.window());
    client.connect(options).waitForCompletion();
    publisher = new Publisher(place, this::publish);
  }

  @Override
  public void start() {
    publisher.start();
  }

  private void publish(int device) throws MqttException {
    client.publish(Work.TOPICS.get(device), command, 1, false, null, this);
  }

  @Override
  public void onSuccess(IMqttToken token) {
    publisher.acknowledged();
  }

  @Override
  public void onFailure(IMqttToken token, Throwable why) {
    publisher.failed(why);
  }

  @Override
  public void close() throws IOException {
    publisher.close();
    try {
      client.disconnectForcibly(0, 1_000);
      client.close(true);
    } catch (MqttException failed) {
      throw new IOException(failed);
    }
  }
}
