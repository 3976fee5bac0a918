package vn.loa.channel.mqtt;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A listener that keeps what it hears. */
class Heard implements Transport.Listener {

  record Arrival(String topic, String text, boolean retained) {}

  private static final int ATTEMPTS = 5;

  final List<Arrival> arrivals = new CopyOnWriteArrayList<>();
  final AtomicInteger losses = new AtomicInteger();

  /** Moquette 0.17 hangs up now and then when a SUBSCRIBE follows its CONNACK closely. */
  Transport.Connection connect(Transport transport, Transport.Greeting greeting)
      throws Transport.ConnectException {
    for (int left = ATTEMPTS; left > 1; left--) {
      try {
        return transport.open(greeting, this);
      } catch (Transport.ConnectException failed) {
        if (!failed.hungUp()) {
          throw failed;
        }
      }
    }
    return transport.open(greeting, this);
  }

  @Override
  public void lost(Transport.Connection connection) {
    losses.incrementAndGet();
  }

  @Override
  public void arrived(String topic, byte[] payload, boolean retained) {
    arrivals.add(new Arrival(topic, new String(payload, StandardCharsets.UTF_8), retained));
  }
}
