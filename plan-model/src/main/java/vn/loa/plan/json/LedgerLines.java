package vn.loa.plan.json;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import vn.loa.plan.ledger.LedgerEntry;
import vn.loa.plan.ledger.LedgerEvent;

/**
 * Ledger entries as lines of UTF-8, without line feed.
 *
 * <pre>
 *  {"seq":1,"at":…,"actor":…,"kind":…,…,"prev":"&lt;hash of the line above&gt;","hash":"&lt;hash&gt;"}
 *  └──────────────────────── hashed, SHA-256 of these bytes ────────────┘
 * </pre>
 *
 * <p>The hash covers the bytes, not their meaning: no other writing of the same JSON passes. Since
 * each line has the hash of the line above in its own hash, no line can be changed, dropped, added
 * or moved without all below it. All this is told by the bytes; nothing need be read as JSON.
 */
final class LedgerLines {

  /** What stands for the line above the first. */
  static final String NO_HASH = "0".repeat(64);

  private static final String BEFORE_PREV = ",\"prev\":\"";
  private static final String BEFORE_HASH = ",\"hash\":\"";
  private static final String AFTER_HASH = "\"}";

  private static final int TAIL = BEFORE_HASH.length() + NO_HASH.length() + AFTER_HASH.length();

  private LedgerLines() {}

  /**
   * An entry as its line.
   *
   * @param prev hash of the line above
   * @throws IllegalArgumentException when the line would not give the entry back: half a surrogate
   *     pair, for one, is no text in UTF-8. What cannot be read must not be kept
   */
  static byte[] line(LedgerEntry entry, String prev) {
    String whole = JsonOut.compact(out -> write(out, entry, prev));
    byte[] hashed = whole.substring(0, whole.length() - 1).getBytes(StandardCharsets.UTF_8);
    byte[] tail = tail(sha256(hashed)).getBytes(StandardCharsets.US_ASCII);
    byte[] line = Arrays.copyOf(hashed, hashed.length + TAIL);
    System.arraycopy(tail, 0, line, hashed.length, TAIL);
    refuseUnreadable(entry, line);
    return line;
  }

  private static void write(JsonOut out, LedgerEntry entry, String prev) {
    out.field("seq", entry.seq()).field("at", entry.at()).field("actor", entry.actor());
    EventWriter.write(out, entry.event());
    out.field("prev", prev);
  }

  private static void refuseUnreadable(LedgerEntry entry, byte[] line) {
    String reason = "its text is not well-formed Unicode";
    try {
      if (entry(line).equals(entry)) {
        return;
      }
    } catch (PlanFormatException unreadable) {
      reason = unreadable.problems().get(0).toString();
    }
    throw new IllegalArgumentException(
        "entry %d could not be read back, and was not kept: %s".formatted(entry.seq(), reason));
  }

  /** Whether these bytes end with their own hash: nobody changed one since they were written. */
  static boolean isWhole(byte[] line) {
    int end = line.length - TAIL;
    return end > 0 && text(line, end, TAIL).equals(tail(sha256(Arrays.copyOf(line, end))));
  }

  /** Whether a line that {@link #isWhole} has this number. */
  static boolean isNumbered(byte[] line, long seq) {
    String start = "{\"seq\":" + seq + ",";
    return line.length > start.length() && text(line, 0, start.length()).equals(start);
  }

  /** Whether a line that {@link #isWhole} was written below the one with this hash. */
  static boolean isBelow(byte[] line, String prev) {
    String end = BEFORE_PREV + prev + "\"";
    int from = line.length - TAIL - end.length();
    return from > 0 && text(line, from, end.length()).equals(end);
  }

  /** The hash of a line that {@link #isWhole}. */
  static String hash(byte[] line) {
    return text(line, line.length - AFTER_HASH.length() - NO_HASH.length(), NO_HASH.length());
  }

  private static String tail(String hash) {
    return BEFORE_HASH + hash + AFTER_HASH;
  }

  private static String text(byte[] line, int from, int length) {
    return new String(line, from, length, StandardCharsets.ISO_8859_1);
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }

  /**
   * An entry from its line; the chain is none of its business.
   *
   * @throws PlanFormatException when it cannot be read, though nobody may have changed it
   */
  static LedgerEntry entry(byte[] line) {
    return JsonFiles.read("entry", line, LedgerLines::entry);
  }

  private static @Nullable LedgerEntry entry(Fields in) {
    long seq = in.quantity("seq");
    Instant at = in.instant("at");
    String actor = in.words("actor");
    LedgerEvent event = EventReader.read(in);
    in.words("prev");
    in.words("hash");
    return event == null ? null : in.make(() -> new LedgerEntry(seq, at, actor, event));
  }
}
