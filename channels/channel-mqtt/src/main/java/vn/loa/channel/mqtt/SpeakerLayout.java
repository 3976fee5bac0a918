package vn.loa.channel.mqtt;

import java.util.List;
import java.util.Optional;

/**
 * Which topics there are and how what goes over them is written: Loa's own ({@link #standard}), or
 * the one of devices that are there already. Nothing outside of a layout knows a topic or a field.
 *
 * <p>Safe for use by several threads.
 */
public interface SpeakerLayout {

  /** Loa's own, version 1, under a prefix ({@code tt/v1}). */
  static SpeakerLayout standard(String prefix) {
    return new StandardLayout(prefix, null);
  }

  /** As {@link #standard(String)}, with every command signed. */
  static SpeakerLayout signed(String prefix, CommandKey key) {
    return new StandardLayout(prefix, key);
  }

  /** Whether an area of any level has a topic of its own; else each device is told alone. */
  boolean hasAreas();

  /** Where a target hears commands. */
  String topic(Target target);

  /** The payload of a command. */
  byte[] write(SpeakerCommand command, Target target);

  /**
   * Where presence of our own is published, retained; empty if this layout has none.
   *
   * @see #write(Incoming.Hub)
   */
  Optional<String> hubTopic();

  /** The payload of our own presence. */
  byte[] write(Incoming.Hub hub);

  /** Topic filters (MQTT 3.1.1 §4.7) of what devices say, and of what {@link #read} reads else. */
  List<String> subscriptions();

  /**
   * Reads what came.
   *
   * @return empty for what is as it should be and says nothing: a cleared retained message, our own
   *     command coming by
   * @throws StrayException if it is no message of the device whose topic it came on
   */
  Optional<Incoming> read(String topic, byte[] payload, boolean retained) throws StrayException;
}
