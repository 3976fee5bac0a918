package vn.loa.channel.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import vn.loa.channel.Message;

/**
 * Devices that were there before: topics of their own, lines with bars instead of JSON, times in
 * seconds, no areas, and a server that says nothing of itself.
 */
final class TownLayout implements SpeakerLayout {

  private static final Map<String, DeviceState> STATES =
      Map.of(
          "NHAN", DeviceState.RECEIVED,
          "DANG_PHAT", DeviceState.PLAYING,
          "XONG", DeviceState.PLAYED,
          "LOI", DeviceState.FAILED);

  @Override
  public boolean hasAreas() {
    return false;
  }

  @Override
  public String topic(Target target) {
    return "truyenthanh/" + target.id() + "/lenh";
  }

  @Override
  public byte[] write(SpeakerCommand command, Target target) {
    String word =
        switch (command.kind()) {
          case SAY, PLAY, SHOW -> "PHAT";
          case STOP, CANCEL -> "DUNG";
          case VOLUME -> "AMLUONG";
          case PING -> "HOI";
        };
    Message message = command.message();
    String line =
        message == null
            ? String.join("|", word, command.id(), argument(command))
            : "%s|%s|%d|%d|%s"
                .formatted(
                    word,
                    command.id(),
                    command.expires().getEpochSecond(),
                    command.playback().volume().orElse(70),
                    message.text());
    return line.getBytes(UTF_8);
  }

  private static String argument(SpeakerCommand command) {
    return command.kind() == SpeakerCommand.Kind.VOLUME
        ? Integer.toString(command.volume())
        : String.join(" ", command.references());
  }

  @Override
  public Optional<String> hubTopic() {
    return Optional.empty();
  }

  @Override
  public byte[] write(Incoming.Hub hub) {
    return new byte[0];
  }

  @Override
  public List<String> subscriptions() {
    return List.of("truyenthanh/+/trangthai", "truyenthanh/+/ketnoi");
  }

  @Override
  public Optional<Incoming> read(String topic, byte[] payload, boolean retained)
      throws StrayException {
    String device = topic.split("/", -1)[1];
    String[] parts = new String(payload, UTF_8).split("\\|", -1);
    return Optional.of(
        topic.endsWith("/ketnoi") ? presence(device, parts, retained) : report(device, parts));
  }

  private static Incoming presence(String device, String[] parts, boolean retained)
      throws StrayException {
    return new Incoming.Presence(
        device,
        parts[0].equals("CO"),
        number(parts, 1),
        List.of(),
        true,
        0,
        Set.of(),
        "",
        retained);
  }

  private static Incoming report(String device, String[] parts) throws StrayException {
    DeviceState state = STATES.get(parts[0]);
    if (state == null || parts.length != 6) {
      throw new StrayException(StrayException.Kind.UNKNOWN, "no line of this layout");
    }
    return new Incoming.Report(
        device,
        parts[1],
        state,
        Instant.ofEpochSecond(number(parts, 2)),
        number(parts, 3) * 1000,
        number(parts, 4) * 1000,
        (int) number(parts, 5),
        true,
        "");
  }

  private static long number(String[] parts, int place) throws StrayException {
    try {
      return Long.parseLong(parts[place]);
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException none) {
      throw new StrayException(StrayException.Kind.MALFORMED, "no number at " + place);
    }
  }
}
