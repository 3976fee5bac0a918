package vn.loa.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;

/** A client of octets, that does only what it is told. */
final class RawClient implements AutoCloseable {

  static final int RECEIVER = 1;
  static final int TRANSMITTER = 2;
  static final int TRANSCEIVER = 9;

  private static final int PATIENCE_MILLIS = 10_000;

  private final Socket socket;
  private final DataInputStream in;

  RawClient(Socket socket) throws IOException {
    this.socket = socket;
    socket.setSoTimeout(PATIENCE_MILLIS);
    this.in = new DataInputStream(socket.getInputStream());
  }

  static RawClient connect(SmscSimulator smsc) throws IOException {
    return new RawClient(new Socket(InetAddress.getLoopbackAddress(), smsc.port()));
  }

  static RawClient bound(SmscSimulator smsc) throws IOException {
    return bound(smsc, TRANSCEIVER);
  }

  static RawClient bound(SmscSimulator smsc, int as) throws IOException {
    RawClient client = connect(smsc);
    assertThat(client.bind(as).status()).isZero();
    return client;
  }

  Pdu bind(int as) throws IOException {
    return ask(Pdu.bind(as, "loa", "secret", 0x34));
  }

  Pdu ask(Pdu pdu) throws IOException {
    send(pdu);
    return next();
  }

  void send(Pdu... pdus) throws IOException {
    byte[][] octets = new byte[pdus.length][];
    for (int i = 0; i < pdus.length; i++) {
      octets[i] = pdus[i].octets();
    }
    send(Pdu.joined(octets));
  }

  void send(byte[] octets) throws IOException {
    socket.getOutputStream().write(octets);
  }

  Pdu next() throws IOException {
    int length = in.readInt();
    int command = in.readInt();
    int status = in.readInt();
    return new Pdu(command, status, in.readInt(), in.readNBytes(length - 16));
  }

  /** Answers a deliver_sm or data_sm. */
  void answer(Pdu asked, int status) throws IOException {
    send(new Pdu(asked.command() | Pdu.RESP, status, asked.sequence(), new byte[1]));
  }

  /** Nothing came before the answer to an enquire_link. */
  void hearsNothing() throws IOException {
    assertThat(ask(Pdu.of(0x15, 77)).command()).isEqualTo(0x15 | Pdu.RESP);
  }

  /** The next octet; -1 at the end of the stream. */
  int octet() throws IOException {
    return in.read();
  }

  boolean hasSomething() throws IOException {
    return in.available() > 0;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
