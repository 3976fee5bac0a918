package vn.loa.channel.mqtt;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import vn.loa.channel.Address;
import vn.loa.channel.Message;
import vn.loa.channel.Outcome;
import vn.loa.channel.Receipt;
import vn.loa.channel.Urgency;
import vn.loa.channel.mqtt.FakeBroker.Published;
import vn.loa.channel.testkit.ManualTime;

/** A hub stepped by hand, with a clock and a broker turned by hand, and how it is told. */
abstract class HubCase {

  final ManualTime time = ManualTime.startingAt(Messages.NOON);
  final FakeBroker broker = new FakeBroker();
  final List<Outcome> outcomes = new ArrayList<>();
  final List<Receipt> receipts = new ArrayList<>();
  final SpeakerSettings settings =
      SpeakerSettings.builder("127.0.0.1", 1883).clientId("hub").build();
  final Hub hub = hub();

  Hub hub() {
    Hub made = new Hub(settings, broker, time, new SplittableRandom(1));
    made.listen(receipts::add);
    made.step();
    return made;
  }

  static SpeakerSettings.Builder settings() {
    return SpeakerSettings.builder("127.0.0.1", 1883).clientId("hub");
  }

  Hub hub(SpeakerSettings settings) {
    Hub made = new Hub(settings, broker, time, new SplittableRandom(1));
    made.step();
    return made;
  }

  void run(Hub turned) {
    turned.step();
    time.advance(Duration.ofMillis(20));
    turned.step();
    turned.step();
  }

  static Message message(String id) {
    return Messages.water(id).build();
  }

  static Message message(String id, Urgency urgency) {
    return Messages.water(id).urgency(urgency).build();
  }

  void births(int devices, String... areas) {
    IntStream.range(0, devices).forEach(n -> birth(n, 1, areas));
    hub.step();
  }

  void birth(int n, long session, String... areas) {
    sayBirth(n, session, areas);
    hub.step();
  }

  /** As it comes when the device says it, and not the broker for it. */
  void liveBirth(int n, long session) {
    sayBirth(n, session, false);
    hub.step();
  }

  void sayBirth(int n, long session, String... areas) {
    sayBirth(n, session, true, areas);
  }

  void sayBirth(int n, long session, boolean retained, String... areas) {
    String list = String.join("\",\"", areas);
    String json = areas.length == 0 ? "" : "\"" + list + "\"";
    broker.says(
        "tt/v1/d/loa-" + n + "/state",
        """
        {"v":1,"device":"loa-%d","online":true,"session":%d,"areas":[%s],"clockSynced":true}"""
            .formatted(n, session, json),
        retained);
  }

  void will(int n, long session) {
    broker.says(
        "tt/v1/d/loa-" + n + "/state",
        """
        {"v":1,"device":"loa-%d","online":false,"session":%d}"""
            .formatted(n, session),
        true);
    hub.step();
  }

  void report(int n, String message, String state, long seq) {
    broker.says(
        "tt/v1/d/loa-" + n + "/ack",
        """
        {"v":1,"id":"r%d","msg":"%s","device":"loa-%d","seq":%d,"state":"%s","playedMs":5000,\
        "ofMs":5000,"volume":70,"at":"2026-11-23T05:00:01Z"}"""
            .formatted(seq, message, n, seq, state),
        false);
  }

  void submit(Message message, int from, int to) {
    hub.submit(IntStream.range(from, to).mapToObj(n -> ask(message, n)).toList());
    hub.step();
  }

  Ask ask(Message message, int n) {
    Address.Device device = Messages.speaker(n);
    return new Ask(message, device, n, (token, outcome) -> outcomes.add(outcome));
  }

  void withdraw(Message message) {
    hub.request(() -> hub.announcer().withdraw(message));
    hub.step();
  }

  /** Until what was gathered has gone and everything acknowledged is told. */
  void run() {
    hub.step();
    time.advance(Duration.ofMillis(20));
    hub.step();
    hub.step();
  }

  /** Commands that announce this message. */
  List<Published> said(String message) {
    return broker.commands("say").stream()
        .filter(it -> it.payload().contains("\"id\":\"" + message + "\""))
        .toList();
  }

  Presence presence(int n) {
    return hub.ask(() -> hub.announcer().devices()).get(n).presence();
  }

  DeviceState state(String message, int n) {
    return hub.ask(() -> hub.announcer().state(message, Messages.speaker(n).id()));
  }

  static String hubState(String instance, Instant since) {
    return """
        {"v":1,"instance":"%s","online":true,"since":"%s"}"""
        .formatted(instance, since);
  }

  static String instance(String clientId) {
    return "%08x-other".formatted(clientId.hashCode());
  }
}
