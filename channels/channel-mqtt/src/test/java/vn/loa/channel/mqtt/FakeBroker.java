package vn.loa.channel.mqtt;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A broker and its line in memory: it answers when a test says so, and says what a test says. */
final class FakeBroker implements Transport {

  final List<Published> published = new ArrayList<>();
  final List<Greeting> greetings = new ArrayList<>();
  private final List<Line> ended = new ArrayList<>();
  private final List<Runnable> unacknowledged = new ArrayList<>();
  private Listener listener = new Silent();
  private boolean acknowledges = true;
  private boolean away;
  private Line line = new Line();

  /** One message as it left. */
  record Published(String topic, String payload, boolean retained) {}

  private static final class Silent implements Listener {
    @Override
    public void lost(Connection connection) {}

    @Override
    public void arrived(String topic, byte[] payload, boolean retained) {}
  }

  @Override
  public Connection open(Greeting greeting, Listener listener) throws ConnectException {
    greetings.add(greeting);
    if (away) {
      throw new ConnectException(new Trouble("no broker in this test", null), false);
    }
    this.listener = listener;
    line = new Line();
    return line;
  }

  private boolean publish(String topic, byte[] payload, boolean retained, Runnable acknowledged) {
    published.add(new Published(topic, new String(payload, StandardCharsets.UTF_8), retained));
    if (acknowledges) {
      acknowledged.run();
    } else {
      unacknowledged.add(acknowledged);
    }
    return true;
  }

  /** Keeps its answers back from here on. */
  void keepSilent() {
    acknowledges = false;
  }

  /** Answers what waits, and at once from here on. */
  void acknowledge() {
    acknowledges = true;
    List.copyOf(unacknowledged).forEach(Runnable::run);
    unacknowledged.clear();
  }

  /** Answers what waits but for the last, and keeps silent. */
  void acknowledgeAllButTheLast() {
    while (unacknowledged.size() > 1) {
      unacknowledged.remove(0).run();
    }
  }

  void says(String topic, String payload, boolean retained) {
    listener.arrived(topic, payload.getBytes(StandardCharsets.UTF_8), retained);
  }

  /** The line breaks; the next attempt to connect meets nobody. */
  void goAway() {
    away = true;
    ended.add(line);
    listener.lost(line);
  }

  /** Of all lines but the last, once more and late. */
  void tellsOldEnds() {
    ended.subList(0, ended.size() - 1).forEach(listener::lost);
  }

  void comeBack() {
    away = false;
  }

  /** What was published on this topic. */
  List<Published> on(String topic) {
    return published.stream().filter(it -> it.topic().equals(topic)).toList();
  }

  /** What was published for devices or areas and carries this word. */
  List<Published> commands(String kind) {
    return published.stream()
        .filter(it -> it.topic().endsWith("/cmd"))
        .filter(it -> it.payload().contains("\"kind\":\"" + kind + "\""))
        .toList();
  }

  @Override
  public boolean isOwn(Thread thread) {
    return false;
  }

  @Override
  public void breakOff() {}

  /** One connection. */
  private final class Line implements Connection {

    @Override
    public boolean publish(String topic, byte[] payload, boolean retained, Runnable acknowledged) {
      return FakeBroker.this.publish(topic, payload, retained, acknowledged);
    }

    @Override
    public void flush() {}

    @Override
    public void beat() {}

    @Override
    public long beatDue(long latest) {
      return latest;
    }

    @Override
    public void breakOff() {}

    @Override
    public void close() {}
  }
}
