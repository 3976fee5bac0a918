package vn.loa.channel.smpp;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.AlertNotification;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.session.DataSmResult;
import org.jsmpp.session.MessageReceiverListener;
import org.jsmpp.session.Session;
import org.jspecify.annotations.Nullable;
import vn.loa.channel.Receipt;
import vn.loa.channel.Receipts;
import vn.loa.channel.Time;

/**
 * Takes what the SMSC brings. While nobody listens, receipts are answered with a temporary error
 * (SMPP 3.4 §5.1.3, ESME_RX_T_APPN), so that the SMSC keeps them; and so is a receipt that the
 * listener could not keep. Any other is acknowledged when it is kept, not before. A citizen's
 * message is refused for good: there is nobody yet who would read it.
 */
final class ReceiptDesk implements MessageReceiverListener {

  private static final System.Logger LOG = System.getLogger("vn.loa.channel.smpp");

  /** Less than what an SMSC waits for an answer. */
  private static final Duration KEPT_WITHIN = Duration.ofSeconds(5);

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

  /** Tells what came before it could be told, and is acknowledged already. */
  void tell(List<ReceiptBook.Report> reports) {
    var unused =
        told(reports)
            .whenComplete(
                (kept, fault) -> {
                  if (fault != null) {
                    LOG.log(Level.WARNING, "early receipts were not kept; they are lost", fault);
                  }
                });
  }

  /**
   * Tells whoever listens now; nothing is in the book before somebody does.
   *
   * @return completes when all of it is kept; exceptionally when something could not be
   */
  private CompletableFuture<Void> told(List<ReceiptBook.Report> reports) {
    return CompletableFuture.allOf(
        reports.stream().map(this::told).toArray(CompletableFuture<?>[]::new));
  }

  private CompletableFuture<?> told(ReceiptBook.Report report) {
    Receipts receipts = listener;
    if (receipts == null) {
      return CompletableFuture.completedFuture(null);
    }
    try {
      return receipts.take(report.receipt(), report.from()).toCompletableFuture();
    } catch (RuntimeException fault) {
      LOG.log(Level.ERROR, "the receipt for " + report.reference() + " was not taken", fault);
      return CompletableFuture.failedFuture(fault);
    }
  }

  @Override
  public void onAcceptDeliverSm(DeliverSm deliver) throws ProcessRequestException {
    if (!ReceiptText.isReceipt(deliver)) {
      throw new ProcessRequestException("no messages", SMPPConstant.STAT_ESME_RX_P_APPN);
    }
    if (listener == null) {
      throw notNow("nobody listens yet");
    }
    Optional<Receipt> receipt = ReceiptText.read(deliver, time.instant());
    if (receipt.isPresent()) {
      keep(new ReceiptBook.Report(receipt.get(), ReceiptText.subscriber(deliver)));
    }
  }

  private void keep(ReceiptBook.Report part) throws ProcessRequestException {
    try {
      told(book.arrived(part)).get(KEPT_WITHIN.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException | TimeoutException notKept) {
      book.notKept(part);
      throw notNow("not kept");
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
      book.notKept(part);
      throw notNow("closing");
    }
  }

  private static ProcessRequestException notNow(String why) {
    return new ProcessRequestException(why, SMPPConstant.STAT_ESME_RX_T_APPN);
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
