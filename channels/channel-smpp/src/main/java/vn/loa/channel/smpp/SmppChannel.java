package vn.loa.channel.smpp;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import vn.loa.channel.Batch;
import vn.loa.channel.BlockingSender;
import vn.loa.channel.Channel;
import vn.loa.channel.ChannelException;
import vn.loa.channel.Limits;
import vn.loa.channel.Outcome;
import vn.loa.channel.Outcomes;
import vn.loa.channel.Receipts;

/**
 * SMS to phone numbers through an operator's SMSC: SMPP 3.4, one transceiver session. It carries
 * the message's text in its first language, as GSM-7 or UCS-2, in as many parts as it takes.
 *
 * <p>A delivery is {@link Outcome.Sent} when every part was accepted. Its one receipt is Delivered
 * when every part is, and comes after its outcome. When the connection is cut, deliveries that wait
 * for an answer are {@link Outcome.InDoubt} at once, and later ones bind again: at most one attempt
 * a second; until one succeeds they are {@link Outcome.Retry}.
 *
 * <p>Some receipts are late, or never come:
 *
 * <ul>
 *   <li>A delivery of several parts gets none when this program was restarted before they came, or
 *       when 65,536 later parts were accepted meanwhile: one part that arrived is no proof of the
 *       whole. A delivery of one part still gets its own.
 *   <li>After a cut they wait at the SMSC until the next delivery is submitted, since only that
 *       binds again.
 *   <li>An SMSC that answers in hexadecimal and writes decimal into its receipts, or the like, is
 *       understood by whoever knows its ways, for deliveries of one part; of several parts its
 *       receipts name no delivery.
 * </ul>
 *
 * <p>Safe for use by several threads.
 */
public final class SmppChannel implements Channel {

  private static final System.Logger LOG = System.getLogger("vn.loa.channel.smpp");

  private final SmppSettings settings;
  private final ReceiptBook book = new ReceiptBook();
  private final ReceiptDesk desk;
  private final SmppLink link;
  private final BlockingSender sender;
  private final AtomicBoolean closed = new AtomicBoolean();

  private SmppChannel(SmppSettings settings) {
    this.settings = settings;
    this.desk = new ReceiptDesk(book, settings.time());
    this.link = new SmppLink(settings, desk);
    this.sender =
        new BlockingSender(
            settings.name(), settings.window(), limits(), new SmppSend(settings, link, book, desk));
  }

  /**
   * Connects and binds as transceiver.
   *
   * @throws ChannelException if the SMSC is not there, or refuses the login
   */
  public static SmppChannel connect(SmppSettings settings) {
    SmppChannel channel = new SmppChannel(settings);
    try {
      channel.link.connect();
      return channel;
    } catch (ChannelException unable) {
      channel.sender.close(Duration.ZERO);
      throw unable;
    }
  }

  @Override
  public String name() {
    return settings.name();
  }

  @Override
  public Limits limits() {
    return new Limits(settings.window(), settings.window());
  }

  /**
   * {@inheritDoc} Until the first call receipts are answered with a temporary error, and the SMSC
   * brings them again; so is one that the listener does not keep within 5 s. One that came before
   * the answer to its submission is the exception: it is acknowledged before it is told.
   */
  @Override
  public void listen(Receipts receipts) {
    desk.listen(receipts);
  }

  @Override
  public void submit(Batch batch, Outcomes outcomes) {
    sender.submit(
        batch,
        (token, outcome) -> {
          try {
            outcomes.answer(token, outcome);
          } finally {
            tellWhatWaitedFor(outcome);
          }
        });
  }

  private void tellWhatWaitedFor(Outcome outcome) {
    if (outcome instanceof Outcome.Sent sent) {
      desk.tell(book.answered(sent.reference()));
    }
  }

  /**
   * {@inheritDoc} May take some seconds longer than {@code patience}: three when the SMSC does not
   * answer the unbind, eight when it does not even read.
   */
  @Override
  public void close(Duration patience) {
    link.stopBinding();
    sender.close(patience);
    link.close();
    // Whoever was stuck in a write is free only now that the socket is closed.
    sender.close(Duration.ZERO);
    if (closed.compareAndSet(false, true)) {
      LOG.log(Level.INFO, "{0}: closed", settings.name());
    }
  }

  /** The settings, without the password. */
  @Override
  public String toString() {
    return settings.toString();
  }
}
