package vn.loa.channel.rss;

import java.net.URI;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Address;
import vn.loa.channel.Message;

/**
 * How emergency messages become public alerts of the Common Alerting Protocol 1.2 (OASIS, 1 July
 * 2010). Immutable; as safe for use by several threads as the functions given.
 */
public final class CapSettings {

  /** CAP 1.2, 3.2.1, of identifiers too; ASCII, so that it is one in every address and file. */
  static final Pattern NAME = Pattern.compile("[!-~&&[^,<&]]+");

  private final String sender;
  private final String senderName;
  private final Function<? super Message, CapInfo> describe;
  private final Status status;
  private final ZoneId zone;
  private final @Nullable String note;
  private final @Nullable String contact;
  private final @Nullable URI web;
  private final String codes;
  private final UnaryOperator<String> names;
  private final @Nullable CapArea everywhere;
  private final String feed;
  private final String title;

  private CapSettings(Builder from) {
    this.sender = from.sender;
    this.senderName = from.senderName;
    this.describe = from.describe;
    this.status = from.status;
    this.zone = from.zone;
    this.note = from.note;
    this.contact = from.contact;
    this.web = from.web;
    this.codes = from.codes;
    this.names = from.names;
    this.everywhere = from.everywhere;
    this.feed = from.feed;
    this.title = from.title;
  }

  /**
   * Starts settings for messages of one kind of event.
   *
   * @param sender as in {@link #builder(String, String, Function)}
   * @param senderName as in {@link #builder(String, String, Function)}
   */
  public static Builder builder(String sender, String senderName, CapInfo info) {
    return builder(sender, senderName, message -> info);
  }

  /**
   * Starts settings.
   *
   * @param sender who alerts, as an id that nobody else in the world has: {@code
   *     canhbao@example.vn}; visible ASCII without comma, {@code <} and {@code &}
   * @param senderName the agency that alerts, where a message names no issuer
   * @param describe what a message does not say of its event. Called whenever the alert is written,
   *     by the thread that publishes; the same for the same message
   */
  public static Builder builder(
      String sender, String senderName, Function<? super Message, CapInfo> describe) {
    return new Builder(sender, senderName, describe);
  }

  String sender() {
    return sender;
  }

  String senderName(Message message) {
    return message.issuer().orElse(senderName);
  }

  CapInfo describe(Message message) {
    return describe.apply(message);
  }

  Status status() {
    return status;
  }

  ZoneId zone() {
    return zone;
  }

  @Nullable String note() {
    return note;
  }

  @Nullable String contact() {
    return contact;
  }

  @Nullable URI web(Message message) {
    return message.link().orElse(web);
  }

  /** Where the alert applies: as its description says, or else its message, or else everywhere. */
  List<CapArea> areas(Message message, CapInfo info) {
    if (!info.areas().isEmpty()) {
      return info.areas();
    }
    if (!message.areas().isEmpty()) {
      return List.of(coded(message.areas()));
    }
    return everywhere == null ? List.of() : List.of(everywhere);
  }

  /** Name of the feed of alerts. */
  String feed() {
    return feed;
  }

  /** Title of the feed of alerts. */
  String title() {
    return title;
  }

  private CapArea coded(List<String> areas) {
    String description = areas.stream().map(names).collect(Collectors.joining(", "));
    CapArea.Builder area = CapArea.builder(description);
    areas.forEach(code -> area.geocode(codes, code));
    return area.build();
  }

  /** How seriously an alert is to be taken. */
  public enum Status {
    /** Everybody it is meant for has to act on it. */
    ACTUAL("Actual"),
    /** Only those act on it who take part in the exercise its note names. */
    EXERCISE("Exercise"),
    /** For the functions of the network of alerts itself. */
    SYSTEM("System"),
    /** A technical test: all recipients disregard it. */
    TEST("Test"),
    /** Not to be acted on as it stands. */
    DRAFT("Draft");

    private final String code;

    Status(String code) {
      this.code = code;
    }

    String code() {
      return code;
    }
  }

  /** Not safe for use by several threads. */
  public static final class Builder {

    private final String sender;
    private final String senderName;
    private final Function<? super Message, CapInfo> describe;
    private Status status = Status.ACTUAL;
    private ZoneId zone = ZoneOffset.UTC;
    private @Nullable String note;
    private @Nullable String contact;
    private @Nullable URI web;
    private String codes = "loa-area";
    private UnaryOperator<String> names = UnaryOperator.identity();
    private @Nullable CapArea everywhere;
    private String feed = "alerts";
    private String title = "Alerts";

    private Builder(String sender, String senderName, Function<? super Message, CapInfo> describe) {
      if (!NAME.matcher(sender).matches()) {
        throw new IllegalArgumentException(
            "sender must be visible ASCII without space, comma, < and &,"
                + " canhbao@example.vn, but was \""
                + sender
                + "\"");
      }
      this.sender = sender;
      this.senderName = CapValue.text("name of the sender", senderName);
      this.describe = describe;
    }

    /** Default {@link Status#ACTUAL}; {@link Status#EXERCISE} needs a {@link #note(String)}. */
    public Builder status(Status status) {
      this.status = status;
      return this;
    }

    /** The zone of all dates; default UTC. */
    public Builder zone(ZoneId zone) {
      this.zone = zone;
      return this;
    }

    /** What an alert is for, in words: the name of the exercise. */
    public Builder note(String text) {
      this.note = CapValue.text("note", text);
      return this;
    }

    /** Whom to ask or to tell more: a name, a number, an address. */
    public Builder contact(String text) {
      this.contact = CapValue.text("contact", text);
      return this;
    }

    /** Where to read more, for messages without a link; absolute. */
    public Builder web(URI page) {
      if (!page.isAbsolute()) {
        throw new IllegalArgumentException("web must be absolute but was \"" + page + "\"");
      }
      this.web = page;
      return this;
    }

    /**
     * How the codes of {@link Message#areas()} become an area, where the description gives none.
     *
     * @param list what their list is called among those who read the alerts; default {@code
     *     loa-area}
     * @param names what people call the area of a code; default the code itself
     */
    public Builder areas(String list, UnaryOperator<String> names) {
      this.codes = CapValue.text("name of the list of areas", list);
      this.names = names;
      return this;
    }

    /** The area of messages for everywhere; without it, their alerts have none. */
    public Builder everywhere(CapArea area) {
      this.everywhere = area;
      return this;
    }

    /**
     * The feed of alerts; default {@code alerts} with the title {@code Alerts}.
     *
     * @param name as in {@link Address.Feed}, not beginning with a dot: it is a directory
     */
    public Builder feed(String name, String title) {
      this.feed = new Address.Feed(name).name();
      if (name.startsWith(".")) {
        throw new IllegalArgumentException(
            "a feed's name is a directory and may not begin with a dot: \"" + name + "\"");
      }
      this.title = CapValue.text("title of the feed", title);
      return this;
    }

    /**
     * @throws IllegalStateException if it is an exercise that no note describes
     */
    public CapSettings build() {
      if (status == Status.EXERCISE && note == null) {
        throw new IllegalStateException(
            "alerts of an exercise need a note that names it (CAP 1.2, 3.2.1): give it one");
      }
      return new CapSettings(this);
    }
  }
}
