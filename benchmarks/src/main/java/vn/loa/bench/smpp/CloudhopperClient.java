package vn.loa.bench.smpp;

import com.cloudhopper.smpp.PduAsyncResponse;
import com.cloudhopper.smpp.SmppBindType;
import com.cloudhopper.smpp.SmppConstants;
import com.cloudhopper.smpp.SmppSession;
import com.cloudhopper.smpp.SmppSessionConfiguration;
import com.cloudhopper.smpp.impl.DefaultSmppClient;
import com.cloudhopper.smpp.impl.DefaultSmppSessionHandler;
import com.cloudhopper.smpp.pdu.PduRequest;
import com.cloudhopper.smpp.pdu.PduResponse;
import com.cloudhopper.smpp.pdu.SubmitSm;
import com.cloudhopper.smpp.type.Address;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import vn.loa.bench.measure.Ended;

/** cloudhopper with its asynchronous window: one thread sends, and waits where it is full. */
final class CloudhopperClient implements Client {

  private static final byte[] TEXT = Texts.SHORT.getBytes(StandardCharsets.US_ASCII);
  private static final long PATIENCE = 10_000;

  private final Place place;
  private final ExecutorService executor = Executors.newCachedThreadPool();
  private final DefaultSmppClient client = new DefaultSmppClient(executor, 1);
  private final SmppSession session;
  private final Thread sender = new Thread(this::run, "sender");
  private volatile boolean closing;

  CloudhopperClient(Place place) throws Exception {
    this.place = place;
    SmppSessionConfiguration settings =
        new SmppSessionConfiguration(SmppBindType.TRANSCEIVER, Texts.SYSTEM_ID, Texts.PASSWORD);
    settings.setHost("127.0.0.1");
    settings.setPort(place.port());
    settings.setWindowSize(place.window());
    settings.getLoggingOptions().setLogPdu(false);
    session = client.bind(settings, new Answers(place.meter()));
  }

  private static final class Answers extends DefaultSmppSessionHandler {

    private final Meter meter;

    Answers(Meter meter) {
      this.meter = meter;
    }

    @Override
    public void fireExpectedPduResponseReceived(PduAsyncResponse answer) {
      if (answer.getResponse().getCommandStatus() == SmppConstants.STATUS_OK) {
        meter.sent.increment();
        meter.latencies.add(System.nanoTime() - (long) answer.getRequest().getReferenceObject());
      } else {
        meter.error(answer.getResponse());
      }
    }

    @Override
    @SuppressWarnings("rawtypes") // so it is declared there
    public PduResponse firePduRequestReceived(PduRequest request) {
      meter.receipts.increment();
      return request.createResponse();
    }
  }

  @Override
  public void start() {
    sender.setDaemon(true);
    sender.start();
  }

  private void run() {
    for (int recipient = 0; !closing; recipient = (recipient + 1) % 10_000) {
      try {
        session.sendRequestPdu(submit(recipient), PATIENCE, false);
      } catch (Exception failed) {
        if (!closing) {
          place.meter().error(failed);
        }
      }
    }
  }

  private SubmitSm submit(int recipient) throws Exception {
    SubmitSm submit = new SubmitSm();
    submit.setSourceAddress(new Address((byte) 5, (byte) 0, Texts.SENDER));
    submit.setDestAddress(new Address((byte) 1, (byte) 1, Long.toString(Texts.phone(recipient))));
    submit.setRegisteredDelivery((byte) (place.receipts() ? 1 : 0));
    submit.setShortMessage(TEXT);
    submit.setReferenceObject(System.nanoTime());
    return submit;
  }

  @Override
  public void close() {
    closing = true;
    session.destroy();
    Ended.await(sender);
    client.destroy();
    executor.shutdownNow();
  }
}
