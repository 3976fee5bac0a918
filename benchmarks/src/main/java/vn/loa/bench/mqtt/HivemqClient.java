package vn.loa.bench.mqtt;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import java.util.List;
import java.util.stream.IntStream;

/** HiveMQ's client for MQTT 3.1.1, asynchronous; its messages are built before. */
final class HivemqClient implements Client {

  private final Mqtt3AsyncClient client;
  private final Publisher publisher;
  private final List<Mqtt3Publish> messages;

  HivemqClient(Place place) {
    byte[] command = Work.command();
    messages = IntStream.range(0, Work.DEVICES).mapToObj(i -> message(i, command)).toList();
    client =
        MqttClient.builder()
            .useMqttVersion3()
            .identifier("hivemq")
            .serverHost("127.0.0.1")
            .serverPort(place.port())
            .buildAsync();
    client.connect().join();
    publisher = new Publisher(place, this::publish);
  }

  private static Mqtt3Publish message(int device, byte[] command) {
    return Mqtt3Publish.builder()
        .topic(Work.TOPICS.get(device))
        .qos(MqttQos.AT_LEAST_ONCE)
        .payload(command)
        .build();
  }

  @Override
  public void start() {
    publisher.start();
  }

  private void publish(int device) {
    var unused =
        client
            .publish(messages.get(device))
            .whenComplete(
                (done, failure) -> {
                  if (failure == null) {
                    publisher.acknowledged();
                  } else {
                    publisher.failed(failure);
                  }
                });
  }

  @Override
  public void close() {
    publisher.close();
    client.disconnect().join();
  }
}
