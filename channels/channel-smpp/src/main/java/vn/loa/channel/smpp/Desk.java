package vn.loa.channel.smpp;

import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jsmpp.SMPPConstant;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Address;
import vn.loa.channel.Receipt;
import vn.loa.channel.Receipts;
import vn.loa.channel.Time;
import vn.loa.sms.DecodedText;
import vn.loa.sms.SmsDecoder;

/**
 * Takes what an SMSC brings: receipts and citizens' messages, in deliver_sm and data_sm. What is
 * taken is acknowledged when whoever listens has kept it, not before. One for all binds of a
 * channel.
 *
 * <p>It answers, of SMPP 3.4 §5.1.3, only these; never ESME_RTHROTTLED nor ESME_RMSGQFUL, at which
 * some SMSCs drop what they have:
 *
 * <ul>
 *   <li>ESME_ROK: it is kept; or it is a receipt that tells no end, of which there is nothing to
 *       keep.
 *   <li>ESME_RX_T_APPN, bring it again: the listener could not keep it; or it is a receipt, and
 *       nobody listens yet.
 *   <li>ESME_RX_P_APPN, do not bring it again: nobody can read it, and its place at the head of the
 *       SMSC's queue is not to be kept for ever; or it is a citizen's message, and nobody reads
 *       those.
 * </ul>
 *
 * <p>Safe for use by several threads. Listeners are called on the thread that calls {@link #take},
 * {@link #tick}, {@link #gaveUp}, {@link #leftInDoubt} or {@link #accepted}: call these without a
 * lock.
 */
final class Desk {

  private static final System.Logger LOG = System.getLogger("vn.loa.channel.smpp");

  private static final int ALPHANUMERIC = 5;

  private final String channel;
  private final DeskRules rules;
  private final Time time;
  private final ReceiptReader reader;
  private final SmsDecoder decoder;
  private final PartsBook book = new PartsBook(this::tell);
  private final InboundTexts texts;
  private final AtomicInteger waiting = new AtomicInteger();
  private final LongAdder receipts = new LongAdder();
  private final LongAdder inbound = new LongAdder();
  private final LongAdder notKept = new LongAdder();
  private final LongAdder withoutEnd = new LongAdder();
  private final LongAdder unreadable = new LongAdder();
  private final AtomicBoolean complained = new AtomicBoolean();
  private volatile @Nullable Receipts receiptListener;
  private volatile @Nullable InboundListener inboundListener;

  /** How a PDU is answered. */
  @FunctionalInterface
  interface Reply {

    /** Once, from any thread, at once or later. Never throws. */
    void answer(int commandStatus);
  }

  /** Counts what waits, and what is to come again. */
  private final class Counted implements Reply {
    private final Reply reply;

    Counted(Reply reply) {
      this.reply = reply;
      waiting.incrementAndGet();
    }

    @Override
    public void answer(int commandStatus) {
      waiting.decrementAndGet();
      if (commandStatus == SMPPConstant.STAT_ESME_RX_T_APPN) {
        notKept.increment();
      }
      reply.answer(commandStatus);
    }
  }

  Desk(String channel, SmppProfile profile, Time time) {
    this(channel, DeskRules.of(profile), time);
  }

  Desk(String channel, DeskRules rules, Time time) {
    this.channel = channel;
    this.rules = rules;
    this.time = time;
    this.reader = new ReceiptReader(rules);
    this.decoder = SmsDecoder.of(rules.defaultAlphabet());
    this.texts = new InboundTexts(time, this::tell);
  }

  /** From now on receipts are told; until then the SMSC keeps them. */
  void listen(Receipts listener) {
    this.receiptListener = listener;
  }

  /** From now on citizens' messages are told; until then they are refused for good. */
  void inbound(InboundListener listener) {
    this.inboundListener = listener;
  }

  /**
   * Takes a whole deliver_sm or data_sm, with its header; whatever it holds. The octets are the
   * caller's again when it returns.
   */
  void take(byte[] octets, int from, int length, Reply reply) {
    Reply counted = new Counted(reply);
    try {
      take(DeliverPdu.read(octets, from, length), counted);
    } catch (MalformedPduException malformed) {
      unreadable.increment();
      complain(malformed);
      counted.answer(SMPPConstant.STAT_ESME_RX_P_APPN);
    }
  }

  private void complain(MalformedPduException malformed) {
    if (complained.compareAndSet(false, true)) {
      LOG.log(
          Level.WARNING,
          "{0}: the SMSC brought a deliver_sm or data_sm that cannot be read: {1}; it was refused"
              + " for good, as others like it will be without a word; ask the operator",
          channel,
          malformed.getMessage());
    }
  }

  private void take(DeliverPdu pdu, Reply reply) {
    if (reader.isReceipt(pdu)) {
      takeReceipt(pdu, reply);
    } else {
      takeMessage(pdu, reply);
    }
  }

  private void takeReceipt(DeliverPdu pdu, Reply reply) {
    receipts.increment();
    Receipt receipt = reader.read(pdu, time.instant());
    if (receipt == null) {
      withoutEnd.increment();
      reply.answer(SMPPConstant.STAT_ESME_ROK);
    } else {
      book.arrived(receipt, ReceiptReader.subscriber(pdu), reply);
    }
  }

  private void takeMessage(DeliverPdu pdu, Reply reply) {
    inbound.increment();
    if (inboundListener == null) {
      reply.answer(SMPPConstant.STAT_ESME_RX_P_APPN);
      return;
    }
    DecodedText read = decoder.decode(pdu.userData(), pdu.dataCoding(), pdu.hasHeader());
    DecodedText.Joining joining = read.joining() != null ? read.joining() : joining(pdu);
    if (joining == null) {
      tell(
          new InboundSms(sender(pdu), pdu.destination(), read.text(), time.instant(), true), reply);
    } else {
      texts.arrived(sender(pdu), pdu.destination(), read.text(), joining, reply);
    }
  }

  /** What sar_msg_ref_num and its two companions say (SMPP 3.4 §5.3.2.22 to 24). */
  private static DecodedText.@Nullable Joining joining(DeliverPdu pdu) {
    int reference = pdu.number(Tags.SAR_MSG_REF_NUM);
    int total = pdu.number(Tags.SAR_TOTAL_SEGMENTS);
    int number = pdu.number(Tags.SAR_SEGMENT_SEQNUM);
    return reference < 0 || number < 1 || number > total
        ? null
        : new DecodedText.Joining(reference, 16, total, number);
  }

  private static String sender(DeliverPdu pdu) {
    long e164 = pdu.sourceTon() == ALPHANUMERIC ? Subscribers.NONE : Subscribers.e164(pdu.source());
    return e164 == Subscribers.NONE ? pdu.source() : Long.toString(e164);
  }

  private void tell(Receipt receipt, @Nullable Address from, Reply reply) {
    Receipts listener = receiptListener;
    if (listener == null) {
      reply.answer(SMPPConstant.STAT_ESME_RX_T_APPN);
    } else {
      answer(() -> listener.take(receipt, from), "a receipt", reply);
    }
  }

  private void tell(InboundSms sms, Reply reply) {
    InboundListener listener = inboundListener;
    if (listener == null) {
      reply.answer(SMPPConstant.STAT_ESME_RX_P_APPN);
    } else {
      answer(() -> listener.take(sms), "a citizen's message", reply);
    }
  }

  private void answer(Supplier<CompletionStage<Void>> listener, String what, Reply reply) {
    var unused =
        asked(listener, what)
            .whenComplete(
                (kept, fault) ->
                    reply.answer(
                        fault == null
                            ? SMPPConstant.STAT_ESME_ROK
                            : SMPPConstant.STAT_ESME_RX_T_APPN));
  }

  /** Whatever a listener does, the thread that reads from the SMSC goes on. */
  private CompletableFuture<Void> asked(Supplier<CompletionStage<Void>> listener, String what) {
    try {
      return listener.get().toCompletableFuture();
    } catch (RuntimeException | Error fault) {
      LOG.log(Level.ERROR, channel + ": the listener threw at " + what, fault);
      return CompletableFuture.failedFuture(fault);
    }
  }

  /** Looks after what has waited too long; called now and then, at least once a second. */
  void tick() {
    texts.tick();
  }

  // ---- deliveries of several parts ----

  /** The reference of a delivery of one part, in the form in which receipts will name it. */
  String reference(String messageId) {
    return rules.references().canonicalAnswer(ReceiptFields.bare(messageId));
  }

  /** A delivery of several parts begins, before its first octet leaves. Returns its ticket. */
  long begin() {
    return book.begin();
  }

  /** It ended without a reference, and nothing of it was taken. */
  void gaveUp(long ticket) {
    book.gaveUp(ticket);
  }

  /** It ended without a reference, and some of its parts may have been taken. */
  void leftInDoubt(long ticket, long e164) {
    book.leftInDoubt(ticket, new Address.Phone(e164));
  }

  /**
   * Every part of it was accepted. Also after {@link #leftInDoubt}, for an answer that came late.
   *
   * @param messageIds of the parts, in order, as the SMSC wrote them
   * @return the reference of the delivery
   */
  String accepted(long ticket, List<String> messageIds) {
    return book.accepted(ticket, messageIds.stream().map(this::reference).toList());
  }

  // ---- what a health view shows ----

  /** How many PDUs wait to be answered. */
  int waiting() {
    return waiting.get();
  }

  /** Receipts that came, each as often as it was brought. */
  long receipts() {
    return receipts.sum();
  }

  /** Citizens' messages that came, each part as often as it was brought. */
  long inbound() {
    return inbound.sum();
  }

  /** Those of both that were answered with an error, so that the SMSC brings them again. */
  long notKept() {
    return notKept.sum();
  }

  /** Receipts that told no end, or of no message: those still on their way, or in unknown words. */
  long withoutEnd() {
    return withoutEnd.sum();
  }

  /** PDUs that could not be read, and were refused for good. */
  long unreadable() {
    return unreadable.sum();
  }
}
