package vn.loa.simulator;

import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.GSMSpecificFeature;
import org.jsmpp.bean.MessageMode;
import org.jsmpp.bean.MessageType;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.RawDataCoding;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.session.SMPPServerSession;

/**
 * Brings receipts to whoever is bound, and brings again what was answered with an error, or when
 * nobody was there. Text in the form of SMPP 3.4 Appendix B.
 */
final class SmscReceipts {

  private static final int THREADS = 4;
  private static final long AGAIN_MILLIS = 100;
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyMMddHHmm", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final SmscRules rules;
  private final Set<SMPPServerSession> bound;
  private final ScheduledThreadPoolExecutor pool;
  private final AtomicLong brought = new AtomicLong();
  private final AtomicLong sent = new AtomicLong();

  /** What a receipt says. */
  private record Note(String id, String from, String to, boolean delivered) {}

  SmscReceipts(SmscRules rules, Set<SMPPServerSession> bound, int port) {
    this.rules = rules;
    this.bound = bound;
    AtomicInteger count = new AtomicInteger();
    this.pool =
        new ScheduledThreadPoolExecutor(
            THREADS,
            task -> {
              Thread thread =
                  new Thread(
                      task, "loa-simulator-smsc-receipts-" + port + "-" + count.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    pool.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
  }

  /** Soon, on a thread of its own. The latch falls after the first attempt. */
  CountDownLatch send(String id, String from, String to) {
    CountDownLatch attempted = new CountDownLatch(1);
    Note note = new Note(id, from, to, !rules.cannotDeliver().test(from));
    int times = rules.receiptsTwice() ? 2 : 1;
    pool.execute(
        () -> {
          for (int i = 0; i < times; i++) {
            attempt(note);
          }
          attempted.countDown();
        });
    return attempted;
  }

  /** Receipts that were taken by a client. */
  long sent() {
    return sent.get();
  }

  /** How often a receipt was brought, also to who did not take it. */
  long brought() {
    return brought.get();
  }

  void close() {
    pool.shutdownNow();
    try {
      pool.awaitTermination(2, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void attempt(Note note) {
    try {
      for (SMPPServerSession session : bound) {
        bring(session, note);
        sent.incrementAndGet();
        return;
      }
      later(note);
    } catch (NegativeResponseException notNow) {
      later(note);
    } catch (Exception gone) {
      // Cut, silent or unbound: the receipt is kept like one that was refused.
      later(note);
    }
  }

  private void later(Note note) {
    var unused = pool.schedule(() -> attempt(note), AGAIN_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void bring(SMPPServerSession session, Note note) throws Exception {
    try {
      deliver(session, note);
    } finally {
      brought.incrementAndGet();
    }
  }

  private void deliver(SMPPServerSession session, Note note) throws Exception {
    session.deliverShortMessage(
        "",
        TypeOfNumber.INTERNATIONAL,
        NumberingPlanIndicator.ISDN,
        note.from(),
        TypeOfNumber.UNKNOWN,
        NumberingPlanIndicator.UNKNOWN,
        note.to(),
        new ESMClass(MessageMode.DEFAULT, MessageType.SMSC_DEL_RECEIPT, GSMSpecificFeature.DEFAULT),
        (byte) 0,
        (byte) 0,
        new RegisteredDelivery(0),
        new RawDataCoding((byte) 0),
        text(note).getBytes(StandardCharsets.ISO_8859_1));
  }

  private String text(Note note) {
    String now = DATE.format(rules.time().instant());
    return "id:%s sub:001 dlvrd:%s submit date:%s done date:%s stat:%s err:%s text:"
        .formatted(
            note.id(),
            note.delivered() ? "001" : "000",
            now,
            now,
            note.delivered() ? "DELIVRD" : "UNDELIV",
            note.delivered() ? "000" : "001");
  }
}
