package vn.loa.example.live;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the page can show, by part. Each record is the JSON that its script reads; instants are ISO
 * 8601, days too.
 */
public final class Parts {

  /** A {@link PlanPart}. */
  public static final String PLAN = "plan";

  /** A list of {@link Due}. */
  public static final String CALENDAR = "calendar";

  /** Before the key of a campaign: a {@link CampaignPart}. */
  public static final String CAMPAIGN = "campaign/";

  /** A {@link Wards}. */
  public static final String WARDS = "wards";

  /** A {@link Doubtful}. */
  public static final String DOUBTS = "doubts";

  /** A list of {@link Offer}: what {@link LivePage#shelve} was given. */
  public static final String SHELF = "shelf";

  /** A list of {@link Line}, the oldest first. */
  public static final String LOG = "log";

  /** A {@link Buttons}. */
  public static final String BUTTONS = "buttons";

  private Parts() {}

  public record PlanPart(
      String document, Words title, Words issuer, String announced, List<Topic> themes) {}

  /** A theme, with those in it. */
  public record Topic(String clause, Words text, List<Topic> children) {}

  /**
   * A date on which reports are due.
   *
   * @param kind id of the obligation
   * @param lastDay the last good day
   * @param due the first instant that is too late
   * @param open whether that is still to come
   */
  public record Due(
      String kind,
      String period,
      String lastDay,
      String due,
      boolean open,
      long expected,
      long onTime,
      long late,
      long missing) {}

  /**
   * A campaign as it moves. {@code sent} to {@code unsent} add up to {@code audience}.
   *
   * @param sent taken by the network, proof still awaited
   * @param unsent waits here, or will never go
   * @param waiting how many of the unsent will still go
   * @param perSecond that left here, of late
   * @param secondsLeft until nothing waits; null where nobody can tell
   * @param firstAfterMillis how long after it was accepted its first message was at the other end;
   *     null where that is not measured
   */
  public record CampaignPart(
      int order,
      String message,
      String title,
      String channel,
      String urgency,
      String phase,
      long audience,
      long sent,
      long proven,
      long refused,
      long doubt,
      long unsent,
      long waiting,
      double perSecond,
      @Nullable Long secondsLeft,
      int inFlight,
      int window,
      @Nullable Long firstAfterMillis) {}

  /** Who has heard one announcement. */
  public record Wards(
      String title,
      String urgency,
      int devices,
      int heard,
      int wards,
      int wardsHeard,
      List<District> districts) {}

  public record District(
      String code, String name, int devices, int heard, boolean dark, List<Ward> wards) {}

  /**
   * @param state the worst that is still to be mended, or how far it is: {@code heard}, {@code
   *     part}, {@code playing}, {@code waiting}, {@code offline}, {@code silent}
   */
  public record Ward(String name, int devices, int heard, String state) {}

  /**
   * Deliveries in doubt.
   *
   * @param all how many there are; the list has the first of them
   */
  public record Doubtful(long all, List<Doubt> first) {}

  /**
   * @param id what a decision names
   * @param recipient with no more of a number than may be shown
   * @param since null where it is not known
   */
  public record Doubt(
      String id, String title, String recipient, @Nullable String since, @Nullable String reason) {}

  public record Offer(String name, Words title, String mediaType) {

    static Offer of(Paper paper) {
      return new Offer(paper.name(), paper.title(), paper.mediaType());
    }
  }

  /**
   * Something that happened.
   *
   * @param number one more than that of the line before
   * @param said the page has the sentence under this name
   * @param values what the sentence leaves open
   */
  public record Line(long number, String at, String said, Map<String, String> values) {}

  /**
   * What the buttons can do now.
   *
   * @param linked whether the SMSC's plug is in
   * @param districts whose power may be taken
   */
  public record Buttons(boolean linked, boolean anyDark, List<Choice> districts) {}

  public record Choice(String code, String name) {}
}
