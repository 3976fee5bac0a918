package vn.loa.channel;

import java.net.URI;
import java.text.Normalizer;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One content for all channels. Immutable; every text is in Unicode normal form C.
 *
 * <p>A message says until when it may reach people. Past that instant it is neither sent nor
 * played.
 */
public final class Message {

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

  private Message(Builder from, Instant validUntil) {
    this.id = from.id;
    this.title = from.title;
    this.texts = Collections.unmodifiableMap(new LinkedHashMap<>(from.texts));
    this.link = from.link;
    this.recordings = Collections.unmodifiableMap(from.inOrderOfTexts());
    this.validUntil = validUntil;
    this.urgency = from.urgency;
    this.purpose = from.purpose;
    this.about = from.about;
    this.issuer = from.issuer;
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

  @Override
  public String toString() {
    return id + " (" + urgency + ", valid until " + validUntil + ")";
  }

  /**
   * A recording that devices fetch themselves.
   *
   * @param sha256 digest of the file, 64 lower-case hexadecimal digits
   */
  public record Audio(URI uri, String sha256, Duration length) {
    public Audio {
      Objects.requireNonNull(uri, "uri");
      if (!sha256.matches("[0-9a-f]{64}")) {
        throw new IllegalArgumentException(
            "sha256 must be 64 lower-case hexadecimal digits but was \"" + sha256 + "\"");
      }
      if (length.isZero() || length.isNegative()) {
        throw new IllegalArgumentException("a recording must last, but its length is " + length);
      }
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

    /**
     * @throws IllegalStateException if there is no text, or no {@link #validUntil(Instant)}, or if
     *     a recording is in a language without a text, or the second one in the first language
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

    private Map<String, Audio> inOrderOfTexts() {
      Map<String, Audio> inOrder = new LinkedHashMap<>();
      if (audio != null) {
        inOrder.put(texts.keySet().iterator().next(), audio);
      }
      for (String language : texts.keySet()) {
        Audio recording = recordings.get(language);
        if (recording != null) {
          inOrder.put(language, recording);
        }
      }
      return inOrder;
    }

    private String composed(String what, String text) {
      if (text.isBlank()) {
        throw new IllegalArgumentException("message " + id + ": the " + what + " is blank");
      }
      return Normalizer.normalize(text, Normalizer.Form.NFC);
    }
  }
}
