package vn.loa.channel.mqtt;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What comes from the broker, read. Immutable. */
public sealed interface Incoming {

  /** For a {@code switch}, until patterns may be switched on. */
  enum Kind {
    REPORT,
    NOT_KNOWN,
    PRESENCE,
    TELEMETRY,
    RETAINED_COMMAND,
    HUB
  }

  Kind kind();

  /**
   * A device says how far it is with an announcement.
   *
   * @param message id of the announcement
   * @param state {@link DeviceState#RECEIVED} or later
   * @param at by the device's clock; null if it gave none that can be read
   * @param playedMs sounding or showing time so far, over all repeats; 0 if not given
   * @param ofMs the time it was to reach, over all repeats; 0 if not given
   * @param volume per cent; 0 if not given
   * @param audible false if the device itself says that nobody heard it
   * @param reason the device's own word; empty if not given
   */
  record Report(
      String device,
      String message,
      DeviceState state,
      @Nullable Instant at,
      long playedMs,
      long ofMs,
      int volume,
      boolean audible,
      String reason)
      implements Incoming {
    @Override
    public Kind kind() {
      return Kind.REPORT;
    }
  }

  /** A device that was asked about an announcement does not have it. */
  record NotKnown(String device, String message) implements Incoming {
    @Override
    public Kind kind() {
      return Kind.NOT_KNOWN;
    }
  }

  /**
   * A device is there, or gone.
   *
   * @param session counts up with each connection of the device; of two messages the one with the
   *     higher session counts, and of the same session the one that says "gone". A device that
   *     begins anew is asked to say so again, and then counts
   * @param areas codes of the areas whose commands it takes, the largest first; empty when gone
   * @param clockSynced whether it knows the time by itself
   * @param volume per cent; 0 if not given
   * @param capabilities kinds of command that it obeys, as the protocol names them; empty if it
   *     does not say
   * @param firmware empty if not given
   * @param retained whether the broker had kept it, so that nobody knows how old it is; false when
   *     it is passed on as the device says it
   */
  record Presence(
      String device,
      boolean online,
      long session,
      List<String> areas,
      boolean clockSynced,
      int volume,
      Set<String> capabilities,
      String firmware,
      boolean retained)
      implements Incoming {
    public Presence {
      areas = List.copyOf(areas);
      capabilities = Set.copyOf(capabilities);
    }

    @Override
    public Kind kind() {
      return Kind.PRESENCE;
    }
  }

  /** A device says how it is. Only that it spoke is kept. */
  record Telemetry(String device) implements Incoming {
    @Override
    public Kind kind() {
      return Kind.TELEMETRY;
    }
  }

  /**
   * The broker keeps a command for whoever subscribes next: one of ours, of this or an earlier
   * process.
   *
   * @param topic on which it is kept
   * @param message id of the announcement
   */
  record RetainedCommand(String topic, String message, Instant expires) implements Incoming {
    @Override
    public Kind kind() {
      return Kind.RETAINED_COMMAND;
    }
  }

  /**
   * Somebody who gives commands is there, or gone: we, or another.
   *
   * @param instance names the process
   * @param since when it came
   */
  record Hub(String instance, boolean online, Instant since) implements Incoming {
    @Override
    public Kind kind() {
      return Kind.HUB;
    }
  }
}
