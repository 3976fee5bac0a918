package vn.loa.channel.mqtt;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Message;

/**
 * What devices are told, before a {@link SpeakerLayout} writes it.
 *
 * @param id of the announcement, or of this command where it announces nothing; a device obeys an
 *     id once
 * @param sent when it is published
 * @param expires exclusive: from this instant on it is too late
 * @param message what is announced; null for a command that announces nothing
 * @param playback how; {@link Playback#standard()} for a command that announces nothing
 * @param references ids of the announcements that it stops, takes back or asks about
 * @param session of the device's connection that it answers to; 0 if it is no answer
 * @param volume per cent, of {@link Kind#VOLUME}; else 0
 */
public record SpeakerCommand(
    Kind kind,
    String id,
    Instant sent,
    Instant expires,
    @Nullable Message message,
    Playback playback,
    List<String> references,
    long session,
    int volume) {

  /** What is to be done. */
  public enum Kind {
    /** Say a text with the device's own voice. */
    SAY,
    /** Play a recording in each language that has one; say the others. */
    PLAY,
    /** Show a text. */
    SHOW,
    /** Stop what is playing now, whatever it is; what waits goes on. */
    STOP,
    /** Drop the announcements referred to: playing, waiting, or still to come. */
    CANCEL,
    /** Set the volume. */
    VOLUME,
    /** Answer: with presence, and with the state of the announcements referred to. */
    PING
  }

  public SpeakerCommand {
    references = List.copyOf(references);
  }

  /** An announcement. */
  static SpeakerCommand announce(Message message, Playback playback, Instant sent, long session) {
    Kind kind = playback.isSilent() ? Kind.SHOW : said(message);
    return new SpeakerCommand(
        kind,
        message.id(),
        sent,
        message.validUntil(),
        message,
        playback,
        playback.replaces(),
        session,
        0);
  }

  private static Kind said(Message message) {
    return message.recordings().isEmpty() ? Kind.SAY : Kind.PLAY;
  }

  /** A command that announces nothing. */
  static SpeakerCommand control(
      Kind kind, String id, Instant sent, Instant expires, List<String> references, long session) {
    return new SpeakerCommand(
        kind, id, sent, expires, null, Playback.standard(), references, session, 0);
  }

  static SpeakerCommand volume(String id, Instant sent, Instant expires, int volume) {
    return new SpeakerCommand(
        Kind.VOLUME, id, sent, expires, null, Playback.standard(), List.of(), 0, volume);
  }
}
