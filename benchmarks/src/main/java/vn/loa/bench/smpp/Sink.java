package vn.loa.bench.smpp;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * An SMSC that costs as little as it can, in a process of its own: any login, one thread for each
 * connection, and all PDUs of a read are answered in one write. It prints its port, answers each
 * line of its standard input with a line ({@link SinkProcess} says which), and ends with it.
 */
final class Sink {

  final SinkMode mode;
  final LongAdder submits = new LongAdder();
  final LongAdder receipts = new LongAdder();
  final LongAdder receiptsRefused = new LongAdder();
  final SinkLedger ledger = new SinkLedger();

  /** How many submits are still to be throttled. */
  private final AtomicInteger throttling = new AtomicInteger();

  private final ServerSocket server;
  private int connections;

  private Sink(SinkMode mode) throws IOException {
    this.mode = mode;
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  public static void main(String[] arguments) throws IOException {
    Sink sink = new Sink(SinkMode.valueOf(arguments[0]));
    Thread accepting = new Thread(sink::accept, "sink-accept");
    accepting.setDaemon(true);
    accepting.start();
    System.out.println(sink.server.getLocalPort());
    sink.obey();
  }

  private void obey() throws IOException {
    BufferedReader orders =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String order = orders.readLine(); order != null; order = orders.readLine()) {
      System.out.println(answer(order.split(" ", 2)));
    }
  }

  private String answer(String[] order) throws IOException {
    switch (order[0]) {
      case "throttle" -> throttling.set(Integer.parseInt(order[1]));
      case "ledger" -> ledger.write(Path.of(order[1]));
      default -> {}
    }
    return submits.sum() + " " + receipts.sum() + " " + receiptsRefused.sum();
  }

  private void accept() {
    while (true) {
      try {
        Socket socket = server.accept();
        socket.setTcpNoDelay(true);
        new SinkLine(this, socket, ++connections).start();
      } catch (IOException gone) {
        // That caller is; the next may come.
      }
    }
  }

  boolean throttles() {
    return throttling.get() > 0 && throttling.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
  }
}
