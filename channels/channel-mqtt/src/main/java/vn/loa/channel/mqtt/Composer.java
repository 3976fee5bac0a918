package vn.loa.channel.mqtt;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Time;
import vn.loa.channel.Urgency;
import vn.loa.channel.mqtt.Publication.Lane;

/**
 * Makes commands out of what the {@link Announcer} decides, and queues them: by areas where whole
 * ones are meant, else device by device. A payload is written when its turn has come, and not at
 * all if it must not go any more by then. The hub's lock guards it.
 */
final class Composer {

  private static final Duration CONTROL_FOR = Duration.ofMinutes(1);
  private static final int[] NOBODY = {};

  private final SpeakerLayout layout;
  private final Time time;
  private final RandomGenerator dice;
  private final PublishQueue queue;
  private final Fleet fleet;
  private final RetainedCommands retained;
  private final Repeats repeats = new Repeats();
  private long controls;

  Composer(
      SpeakerLayout layout,
      Time time,
      RandomGenerator dice,
      PublishQueue queue,
      Fleet fleet,
      RetainedCommands retained) {
    this.layout = layout;
    this.time = time;
    this.dice = dice;
    this.queue = queue;
    this.fleet = fleet;
    this.retained = retained;
  }

  // ---- announcements ----

  /** Tells these devices; if one publish cannot be made, none is. */
  void announce(Announcement it, BitSet devices) {
    publish(it, devices, this::announce);
  }

  /** Takes it back from these devices. */
  void cancel(Announcement it, BitSet devices) {
    publish(it, devices, this::cancel);
  }

  /** Asks these devices where they are with it. */
  void ask(Announcement it, BitSet devices) {
    publish(it, devices, this::ask);
  }

  private interface Maker {
    Publication make(Announcement it, Target target, int[] devices);
  }

  private void publish(Announcement it, BitSet wanted, Maker maker) {
    BitSet left = (BitSet) wanted.clone();
    List<String> areas = layout.hasAreas() ? fleet.cover(left, it.mayHear()) : List.of();
    BitSet covered = (BitSet) wanted.clone();
    covered.andNot(left);
    List<Publication> made = new ArrayList<>();
    for (String area : areas) {
      BitSet here = fleet.listeners(area);
      here.and(covered);
      covered.andNot(here);
      made.add(maker.make(it, Target.area(area), here.stream().toArray()));
    }
    left.stream()
        .forEach(index -> made.add(maker.make(it, fleet.get(index).target(), new int[] {index})));
    made.forEach(queue::add);
  }

  /** An area that was reorganised while it waited for its turn is covered anew. */
  private Publication announce(Announcement it, Target target, int[] devices) {
    boolean area = target.kind() == Target.Kind.AREA;
    return carry(
        it,
        target,
        devices,
        now ->
            area && !fleet.isCover(target.id(), devices, it.mayHear())
                ? null
                : write(it, target, 0, now));
  }

  /** In the session that the device has by then; not while that waits for its turn anyway. */
  void announceAgain(Announcement it, Device device) {
    Repeats.Repeat repeat = new Repeats.Repeat(it, device);
    if (repeats.isWaiting(repeat)) {
      return;
    }
    Target target = device.target();
    int[] devices = {device.index()};
    queue.add(
        carry(
            it,
            target,
            devices,
            now -> {
              repeats.leaves(repeat, time.nanos());
              return write(it, target, device.session(), now);
            }));
    repeats.waits(repeat);
  }

  /** Whether this was told this device again less than a second ago. */
  boolean isFresh(Announcement it, Device device) {
    return repeats.isFresh(new Repeats.Repeat(it, device), time.nanos());
  }

  /** The queue was emptied. */
  void queueEmptied() {
    repeats.clear();
  }

  private Publication carry(Announcement it, Target target, int[] devices, Publication.Body body) {
    return new Publication(
        lane(it.message().urgency()),
        layout.topic(target),
        it,
        devices,
        isRetained(it, target),
        body);
  }

  private static boolean isRetained(Announcement it, Target target) {
    return it.message().urgency() == Urgency.EMERGENCY && target.kind() == Target.Kind.AREA;
  }

  private byte @Nullable [] write(Announcement it, Target target, long session, Instant now) {
    if (it.isWithdrawn() || it.message().isExpired(now)) {
      return null;
    }
    SpeakerCommand command = SpeakerCommand.announce(it.message(), it.playback(), now, session);
    return layout.write(command, target);
  }

  private static Lane lane(Urgency urgency) {
    return switch (urgency) {
      case EMERGENCY -> Lane.URGENT;
      case PRIORITY -> Lane.PRIORITY;
      case ROUTINE -> Lane.ROUTINE;
    };
  }

  private Publication cancel(Announcement it, Target target, int[] devices) {
    return about(SpeakerCommand.Kind.CANCEL, it, target, devices, Lane.URGENT);
  }

  private Publication ask(Announcement it, Target target, int[] devices) {
    return about(SpeakerCommand.Kind.PING, it, target, devices, Lane.ROUTINE);
  }

  private Publication about(
      SpeakerCommand.Kind kind, Announcement it, Target target, int[] devices, Lane lane) {
    List<String> references = List.of(it.message().id());
    return new Publication(
        lane,
        layout.topic(target),
        null,
        devices,
        false,
        now -> layout.write(control(kind, now, references, 0), target));
  }

  /**
   * Tells a device that came what time it is, before anything else, or asks it to say again that it
   * came; in the session that it has by then.
   */
  void greet(Device device, Lane lane) {
    Repeats.Repeat repeat = new Repeats.Repeat(null, device);
    if (repeats.isWaiting(repeat)) {
      return;
    }
    Target target = device.target();
    Publication answer =
        new Publication(
            lane,
            layout.topic(target),
            null,
            NOBODY,
            false,
            now -> {
              repeats.leaves(repeat, time.nanos());
              return layout.write(
                  control(SpeakerCommand.Kind.PING, now, List.of(), device.greet()), target);
            });
    queue.add(answer.whenEnded(taken -> told(device, taken)));
    repeats.waits(repeat);
  }

  /** The broker says again who is there when the connection is back, and who waits is told then. */
  private static void told(Device device, boolean taken) {
    if (!taken) {
      device.timeLost();
    }
  }

  /** Unless a newer one is kept there by then. */
  void clear(String topic) {
    queue.add(
        new Publication(
            Lane.URGENT,
            topic,
            null,
            NOBODY,
            true,
            now -> retained.holds(topic) ? null : new byte[0]));
  }

  // ---- control ----

  /** Tells a target something that announces nothing. */
  Publication control(SpeakerCommand.Kind kind, Target target, int volume) {
    Publication publication =
        new Publication(
            kind == SpeakerCommand.Kind.STOP ? Lane.URGENT : Lane.PRIORITY,
            layout.topic(target),
            null,
            NOBODY,
            false,
            now -> layout.write(controlCommand(kind, volume, now), target));
    queue.add(publication);
    return publication;
  }

  private SpeakerCommand controlCommand(SpeakerCommand.Kind kind, int volume, Instant now) {
    return kind == SpeakerCommand.Kind.VOLUME
        ? SpeakerCommand.volume(controlId(now), now, now.plus(CONTROL_FOR), volume)
        : control(kind, now, List.of(), 0);
  }

  private SpeakerCommand control(
      SpeakerCommand.Kind kind, Instant now, List<String> references, long session) {
    return SpeakerCommand.control(
        kind, controlId(now), now, now.plus(CONTROL_FOR), references, session);
  }

  /** Unlike any before, of this or an earlier process. */
  private String controlId(Instant now) {
    controls++;
    return "loa-%d-%d-%08x".formatted(now.toEpochMilli(), controls, dice.nextInt());
  }
}
