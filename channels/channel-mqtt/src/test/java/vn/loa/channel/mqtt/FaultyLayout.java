package vn.loa.channel.mqtt;

import java.util.List;
import java.util.Optional;

/** A layout with a fault in one place, which one device or message meets. */
final class FaultyLayout implements SpeakerLayout {

  static final int BAD = 13;

  private final SpeakerLayout sound = SpeakerLayout.standard("tt/v1");
  private final Where where;

  /** What it does not do. */
  enum Where {
    MAKES_NO_TOPIC,
    WRITES_NOTHING
  }

  FaultyLayout(Where where) {
    this.where = where;
  }

  @Override
  public boolean hasAreas() {
    return sound.hasAreas();
  }

  @Override
  public String topic(Target target) {
    failAt(Where.MAKES_NO_TOPIC, target);
    return sound.topic(target);
  }

  @Override
  public byte[] write(SpeakerCommand command, Target target) {
    failAt(Where.WRITES_NOTHING, target);
    return sound.write(command, target);
  }

  private void failAt(Where place, Target target) {
    if (where == place && target.id().equals(Messages.speaker(BAD).id())) {
      throw new IllegalStateException("a fault of this test");
    }
  }

  @Override
  public Optional<String> hubTopic() {
    return sound.hubTopic();
  }

  @Override
  public byte[] write(Incoming.Hub presence) {
    return sound.write(presence);
  }

  @Override
  public List<String> subscriptions() {
    return sound.subscriptions();
  }

  @Override
  public Optional<Incoming> read(String topic, byte[] payload, boolean retained)
      throws StrayException {
    return sound.read(topic, payload, retained);
  }
}
