package vn.loa.bench.feeds;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Readers on connections that stay, all on one thread: each asks again as soon as it has the whole
 * answer.
 */
final class Readers implements AutoCloseable {

  private static final int LARGEST_READ = 1 << 18;

  private final Selector selector = Selector.open();
  private final List<Reader> readers = new ArrayList<>();
  private final ByteBuffer read = ByteBuffer.allocateDirect(LARGEST_READ);
  private final byte[] request;
  private final int status;
  private long answers;

  /**
   * @param status that every answer has to have
   */
  Readers(int port, int count, String request, int status) throws IOException {
    this.request = request.getBytes(ISO_8859_1);
    this.status = status;
    for (int i = 0; i < count; i++) {
      SocketChannel channel = SocketChannel.open(server(port));
      channel.configureBlocking(false);
      Reader reader = new Reader(channel);
      readers.add(reader);
      channel.register(selector, SelectionKey.OP_READ, reader);
    }
  }

  static InetSocketAddress server(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  /** Whole answers a second, over so many seconds. */
  double rate(double seconds) throws IOException {
    for (Reader reader : readers) {
      reader.ask();
    }
    long began = System.nanoTime();
    long until = began + (long) (seconds * TimeUnit.SECONDS.toNanos(1));
    long now = began;
    while (now < until) {
      if (selector.select(1_000) == 0) {
        throw new IOException("no answer for a second");
      }
      for (SelectionKey key : selector.selectedKeys()) {
        ((Reader) key.attachment()).read();
      }
      selector.selectedKeys().clear();
      now = System.nanoTime();
    }
    return answers * 1e9 / (now - began);
  }

  /** One that waits for an answer. */
  private final class Reader {

    private final SocketChannel channel;
    private final Answer answer = new Answer();

    private Reader(SocketChannel channel) {
      this.channel = channel;
    }

    private void ask() throws IOException {
      answer.clear();
      ByteBuffer rest = ByteBuffer.wrap(request);
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
    }

    private void read() throws IOException {
      read.clear();
      if (channel.read(read) < 0) {
        throw new IOException("the server hung up");
      }
      answer.take(read.flip());
      if (answer.isWhole()) {
        if (answer.status() != status) {
          throw new IOException("status " + answer.status() + " instead of " + status);
        }
        answers++;
        ask();
      }
    }
  }

  @Override
  public void close() throws IOException {
    for (Reader reader : readers) {
      reader.channel.close();
    }
    selector.close();
  }
}
