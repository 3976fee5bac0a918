package vn.loa.plan.json;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.loa.plan.Activity;
import vn.loa.plan.Clause;
import vn.loa.plan.DocumentRef;
import vn.loa.plan.Evidence;
import vn.loa.plan.Measure;
import vn.loa.plan.Submission;
import vn.loa.plan.Unit;
import vn.loa.plan.ledger.LedgerEntry;
import vn.loa.plan.ledger.LedgerEvent;

/**
 * Ledger entries as lines.
 *
 * <pre>
 *  {"seq":1,"at":…,"actor":…,"kind":…,…,"prev":"&lt;hash of the line above&gt;","hash":"&lt;hash&gt;"}
 *  └──────────────────────── hashed, SHA-256 of these bytes ────────────┘
 * </pre>
 *
 * <p>The hash covers the bytes, not their meaning: no other writing of the same JSON passes. Since
 * each line has the hash of the line above in its own hash, no line can be changed, dropped, added
 * or moved without all below it.
 */
final class LedgerLines {

  /** What stands for the line above the first. */
  static final String NO_HASH = "0".repeat(64);

  private static final String BEFORE_HASH = ",\"hash\":\"";
  private static final String AFTER_HASH = "\"}";
  private static final int TAIL = BEFORE_HASH.length() + NO_HASH.length() + AFTER_HASH.length();

  private LedgerLines() {}

  /** An entry as its line, without line feed. */
  static String line(LedgerEntry entry, String prev) {
    String whole = JsonOut.compact(out -> write(out, entry).field("prev", prev));
    String hashed = whole.substring(0, whole.length() - 1);
    return hashed + BEFORE_HASH + sha256(hashed.getBytes(StandardCharsets.UTF_8)) + AFTER_HASH;
  }

  private static JsonOut write(JsonOut out, LedgerEntry entry) {
    out.field("seq", entry.seq())
        .field("at", entry.at())
        .field("actor", entry.actor())
        .field("kind", entry.event().kind());
    if (entry.event() instanceof LedgerEvent.Submitted submitted) {
      write(out, submitted.submission());
    } else if (entry.event() instanceof LedgerEvent.Recorded recorded) {
      write(out, recorded.activity());
    }
    return out;
  }

  private static void write(JsonOut out, Submission submission) {
    out.field("agency", submission.agency())
        .field("obligation", submission.obligation())
        .field("period", submission.period())
        .field("receivedAt", submission.receivedAt())
        .field("document", submission.document())
        .field("version", submission.version());
  }

  private static void write(JsonOut out, Activity activity) {
    out.field("id", activity.id())
        .field("theme", activity.theme())
        .field("form", activity.form())
        .field("agency", activity.agency())
        .field("doneAt", activity.at())
        .objects(
            "measures",
            activity.measures(),
            measure -> out.field("quantity", measure.quantity()).field("unit", measure.unit()))
        .objects(
            "evidence",
            activity.evidence(),
            file ->
                out.field("name", file.name())
                    .field("mediaType", file.mediaType())
                    .field("size", file.size())
                    .field("sha256", file.sha256()));
  }

  /** Whether these bytes end with their own hash: nobody changed one since they were written. */
  static boolean isWhole(byte[] line) {
    return line.length > TAIL && tail(line).equals(BEFORE_HASH + sha256(hashed(line)) + AFTER_HASH);
  }

  /** The hash of a line that {@link #isWhole}. */
  static String hash(byte[] line) {
    return tail(line).substring(BEFORE_HASH.length(), TAIL - AFTER_HASH.length());
  }

  private static byte[] hashed(byte[] line) {
    return Arrays.copyOf(line, line.length - TAIL);
  }

  private static String tail(byte[] line) {
    return new String(line, line.length - TAIL, TAIL, StandardCharsets.ISO_8859_1);
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }

  /**
   * An entry from its line.
   *
   * @param prev hash of the line above
   * @throws PlanFormatException when the line cannot be read, though nobody changed it
   */
  static LedgerEntry entry(byte[] line, long seq, String prev) {
    return JsonFiles.read("entry", line, in -> entry(in, seq, prev));
  }

  private static @Nullable LedgerEntry entry(Fields in, long seq, String prev) {
    long found = in.quantity("seq");
    Instant at = in.instant("at");
    String actor = in.words("actor");
    LedgerEvent.Kind kind = in.oneOf("kind", LedgerEvent.Kind.class);
    LedgerEvent event =
        switch (kind) {
          case SUBMISSION -> submitted(in);
          case ACTIVITY -> recorded(in);
        };
    String above = in.words("prev");
    in.words("hash");
    return in.make(
        () -> {
          if (found != seq) {
            throw new IllegalArgumentException("entry " + found + " stands where " + seq + " must");
          }
          if (!above.equals(prev)) {
            throw new IllegalArgumentException("it does not follow the line above it");
          }
          if (event == null) {
            throw new IllegalArgumentException("it has no event");
          }
          return new LedgerEntry(seq, at, actor, event);
        });
  }

  private static @Nullable LedgerEvent submitted(Fields in) {
    String agency = in.words("agency");
    String obligation = in.words("obligation");
    String period = in.words("period");
    Instant receivedAt = in.instant("receivedAt");
    DocumentRef document = in.parsed("document", DocumentRef::parse, "one like 12/BC-UBND");
    int version = in.number("version");
    return document == null
        ? null
        : in.make(
            () ->
                new LedgerEvent.Submitted(
                    new Submission(agency, obligation, period, receivedAt, document, version)));
  }

  private static @Nullable LedgerEvent recorded(Fields in) {
    String id = in.words("id");
    Clause theme = in.foreignClauseOrNull("theme");
    Clause form = in.foreignClauseOrNull("form");
    String agency = in.words("agency");
    Instant at = in.instant("doneAt");
    List<Measure> measures = in.list("measures", LedgerLines::measure);
    List<Evidence> evidence = in.list("evidence", LedgerLines::evidence);
    return theme == null || form == null
        ? null
        : in.make(
            () ->
                new LedgerEvent.Recorded(
                    new Activity(id, theme, form, agency, at, measures, evidence)));
  }

  private static @Nullable Measure measure(Fields in) {
    long quantity = in.quantity("quantity");
    Unit unit = in.oneOf("unit", Unit.class);
    return in.make(() -> new Measure(quantity, unit));
  }

  private static @Nullable Evidence evidence(Fields in) {
    String name = in.words("name");
    String mediaType = in.words("mediaType");
    long size = in.quantity("size");
    String sha256 = in.words("sha256");
    return in.make(() -> new Evidence(name, mediaType, size, sha256));
  }
}
