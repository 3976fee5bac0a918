package vn.loa.dispatch;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import vn.loa.channel.Outcome;
import vn.loa.channel.Reason;

/**
 * What one operator's answers mean for the next attempt, by the {@link Reason#code()} of an {@link
 * Outcome.Refused} or {@link Outcome.Retry}. What is not named is taken as the channel says it:
 * refused, or tried again. Immutable.
 *
 * <pre>{@code
 * RetryRules rules =
 *     RetryRules.builder().retry("ESME_RSUBMITFAIL").permanent("0x00000413").attempts(8).build();
 * }</pre>
 */
public final class RetryRules {

  private static final RetryRules STANDARD = builder().build();

  /** Milliseconds. */
  private static final double FIRST_REST = 1_000;

  private static final double LONGEST_REST = 30_000;

  private final Map<String, Treatment> byCode;
  private final double firstPause;
  private final double factor;
  private final double longestPause;
  private final double jitter;
  private final int attempts;

  private RetryRules(Builder from) {
    this.byCode = Map.copyOf(from.treatments());
    this.firstPause = from.firstPause.toMillis();
    this.factor = from.factor;
    this.longestPause = from.longestPause.toMillis();
    this.jitter = from.jitter;
    this.attempts = from.attempts;
  }

  /** What to do with a delivery that certainly was not sent. */
  enum Treatment {
    /** It is refused. */
    REFUSE("permanent"),
    /** It is tried again after a pause; the attempt counts. */
    RETRY("retry"),
    /** Too much at once: back to the head of the queue, slower; the attempt does not count. */
    THROTTLE("throttle"),
    /** The way is closed for everybody: back to the head, and the channel rests. */
    UNAVAILABLE("unavailable"),
    /** The account itself is refused: back to the head, and the channel pauses. */
    FATAL("fatal");

    private final String list;

    Treatment(String list) {
      this.list = list;
    }
  }

  /**
   * What SMPP 3.4 §5.1.3 says of its codes, and this library of its own: throttled are {@code
   * ESME_RTHROTTLED}, {@code ESME_RMSGQFUL}, {@code FULL}, by which a channel says that more was
   * handed over than its window holds, and {@code IN_FLIGHT}, by which it says that it has this
   * delivery already; unavailable {@code NOT_BOUND}, {@code NO_BROKER}, {@code CONNECTION_LOST},
   * {@code DISK} and {@code CLOSED}, by which channels say that their peer is away; fatal {@code
   * ESME_RBINDFAIL}, {@code ESME_RINVPASWD}, {@code ESME_RINVSYSID}, {@code ESME_RINVSYSTYP} and
   * {@code TAKEN_OVER}, by which a channel says that another process goes by its name at the peer:
   * two that come back would throw each other out for ever. At most 5 attempts, pauses of 1 s, 2 s,
   * 4 s and 8 s, each up to a fifth shorter.
   */
  public static RetryRules standard() {
    return STANDARD;
  }

  /** Starts from {@link #standard()}. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * @param answer REFUSED or RETRY
   */
  Treatment treat(Outcome.Kind answer, Reason reason) {
    Treatment named = byCode.get(reason.code());
    if (named != null) {
      return named;
    }
    return answer == Outcome.Kind.REFUSED ? Treatment.REFUSE : Treatment.RETRY;
  }

  /** How often a delivery is attempted before it is dead. */
  int attempts() {
    return attempts;
  }

  /**
   * Milliseconds before the next attempt.
   *
   * @param made attempts so far that count, at least 1
   * @param dice 0 to 1, without 1: where in the jitter it falls
   */
  long pauseMillis(int made, double dice) {
    double pause = Math.min(firstPause * Math.pow(factor, made - 1), longestPause);
    return shortened(pause, dice);
  }

  /**
   * Milliseconds that a channel rests which was not there.
   *
   * @param looks how often in a row it was not, at least 1
   * @param dice as in {@link #pauseMillis}
   */
  long restMillis(int looks, double dice) {
    return shortened(Math.min(FIRST_REST * Math.pow(2, looks - 1), LONGEST_REST), dice);
  }

  private long shortened(double pause, double dice) {
    return Math.round(pause * (1 - jitter * dice));
  }

  /** Not safe for use by several threads. */
  public static final class Builder {

    private static final Duration LONGEST = Duration.ofDays(1);
    private static final int MOST_ATTEMPTS = 31;

    private static final Map<String, Treatment> KNOWN =
        Map.ofEntries(
            Map.entry("ESME_RTHROTTLED", Treatment.THROTTLE),
            Map.entry("ESME_RMSGQFUL", Treatment.THROTTLE),
            Map.entry("FULL", Treatment.THROTTLE),
            Map.entry("IN_FLIGHT", Treatment.THROTTLE),
            Map.entry("NOT_BOUND", Treatment.UNAVAILABLE),
            Map.entry("NO_BROKER", Treatment.UNAVAILABLE),
            Map.entry("CONNECTION_LOST", Treatment.UNAVAILABLE),
            Map.entry("DISK", Treatment.UNAVAILABLE),
            Map.entry("CLOSED", Treatment.UNAVAILABLE),
            Map.entry("ESME_RBINDFAIL", Treatment.FATAL),
            Map.entry("ESME_RINVPASWD", Treatment.FATAL),
            Map.entry("ESME_RINVSYSID", Treatment.FATAL),
            Map.entry("ESME_RINVSYSTYP", Treatment.FATAL),
            Map.entry("TAKEN_OVER", Treatment.FATAL));

    private final Map<String, Treatment> said = new HashMap<>();
    private Duration firstPause = Duration.ofSeconds(1);
    private double factor = 2;
    private Duration longestPause = Duration.ofMinutes(5);
    private double jitter = 0.2;
    private int attempts = 5;

    private Builder() {}

    /**
     * Answers that no further attempt overcomes: the delivery is refused. Adds to what was given
     * before, and goes before {@link RetryRules#standard()}, as the other lists do.
     *
     * @throws IllegalArgumentException if another list names one of the codes
     */
    public Builder permanent(String... codes) {
      return say(Treatment.REFUSE, codes);
    }

    /** Answers after which the delivery is tried again, after a pause. As {@link #permanent}. */
    public Builder retry(String... codes) {
      return say(Treatment.RETRY, codes);
    }

    /**
     * Answers by which it was too much at once: the account slows down, and the delivery goes back
     * to the head of the queue without having spent an attempt. As {@link #permanent}.
     */
    public Builder throttle(String... codes) {
      return say(Treatment.THROTTLE, codes);
    }

    /**
     * Answers by which the way to the peer is closed for every delivery, and may open again by
     * itself: the delivery goes back to the head of the queue without having spent an attempt, and
     * the channel rests, 1 s at first and up to 30 s, before one batch tries the way. As {@link
     * #permanent}.
     */
    public Builder unavailable(String... codes) {
      return say(Treatment.UNAVAILABLE, codes);
    }

    /**
     * Answers that refuse the account itself, be the delivery what it may, or by which somebody
     * else has it: it goes back to the head of the queue, and the channel pauses until somebody
     * resumes it. As {@link #permanent}.
     */
    public Builder fatal(String... codes) {
      return say(Treatment.FATAL, codes);
    }

    /**
     * The pauses between attempts. Default 1 s, doubling, 5 min at most.
     *
     * @param first after the first attempt; at least 1 ms
     * @param factor by which each further one is longer; 1 to 100
     * @param longest at least {@code first}, at most a day
     * @throws IllegalArgumentException if they are not so
     */
    public Builder backOff(Duration first, double factor, Duration longest) {
      if (first.compareTo(Duration.ofMillis(1)) < 0
          || longest.compareTo(first) < 0
          || longest.compareTo(LONGEST) > 0) {
        throw new IllegalArgumentException(
            "the pauses must grow from at least 1 ms to at most a day but were given as "
                + first
                + " to "
                + longest);
      }
      this.factor = within("the back-off factor", 1, factor, 100);
      this.firstPause = first;
      this.longestPause = longest;
      return this;
    }

    /**
     * By how much of it a pause is shortened at most, at random: what failed together does not come
     * again together. Default 0.2; 0 to 1.
     */
    public Builder jitter(double part) {
      this.jitter = within("the jitter", 0, part, 1);
      return this;
    }

    /**
     * How often a delivery is attempted before it is {@code DEAD}, or stays in doubt on a channel
     * where a second time is harmless; there a line that breaks does not count. Default 5; 1 to 31.
     */
    public Builder attempts(int attempts) {
      if (attempts < 1 || attempts > MOST_ATTEMPTS) {
        throw new IllegalArgumentException("attempts must be 1 to 31 but was " + attempts);
      }
      this.attempts = attempts;
      return this;
    }

    public RetryRules build() {
      return new RetryRules(this);
    }

    private Map<String, Treatment> treatments() {
      Map<String, Treatment> treatments = new HashMap<>(KNOWN);
      treatments.putAll(said);
      return treatments;
    }

    private Builder say(Treatment treatment, String... codes) {
      for (String code : codes) {
        Treatment before = said.putIfAbsent(code, treatment);
        if (before != null && before != treatment) {
          throw new IllegalArgumentException(
              "\"%s\" stands in two lists, %s and %s; name it once"
                  .formatted(code, before.list, treatment.list));
        }
      }
      return this;
    }

    private static double within(String what, int least, double value, int most) {
      if (!(value >= least && value <= most)) {
        throw new IllegalArgumentException(
            what + " must be " + least + " to " + most + " but was " + value);
      }
      return value;
    }
  }
}
