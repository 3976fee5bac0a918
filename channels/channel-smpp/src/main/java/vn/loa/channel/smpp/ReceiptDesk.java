package vn.loa.channel.smpp;

import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.AlertNotification;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.session.DataSmResult;
import org.jsmpp.session.MessageReceiverListener;
import org.jsmpp.session.Session;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Receipts;
import vn.loa.channel.Time;

/**
 * Takes what the SMSC brings. While nobody listens, receipts are answered with a temporary error
 * (SMPP 3.4 §5.1.3, ESME_RX_T_APPN), so that the SMSC keeps them. A citizen's message is refused
 * for good: there is nobody yet who would read it.
 */
final class ReceiptDesk implements MessageReceiverListener {

  private final ReceiptBook book;
  private final Time time;
  private volatile @Nullable Receipts listener;

  ReceiptDesk(ReceiptBook book, Time time) {
    this.book = book;
    this.time = time;
  }

  void listen(Receipts receipts) {
    this.listener = receipts;
  }

  /** Whoever listens now; nothing is in the book before somebody does. */
  Receipts told() {
    return receipt -> {
      Receipts receipts = listener;
      if (receipts != null) {
        receipts.receive(receipt);
      }
    };
  }

  @Override
  public void onAcceptDeliverSm(DeliverSm deliver) throws ProcessRequestException {
    if (!ReceiptText.isReceipt(deliver)) {
      throw new ProcessRequestException("no messages", SMPPConstant.STAT_ESME_RX_P_APPN);
    }
    Receipts receipts = listener;
    if (receipts == null) {
      throw new ProcessRequestException("not yet", SMPPConstant.STAT_ESME_RX_T_APPN);
    }
    ReceiptText.read(deliver, time.instant())
        .ifPresent(receipt -> book.arrived(receipt).forEach(receipts::receive));
  }

  @Override
  public void onAcceptAlertNotification(AlertNotification alert) {
    // A handset is back: nothing here waits for one.
  }

  @Override
  public DataSmResult onAcceptDataSm(DataSm data, Session source) throws ProcessRequestException {
    throw new ProcessRequestException("no data_sm", SMPPConstant.STAT_ESME_RX_P_APPN);
  }
}
