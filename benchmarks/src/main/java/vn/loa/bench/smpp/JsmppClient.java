package vn.loa.bench.smpp;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.jsmpp.DefaultPDUReader;
import org.jsmpp.DefaultPDUSender;
import org.jsmpp.SynchronizedPDUSender;
import org.jsmpp.bean.AlertNotification;
import org.jsmpp.bean.Alphabet;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.GeneralDataCoding;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.session.BindParameter;
import org.jsmpp.session.DataSmResult;
import org.jsmpp.session.MessageReceiverListener;
import org.jsmpp.session.SMPPSession;
import org.jsmpp.session.Session;
import org.jsmpp.session.connection.Connection;
import org.jsmpp.session.connection.ConnectionFactory;
import org.jsmpp.session.connection.socket.SocketConnection;
import org.jsmpp.session.connection.socket.SocketConnectionFactory;

/** jsmpp as its examples use it: a thread waits for each answer. It takes receipts unread. */
final class JsmppClient implements Client {

  private static final byte[] TEXT = Texts.SHORT.getBytes(StandardCharsets.US_ASCII);

  private final SMPPSession session;
  private final Callers callers;
  private final RegisteredDelivery registered;

  private JsmppClient(Place place, ConnectionFactory connections) throws IOException {
    registered = new RegisteredDelivery(place.receipts() ? 1 : 0);
    session =
        new SMPPSession(
            new SynchronizedPDUSender(new DefaultPDUSender()), new DefaultPDUReader(), connections);
    session.setMessageReceiverListener(new Unread(place.meter()));
    session.connectAndBind("127.0.0.1", place.port(), login());
    callers = new Callers(place, this::send);
  }

  /** With its default socket. */
  static JsmppClient plain(Place place) throws IOException {
    return new JsmppClient(place, SocketConnectionFactory.getInstance());
  }

  /** With TCP_NODELAY, for which it takes a connection factory of one's own. */
  static JsmppClient withoutDelay(Place place) throws IOException {
    return new JsmppClient(place, JsmppClient::connect);
  }

  private static Connection connect(String host, int port) throws IOException {
    Socket socket = new Socket(host, port);
    socket.setTcpNoDelay(true);
    return new SocketConnection(socket);
  }

  private static BindParameter login() {
    return new BindParameter(
        BindType.BIND_TRX,
        Texts.SYSTEM_ID,
        Texts.PASSWORD,
        "",
        TypeOfNumber.UNKNOWN,
        NumberingPlanIndicator.UNKNOWN,
        null);
  }

  private record Unread(Meter meter) implements MessageReceiverListener {

    @Override
    public void onAcceptDeliverSm(DeliverSm receipt) {
      meter.receipts.increment();
    }

    @Override
    public void onAcceptAlertNotification(AlertNotification alert) {}

    @Override
    public DataSmResult onAcceptDataSm(DataSm data, Session source) throws ProcessRequestException {
      throw new ProcessRequestException("nobody sends these here", Pdu.INVALID_COMMAND);
    }
  }

  @Override
  public void start() {
    callers.start();
  }

  private void send(int recipient) throws Exception {
    session.submitShortMessage(
        "",
        TypeOfNumber.ALPHANUMERIC,
        NumberingPlanIndicator.UNKNOWN,
        Texts.SENDER,
        TypeOfNumber.INTERNATIONAL,
        NumberingPlanIndicator.ISDN,
        Long.toString(Texts.phone(recipient)),
        new ESMClass(),
        (byte) 0,
        (byte) 0,
        null,
        null,
        registered,
        (byte) 0,
        new GeneralDataCoding(Alphabet.ALPHA_DEFAULT),
        (byte) 0,
        TEXT);
  }

  @Override
  public void close() {
    callers.close();
    session.unbindAndClose();
  }
}
