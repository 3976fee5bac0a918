package vn.loa.channel.smpp;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import vn.loa.channel.Time;
import vn.loa.sms.DecodedText;

/**
 * Joins the parts of citizens' messages. All parts are acknowledged together, when the whole is
 * kept; if it is not, the SMSC brings them all again. What is not whole {@link #WHOLE_WITHIN} after
 * its first part came is told as it is, and so is the eldest when too much waits.
 *
 * <p>Safe for use by several threads. Tells outside its lock, on the thread that calls.
 */
final class InboundTexts {

  /** Less than what an SMSC waits for an answer. */
  private static final Duration WHOLE_WITHIN = Duration.ofSeconds(5);

  /** Characters that wait, about 2 MB; a reply counts for some too. */
  private static final int ROOM = 1 << 20;

  private static final int REPLY = 64;

  private final Time time;
  private final Teller teller;
  private final Map<Key, Whole> open = new LinkedHashMap<>();
  private int waiting;

  /** Hears what is to be told. */
  @FunctionalInterface
  interface Teller {

    /** Answers when it is kept, or is not. Never throws. */
    void tell(InboundSms sms, Desk.Reply reply);
  }

  /** What the parts of one text have in common. */
  private record Key(String from, String to, int reference, int bits, int total) {}

  /** A text of which parts have come. */
  private final class Whole {
    private final Key key;
    private final long firstCame = time.nanos();
    private final Map<Integer, String> parts = new TreeMap<>();
    private final List<Desk.Reply> replies = new ArrayList<>();
    private Instant lastCame = time.instant();
    private int size;
    private boolean telling;

    Whole(Key key) {
      this.key = key;
    }

    void add(int number, String text, Desk.Reply reply) {
      replies.add(reply);
      grow(REPLY);
      if (parts.putIfAbsent(number, text) == null) {
        lastCame = time.instant();
        grow(text.length());
      }
    }

    private void grow(int by) {
      size += by;
      waiting += by;
    }

    boolean isComplete() {
      return parts.size() == key.total;
    }

    boolean isLate() {
      return time.nanos() - firstCame >= WHOLE_WITHIN.toNanos();
    }

    InboundSms sms() {
      String text = String.join("", parts.values());
      return new InboundSms(key.from, key.to, text, lastCame, isComplete());
    }
  }

  InboundTexts(Time time, Teller teller) {
    this.time = time;
    this.teller = teller;
  }

  /** A part came. Its reply is answered, now or later. */
  void arrived(String from, String to, String text, DecodedText.Joining joining, Desk.Reply reply) {
    Key key = new Key(from, to, joining.reference(), joining.referenceBits(), joining.total());
    List<Runnable> due = new ArrayList<>();
    synchronized (this) {
      Whole whole = whole(key, joining.number());
      whole.add(joining.number(), text, reply);
      if (whole.isComplete()) {
        tell(whole, due);
      }
      makeRoom(due);
    }
    due.forEach(Runnable::run);
  }

  /** Tells what has waited too long. */
  void tick() {
    List<Runnable> due = new ArrayList<>();
    synchronized (this) {
      for (Whole whole : open.values()) {
        if (whole.isLate()) {
          tell(whole, due);
        }
      }
    }
    due.forEach(Runnable::run);
  }

  /** What is being told takes no other parts than those it has. */
  private Whole whole(Key key, int number) {
    Whole known = open.get(key);
    if (known != null && (!known.telling || known.parts.containsKey(number))) {
      return known;
    }
    Whole fresh = new Whole(key);
    open.remove(key);
    open.put(key, fresh);
    return fresh;
  }

  private void makeRoom(List<Runnable> due) {
    int kept = waiting;
    for (Whole eldest : open.values()) {
      if (kept <= ROOM) {
        return;
      }
      kept -= eldest.size;
      tell(eldest, due);
    }
  }

  private void tell(Whole whole, List<Runnable> due) {
    if (!whole.telling) {
      whole.telling = true;
      InboundSms sms = whole.sms();
      due.add(() -> teller.tell(sms, status -> told(whole, status)));
    }
  }

  private void told(Whole whole, int status) {
    List<Desk.Reply> replies;
    synchronized (this) {
      open.remove(whole.key, whole);
      waiting -= whole.size;
      replies = List.copyOf(whole.replies);
    }
    replies.forEach(reply -> reply.answer(status));
  }
}
