package vn.loa.bench.mqtt;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import vn.loa.channel.Address;
import vn.loa.channel.Message;
import vn.loa.channel.Recipients;
import vn.loa.channel.Time;

/** What is published, and for whom. */
final class Work {

  static final int DEVICES = 1_000;

  /** Octets of a command. */
  static final int COMMAND = 1_024;

  /** Of the devices, one after the other. */
  static final List<String> TOPICS = IntStream.range(0, DEVICES).mapToObj(Work::topic).toList();

  private static final String SENTENCE =
      "Moi ba con den tram y te phuong tiem vac-xin mui 4, thu bay, tu 8 gio den 11 gio. ";

  /** What a command of the channel is as long as the others with. */
  static final int TEXT = 700;

  private Work() {}

  /** Equally long for every device below ten thousand. */
  static String device(int index) {
    return String.format(Locale.ROOT, "spk-%04d", index);
  }

  private static String topic(int index) {
    return "tt/v1/d/" + device(index) + "/cmd";
  }

  static byte[] command() {
    return text(COMMAND).getBytes(StandardCharsets.US_ASCII);
  }

  static Recipients devices() {
    return Recipients.of(
        IntStream.range(0, DEVICES).mapToObj(i -> new Address.Device(device(i), "q1")).toList());
  }

  static Message message(String id) {
    return Message.builder(id, "Thông báo")
        .text("vi", text(TEXT))
        .validUntil(Time.system().instant().plus(Duration.ofHours(1)))
        .build();
  }

  static String text(int length) {
    return SENTENCE.repeat(length / SENTENCE.length() + 1).substring(0, length);
  }
}
