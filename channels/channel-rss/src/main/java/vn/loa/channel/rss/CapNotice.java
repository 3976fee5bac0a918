package vn.loa.channel.rss;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Message;

/**
 * One alert that was issued; it never changes.
 *
 * @param identifier see {@link #identifier(String, String, String, int)}
 * @param references the earlier notices it is about, each as its {@link #reference} was
 */
record CapNotice(
    String identifier, Instant sent, Kind kind, List<String> references, Message message) {

  private static final int LONGEST_HOST = 64;
  private static final int LONGEST_PLAN = 40;
  private static final int DIGITS = 16;

  CapNotice {
    if (!CapSettings.NAME.matcher(identifier).matches()) {
      throw new IllegalArgumentException("no identifier of an alert: \"" + identifier + "\"");
    }
    references = List.copyOf(references);
    if (kind != Kind.ALERT && references.isEmpty()) {
      throw new IllegalArgumentException(
          "%s of %s must say which alert it is about (CAP 1.2, 3.2.1): give it references"
              .formatted(kind.code, identifier));
    }
  }

  /** How later notices speak of it (CAP 1.2, 3.2.1). */
  String reference(CapSettings settings) {
    return settings.sender() + "," + identifier + "," + CapDates.of(sent, settings.zone());
  }

  /**
   * The identifier of one revision of a message: the same for ever, and no other's, even where
   * capitals make no difference. Of {@code A-Z a-z 0-9 . _ -} and short enough for a file's name.
   * For whoever reads it, it names the host, the plan as far as it can, and the message; the digest
   * is what keeps it apart from others.
   */
  static String identifier(String host, @Nullable String plan, String messageId, int revision) {
    String ofPlan = plan == null ? "" : part(plan, LONGEST_PLAN) + "_";
    return "%s_%s%s_%s_%s"
        .formatted(
            part(host.toLowerCase(Locale.ROOT), LONGEST_HOST),
            ofPlan,
            messageId,
            digest(host.toLowerCase(Locale.ROOT), plan == null ? "" : plan, messageId),
            Integer.toString(revision));
  }

  private static String part(String text, int longest) {
    String safe = text.replaceAll("[^A-Za-z0-9.-]+", "-");
    return safe.substring(0, Math.min(safe.length(), longest));
  }

  /** NUL stands in none of them but perhaps the plan, which stands between two that have none. */
  private static String digest(String host, String plan, String messageId) {
    byte[] key = (host + '\0' + plan + '\0' + messageId).getBytes(UTF_8);
    return Sha256.hex(key).substring(0, DIGITS);
  }

  /** What it does to those before it. */
  enum Kind {
    ALERT("Alert"),
    /** Takes the place of those it refers to. */
    UPDATE("Update"),
    /** Takes back those it refers to. */
    CANCEL("Cancel");

    private final String code;

    Kind(String code) {
      this.code = code;
    }

    String code() {
      return code;
    }
  }
}
