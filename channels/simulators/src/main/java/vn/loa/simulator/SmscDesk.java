package vn.loa.simulator;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jsmpp.PDUStringException;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.BroadcastSm;
import org.jsmpp.bean.CancelBroadcastSm;
import org.jsmpp.bean.CancelSm;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.QueryBroadcastSm;
import org.jsmpp.bean.QuerySm;
import org.jsmpp.bean.ReplaceSm;
import org.jsmpp.bean.SubmitMulti;
import org.jsmpp.bean.SubmitSm;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.session.BroadcastSmResult;
import org.jsmpp.session.DataSmResult;
import org.jsmpp.session.QueryBroadcastSmResult;
import org.jsmpp.session.QuerySmResult;
import org.jsmpp.session.SMPPServerSession;
import org.jsmpp.session.ServerMessageReceiverListener;
import org.jsmpp.session.ServerResponseDeliveryAdapter;
import org.jsmpp.session.Session;
import org.jsmpp.session.SubmitMultiResult;
import org.jsmpp.session.SubmitSmResult;
import org.jsmpp.util.MessageId;

/** Takes submit_sm by the rules, and refuses every other command. */
final class SmscDesk extends ServerResponseDeliveryAdapter
    implements ServerMessageReceiverListener {

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final SmscRules rules;
  private final Inbox inbox;
  private final SmscReceipts receipts;
  private final String series;
  private final AtomicLong submits = new AtomicLong();
  private long secondBegan;
  private int inSecond;

  /** The answer to a submit_sm, with what its receipt will need. */
  private static final class Accepted extends SubmitSmResult {
    private final String source;
    private final String destination;

    Accepted(MessageId id, SubmitSm submit) {
      super(id, new OptionalParameter[0]);
      this.source = submit.getSourceAddr();
      this.destination = submit.getDestAddress();
    }
  }

  SmscDesk(SmscRules rules, Inbox inbox, SmscReceipts receipts) {
    this.rules = rules;
    this.inbox = inbox;
    this.receipts = receipts;
    this.series = Long.toHexString(rules.time().instant().toEpochMilli());
    this.secondBegan = rules.time().nanos();
  }

  /** submit_sm that came, also those that were refused. */
  long submits() {
    return submits.get();
  }

  @Override
  public SubmitSmResult onAcceptSubmitSm(SubmitSm submit, SMPPServerSession source)
      throws ProcessRequestException {
    long number = submits.incrementAndGet();
    if (isThrottled()) {
      throw new ProcessRequestException("too many", SMPPConstant.STAT_ESME_RTHROTTLED);
    }
    if (rules.refuses().test(submit.getDestAddress())) {
      throw new ProcessRequestException("no such number", SMPPConstant.STAT_ESME_RINVDSTADR);
    }
    inbox.add(submit);
    Accepted accepted = new Accepted(id(number), submit);
    if (!rules.receipts() || submit.getRegisteredDelivery() == 0) {
      return new SubmitSmResult(id(number), new OptionalParameter[0]);
    }
    if (rules.receiptsFirst()) {
      awaitReceipt(accepted);
      return new SubmitSmResult(id(number), new OptionalParameter[0]);
    }
    return accepted;
  }

  @Override
  public void onSubmitSmRespSent(SubmitSmResult result, SMPPServerSession source) {
    if (result instanceof Accepted accepted) {
      receipts.send(accepted.getMessageId(), accepted.destination, accepted.source);
    }
  }

  private void awaitReceipt(Accepted accepted) {
    CountDownLatch attempted =
        receipts.send(accepted.getMessageId(), accepted.destination, accepted.source);
    try {
      attempted.await(1, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private MessageId id(long number) throws ProcessRequestException {
    try {
      return new MessageId(series + "-" + number);
    } catch (PDUStringException tooLong) {
      throw new ProcessRequestException("no id", SMPPConstant.STAT_ESME_RSYSERR, tooLong);
    }
  }

  private synchronized boolean isThrottled() {
    long now = rules.time().nanos();
    if (now - secondBegan >= SECOND) {
      secondBegan = now;
      inSecond = 0;
    }
    inSecond++;
    return inSecond > rules.throttleAbove();
  }

  @Override
  public SubmitMultiResult onAcceptSubmitMulti(SubmitMulti submit, SMPPServerSession source)
      throws ProcessRequestException {
    throw unknown();
  }

  @Override
  public QuerySmResult onAcceptQuerySm(QuerySm query, SMPPServerSession source)
      throws ProcessRequestException {
    throw unknown();
  }

  @Override
  public void onAcceptReplaceSm(ReplaceSm replace, SMPPServerSession source)
      throws ProcessRequestException {
    throw unknown();
  }

  @Override
  public void onAcceptCancelSm(CancelSm cancel, SMPPServerSession source)
      throws ProcessRequestException {
    throw unknown();
  }

  @Override
  public BroadcastSmResult onAcceptBroadcastSm(BroadcastSm broadcast, SMPPServerSession source)
      throws ProcessRequestException {
    throw unknown();
  }

  @Override
  public void onAcceptCancelBroadcastSm(CancelBroadcastSm cancel, SMPPServerSession source)
      throws ProcessRequestException {
    throw unknown();
  }

  @Override
  public QueryBroadcastSmResult onAcceptQueryBroadcastSm(
      QueryBroadcastSm query, SMPPServerSession source) throws ProcessRequestException {
    throw unknown();
  }

  @Override
  public DataSmResult onAcceptDataSm(DataSm data, Session source) throws ProcessRequestException {
    throw unknown();
  }

  private static ProcessRequestException unknown() {
    return new ProcessRequestException("submit_sm only", SMPPConstant.STAT_ESME_RINVCMDID);
  }
}
