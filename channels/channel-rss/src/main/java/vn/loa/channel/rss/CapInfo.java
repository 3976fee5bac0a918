package vn.loa.channel.rss;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Message;

/**
 * What an alert says of an event that its message does not (CAP 1.2, 3.2.2). Immutable.
 *
 * <p>Texts by language go with the texts of the message in the same language, tag for tag.
 */
public final class CapInfo {

  private final Set<Category> categories;
  private final String event;
  private final Map<String, String> events;
  private final Set<ResponseType> responseTypes;
  private final Urgency urgency;
  private final Severity severity;
  private final Certainty certainty;
  private final @Nullable String audience;
  private final List<CapValue> eventCodes;
  private final @Nullable Instant effective;
  private final @Nullable Instant onset;
  private final Map<String, String> headlines;
  private final @Nullable String instruction;
  private final Map<String, String> instructions;
  private final List<CapValue> parameters;
  private final List<CapArea> areas;

  private CapInfo(Builder from) {
    this.categories = new LinkedHashSet<>(from.categories);
    this.event = from.event;
    this.events = Map.copyOf(from.events);
    this.responseTypes = new LinkedHashSet<>(from.responseTypes);
    this.urgency = from.urgency;
    this.severity = from.severity;
    this.certainty = from.certainty;
    this.audience = from.audience;
    this.eventCodes = List.copyOf(from.eventCodes);
    this.effective = from.effective;
    this.onset = from.onset;
    this.headlines = Map.copyOf(from.headlines);
    this.instruction = from.instruction;
    this.instructions = Map.copyOf(from.instructions);
    this.parameters = List.copyOf(from.parameters);
    this.areas = List.copyOf(from.areas);
  }

  /**
   * Starts a description.
   *
   * @param event the kind of event, in words, in every language without words of its own; not blank
   * @param category the field it belongs to; {@link Builder#category others} may follow
   */
  public static Builder builder(String event, Category category) {
    return new Builder(event, category);
  }

  /** In the order given; at least one. */
  Set<Category> categories() {
    return categories;
  }

  String event(String language) {
    return events.getOrDefault(language, event);
  }

  /** In the order given. */
  Set<ResponseType> responseTypes() {
    return responseTypes;
  }

  Urgency urgency() {
    return urgency;
  }

  Severity severity() {
    return severity;
  }

  Certainty certainty() {
    return certainty;
  }

  @Nullable String audience() {
    return audience;
  }

  List<CapValue> eventCodes() {
    return eventCodes;
  }

  @Nullable Instant effective() {
    return effective;
  }

  @Nullable Instant onset() {
    return onset;
  }

  @Nullable String headline(String language) {
    return headlines.get(language);
  }

  @Nullable String instruction(String language) {
    String own = instructions.get(language);
    return own == null ? instruction : own;
  }

  List<CapValue> parameters() {
    return parameters;
  }

  List<CapArea> areas() {
    return areas;
  }

  /** The field an event belongs to. */
  public enum Category {
    /** The ground: earthquake, landslide. */
    GEO("Geo"),
    /** Weather and water: storm, flood. */
    MET("Met"),
    /** General emergencies and public safety. */
    SAFETY("Safety"),
    /** Police, armed forces, security at home. */
    SECURITY("Security"),
    /** Rescue and recovery. */
    RESCUE("Rescue"),
    /** Putting out fires, and rescue from them. */
    FIRE("Fire"),
    /** Medicine and public health. */
    HEALTH("Health"),
    /** Pollution and other harm to the environment. */
    ENV("Env"),
    /** Roads, railways, ports, airports. */
    TRANSPORT("Transport"),
    /** Water, power, telecommunications and other infrastructure but transport. */
    INFRA("Infra"),
    /** Chemical, biological, radiological, nuclear or explosive threats. */
    CBRNE("CBRNE"),
    OTHER("Other");

    private final String code;

    Category(String code) {
      this.code = code;
    }

    String code() {
      return code;
    }
  }

  /** What people are asked to do. */
  public enum ResponseType {
    /** Take shelter where they are, or as instructed. */
    SHELTER("Shelter"),
    /** Leave, as instructed. */
    EVACUATE("Evacuate"),
    /** Get ready, as instructed. */
    PREPARE("Prepare"),
    /** Do what was planned beforehand and the instruction names. */
    EXECUTE("Execute"),
    /** Keep away from the event, as instructed. */
    AVOID("Avoid"),
    /** Watch for news, as instructed. */
    MONITOR("Monitor"),
    /** Judge what the alert says; not for public alerts. */
    ASSESS("Assess"),
    /** Nothing more: the danger or the concern is over. */
    ALL_CLEAR("AllClear"),
    /** Nothing is recommended. */
    NONE("None");

    private final String code;

    ResponseType(String code) {
      this.code = code;
    }

    String code() {
      return code;
    }
  }

  /** How soon to act. */
  public enum Urgency {
    /** At once. */
    IMMEDIATE("Immediate"),
    /** Soon, within the next hour. */
    EXPECTED("Expected"),
    /** In the near future. */
    FUTURE("Future"),
    /** No more. */
    PAST("Past"),
    UNKNOWN("Unknown");

    private final String code;

    Urgency(String code) {
      this.code = code;
    }

    String code() {
      return code;
    }
  }

  /** How great the threat to life and property is. */
  public enum Severity {
    /** Extraordinary. */
    EXTREME("Extreme"),
    /** Significant. */
    SEVERE("Severe"),
    /** Possible. */
    MODERATE("Moderate"),
    /** Little or none known. */
    MINOR("Minor"),
    UNKNOWN("Unknown");

    private final String code;

    Severity(String code) {
      this.code = code;
    }

    String code() {
      return code;
    }
  }

  /** How certain it is. The value {@code Very Likely} of CAP 1.0 is {@link #LIKELY} in CAP 1.2. */
  public enum Certainty {
    /** It happened, or it happens. */
    OBSERVED("Observed"),
    /** More than about an even chance. */
    LIKELY("Likely"),
    /** An even chance or less. */
    POSSIBLE("Possible"),
    /** Hardly any chance. */
    UNLIKELY("Unlikely"),
    UNKNOWN("Unknown");

    private final String code;

    Certainty(String code) {
      this.code = code;
    }

    String code() {
      return code;
    }
  }

  /** Not safe for use by several threads. */
  public static final class Builder {

    private final Set<Category> categories = new LinkedHashSet<>();
    private final String event;
    private final Map<String, String> events = new HashMap<>();
    private final Set<ResponseType> responseTypes = new LinkedHashSet<>();
    private Urgency urgency = Urgency.IMMEDIATE;
    private Severity severity = Severity.UNKNOWN;
    private Certainty certainty = Certainty.UNKNOWN;
    private @Nullable String audience;
    private final List<CapValue> eventCodes = new ArrayList<>();
    private @Nullable Instant effective;
    private @Nullable Instant onset;
    private final Map<String, String> headlines = new HashMap<>();
    private @Nullable String instruction;
    private final Map<String, String> instructions = new HashMap<>();
    private final List<CapValue> parameters = new ArrayList<>();
    private final List<CapArea> areas = new ArrayList<>();

    private Builder(String event, Category category) {
      this.event = CapValue.text("event", event);
      categories.add(category);
    }

    /** One more field it belongs to. */
    public Builder category(Category category) {
      categories.add(category);
      return this;
    }

    /** The kind of event in one language. */
    public Builder event(String language, String text) {
      return put(events, language, "event", text);
    }

    /** One more thing people are asked to do; default none said. */
    public Builder responseType(ResponseType responseType) {
      responseTypes.add(responseType);
      return this;
    }

    /** Default {@link Urgency#IMMEDIATE}. */
    public Builder urgency(Urgency urgency) {
      this.urgency = urgency;
      return this;
    }

    /** Default {@link Severity#UNKNOWN}. */
    public Builder severity(Severity severity) {
      this.severity = severity;
      return this;
    }

    /** Default {@link Certainty#UNKNOWN}. */
    public Builder certainty(Certainty certainty) {
      this.certainty = certainty;
      return this;
    }

    /** For whom it is meant, in words. */
    public Builder audience(String text) {
      this.audience = CapValue.text("audience", text);
      return this;
    }

    /**
     * Adds the event's code in a list of events.
     *
     * @param list what the list is called among those who read the alerts
     */
    public Builder eventCode(String list, String code) {
      eventCodes.add(new CapValue(list, code));
      return this;
    }

    /** When the alert takes effect; default when it is sent. To the second, years 0 to 9999. */
    public Builder effective(Instant instant) {
      this.effective = checked("effective", instant);
      return this;
    }

    /** When the event is expected to begin. To the second, years 0 to 9999. */
    public Builder onset(Instant instant) {
      this.onset = checked("onset", instant);
      return this;
    }

    /**
     * The headline in one language; default the message's title in its first language, and none in
     * others, whose words the title does not speak.
     */
    public Builder headline(String language, String text) {
      return put(headlines, language, "headline", text);
    }

    /** What to do, in every language without words of its own. */
    public Builder instruction(String text) {
      this.instruction = CapValue.text("instruction", text);
      return this;
    }

    /** What to do, in one language. */
    public Builder instruction(String language, String text) {
      return put(instructions, language, "instruction", text);
    }

    /** Adds a value that a system which reads the alerts asks for. */
    public Builder parameter(String name, String value) {
      parameters.add(new CapValue(name, value));
      return this;
    }

    /** Adds an area; where none is given, {@link Message#areas()} say where. */
    public Builder area(CapArea area) {
      areas.add(area);
      return this;
    }

    public CapInfo build() {
      return new CapInfo(this);
    }

    private Builder put(Map<String, String> words, String language, String what, String text) {
      words.put(language, CapValue.text(what, text));
      return this;
    }

    private static Instant checked(String what, Instant instant) {
      if (!CapDates.canSay(instant)) {
        throw new IllegalArgumentException(
            what + " must be in a year of four digits but was " + instant);
      }
      return instant;
    }
  }
}
