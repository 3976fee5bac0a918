package vn.loa.channel.mqtt;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Message;

/**
 * When something is on the air again and again: by weekday and time, with exceptions. Immutable.
 *
 * <p>Where clocks are put forward and a time does not exist, the slot begins as much later as they
 * are put forward; where they are put back and it comes twice, it begins the first time (RFC 5545
 * §3.3.5). No instant begins two slots.
 */
public final class Programme {

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmm'Z'", Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT)
          .withZone(ZoneOffset.UTC);
  private static final Pattern STAMPED = Pattern.compile(".+\\.(\\d{8}T\\d{4}Z)");
  private static final int LONGEST_ID = 64;
  private static final int STAMP_LENGTH = ".20261123T0800Z".length();

  /** Within both, the digits of an id are enough. */
  private static final LocalDate EARLIEST = LocalDate.of(2000, 1, 1);

  private static final LocalDate LATEST = LocalDate.of(9998, 12, 31);

  /** Days by which a shift of the clocks may move a start, at the most. */
  private static final int SHIFT = 2;

  private final ZoneId zone;
  private final Set<DayOfWeek> days;
  private final List<LocalTime> times;
  private final LocalDate from;
  private final LocalDate until;
  private final Set<LocalDate> except;
  private final List<Instant> single;
  private final Duration lasting;

  private Programme(Builder from, Duration lasting) {
    this.zone = from.zone;
    this.days = Set.copyOf(from.days);
    this.times = List.copyOf(from.times);
    this.from = from.from;
    this.until = from.until;
    this.except = Set.copyOf(from.except);
    this.single = from.also.stream().map(this::instant).toList();
    this.lasting = lasting;
  }

  /**
   * @param zone whose clocks tell the times: {@code Asia/Ho_Chi_Minh}
   */
  public static Builder builder(ZoneId zone) {
    return new Builder(zone);
  }

  /**
   * One time on the air.
   *
   * @param end exclusive
   */
  public record Slot(Instant start, Instant end) {

    /**
     * The announcement of this slot: as the template, with an id that carries the start ({@code
     * loa-sang.20261123T0100Z}), so that the same slot has the same id whenever it is asked, and
     * valid until the slot's end.
     *
     * @throws IllegalArgumentException if the template's id is longer than 49
     */
    public Message announcement(Message template) {
      if (template.id().length() > LONGEST_ID - STAMP_LENGTH) {
        throw new IllegalArgumentException(
            "the start of a slot makes the id of message %s longer than %d: give the template one of at most %d"
                .formatted(template.id(), LONGEST_ID, LONGEST_ID - STAMP_LENGTH));
      }
      String id = template.id() + "." + STAMP.format(start);
      Message.Builder copy =
          Message.builder(id, template.title())
              .validUntil(end)
              .urgency(template.urgency())
              .purpose(template.purpose());
      template.texts().forEach(copy::text);
      template.link().ifPresent(copy::link);
      template.recordings().forEach(copy::audio);
      template.about().ifPresent(copy::about);
      template.issuer().ifPresent(copy::issuer);
      return copy.build();
    }
  }

  /**
   * When the slot of an announcement begins, as its id says; empty if it comes from no {@link
   * Slot#announcement}.
   */
  public static Optional<Instant> startOf(Message message) {
    Matcher stamped = STAMPED.matcher(message.id());
    if (!stamped.matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(STAMP.parse(stamped.group(1), Instant::from));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /**
   * For {@link SpeakerSettings.Builder#playback(java.util.function.Function)}: an announcement of a
   * slot starts with it, any other as {@code base} says. It follows from the id alone, so it is the
   * same after a restart.
   */
  public static Playback playback(Message message, Playback base) {
    return startOf(message).map(it -> base.toBuilder().startAt(it).build()).orElse(base);
  }

  /**
   * Slots that start in a time, the earliest first.
   *
   * @param to exclusive
   */
  public List<Slot> slots(Instant from, Instant to) {
    Instant most = inRange(to);
    TreeSet<Instant> starts = new TreeSet<>(single);
    LocalDate last = earlier(until, day(most).plusDays(SHIFT));
    for (LocalDate day = firstDay(from); !day.isAfter(last); day = day.plusDays(1)) {
      starts.addAll(on(day));
    }
    return starts.stream()
        .filter(it -> !it.isBefore(from) && it.isBefore(most))
        .map(this::slot)
        .toList();
  }

  /** The first slot that starts after an instant; empty if there is none. */
  public Optional<Slot> next(Instant after) {
    TreeSet<Instant> starts = new TreeSet<>(single);
    int daysWithOne = 0;
    for (LocalDate day = firstDay(after);
        daysWithOne <= SHIFT && !day.isAfter(until) && !days.isEmpty();
        day = day.plusDays(1)) {
      daysWithOne += starts.addAll(on(day)) && starts.higher(after) != null ? 1 : 0;
    }
    return Optional.ofNullable(starts.higher(after)).map(this::slot);
  }

  private LocalDate firstDay(Instant least) {
    return later(from, day(inRange(least)).minusDays(SHIFT));
  }

  private Instant inRange(Instant instant) {
    return later(
        earlier(instant, LATEST.plusDays(SHIFT).atStartOfDay(zone).toInstant()),
        EARLIEST.atStartOfDay(zone).toInstant());
  }

  private List<Instant> on(LocalDate day) {
    return days.contains(day.getDayOfWeek()) && !except.contains(day)
        ? times.stream().map(time -> instant(day.atTime(time))).toList()
        : List.of();
  }

  private Slot slot(Instant start) {
    return new Slot(start, start.plus(lasting));
  }

  private Instant instant(LocalDateTime local) {
    return local.atZone(zone).toInstant();
  }

  private LocalDate day(Instant instant) {
    return instant.atZone(zone).toLocalDate();
  }

  private static <T extends Comparable<? super T>> T later(T one, T other) {
    return one.compareTo(other) >= 0 ? one : other;
  }

  private static <T extends Comparable<? super T>> T earlier(T one, T other) {
    return one.compareTo(other) <= 0 ? one : other;
  }

  /** Not safe for use by several threads. */
  public static final class Builder {

    private final ZoneId zone;
    private final Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    private final Set<LocalTime> times = new HashSet<>();
    private final Set<LocalDate> except = new HashSet<>();
    private final Set<LocalDateTime> also = new HashSet<>();
    private LocalDate from = EARLIEST;
    private LocalDate until = LATEST;
    private @Nullable Duration lasting;

    private Builder(ZoneId zone) {
      this.zone = zone;
    }

    /** On these weekdays, at each of the times. */
    public Builder on(DayOfWeek... weekdays) {
      days.addAll(List.of(weekdays));
      return this;
    }

    /** At these times of the day, in whole minutes. */
    public Builder at(LocalTime... starts) {
      for (LocalTime start : starts) {
        times.add(wholeMinutes(start, start));
      }
      return this;
    }

    /** First day. Default: always; not before 2000. */
    public Builder from(LocalDate day) {
      this.from = inRange(day);
      return this;
    }

    /** Last day, inclusive. Default: for ever; not after 9998. */
    public Builder until(LocalDate day) {
      this.until = inRange(day);
      return this;
    }

    /** Not on these days. */
    public Builder except(LocalDate... holidays) {
      except.addAll(List.of(holidays));
      return this;
    }

    /** Besides, whatever the rest says, then; in whole minutes. */
    public Builder also(LocalDateTime... starts) {
      for (LocalDateTime start : starts) {
        inRange(start.toLocalDate());
        also.add(wholeMinutes(start, start.toLocalTime()));
      }
      return this;
    }

    /** How long a slot is: what has not been heard by then is not played any more. Mandatory. */
    public Builder lasting(Duration slot) {
      if (slot.isZero() || slot.isNegative()) {
        throw new IllegalArgumentException("a slot must last, but its length is " + slot);
      }
      this.lasting = slot;
      return this;
    }

    /**
     * @throws IllegalStateException if it does not say how long a slot lasts, or says weekdays
     *     without times, or times without weekdays, or neither them nor a single date, or ends
     *     before it begins
     */
    public Programme build() {
      if (lasting == null) {
        throw new IllegalStateException("a programme needs lasting: say how long a slot is");
      }
      require(
          days.isEmpty() == times.isEmpty(),
          "a programme needs weekdays and times: give both on and at, or neither");
      require(
          !times.isEmpty() || !also.isEmpty(),
          "a programme without slots: give weekdays and times, or single dates with also");
      require(
          !until.isBefore(from), "a programme from " + from + " cannot end before, on " + until);
      return new Programme(this, lasting);
    }

    private static void require(boolean kept, String sentence) {
      if (!kept) {
        throw new IllegalStateException(sentence);
      }
    }

    private static <T> T wholeMinutes(T start, LocalTime time) {
      if (time.getSecond() != 0 || time.getNano() != 0) {
        throw new IllegalArgumentException("slots start at whole minutes, not at " + start);
      }
      return start;
    }

    private static LocalDate inRange(LocalDate day) {
      if (day.isBefore(EARLIEST) || day.isAfter(LATEST)) {
        throw new IllegalArgumentException(
            "a programme's days are %s to %s, not %s".formatted(EARLIEST, LATEST, day));
      }
      return day;
    }
  }
}
