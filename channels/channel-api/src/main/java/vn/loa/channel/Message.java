package vn.loa.channel;

import java.net.URI;
import java.text.Normalizer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One content for all channels. Immutable; every text is in Unicode normal form C.
 *
 * <p>A message says until when it may reach people. Past that instant it is neither sent nor
 * played.
 */
public final class Message {

  /** RFC 6838, 4.2. */
  private static final Pattern MEDIA_TYPE =
      Pattern.compile("[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]*/[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]*");

  private final String id;
  private final String title;
  private final Map<String, String> texts;
  private final @Nullable URI link;
  private final Map<String, Audio> recordings;
  private final Instant validUntil;
  private final Urgency urgency;
  private final Purpose purpose;
  private final @Nullable String about;
  private final @Nullable String issuer;
  private final @Nullable String plan;
  private final List<String> areas;
  private final List<Attachment> attachments;
  private final Map<Medium, Map<String, String>> versions;

  private Message(Builder from, Instant validUntil) {
    this.id = from.id;
    this.title = from.title;
    this.texts = Collections.unmodifiableMap(new LinkedHashMap<>(from.texts));
    this.link = from.link;
    this.recordings = Collections.unmodifiableMap(from.orderedRecordings());
    this.validUntil = validUntil;
    this.urgency = from.urgency;
    this.purpose = from.purpose;
    this.about = from.about;
    this.issuer = from.issuer;
    this.plan = from.plan;
    this.areas = List.copyOf(from.areas);
    this.attachments = List.copyOf(from.attachments);
    this.versions = from.orderedVersions();
  }

  /**
   * Starts a message.
   *
   * @param id {@code [A-Za-z0-9._-]{1,64}}; the same id on every channel, stable over restarts
   * @param title what a feed shows as its headline
   */
  public static Builder builder(String id, String title) {
    return new Builder(id, title);
  }

  public String id() {
    return id;
  }

  public String title() {
    return title;
  }

  /** The text in the first language given. */
  public String text() {
    return texts.values().iterator().next();
  }

  /** Every text by its language (BCP 47 tag), in the order given; never empty. */
  public Map<String, String> texts() {
    return texts;
  }

  /** The first language given. */
  public String language() {
    return texts.keySet().iterator().next();
  }

  public Optional<URI> link() {
    return Optional.ofNullable(link);
  }

  /** The recording in the first language given; empty where there is none in that one. */
  public Optional<Audio> audio() {
    return Optional.ofNullable(recordings.get(language()));
  }

  /**
   * Every recording by its language, in the order of {@link #texts()}; empty where all is read out
   * from text. Unmodifiable.
   */
  public Map<String, Audio> recordings() {
    return recordings;
  }

  /** Exclusive: at this instant it is too late. */
  public Instant validUntil() {
    return validUntil;
  }

  public boolean isExpired(Instant now) {
    return !now.isBefore(validUntil);
  }

  public Urgency urgency() {
    return urgency;
  }

  public Purpose purpose() {
    return purpose;
  }

  /** What it is about, as text a channel only passes on: a theme's clause ({@code II.1.2}). */
  public Optional<String> about() {
    return Optional.ofNullable(about);
  }

  /** Name of the agency that speaks. */
  public Optional<String> issuer() {
    return Optional.ofNullable(issuer);
  }

  /** Number and symbol of the plan it belongs to ({@code 1270/KH-UBND}). */
  public Optional<String> plan() {
    return Optional.ofNullable(plan);
  }

  /** Codes of the areas it concerns ({@code q1}), in the order given; empty: everywhere. */
  public List<String> areas() {
    return areas;
  }

  /** Files that go with it, beside its recordings, in the order given. */
  public List<Attachment> attachments() {
    return attachments;
  }

  /**
   * What is said otherwise in one medium: text by language, in the order of {@link #texts()}, for
   * those media that have any. Unmodifiable.
   */
  public Map<Medium, Map<String, String>> versions() {
    return versions;
  }

  /** What is said otherwise in this medium and language, if anything is. */
  public Optional<String> version(Medium medium, String language) {
    return Optional.ofNullable(versions.getOrDefault(medium, Map.of()).get(language));
  }

  @Override
  public String toString() {
    return id + " (" + urgency + ", valid until " + validUntil + ")";
  }

  /** Where words have to be others than those of {@link Message#texts()}. */
  public enum Medium {
    /** HTML for portals. Whoever shows it cleans it first. */
    WEB,
    /** What newspapers print: the release. */
    PRINT,
    /** What an announcer reads out: the script. */
    RADIO,
    /** What a screen or a board has room for. */
    SCREEN
  }

  /**
   * A picture, a leaflet, a film.
   *
   * @param uri absolute
   * @param mediaType {@code image/png}
   * @param octets size of the file; 0 when it is not known
   * @param title what it is, or shows, for who cannot see it; not blank
   */
  public record Attachment(URI uri, String mediaType, long octets, String title) {
    public Attachment {
      if (!uri.isAbsolute()) {
        throw new IllegalArgumentException(
            "an attachment's address must be absolute but was \"" + uri + "\"");
      }
      if (!MEDIA_TYPE.matcher(mediaType).matches()) {
        throw new IllegalArgumentException(
            "no media type: \"" + mediaType + "\"; say image/png or application/pdf");
      }
      checkSize(octets);
      if (title.isBlank()) {
        throw new IllegalArgumentException("attachment " + uri + " has a blank title");
      }
      title = Normalizer.normalize(title, Normalizer.Form.NFC);
    }
  }

  /**
   * A recording that devices fetch themselves.
   *
   * @param sha256 digest of the file, 64 lower-case hexadecimal digits
   * @param octets size of the file; 0 when it is not known
   */
  public record Audio(URI uri, String sha256, Duration length, long octets) {

    /** A recording whose size is not known. */
    public Audio(URI uri, String sha256, Duration length) {
      this(uri, sha256, length, 0);
    }

    public Audio {
      Objects.requireNonNull(uri, "uri");
      checkSize(octets);
      if (!sha256.matches("[0-9a-f]{64}")) {
        throw new IllegalArgumentException(
            "sha256 must be 64 lower-case hexadecimal digits but was \"" + sha256 + "\"");
      }
      if (length.isZero() || length.isNegative()) {
        throw new IllegalArgumentException("a recording must last, but its length is " + length);
      }
    }
  }

  private static void checkSize(long octets) {
    if (octets < 0) {
      throw new IllegalArgumentException("a file has no " + octets + " octets; 0 is not known");
    }
  }

  /** Not safe for use by several threads. */
  public static final class Builder {

    private final String id;
    private final String title;
    private final Map<String, String> texts = new LinkedHashMap<>();
    private @Nullable URI link;
    private final Map<String, Audio> recordings = new LinkedHashMap<>();
    private @Nullable Audio audio;
    private @Nullable Instant validUntil;
    private Urgency urgency = Urgency.ROUTINE;
    private Purpose purpose = Purpose.PUBLIC_NOTICE;
    private @Nullable String about;
    private @Nullable String issuer;
    private @Nullable String plan;
    private final Set<String> areas = new LinkedHashSet<>();
    private final List<Attachment> attachments = new ArrayList<>();
    private final Map<Medium, Map<String, String>> versions = new EnumMap<>(Medium.class);

    private Builder(String id, String title) {
      this.id = Names.check("message id", id);
      this.title = composed("title", title);
    }

    /**
     * The text in one language. At least one; the first is the one that channels with room for one
     * language carry.
     *
     * @param language BCP 47 tag: {@code vi}, {@code en}, {@code km}
     */
    public Builder text(String language, String text) {
      if (language.isBlank()) {
        throw new IllegalArgumentException("message " + id + ": a text needs its language (vi)");
      }
      if (texts.putIfAbsent(language, composed("text", text)) != null) {
        throw new IllegalArgumentException(
            "message " + id + " already has a text in \"" + language + "\"");
      }
      return this;
    }

    /** Where to read more; absolute. */
    public Builder link(URI link) {
      if (!link.isAbsolute()) {
        throw new IllegalArgumentException(
            "message " + id + ": the link must be absolute but was \"" + link + "\"");
      }
      this.link = link;
      return this;
    }

    /**
     * The recording in the first language given. Replaces one given so before; {@link #build()}
     * takes either this or one that names that language.
     */
    public Builder audio(Audio audio) {
      this.audio = audio;
      return this;
    }

    /**
     * The recording in one language, whose text is given before or after.
     *
     * @param language as in {@link #text(String, String)}
     * @throws IllegalArgumentException if there is one in that language already
     */
    public Builder audio(String language, Audio audio) {
      if (recordings.putIfAbsent(language, audio) != null) {
        throw new IllegalArgumentException(
            "message " + id + " already has a recording in \"" + language + "\"");
      }
      return this;
    }

    /** Mandatory. Exclusive: at this instant it is too late to send or play it. */
    public Builder validUntil(Instant instant) {
      this.validUntil = instant;
      return this;
    }

    /** Default {@link Urgency#ROUTINE}. */
    public Builder urgency(Urgency urgency) {
      this.urgency = urgency;
      return this;
    }

    /** Default {@link Purpose#PUBLIC_NOTICE}. */
    public Builder purpose(Purpose purpose) {
      this.purpose = purpose;
      return this;
    }

    /** What it is about: the clause of a theme, as text. Reports gather messages by it. */
    public Builder about(String about) {
      this.about = about;
      return this;
    }

    /** Name of the agency that speaks. */
    public Builder issuer(String issuer) {
      this.issuer = composed("issuer", issuer);
      return this;
    }

    /** Number and symbol of the plan it belongs to: {@code 1270/KH-UBND}. */
    public Builder plan(String plan) {
      this.plan = composed("plan", plan);
      return this;
    }

    /**
     * An area it concerns; given again, it is the same area.
     *
     * @param code {@code [A-Za-z0-9._-]{1,64}}
     */
    public Builder area(String code) {
      areas.add(Names.check("area code", code));
      return this;
    }

    /** A file that goes with it. */
    public Builder attachment(Attachment attachment) {
      attachments.add(attachment);
      return this;
    }

    /**
     * What is said otherwise in one medium, in a language whose text is given before or after.
     *
     * @throws IllegalArgumentException if there is such a version already
     */
    public Builder version(Medium medium, String language, String text) {
      Map<String, String> others = versions.computeIfAbsent(medium, unused -> new HashMap<>());
      if (others.putIfAbsent(language, composed("version", text)) != null) {
        throw new IllegalArgumentException(
            "message %s already has a version for %s in \"%s\"".formatted(id, medium, language));
      }
      return this;
    }

    /**
     * @throws IllegalStateException if there is no text, or no {@link #validUntil(Instant)}, or if
     *     a recording or a version is in a language without a text, or a recording the second one
     *     in the first language
     */
    public Message build() {
      if (texts.isEmpty()) {
        throw new IllegalStateException("message " + id + " says nothing: give it a text");
      }
      if (validUntil == null) {
        throw new IllegalStateException(
            "message " + id + " has no validUntil: say until when it may reach people");
      }
      checkRecordings();
      checkVersions();
      return new Message(this, validUntil);
    }

    private void checkRecordings() {
      for (String language : recordings.keySet()) {
        if (!texts.containsKey(language)) {
          throw new IllegalStateException(
              "message %s has a recording in \"%s\" but no text in it: give it the text too"
                  .formatted(id, language));
        }
      }
      String first = texts.keySet().iterator().next();
      if (audio != null && recordings.containsKey(first)) {
        throw new IllegalStateException(
            "message %s has two recordings in \"%s\", one that names it and one for the first language: give it one"
                .formatted(id, first));
      }
    }

    private void checkVersions() {
      versions.forEach(
          (medium, others) -> {
            for (String language : others.keySet()) {
              if (!texts.containsKey(language)) {
                throw new IllegalStateException(
                    "message %s has a version for %s in \"%s\" but no text in it: give it the text too"
                        .formatted(id, medium, language));
              }
            }
          });
    }

    private Map<String, Audio> orderedRecordings() {
      Map<String, Audio> ordered = inOrderOfTexts(recordings);
      if (audio == null) {
        return ordered;
      }
      Map<String, Audio> all = new LinkedHashMap<>();
      all.put(texts.keySet().iterator().next(), audio);
      all.putAll(ordered);
      return all;
    }

    private Map<Medium, Map<String, String>> orderedVersions() {
      Map<Medium, Map<String, String>> ordered = new EnumMap<>(Medium.class);
      versions.forEach(
          (medium, others) ->
              ordered.put(medium, Collections.unmodifiableMap(inOrderOfTexts(others))));
      return Collections.unmodifiableMap(ordered);
    }

    private <V> Map<String, V> inOrderOfTexts(Map<String, V> byLanguage) {
      Map<String, V> ordered = new LinkedHashMap<>();
      for (String language : texts.keySet()) {
        V value = byLanguage.get(language);
        if (value != null) {
          ordered.put(language, value);
        }
      }
      return ordered;
    }

    private String composed(String what, String text) {
      if (text.isBlank()) {
        throw new IllegalArgumentException("message " + id + ": the " + what + " is blank");
      }
      return Normalizer.normalize(text, Normalizer.Form.NFC);
    }
  }
}
