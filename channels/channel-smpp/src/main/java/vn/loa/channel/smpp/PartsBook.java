package vn.loa.channel.smpp;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jsmpp.SMPPConstant;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Address;
import vn.loa.channel.Receipt;

/**
 * Makes one receipt for a delivery of several parts out of those of its parts: delivered when every
 * part is, and else what the first part came to that is not. A receipt that no such delivery can
 * claim is told as it came.
 *
 * <p>Such a delivery takes a ticket before its first octet leaves. A receipt with an id that nobody
 * knows may have overtaken the answer it belongs to; so it is held, and not acknowledged, until
 * every delivery that was open when it came has ended. While none is open or known, which is always
 * where all messages have one part, a receipt passes without a lock.
 *
 * <pre>
 *  begin ──► accepted(ids): claims what was held ──► the last receipt: told ──► kept: known
 *     └────► gaveUp                                        ▲                      │
 *                                                          └──── not kept ◄───────┘
 * </pre>
 *
 * <p>A part's receipt that settles nothing is acknowledged at once. The one that does is
 * acknowledged when the receipt of the delivery is kept; if it is not kept, the SMSC brings it
 * again, and it is told again. What was kept stays known, so that a receipt that comes twice is
 * told once; all of it up to {@link #MOST} message ids, the eldest deliveries go first. A delivery
 * that was forgotten, or sent in another life, gets no receipt: its reference is never the id of a
 * single part, because one part that arrived is no proof of the whole.
 *
 * <p>Of a delivery that was left in doubt parts may have been taken, whose ids nobody knows.
 * Whoever looks for deliveries in doubt by their recipient would take the receipt of one part for
 * that of the whole: so receipts from such a recipient, which no delivery here claims, are told
 * without whom they are about. This holds for the last {@link #MOST} such recipients.
 *
 * <p>The first word about a part counts. When an SMSC gives an id again that is still waited for,
 * its receipts belong to the delivery that was accepted last.
 *
 * <p>Safe for use by several threads. Tells outside its lock, on the thread that calls.
 */
final class PartsBook {

  /** About 10 MB. */
  private static final int MOST = 1 << 16;

  private final Teller teller;
  private final Map<String, Folding> byId = new HashMap<>();
  private final Deque<Folding> eldestFirst = new ArrayDeque<>();
  private final Map<String, Held> held = new LinkedHashMap<>();
  private final TreeSet<Long> open = new TreeSet<>();
  private final Set<Address> leftInDoubt = new LinkedHashSet<>();
  private long tickets;
  private int ids;
  private int heldReceipts;

  /** Whether any delivery of several parts is open, known or left in doubt. */
  private volatile boolean inUse;

  /** Hears what is to be told. */
  @FunctionalInterface
  interface Teller {

    /** Answers {@link SMPPConstant#STAT_ESME_ROK} when it is kept. Never throws. */
    void tell(Receipt receipt, @Nullable Address from, Desk.Reply reply);
  }

  /** A receipt as it came. */
  private record Arrival(Receipt receipt, @Nullable Address from, Desk.Reply reply) {}

  /** What came of one id, all before the delivery after the last ticket began. */
  private record Held(long lastTicket, List<Arrival> arrivals) {}

  /** A delivery, and what its parts came to. */
  private static final class Folding {
    private final String reference;
    private final List<String> ids;
    private final Set<String> missing;
    private final List<Desk.Reply> waiting = new ArrayList<>();
    private boolean telling;
    private boolean kept;

    Folding(String reference, List<String> ids) {
      this.reference = reference;
      this.ids = ids;
      this.missing = new HashSet<>(ids);
    }

    /** Whether the delivery is settled by this part, or was, and the receipt may say so. */
    boolean isSettledBy(Receipt part) {
      if (part.kind() == Receipt.Kind.DELIVERED) {
        missing.remove(part.reference());
        return missing.isEmpty();
      }
      return missing.contains(part.reference());
    }
  }

  PartsBook(Teller teller) {
    this.teller = teller;
  }

  /** A delivery of several parts begins, before its first octet leaves. Returns its ticket. */
  synchronized long begin() {
    inUse = true;
    open.add(++tickets);
    return tickets;
  }

  /** It ended without a reference, and some of its parts may have been taken. */
  void leftInDoubt(long ticket, Address recipient) {
    synchronized (this) {
      leftInDoubt.add(recipient);
      if (leftInDoubt.size() > MOST) {
        leftInDoubt.remove(leftInDoubt.iterator().next());
      }
    }
    gaveUp(ticket);
  }

  /** It ended without a reference, and nothing of it was taken. */
  void gaveUp(long ticket) {
    List<Runnable> due = new ArrayList<>();
    synchronized (this) {
      close(ticket, due);
    }
    due.forEach(Runnable::run);
  }

  /**
   * Every part was accepted. Also right after {@link #gaveUp}, for an answer that came late.
   *
   * @param parts the ids, in order, as receipts will write them
   * @return the reference of the delivery: the first id with the count of parts; and with the
   *     ticket, when another delivery that is known may be called that already
   */
  String accepted(long ticket, List<String> parts) {
    List<Runnable> due = new ArrayList<>();
    String reference;
    synchronized (this) {
      reference = reference(ticket, parts);
      enter(new Folding(reference, List.copyOf(parts)), due);
      close(ticket, due);
    }
    due.forEach(Runnable::run);
    return reference;
  }

  /** A receipt came. It is told, folded or held; and its reply answered, now or later. */
  void arrived(Receipt receipt, @Nullable Address from, Desk.Reply reply) {
    if (!inUse) {
      teller.tell(receipt, from, reply);
      return;
    }
    List<Runnable> due = new ArrayList<>();
    synchronized (this) {
      place(new Arrival(receipt, from, reply), due);
    }
    due.forEach(Runnable::run);
  }

  private String reference(long ticket, List<String> parts) {
    String first = parts.get(0);
    String plain = first + "+" + parts.size();
    return byId.containsKey(first) ? plain + "~" + ticket : plain;
  }

  private void enter(Folding folding, List<Runnable> due) {
    inUse = true;
    eldestFirst.add(folding);
    ids += folding.ids.size();
    for (String id : folding.ids) {
      byId.put(id, folding);
      claim(id, folding, due);
    }
    while (ids > MOST && eldestFirst.size() > 1) {
      forget(eldestFirst.remove());
    }
  }

  private void claim(String id, Folding folding, List<Runnable> due) {
    Held came = held.remove(id);
    if (came != null) {
      heldReceipts -= came.arrivals.size();
      came.arrivals.forEach(arrival -> fold(folding, arrival, due));
    }
  }

  private void forget(Folding eldest) {
    ids -= eldest.ids.size();
    for (String id : eldest.ids) {
      byId.remove(id, eldest);
    }
  }

  private void place(Arrival arrival, List<Runnable> due) {
    Folding folding = byId.get(arrival.receipt.reference());
    if (folding != null) {
      fold(folding, arrival, due);
    } else if (open.isEmpty()) {
      due.add(told(arrival));
    } else {
      hold(arrival, due);
    }
  }

  private void hold(Arrival arrival, List<Runnable> due) {
    held.computeIfAbsent(arrival.receipt.reference(), id -> new Held(tickets, new ArrayList<>(1)))
        .arrivals
        .add(arrival);
    heldReceipts++;
    release(due);
  }

  private void fold(Folding folding, Arrival part, List<Runnable> due) {
    if (folding.kept || !folding.isSettledBy(part.receipt)) {
      due.add(() -> part.reply.answer(SMPPConstant.STAT_ESME_ROK));
      return;
    }
    folding.waiting.add(part.reply);
    if (!folding.telling) {
      folding.telling = true;
      Receipt whole = named(part.receipt, folding.reference);
      due.add(() -> teller.tell(whole, part.from, status -> settled(folding, status)));
    }
  }

  /** The receipt of the delivery is kept, or is not: so are the parts' that wait for it. */
  private void settled(Folding folding, int status) {
    List<Desk.Reply> waiting;
    synchronized (this) {
      folding.telling = false;
      folding.kept = status == SMPPConstant.STAT_ESME_ROK;
      waiting = List.copyOf(folding.waiting);
      folding.waiting.clear();
    }
    waiting.forEach(reply -> reply.answer(status));
  }

  private void close(long ticket, List<Runnable> due) {
    open.remove(ticket);
    release(due);
    inUse = !open.isEmpty() || !byId.isEmpty() || !leftInDoubt.isEmpty();
  }

  /** Tells what no open delivery can claim any more, and the eldest of too much. */
  private void release(List<Runnable> due) {
    long firstOpen = open.isEmpty() ? Long.MAX_VALUE : open.first();
    Iterator<Held> eldest = held.values().iterator();
    while (eldest.hasNext()) {
      Held next = eldest.next();
      if (next.lastTicket >= firstOpen && heldReceipts <= MOST) {
        return;
      }
      eldest.remove();
      heldReceipts -= next.arrivals.size();
      next.arrivals.forEach(arrival -> due.add(told(arrival)));
    }
  }

  private Runnable told(Arrival arrival) {
    @Nullable Address from = leftInDoubt.contains(arrival.from) ? null : arrival.from;
    return () -> teller.tell(arrival.receipt, from, arrival.reply);
  }

  /** The same about the whole delivery. */
  private static Receipt named(Receipt part, String reference) {
    if (part instanceof Receipt.Undelivered undelivered) {
      return new Receipt.Undelivered(reference, part.at(), undelivered.reason());
    }
    return part.kind() == Receipt.Kind.EXPIRED
        ? new Receipt.Expired(reference, part.at())
        : new Receipt.Delivered(reference, part.at());
  }
}
