package vn.loa.bench.smpp;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Outcome;
import vn.loa.channel.Outcomes;
import vn.loa.channel.Receipt;
import vn.loa.channel.Receipts;

/**
 * What became of every message of a soak, one octet each, allocated at its start. The token of a
 * message is its recipient. Safe for use by several threads.
 */
final class SoakBook implements Outcomes, Receipts {

  private static final List<Outcome.Kind> KINDS = List.of(Outcome.Kind.values());

  /** Place of its kind of outcome, from 1. */
  private static final int KIND = 0x07;

  private static final int DOUBTED = 0x08;
  private static final int LONG = 0x10;
  private static final int RECEIPT = 0x20;

  /** As {@link #messageId} writes it, wherever it stands in a reference. */
  private static final Pattern ID = Pattern.compile("1(\\d{9})\\d{2}");

  private final byte[] messages;
  private final Map<Outcome.Kind, Integer> counts = new EnumMap<>(Outcome.Kind.class);
  private int submitted;
  private int answered;
  private int receipts;
  private int strangers;
  private int wronglyTwice;

  SoakBook(int most) {
    messages = new byte[most];
  }

  /** The id that the sink gives: it tells the recipient. */
  static String messageId(int recipient, int copy) {
    return String.format(Locale.ROOT, "1%09d%02d", recipient, copy % 100);
  }

  /**
   * Notes that so many more are submitted.
   *
   * @return the token of the first
   */
  synchronized int submit(int count, boolean isLong) {
    int first = submitted;
    for (int i = 0; i < count && isLong; i++) {
      messages[first + i] |= LONG;
    }
    submitted += count;
    return first;
  }

  @Override
  public synchronized void answer(long token, Outcome outcome) {
    int message = (int) token;
    if (message < 0 || message >= submitted) {
      strangers++;
      return;
    }
    boolean doubted = (messages[message] & DOUBTED) != 0;
    if (kind(message) == 0) {
      answered++;
    } else if (!doubted) {
      wronglyTwice++;
    }
    int doubt = outcome.kind() == Outcome.Kind.IN_DOUBT ? DOUBTED : 0;
    messages[message] =
        (byte) ((messages[message] & ~KIND) | KINDS.indexOf(outcome.kind()) + 1 | doubt);
    counts.merge(outcome.kind(), 1, Integer::sum);
  }

  @Override
  public synchronized void receive(Receipt receipt) {
    Matcher id = ID.matcher(receipt.reference());
    int message = id.find() ? Integer.parseInt(id.group(1)) : -1;
    if (message < 0 || message >= submitted) {
      strangers++;
      return;
    }
    receipts++;
    messages[message] |= RECEIPT;
  }

  private int kind(int message) {
    return messages[message] & KIND;
  }

  synchronized int open() {
    return submitted - answered;
  }

  synchronized int submitted() {
    return submitted;
  }

  @Override
  public synchronized String toString() {
    return submitted + " submitted, " + open() + " open, " + counts + ", " + receipts + " receipts";
  }

  /** What must not be, each with how often it is. */
  synchronized Map<String, Long> faults(SinkLedger sink, int partsOfLong) {
    Map<String, Long> faults = new TreeMap<>();
    faults.put("answers and receipts for nothing that was submitted", (long) strangers);
    faults.put("answered again, though it was not in doubt", (long) wronglyTwice);
    for (int message = 0; message < submitted; message++) {
      String fault = fault(message, sink, (messages[message] & LONG) != 0 ? partsOfLong : 1);
      if (fault != null) {
        faults.merge(fault, 1L, Long::sum);
      }
    }
    faults.values().removeIf(count -> count == 0);
    return faults;
  }

  private @Nullable String fault(int message, SinkLedger sink, int parts) {
    if (kind(message) == 0) {
      return "never answered";
    }
    int taken = sink.taken(message);
    Outcome.Kind kind = KINDS.get(kind(message) - 1);
    boolean doubted = (messages[message] & DOUBTED) != 0;
    if (kind == Outcome.Kind.SENT && taken < parts) {
      return "sent, though the sink did not get it whole";
    }
    if (taken > parts && !doubted) {
      return "twice at the sink, though it was not in doubt";
    }
    if (kind != Outcome.Kind.SENT && !doubted && taken > 0) {
      return kind + ", though the sink got it";
    }
    boolean proved = sink.receipts(message) == parts && kind == Outcome.Kind.SENT;
    return proved && (messages[message] & RECEIPT) == 0
        ? "a receipt was acknowledged and never told"
        : null;
  }
}
