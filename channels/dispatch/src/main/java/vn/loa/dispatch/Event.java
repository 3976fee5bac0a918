package vn.loa.dispatch;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Reason;
import vn.loa.channel.Tally;

/** Something that changed in a dispatcher, for whoever watches it. */
public sealed interface Event {

  /** For a {@code switch}, until patterns may be switched on. */
  enum Kind {
    STARTED,
    PAUSED,
    RESUMED,
    CANCELLED,
    /** The tally moved; at most once a second for each campaign. */
    PROGRESS,
    /** Nothing of the campaign is open any more; receipts may be awaited. */
    ANSWERED,
    COMPLETED,
    CHANNEL_PAUSED,
    CHANNEL_RESUMED,
    /** It takes no more, and goes on with what it has. */
    STORE_FULL,
    /** It does not answer, and is asked again until it does. */
    STORE_UNAVAILABLE,
    /** It failed; nothing more is sent until it is opened again. */
    STORE_BROKEN
  }

  Kind kind();

  Instant at();

  /**
   * Of a campaign: {@link Kind#STARTED} to {@link Kind#COMPLETED}.
   *
   * @param campaign its key
   * @param tally as it stood then
   */
  record OfCampaign(Kind kind, Instant at, String campaign, Tally tally) implements Event {}

  /**
   * Of a channel: {@link Kind#CHANNEL_PAUSED}, {@link Kind#CHANNEL_RESUMED}.
   *
   * @param reason why it pauses; null when it goes on
   */
  record OfChannel(Kind kind, Instant at, String channel, @Nullable Reason reason)
      implements Event {}

  /**
   * Of the store: {@link Kind#STORE_FULL}, {@link Kind#STORE_UNAVAILABLE}, {@link
   * Kind#STORE_BROKEN}.
   *
   * @param reason what it said: place, reason and mend
   */
  record OfStore(Kind kind, Instant at, String reason) implements Event {}
}
