package vn.loa.channel.mqtt;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Topics and JSON of version 1, as {@code PROTOCOL.md} has them. */
final class StandardLayout implements SpeakerLayout {

  private static final Pattern PREFIX = Pattern.compile("[^/+#\\x00]+(/[^/+#\\x00]+)*");

  private final String devices;
  private final String areas;
  private final String hub;
  private final CommandWriter writer;
  private final IncomingReader reader;

  StandardLayout(String prefix, @Nullable CommandKey key) {
    if (!PREFIX.matcher(prefix).matches()) {
      throw new IllegalArgumentException(
          "the topic prefix must be levels like tt/v1, without + and #, but was " + prefix);
    }
    this.devices = prefix + "/d/";
    this.areas = prefix + "/a/";
    this.hub = prefix + "/hub/state";
    this.writer = new CommandWriter(key);
    this.reader = new IncomingReader(devices, areas, hub);
  }

  @Override
  public boolean hasAreas() {
    return true;
  }

  @Override
  public String topic(Target target) {
    return (target.kind() == Target.Kind.AREA ? areas : devices) + target.id() + "/cmd";
  }

  @Override
  public byte[] write(SpeakerCommand command, Target target) {
    return writer.write(command, target);
  }

  @Override
  public Optional<String> hubTopic() {
    return Optional.of(hub);
  }

  @Override
  public byte[] write(Incoming.Hub presence) {
    return writer.write(presence);
  }

  @Override
  public List<String> subscriptions() {
    return List.of(
        devices + "+/ack", devices + "+/state", devices + "+/tele", areas + "+/cmd", hub);
  }

  @Override
  public Optional<Incoming> read(String topic, byte[] payload, boolean retained)
      throws StrayException {
    return reader.read(topic, payload, retained);
  }
}
