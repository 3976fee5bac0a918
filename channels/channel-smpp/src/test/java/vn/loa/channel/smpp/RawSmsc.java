package vn.loa.channel.smpp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/**
 * An SMSC that does to each connection what a test says, octet by octet, and knows nothing of jsmpp
 * (SMPP 3.4 §3.2). On loopback and a free port. Safe for use by several threads.
 */
final class RawSmsc implements Closeable {

  static final int SUBMIT = 0x04;
  static final int DELIVER = 0x05;
  static final int UNBIND = 0x06;
  static final int ENQUIRE_LINK = 0x15;
  static final int ANSWER = 0x80000000;

  private final ServerSocket server;
  private final Script script;
  private final Set<Line> lines = ConcurrentHashMap.newKeySet();
  private final AtomicInteger connections = new AtomicInteger();
  private final List<Pdu> received = new CopyOnWriteArrayList<>();
  private final AtomicInteger messages = new AtomicInteger();

  /** What happens on a connection; its end is the connection's end. */
  @FunctionalInterface
  interface Script {
    void run(Line line) throws IOException;
  }

  /** One PDU; an answer has the number of what it answers. */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares two, and nobody changes one
  record Pdu(int id, int status, int sequence, byte[] body) {

    Pdu answer(int status, String body) {
      return new Pdu(id | ANSWER, status, sequence, cString(body));
    }

    byte[] octets() {
      return ByteBuffer.allocate(16 + body.length)
          .putInt(16 + body.length)
          .putInt(id)
          .putInt(status)
          .putInt(sequence)
          .put(body)
          .array();
    }
  }

  /** What a submit_sm says (SMPP 3.4 §4.4.1). */
  @SuppressWarnings("ArrayRecordComponent")
  record Submit(
      String source, String destination, int esmClass, int dataCoding, byte[] shortMessage) {

    static Submit of(Pdu pdu) {
      ByteBuffer body = ByteBuffer.wrap(pdu.body());
      readCString(body);
      body.getShort();
      String source = readCString(body);
      body.getShort();
      String destination = readCString(body);
      int esmClass = body.get();
      body.getShort();
      readCString(body);
      readCString(body);
      body.getShort();
      int dataCoding = body.get();
      body.get();
      byte[] shortMessage = new byte[body.get() & 0xFF];
      body.get(shortMessage);
      return new Submit(source, destination, esmClass, dataCoding, shortMessage);
    }

    private static String readCString(ByteBuffer from) {
      StringBuilder text = new StringBuilder();
      for (byte octet = from.get(); octet != 0; octet = from.get()) {
        text.append((char) octet);
      }
      return text.toString();
    }
  }

  private RawSmsc(ServerSocket server, Script script) {
    this.server = server;
    this.script = script;
  }

  static RawSmsc start(Script script) {
    try {
      RawSmsc smsc = new RawSmsc(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), script);
      daemon("test-smsc-accept", smsc::accept);
      return smsc;
    } catch (IOException noPort) {
      throw new UncheckedIOException(noPort);
    }
  }

  /** Binds and answers everything, until the client ends it. */
  static RawSmsc start() {
    return start(
        line -> {
          line.bind();
          line.serve();
        });
  }

  int port() {
    return server.getLocalPort();
  }

  /** How many came so far. */
  int connections() {
    return connections.get();
  }

  /** What came whole, but binds, of this kind. */
  List<Pdu> received(int id) {
    return received.stream().filter(it -> it.id() == id).toList();
  }

  /** To every client that is there. */
  void write(Pdu pdu) {
    lines.forEach(
        line -> {
          try {
            line.write(pdu.octets());
          } catch (IOException gone) {
            // Its own thread ends it.
          }
        });
  }

  /** A receipt as SMPP 3.4 Appendix B has it, or any other text in its place. */
  static Pdu receipt(int sequence, String text) {
    return deliver(sequence, 0x04, "84903123456", text, new byte[0]);
  }

  /** A deliver_sm (SMPP 3.4 §4.6.1). */
  static Pdu deliver(int sequence, int esmClass, String source, String text, byte[] tlvs) {
    byte[] letters = text.getBytes(UTF_8);
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(new byte[] {0, 1, 1});
    body.writeBytes(cString(source));
    body.writeBytes(new byte[] {0, 0});
    body.writeBytes(cString("5656"));
    body.writeBytes(new byte[] {(byte) esmClass, 0, 0, 0, 0, 0, 0, 0, 0, (byte) letters.length});
    body.writeBytes(letters);
    body.writeBytes(tlvs);
    return new Pdu(DELIVER, 0, sequence, body.toByteArray());
  }

  /** An optional parameter (SMPP 3.4 §3.2.4.1). */
  static byte[] tlv(int tag, byte[] value) {
    return ByteBuffer.allocate(4 + value.length)
        .putShort((short) tag)
        .putShort((short) value.length)
        .put(value)
        .array();
  }

  static byte[] cString(String text) {
    return (text + "\0").getBytes(US_ASCII);
  }

  /** Ends every connection without a word. */
  void cut() {
    lines.forEach(Line::close);
  }

  @Override
  public void close() {
    quietly(server);
    cut();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Line line = new Line(server.accept(), connections.incrementAndGet());
        lines.add(line);
        daemon("test-smsc-" + line.number, line);
      } catch (IOException closed) {
        // The loop looks.
      }
    }
  }

  static Thread daemon(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private static void quietly(Closeable closeable) {
    try {
      closeable.close();
    } catch (IOException ignored) {
      // It is gone either way.
    }
  }

  /** One connection. */
  final class Line implements Runnable, Closeable {

    private final Socket socket;
    private final DataInputStream in;
    private final int number;

    private Line(Socket socket, int number) throws IOException {
      this.socket = socket;
      this.in = new DataInputStream(socket.getInputStream());
      this.number = number;
      socket.setTcpNoDelay(true);
    }

    @Override
    public void run() {
      try (this) {
        script.run(this);
      } catch (IOException gone) {
        // Either side ended it.
      } finally {
        lines.remove(this);
      }
    }

    /** From 1. */
    int number() {
      return number;
    }

    /** Takes whoever calls; gives its bind. */
    Pdu bind() throws IOException {
      Pdu bind = bindRead();
      write(bind.answer(0, "raw").octets());
      return bind;
    }

    /** The bind, which is answered by whoever asks. */
    Pdu bindRead() throws IOException {
      return read();
    }

    /** Takes nobody. */
    void refuse(int status) throws IOException {
      write(read().answer(status, "").octets());
    }

    /** Answers everything, each submit_sm with an id of its own, until the client unbinds. */
    void serve() throws IOException {
      serve(submit -> submit.answer(0, "m" + messages.incrementAndGet()));
    }

    void serve(UnaryOperator<Pdu> toSubmit) throws IOException {
      for (Pdu pdu = next(); ; pdu = next()) {
        if (pdu.id() == SUBMIT) {
          write(toSubmit.apply(pdu).octets());
        } else if (pdu.id() >= 0) {
          write(new Pdu(pdu.id() | ANSWER, 0, pdu.sequence(), new byte[0]).octets());
        }
        if (pdu.id() == UNBIND) {
          return;
        }
      }
    }

    /** Until it says so, or the end: reads on, and says nothing. */
    void ignore() throws IOException {
      while (next().id() != UNBIND) {
        // Not even an unbind is answered.
      }
    }

    /** One that is counted. */
    Pdu next() throws IOException {
      Pdu pdu = read();
      received.add(pdu);
      return pdu;
    }

    /** The next submit_sm; what else comes before it is answered. */
    Pdu submit() throws IOException {
      for (Pdu pdu = next(); ; pdu = next()) {
        if (pdu.id() == SUBMIT) {
          return pdu;
        }
        write(new Pdu(pdu.id() | ANSWER, 0, pdu.sequence(), new byte[0]).octets());
      }
    }

    private Pdu read() throws IOException {
      int length = in.readInt();
      int id = in.readInt();
      int status = in.readInt();
      int sequence = in.readInt();
      byte[] body = new byte[length - 16];
      in.readFully(body);
      return new Pdu(id, status, sequence, body);
    }

    /** The next one, whatever it is part of. */
    int octet() throws IOException {
      return in.readUnsignedByte();
    }

    /** Takes so many octets, and not one more. */
    void skip(int octets) throws IOException {
      in.readNBytes(octets);
    }

    /** Waits until the first octet is there, and leaves it there. */
    void awaitOctet() throws IOException {
      while (in.available() == 0) {
        Thread.onSpinWait();
      }
    }

    void write(byte[] octets) throws IOException {
      write(octets, 0, octets.length);
    }

    void write(byte[] octets, int from, int length) throws IOException {
      synchronized (socket) {
        socket.getOutputStream().write(octets, from, length);
      }
    }

    @Override
    public void close() {
      quietly(socket);
    }
  }
}
