package vn.loa.channel.smpp;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Address;
import vn.loa.channel.Receipt;

/**
 * Makes one receipt for a delivery out of those of its parts, and tells it after the delivery was
 * answered, never before.
 *
 * <p>Each send takes a ticket before its first byte leaves. A receipt whose message id nobody knows
 * is either early, and belongs to a send that is still being asked for, or it is from another life
 * of this program. So it is held until every send that had begun when it came is answered: then it
 * was claimed, or it is passed on under its own id.
 *
 * <pre>
 *  begin ──► accepted(ids) ──► (outcome told) ──► answered: claims early receipts
 *     └────► gaveUp
 * </pre>
 *
 * <p>What was told stays known, so that a receipt that comes twice is told once; all of it up to
 * {@link #MOST} message ids, the eldest go first. A delivery of several parts that was forgotten,
 * or sent in another life, gets no receipt: its reference is never the id of a single part, because
 * one part that arrived is no proof of the whole.
 *
 * <p>When an SMSC gives an id again that is still waited for, its receipts belong to the delivery
 * that was answered last.
 *
 * <p>Safe for use by several threads.
 */
final class ReceiptBook {

  /** About 10 MB. */
  private static final int MOST = 1 << 16;

  private final Map<String, Folding> byId =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Folding> eldest) {
          return size() > MOST;
        }
      };
  private final Map<String, Early> early = new LinkedHashMap<>();
  private final Map<String, Accepted> accepted = new HashMap<>();
  private final TreeSet<Long> open = new TreeSet<>();
  private long tickets;

  /** Which parts of a delivery are still to come. */
  private static final class Folding {
    private final String reference;
    private final Set<String> missing;
    private boolean told;

    Folding(String reference, List<String> ids) {
      this.reference = reference;
      this.missing = new HashSet<>(ids);
    }
  }

  private record Accepted(long ticket, List<String> ids) {}

  private record Early(Report report, long lastTicket) {}

  /**
   * A receipt as it came, or as it is told.
   *
   * @param from whom it is about; null when it does not say
   */
  record Report(Receipt receipt, @Nullable Address from) {

    String reference() {
      return receipt.reference();
    }

    /** The same about the whole delivery. */
    Report named(String reference) {
      if (receipt instanceof Receipt.Undelivered undelivered) {
        return new Report(
            new Receipt.Undelivered(reference, undelivered.at(), undelivered.reason()), from);
      }
      return receipt instanceof Receipt.Expired expired
          ? new Report(new Receipt.Expired(reference, expired.at()), from)
          : new Report(new Receipt.Delivered(reference, receipt.at()), from);
    }
  }

  /** A send begins. */
  synchronized long begin() {
    open.add(++tickets);
    return tickets;
  }

  /** The send ended without a reference. Returns what to tell. */
  synchronized List<Report> gaveUp(long ticket) {
    open.remove(ticket);
    return released(new ArrayList<>());
  }

  /**
   * Every part was accepted.
   *
   * @param ids of the parts, in order
   * @return the reference of the delivery: the only part's id, or the first with the count of
   *     parts; and with the ticket, when another delivery that waits is called that already
   */
  synchronized String accepted(long ticket, List<String> ids) {
    String first = ids.get(0);
    String plain = ids.size() == 1 ? first : first + "+" + ids.size();
    String reference = isTaken(plain, first) ? plain + "~" + ticket : plain;
    accepted.put(reference, new Accepted(ticket, List.copyOf(ids)));
    return reference;
  }

  private boolean isTaken(String reference, String first) {
    Folding known = byId.get(first);
    return accepted.containsKey(reference)
        || (known != null && !known.told && known.reference.equals(reference));
  }

  /** The outcome was told. Returns what to tell now. */
  synchronized List<Report> answered(String reference) {
    List<Report> told = new ArrayList<>();
    Accepted sent = accepted.remove(reference);
    if (sent == null) {
      return told;
    }
    open.remove(sent.ticket());
    Folding folding = new Folding(reference, sent.ids());
    for (String id : sent.ids()) {
      byId.put(id, folding);
      Early came = early.remove(id);
      if (came != null) {
        addIfPresent(told, folded(folding, came.report()));
      }
    }
    return released(told);
  }

  /** A receipt of one part came. Returns what to tell. */
  synchronized List<Report> arrived(Report part) {
    List<Report> told = new ArrayList<>();
    Folding folding = byId.get(part.reference());
    if (folding != null) {
      addIfPresent(told, folded(folding, part));
    } else if (open.isEmpty()) {
      told.add(part);
    } else {
      early.putIfAbsent(part.reference(), new Early(part, tickets));
    }
    return released(told);
  }

  /** What this part settled was told and not kept: it may come again, and is told again then. */
  synchronized void notKept(Report part) {
    Folding folding = byId.get(part.reference());
    if (folding != null) {
      folding.told = false;
    }
  }

  /** The delivery's receipt, if this part settles it: the last that arrived, or the first not. */
  private static @Nullable Report folded(Folding folding, Report part) {
    folding.missing.remove(part.reference());
    boolean settled = part.receipt().kind() != Receipt.Kind.DELIVERED || folding.missing.isEmpty();
    if (folding.told || !settled) {
      return null;
    }
    folding.told = true;
    return part.named(folding.reference);
  }

  /** Adds the early ones that no open send can claim any more, and the eldest of too many. */
  private List<Report> released(List<Report> told) {
    long firstOpen = open.isEmpty() ? Long.MAX_VALUE : open.first();
    var waiting = early.values().iterator();
    while (waiting.hasNext()) {
      Early eldest = waiting.next();
      if (eldest.lastTicket() >= firstOpen && early.size() <= MOST) {
        break;
      }
      told.add(eldest.report());
      waiting.remove();
    }
    return told;
  }

  private static void addIfPresent(List<Report> reports, @Nullable Report report) {
    if (report != null) {
      reports.add(report);
    }
  }
}
