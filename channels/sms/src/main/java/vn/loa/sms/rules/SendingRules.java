package vn.loa.sms.rules;

import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Clearance;
import vn.loa.channel.EmergencyOrder;
import vn.loa.channel.Message;
import vn.loa.channel.Purpose;

/**
 * What may be sent to whom, and when. The defaults are strict: what the documents ask of
 * advertising as to hours, number of messages and refusals binds every message; advertising goes to
 * nobody until consents and sender names are given. Each {@link Rule} names the document it is read
 * from. This is no legal advice: whoever sends has to know what binds them.
 *
 * <pre>{@code
 * SendingRules rules = SendingRules.builder().optedOut(optOuts).build();
 * MessageRules ofMessage = rules.forMessage(message, new SenderName("UBND TP.HCM"), null);
 * Decision decision = ofMessage.decide(84903123456L, recentSends, now);
 * }</pre>
 *
 * <p>Immutable, and safe for use by several threads when the predicates given are.
 */
public final class SendingRules {

  private static final Set<Rule> PASSABLE =
      Set.of(Rule.QUIET_HOURS, Rule.CAP, Rule.OPT_OUT, Rule.STAGES);
  private static final Set<Rule> BINDING_BY_PURPOSE =
      Set.of(Rule.QUIET_HOURS, Rule.CAP, Rule.OPT_OUT);

  private final QuietHours quietHours;
  private final int most;
  private final Duration within;
  private final LongPredicate optedOut;
  private final LongPredicate doNotAdvertise;
  private final LongPredicate consented;
  private final Set<SenderName> registered;
  private final OptOutKeywords keywords;
  private final Stages stages;
  private final Map<Rule, Set<Purpose>> purposes;
  private final Set<Rule> emergencyPasses;

  private SendingRules(Builder from) {
    this.quietHours = new QuietHours(from.quietFrom, from.quietTo, from.zone);
    this.most = from.most;
    this.within = from.within;
    this.optedOut = from.optedOut;
    this.doNotAdvertise = from.doNotAdvertise;
    this.consented = from.consented;
    this.registered = Set.copyOf(from.registered);
    this.keywords = from.keywords;
    this.stages = new Stages(from.stages);
    this.purposes = new EnumMap<>(from.purposes);
    this.emergencyPasses = EnumSet.copyOf(from.emergencyPasses);
  }

  public static Builder builder() {
    return new Builder();
  }

  /**
   * Prepares the rules for one message: what can be said without a recipient is decided here, once.
   *
   * @param sender null when it comes from a number
   * @param order null when nobody ordered an emergency
   */
  public MessageRules forMessage(
      Message message, @Nullable SenderName sender, @Nullable EmergencyOrder order) {
    return new MessageRules(this, message, sender, order);
  }

  /** A memory of what was sent that reaches as far as the cap asks. */
  public RecentSends recentSends() {
    return new RecentSends(most, within);
  }

  /**
   * These rules for a dispatcher, which then keeps them without being told again: what may not go
   * now waits, what may not go at all is refused, each with the {@link Rule} as the code of its
   * reason. They bind what goes to subscribers; a loudspeaker or a feed may always go.
   *
   * @param sender null when messages come from a number
   * @param sends is told what goes out, and asked by the cap; from {@link #recentSends()}, one for
   *     all that sends to the same people
   */
  public Clearance clearance(@Nullable SenderName sender, RecentSends sends) {
    return new SmsClearance(this, sender, sends);
  }

  QuietHours quietHours() {
    return quietHours;
  }

  int most() {
    return most;
  }

  Duration within() {
    return within;
  }

  boolean hasOptedOut(long e164) {
    return optedOut.test(e164);
  }

  boolean wantsNoAdvertising(long e164) {
    return doNotAdvertise.test(e164);
  }

  boolean hasConsented(long e164) {
    return consented.test(e164);
  }

  boolean isRegistered(SenderName sender) {
    return registered.contains(sender);
  }

  OptOutKeywords keywords() {
    return keywords;
  }

  Stages stages() {
    return stages;
  }

  boolean binds(Rule rule, Purpose purpose) {
    Set<Purpose> bound = purposes.get(rule);
    return bound == null || bound.contains(purpose);
  }

  Set<Rule> emergencyPasses() {
    return emergencyPasses;
  }

  /** Not safe for use by several threads. */
  public static final class Builder {

    private ZoneId zone = ZoneId.of("Asia/Ho_Chi_Minh");
    private LocalTime quietFrom = LocalTime.of(22, 0);
    private LocalTime quietTo = LocalTime.of(7, 0);
    private int most = 3;
    private Duration within = Duration.ofHours(24);
    private LongPredicate optedOut = number -> false;
    private LongPredicate doNotAdvertise = number -> false;
    private LongPredicate consented = number -> false;
    private Set<SenderName> registered = Set.of();
    private OptOutKeywords keywords = OptOutKeywords.standard();
    private List<Stage> stages = List.of();
    private final Map<Rule, Set<Purpose>> purposes = new EnumMap<>(Rule.class);
    private final Set<Rule> emergencyPasses = EnumSet.of(Rule.QUIET_HOURS);

    private Builder() {}

    /** Whose clock tells the quiet hours. Default {@code Asia/Ho_Chi_Minh}. */
    public Builder zone(ZoneId zone) {
      this.zone = zone;
      return this;
    }

    /**
     * Default from 22:00 until 07:00: at 22:00 sharp it is quiet, at 07:00 sharp no longer. They
     * may lie within a day too.
     *
     * @throws IllegalArgumentException if both are the same time
     */
    public Builder quietHours(LocalTime from, LocalTime to) {
      new QuietHours(from, to, zone);
      this.quietFrom = from;
      this.quietTo = to;
      return this;
    }

    /**
     * How many messages a number gets within a span of time. Default 3 within 24 h: the fourth may
     * go exactly 24 h after the first.
     *
     * @param messages 1 to 1,000
     * @param within longer than nothing, at most 366 days
     * @throws IllegalArgumentException if either is out of its range
     */
    public Builder atMost(int messages, Duration within) {
      boolean span =
          within.compareTo(Duration.ZERO) > 0 && within.compareTo(RecentSends.LONGEST) <= 0;
      if (messages < 1 || messages > RecentSends.MOST_KEPT || !span) {
        throw new IllegalArgumentException(
            "a cap is 1 to 1000 messages within at most 366 days, not "
                + messages
                + " within "
                + within
                + "; let it bind advertising only, or raise it");
      }
      this.most = messages;
      this.within = within;
      return this;
    }

    /** Who refused messages; asked for every recipient. Default nobody. */
    public Builder optedOut(LongPredicate numbers) {
      this.optedOut = numbers;
      return this;
    }

    /** The do-not-advertise list; asked for every recipient of advertising. Default nobody. */
    public Builder doNotAdvertise(LongPredicate numbers) {
      this.doNotAdvertise = numbers;
      return this;
    }

    /** Who agreed to advertising; asked for every recipient of it. Default nobody. */
    public Builder consented(LongPredicate numbers) {
      this.consented = numbers;
      return this;
    }

    /** The names that advertising may come from. Default none. Replaces those given before. */
    public Builder registeredSenders(SenderName... names) {
      this.registered = Set.copyOf(Arrays.asList(names));
      return this;
    }

    /**
     * Advertising has to name one that refuses. Default {@link OptOutKeywords#standard()}; give
     * those that {@link OptOuts} reads answers by.
     */
    public Builder keywords(OptOutKeywords keywords) {
      this.keywords = keywords;
      return this;
    }

    /** When messages go out at all. Default none: at any time. Replaces those given before. */
    public Builder stages(List<Stage> stages) {
      this.stages = List.copyOf(stages);
      return this;
    }

    /**
     * Which messages a rule binds; by default every one.
     *
     * @param rule {@link Rule#QUIET_HOURS}, {@link Rule#CAP} or {@link Rule#OPT_OUT}
     * @param purposes {@link Purpose#ADVERTISING}, which it always binds, and others
     * @throws IllegalArgumentException for another rule, or without advertising
     */
    public Builder binds(Rule rule, Purpose... purposes) {
      if (!BINDING_BY_PURPOSE.contains(rule)) {
        throw new IllegalArgumentException(
            rule + " binds what it is about; only QUIET_HOURS, CAP and OPT_OUT can be set");
      }
      Set<Purpose> bound = Set.copyOf(Arrays.asList(purposes));
      if (!bound.contains(Purpose.ADVERTISING)) {
        throw new IllegalArgumentException(
            rule + " always binds advertising (" + rule.source() + "); name ADVERTISING too");
      }
      this.purposes.put(rule, bound);
      return this;
    }

    /**
     * What an emergency passes beside the quiet hours, if there is an order for it. Adds to what
     * was given before.
     *
     * @param rules {@link Rule#CAP}, {@link Rule#OPT_OUT}, {@link Rule#STAGES}
     * @throws IllegalArgumentException for a rule that nothing passes
     */
    public Builder emergencyPasses(Rule... rules) {
      for (Rule rule : rules) {
        if (!PASSABLE.contains(rule)) {
          throw new IllegalArgumentException(
              "no emergency passes " + rule + "; CAP, OPT_OUT and STAGES it may");
        }
        emergencyPasses.add(rule);
      }
      return this;
    }

    public SendingRules build() {
      return new SendingRules(this);
    }
  }
}
